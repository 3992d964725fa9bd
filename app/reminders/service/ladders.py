"""Changing the ladders: each change is a version of its own, with who, when and why."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core import audit, clock
from app.core.db import session
from app.reminders import queries
from app.reminders.models import LadderVersion, PortfolioLead
from app.reminders.rules import Ladders, as_content, differences


class ChangedMeanwhile(Exception):
    """Somebody else saved a version after the one that was looked at."""


class NothingChanged(Exception):
    """The ladders would be what they are."""


def save(ladders: Ladders, *, reason: str, seen: int, by: int) -> int:
    """Save a version; returns its number. `seen` is the number of the version it was made from.

    Raises ChangedMeanwhile when that is not the newest any more, NothingChanged when it would say
    the same.
    """
    before = queries.present()
    if before.number != seen:
        raise ChangedMeanwhile
    changed = list(differences(before.ladders, ladders))
    if not changed:
        raise NothingChanged
    audit.because(
        "ladder changed", summary=" ".join(changed), reason=reason.strip(), nspcc_only=True
    )
    row = LadderVersion(
        number=seen + 1,
        content=as_content(ladders),
        reason=reason.strip(),
        saved_by_id=by,
        saved_at=clock.now(),
    )
    try:
        with session().begin_nested():
            session().add(row)
            session().flush()
    except IntegrityError as error:  # two at the same moment
        raise ChangedMeanwhile from error
    return row.number


def restore(number: int, *, reason: str, seen: int, by: int) -> int:
    """Save a version that says what an earlier one said. Raises as `save`, and LookupError."""
    earlier = queries.version(number)
    if earlier is None:
        raise LookupError(f"There is no version {number} of the ladders.")
    present = queries.present().ladders
    return save(replace(present, rungs=earlier.ladders.rungs), reason=reason, seen=seen, by=by)


def name_portfolio_leads(person_ids: list[int]) -> int:
    """Name the portfolio leads, these and nobody else; how many there are. Numbers of people who
    are not of the NSPCC are left out."""
    possible = {one.person_id for one in queries.staff()}
    wanted = {one for one in person_ids if one in possible}
    kept = {one.person_id: one for one in session().scalars(select(PortfolioLead))}
    if wanted == set(kept):
        return len(wanted)
    audit.because(
        "portfolio leads named",
        summary=f"Portfolio leads named: {len(wanted)}." if wanted else "No portfolio lead named.",
        nspcc_only=True,
    )
    for number in set(kept) - wanted:
        session().delete(kept[number])
    now = clock.now()
    for number in sorted(wanted - set(kept)):
        session().add(PortfolioLead(person_id=number, named_at=now))
    session().flush()
    return len(wanted)
