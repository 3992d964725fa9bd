"""Entering and correcting the use count of a month."""

from datetime import date

from sqlalchemy import Select, select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.measures.models import UseCount
from app.measures.queries import use as reads
from app.measures.queries.use import MonthUse
from app.measures.rules.use import (
    MonthSaid,
    check_correction,
    check_month,
    check_note,
    field_of,
    is_final,
    unusual,
)
from app.measures.service.holding import hold
from app.sites.rules.months import in_words


def enter_month(site_id: int, month: date, said: MonthSaid, seen: int, reason: str = "") -> int:
    """Say or correct what a month had; `seen` is the number of the version it had (0: none).

    Every correction is a version of its own. Returns its number; what is there already in the same
    words stays as it is. Raises `Refused`, `ChangedMeanwhile`.
    """
    hold(site_id)
    today = clock.today()
    before = _newest(site_id, month)
    if (before.number if before else 0) != seen:
        raise ChangedMeanwhile(mine=words_of(said), theirs=words_of(before.said) if before else "")
    refuse(check_month(month, said, reads.span_of(site_id).can_enter(today), today))
    refuse(check_note(unusual(said, _last(site_id, month)), said.note))
    if before is not None and before.said == said:
        return before.number
    refuse(check_correction(before is not None and _was_final(before), reason))
    audit.because(
        "use counted",
        summary=f"Use in {in_words(month)}: {words_of(said)}.",
        site_id=site_id,
    )
    now = clock.now()
    if before is not None:
        row = session().scalars(_of(site_id, month)).one()
        row.superseded_at = now
    session().add(_row(site_id, month, seen + 1, said, reason))
    session().flush()
    return seen + 1


def words_of(said: MonthSaid) -> str:
    """What was said of a month, for trail and conflict; without what people wrote."""
    types = ", ".join(f"{one.label} {number}" for one, number in said.types.items() if number)
    cases = "not said" if said.cases is None else f"{said.cases:,}"
    eligible = "" if said.eligible is None else f"; eligible {said.eligible:,}"
    return f"cases begun: {cases}{f' ({types})' if types else ''}{eligible}"


def _was_final(before: MonthUse) -> bool:
    return is_final(before.month, clock.in_london(before.entered_at).date())


def _newest(site_id: int, month: date) -> MonthUse | None:
    return next(iter(reads.versions_of(site_id, month)), None)


def _last(site_id: int, month: date) -> tuple[date, int] | None:
    """The newest month before, and its cases."""
    known = reads.cases_by_month([site_id], date(1990, 1, 1), month).get(site_id, {})
    before = [one for one in known if one < month]
    return (max(before), known[max(before)].cases) if before else None


def _of(site_id: int, month: date) -> Select[UseCount]:
    return select(UseCount).where(
        UseCount.site_id == site_id, UseCount.month == month, UseCount.superseded_at.is_(None)
    )


def _row(site_id: int, month: date, number: int, said: MonthSaid, reason: str) -> UseCount:
    types = {field_of(one): count for one, count in said.types.items()}
    return UseCount(
        site_id=site_id,
        month=month,
        number=number,
        cases=said.cases,
        **types,
        eligible=said.eligible,
        none_because=said.none_because,
        note=said.note.strip(),
        reason=reason.strip(),
        entered_at=clock.now(),
        entered_by_id=audit.who_acts().actor_id,
    )
