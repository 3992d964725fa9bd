"""What the people of a site enter while a pilot runs: monthly counts and the learning log."""

from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile, refuse
from app.pilots.models import Pilot, PilotEntry, PilotMonth, PilotStrategy
from app.pilots.queries.months import counts_of
from app.pilots.rules.learning import NewEntry, check_entry
from app.pilots.rules.months import (
    COUNTS,
    LABELS,
    Counts,
    check_counts,
    check_reason,
    open_months,
    unusual,
)
from app.pilots.service.holding import held, name_of, only_if
from app.plans.rules import in_order
from app.sites.rules.months import in_words

NOT_NOW = "Counts and entries are written while a pilot runs and until its decision"


def enter_month(
    site_id: int, pilot_id: int, month: date, counts: Counts, seen: int, reason: str = ""
) -> None:
    """Enter or correct the counts of a month; `seen` is the version it had (0: none).

    Raises `Refused` for what cannot be, and for what is unusual without a reason;
    `ChangedMeanwhile`, LookupError.
    """
    pilot, state = held(site_id, pilot_id)
    only_if(state.takes_entries, "children", NOT_NOW)
    rows = {row.month: row for row in _months(pilot_id)}
    row = rows.pop(month, None)
    if (row.version if row else 0) != seen:
        theirs = _counts_words(counts_of(row)) if row else "Nothing"
        raise ChangedMeanwhile(mine=_counts_words(counts), theirs=theirs)
    others = {one.month: counts_of(one) for one in rows.values()}
    refuse(check_counts(month, counts, others, _can_enter(pilot)))
    refuse(check_reason(unusual(month, counts, others, pilot.children), reason))
    audit.because(
        "counts entered",
        summary=f"{name_of(pilot)}: counts of {in_words(month)} entered.",
        site_id=site_id,
    )
    row = row or PilotMonth(pilot_id=pilot_id, month=month)
    for one in COUNTS:
        setattr(row, one.key, counts.get(one.key))
    row.reason, row.entered_at = reason.strip(), clock.now()
    row.entered_by_id = audit.who_acts().actor_id
    session().add(row)
    session().flush()


def add_entry(site_id: int, pilot_id: int, new: NewEntry) -> int:
    """Write into the learning log; returns the number. Raises `Refused`, LookupError."""
    pilot, state = held(site_id, pilot_id)
    only_if(state.takes_entries, "tried", NOT_NOW)
    refuse(check_entry(new, _strategies(pilot_id), clock.today()))
    audit.because(
        "lesson entered",
        summary=f"{name_of(pilot)}: an entry was added to the learning log.",
        site_id=site_id,
    )
    row = PilotEntry(
        pilot_id=pilot_id, entered_at=clock.now(), entered_by_id=audit.who_acts().actor_id
    )
    _write(row, new)
    session().add(row)
    session().flush()
    return row.id


def change_entry(site_id: int, pilot_id: int, entry_id: int, new: NewEntry, seen: int) -> None:
    """Change an entry. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    pilot, state = held(site_id, pilot_id)
    only_if(state.takes_entries, "tried", NOT_NOW)
    row = session().get(PilotEntry, entry_id, populate_existing=True)
    if row is None or row.pilot_id != pilot_id:
        raise LookupError(f"There is no entry with the number {entry_id} in this log.")
    if row.version != seen:
        kept = (row.tried, row.happened, row.learnt, row.change)
        mine = (new.tried, new.happened, new.learnt, new.change)
        raise ChangedMeanwhile(mine="\n".join(mine), theirs="\n".join(kept))
    refuse(check_entry(new, _strategies(pilot_id), clock.today()))
    audit.because(
        "lesson changed",
        summary=f"{name_of(pilot)}: an entry of the learning log was changed.",
        site_id=site_id,
    )
    _write(row, new)
    session().flush()


def _write(row: PilotEntry, new: NewEntry) -> None:
    row.happened_on, row.strategy_id = present(new.happened_on), new.strategy_id
    row.tried, row.happened = new.tried.strip(), new.happened.strip()
    row.learnt, row.change = new.learnt.strip(), new.change.strip()
    row.lesson = new.lesson
    row.codes = " ".join(code.value for code in in_order(new.codes))


def _months(pilot_id: int) -> list[PilotMonth]:
    chosen = select(PilotMonth).where(PilotMonth.pilot_id == pilot_id)
    return list(session().scalars(chosen.execution_options(populate_existing=True)))


def _strategies(pilot_id: int) -> set[int]:
    chosen = select(PilotStrategy.id).where(PilotStrategy.pilot_id == pilot_id)
    return set(session().scalars(chosen))


def _can_enter(pilot: Pilot) -> list[date]:
    ends_on = pilot.ended_on or pilot.ends_on
    if pilot.starts_on is None or ends_on is None:
        return []
    return open_months(pilot.starts_on, ends_on, clock.today())


def _counts_words(counts: Counts) -> str:
    shown = (f"{LABELS[key]}: {value}" for key, value in counts.items() if value is not None)
    return "; ".join(shown)
