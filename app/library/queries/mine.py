"""What waits for somebody's approval, and what somebody shared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from app.core.db import session
from app.library.models import Edition, Resource
from app.library.queries.leading import has_lead
from app.library.rules import EditionState, Kind, Reader, State
from app.sites.models import Site

MOST_ROWS = 200


@dataclass(frozen=True)
class WaitingRow:
    """A resource and where it stands; `waits` and `is_draft` speak of its newest version."""

    id: int
    title: str
    kind: Kind
    state: State
    owner_id: int
    waits: bool
    is_draft: bool
    added_at: datetime


def _has(*states: EditionState) -> ColumnElement[bool]:
    return exists().where(
        Edition.resource_id == Resource.id, Edition.state.in_([state.value for state in states])
    )


_WAITS = _has(EditionState.WAITING)
_DRAFT = _has(EditionState.DRAFT, EditionState.REFUSED)


def _selected() -> Select[*tuple[Any, ...]]:
    return select(Resource, _WAITS.label("waits"), _DRAFT.label("draft"))


def waiting_for(who: Reader) -> tuple[WaitingRow, ...]:
    """What somebody has to approve: of the authorities they lead, and for the NSPCC what is shared
    for none, or for one without a strategic lead. The oldest first."""
    mine: list[ColumnElement[bool]] = []
    if who.leads:
        mine.append(Resource.site_id.in_(who.leads))
    if who.is_nspcc:
        mine.append(~has_lead())
    if not mine:
        return ()
    by_others = Resource.owner_id != who.person_id
    stands = Resource.state != State.WITHDRAWN.value
    chosen = _selected().where(or_(*mine), _WAITS, by_others, stands)
    return _rows(chosen.order_by(Resource.added_at, Resource.id))


def of_owner(person_id: int) -> tuple[WaitingRow, ...]:
    """What somebody shared or began, the newest first."""
    chosen = _selected().where(Resource.owner_id == person_id)
    return _rows(chosen.order_by(Resource.added_at.desc(), Resource.id.desc()))


def _rows(chosen: Select[*tuple[Any, ...]]) -> tuple[WaitingRow, ...]:
    return tuple(
        WaitingRow(
            it.id,
            it.title,
            Kind(it.kind),
            State(it.state),
            it.owner_id,
            bool(waits),
            bool(draft),
            it.added_at,
        )
        for it, waits, draft in session().execute(chosen.limit(MOST_ROWS))
    )


def sites_named(numbers: Collection[int]) -> list[tuple[int, str]]:
    """Number and name of sites, by name; no statement for none."""
    if not numbers:
        return []
    rows = session().execute(
        select(Site.id, Site.name).where(Site.id.in_(numbers)).order_by(Site.name)
    )
    return [(number, name) for number, name in rows]
