"""Agreed measures: adding, changing, agreeing, retiring, and their values."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.journey.rules.outcomes import OWN, number
from app.measures.models import AgreedMeasure, MeasureValue, MeasureVersion
from app.measures.queries import agreed as reads
from app.measures.queries.agreed import MeasureRow
from app.measures.rules.agreed import (
    MOST,
    NO_ROOM,
    Measure,
    Value,
    asks_again,
    check_measure,
    check_reason,
    check_still_comparable,
    check_value,
    is_redefined,
    settled,
)
from app.measures.rules.periods import open_periods, words_of
from app.measures.service import telling
from app.measures.service.holding import hold, only_if

RETIRED = "This measure is retired: it stays as it was"


def add_measure(site_id: int, new: Measure) -> int:
    """A measure for a site, to be agreed by both sides; returns its number. Raises `Refused`, also
    for the thirteenth."""
    site = hold(site_id)
    said = settled(new)
    present = reads.measures_of([site_id])
    only_if(len(present) < MOST, "code", NO_ROOM)
    twice = said.code != OWN and any(one.said.code == said.code for one in present)
    only_if(not twice, "code", "This measure is there already: change that one")
    refuse(check_measure(said, _owners(site_id, said), clock.today()))
    audit.because(
        "measure added", summary=f"Measure added, to be agreed: {said.name}.", site_id=site_id
    )
    row = AgreedMeasure(site_id=site_id, code=said.code, entered_at=clock.now())
    session().add(row)
    session().flush()
    session().add(_version(row.id, 1, 1, said, ""))
    session().flush()
    telling.tell_to_agree(site, row.id, 1, said.name)
    return row.id


def change_measure(site_id: int, measure_id: int, new: Measure, reason: str, seen: int) -> int:
    """Change what a measure says, over the version seen; returns the number of the version.

    Both agree anew where the definition or the target changes. What is the same stays as it is.
    Raises `Refused`, `ChangedMeanwhile`.
    """
    site = hold(site_id)
    found = _open(site_id, measure_id)
    said, before = settled(new), found.now
    if before.number != seen:
        raise ChangedMeanwhile(mine=_words(said), theirs=_words(before.said))
    if said == before.said:
        return before.number
    has_values = bool(reads.values_of([measure_id]))
    refuse(check_measure(said, _owners(site_id, said, before.said.owner_id), clock.today()))
    refuse(check_still_comparable(before.said, said, has_values=has_values))
    refuse(check_reason("reason", reason, "Enter why it changes"))
    audit.because("measure changed", summary=f"Measure changed: {said.name}.", site_id=site_id)
    old = _newest(measure_id)
    old.superseded_at = clock.now()
    definition = before.definition_number + is_redefined(before.said, said)
    row = _version(measure_id, seen + 1, definition, said, reason)
    if asks_again(before.said, said):
        telling.tell_to_agree(site, measure_id, seen + 1, said.name)
    else:
        row.site_agreed_at, row.site_agreed_by_id = old.site_agreed_at, old.site_agreed_by_id
        row.nspcc_agreed_at, row.nspcc_agreed_by_id = old.nspcc_agreed_at, old.nspcc_agreed_by_id
    session().add(row)
    session().flush()
    return row.number


def agree(site_id: int, measure_id: int, seen: int, *, for_nspcc: bool) -> None:
    """One side agrees to the version seen. Agreeing twice changes nothing. Raises `Refused`,
    `ChangedMeanwhile`."""
    hold(site_id)
    found, row = _open(site_id, measure_id), _newest(measure_id)
    if row.number != seen:
        raise ChangedMeanwhile(mine="You agreed to an earlier version", theirs=_words(found.said))
    if (row.nspcc_agreed_at if for_nspcc else row.site_agreed_at) is not None:
        return
    side = "The NSPCC" if for_nspcc else "The authority"
    audit.because(
        "measure agreed", summary=f"{side} agreed to the measure {row.name}.", site_id=site_id
    )
    now, who = clock.now(), audit.who_acts().actor_id
    if for_nspcc:
        row.nspcc_agreed_at, row.nspcc_agreed_by_id = now, who
    else:
        row.site_agreed_at, row.site_agreed_by_id = now, who
    both = row.nspcc_agreed_at is not None and row.site_agreed_at is not None
    if both and found.agreed_at is None:
        session().get_one(AgreedMeasure, measure_id).agreed_at = now
    session().flush()


def retire(site_id: int, measure_id: int, why: str) -> None:
    """Measure it no longer; its values stay. Raises `Refused`."""
    hold(site_id)
    found = _open(site_id, measure_id, "why")
    refuse(check_reason("why", why, "Enter why it is no longer measured"))
    audit.because(
        "measure retired", summary=f"Measure retired: {found.said.name}.", site_id=site_id
    )
    row = session().get_one(AgreedMeasure, measure_id)
    row.retired_at, row.retired_by_id = clock.now(), audit.who_acts().actor_id
    row.retired_why = why.strip()
    session().flush()


def enter_value(
    site_id: int, measure_id: int, period: date, said: Value, seen: int, reason: str = ""
) -> int:
    """Say or correct the value of a period, over the version seen (0: none); returns the number of
    the version. Raises `Refused`, `ChangedMeanwhile`."""
    hold(site_id)
    found = _open(site_id, measure_id, "value")
    sort, unit = found.said.sort, found.said.unit
    before = next(iter(reads.said_of(measure_id, period)), None)
    if (before.number if before else 0) != seen:
        theirs = number(before.shown(sort), unit) if before else ""
        raise ChangedMeanwhile(mine=number(said.value, unit), theirs=theirs)
    since = clock.in_london(found.entered_at).date()
    is_there = period in open_periods(found.every, since, clock.today())
    only_if(is_there, "value", "Values are of periods that are over")
    refuse(check_value(sort, said))
    note = said.note.strip()
    if before is not None and (before.value, before.n, before.note) == (said.value, said.n, note):
        return before.number
    if before is not None:
        refuse(check_reason("reason", reason, "Enter why the value changes"))
    audit.because(
        "measure valued",
        summary=f"{found.said.name}, {words_of(found.every, period)}: a value.",
        site_id=site_id,
    )
    _supersede(measure_id, period)
    row = _value(found, period, seen + 1, said)
    row.reason = reason.strip() if before is not None else ""
    session().add(row)
    session().flush()
    return seen + 1


def _value(found: MeasureRow, period: date, version: int, said: Value) -> MeasureValue:
    return MeasureValue(
        measure_id=found.id,
        period=period,
        number=version,
        definition_number=found.now.definition_number,
        value=said.value,
        n=said.n,
        note=said.note.strip(),
        entered_at=clock.now(),
        entered_by_id=audit.who_acts().actor_id,
    )


def _open(site_id: int, measure_id: int, field: str = "reason") -> MeasureRow:
    found = reads.measure_of(site_id, measure_id)
    if found is None:
        raise LookupError(f"Site {site_id} has no measure {measure_id}.")
    only_if(found.retired_at is None, field, RETIRED)
    return found


def _owners(site_id: int, said: Measure, before: int | None = None) -> Collection[int]:
    """Who may own it, where that has to be asked: whoever owned it before goes on."""
    if said.owner_id is None or said.owner_id == before:
        return () if before is None else (before,)
    return reads.possible_owners(site_id)


def _newest(measure_id: int) -> MeasureVersion:
    chosen = select(MeasureVersion).where(
        MeasureVersion.measure_id == measure_id, MeasureVersion.superseded_at.is_(None)
    )
    return session().scalars(chosen).one()


def _supersede(measure_id: int, period: date) -> None:
    standing = select(MeasureValue).where(
        MeasureValue.measure_id == measure_id,
        MeasureValue.period == period,
        MeasureValue.superseded_at.is_(None),
    )
    for row in session().scalars(standing):
        row.superseded_at = clock.now()


def _version(
    measure_id: int, version: int, definition: int, said: Measure, reason: str
) -> MeasureVersion:
    words = {key: value for key, value in vars(said).items() if key != "code"}
    return MeasureVersion(
        measure_id=measure_id,
        number=version,
        definition_number=definition,
        **words,
        reason=reason.strip(),
        entered_at=clock.now(),
        entered_by_id=audit.who_acts().actor_id,
    )


def _words(said: Measure) -> str:
    return f"{said.name}: {said.definition} Target: {number(said.target, said.unit)}"
