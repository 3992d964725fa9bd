"""Keeping views."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from app.core import clock
from app.core.db import session
from app.dashboards.models import SavedView
from app.dashboards.rules.saving import why_not_kept


class NotPossible(Exception):
    """What to do instead, for the person."""


def keep(person_id: int, name: str, asked: Mapping[str, str], *, first: bool) -> int:
    """Keep a choice of filters under a name; its number. Raises NotPossible."""
    theirs = _theirs(person_id)
    _check(name, [one.name for one in theirs], is_new=True)
    if first:
        _no_longer_first(theirs)
    row = SavedView(
        person_id=person_id,
        name=name.strip(),
        asked=dict(asked),
        is_first=first,
        saved_at=clock.now(),
    )
    session().add(row)
    session().flush()
    return row.id


def change(person_id: int, view_id: int, name: str, *, first: bool) -> None:
    """Rename a view of theirs, and say whether it opens first. Raises NotPossible."""
    theirs = _theirs(person_id)
    _check(name, [one.name for one in theirs if one.id != view_id], is_new=False)
    if first:
        _no_longer_first(theirs)
    for one in theirs:
        if one.id == view_id:
            one.name, one.is_first = name.strip(), first
    session().flush()


def forget(person_id: int, view_id: int) -> None:
    """Delete a view of theirs; one that is gone already is no fault."""
    session().execute(
        delete(SavedView).where(SavedView.id == view_id, SavedView.person_id == person_id)
    )


def _theirs(person_id: int) -> list[SavedView]:
    return list(session().scalars(select(SavedView).where(SavedView.person_id == person_id)))


def _check(name: str, others: list[str], *, is_new: bool) -> None:
    fault = why_not_kept(name, others, is_new=is_new)
    if fault is not None:
        raise NotPossible(fault)


def _no_longer_first(theirs: list[SavedView]) -> None:
    for one in theirs:
        one.is_first = False
