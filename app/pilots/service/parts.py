"""The rows of a plan: strategies, measures and risks, and the steps of a roll-out."""

from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import func, select

from app.core import audit
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.core.words import day
from app.pilots.models import Pilot, PilotEntry, PilotMeasure, PilotRisk, PilotStrategy, RollOutStep
from app.pilots.queries.plans import TABLES
from app.pilots.rules.plan import (
    Measure,
    Part,
    Risk,
    Step,
    Strategy,
    check_part,
    check_reason,
    check_room_for,
    settled,
)
from app.pilots.rules.review import NextStep
from app.pilots.rules.states import State
from app.pilots.service.holding import held, keep_change, name_of, only_if
from app.pilots.service.planning import CLOSED

Row = PilotStrategy | PilotMeasure | PilotRisk | RollOutStep
WORDS: dict[type[Part], str] = {
    Strategy: "a strategy",
    Measure: "a measure",
    Risk: "a risk",
    Step: "a step of the roll-out",
}
FIRST: dict[type[Part], str] = {
    Strategy: "what",
    Measure: "code",
    Risk: "what",
    Step: "team",
}


def add_part(site_id: int, pilot_id: int, new: Part, reason: str = "") -> int:
    """Add a row; returns its number. An agreed plan keeps the version, with the reason.

    Raises `Refused`, LookupError.
    """
    pilot, kind, table = _open(site_id, pilot_id, type(new))
    counted = select(func.count()).select_from(table).where(table.pilot_id == pilot_id)
    present = session().scalar(counted) or 0
    faults = check_room_for(new, present) + check_part(new)
    refuse(faults + _reason_wanted(pilot, kind, reason))
    _because(pilot, kind, "added")
    row = row_of(pilot_id, settled(new), present)
    session().add(row)
    _keep(pilot, kind, reason)
    return row.id


def change_part(
    site_id: int, pilot_id: int, part_id: int, new: Part, seen: int, reason: str = ""
) -> None:
    """Change a row. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    pilot, kind, table = _open(site_id, pilot_id, type(new))
    row = _row(table, pilot_id, part_id)
    if row.version != seen:
        kept = {name: getattr(row, name) for name in asdict(new)}
        raise ChangedMeanwhile(mine=_words(asdict(new)), theirs=_words(kept))
    refuse(check_part(new) + _reason_wanted(pilot, kind, reason))
    _because(pilot, kind, "changed")
    for name, value in asdict(settled(new)).items():
        setattr(row, name, value)
    _keep(pilot, kind, reason)


def remove_part(
    site_id: int, pilot_id: int, kind: type[Part], part_id: int, reason: str = ""
) -> None:
    """Take a row away; a strategy stays that the learning log speaks of.

    Raises `Refused`, LookupError.
    """
    pilot, kind, table = _open(site_id, pilot_id, kind)
    row = _row(table, pilot_id, part_id)
    faults = _reason_wanted(pilot, kind, reason)
    if isinstance(row, PilotStrategy) and _is_spoken_of(row):
        faults.append(("what", "The learning log speaks of this strategy, so it stays"))
    refuse(faults)
    _because(pilot, kind, "taken away")
    session().delete(row)
    _keep(pilot, kind, reason)


def row_of(pilot_id: int, said: Part, position: int) -> Row:
    """A new row of a plan or roll-out; `position` is its place among those added with it."""
    values: dict[str, Any] = {"pilot_id": pilot_id, **asdict(said)}
    if not isinstance(said, Step):
        values["position"] = position
    return TABLES[type(said)](**values)


def _open(site_id: int, pilot_id: int, kind: type[Part]) -> tuple[Pilot, type[Part], type[Row]]:
    pilot, state = held(site_id, pilot_id)
    if kind is Step:
        is_open = state is State.DECIDED and pilot.next_step == NextStep.ROLL_OUT
        only_if(is_open, FIRST[kind], "A roll-out is planned once it was decided")
    else:
        only_if(state.plan_can_change, FIRST[kind], CLOSED)
    return pilot, kind, TABLES[kind]


def _row(table: type[Row], pilot_id: int, part_id: int) -> Row:
    row = cast(Row | None, session().get(table, part_id, populate_existing=True))
    if row is None or row.pilot_id != pilot_id:
        raise LookupError(f"There is no row with the number {part_id} in this plan.")
    return row


def _reason_wanted(pilot: Pilot, kind: type[Part], reason: str) -> list[tuple[str, str]]:
    return check_reason(reason, is_agreed=pilot.agreed_on is not None and kind is not Step)


def _is_spoken_of(row: PilotStrategy) -> bool:
    chosen = select(PilotEntry.id).where(PilotEntry.strategy_id == row.id).limit(1)
    return session().scalar(chosen) is not None


def _because(pilot: Pilot, kind: type[Part], what: str) -> None:
    audit.because(
        "roll-out planned" if kind is Step else "pilot plan changed",
        summary=f"{name_of(pilot)}: {WORDS[kind]} was {what}.",
        site_id=pilot.site_id,
    )


def _keep(pilot: Pilot, kind: type[Part], reason: str) -> None:
    if kind is Step:
        session().flush()
    else:
        keep_change(pilot, reason)


def _words(said: dict[str, Any]) -> str:
    shown = (
        day(value) if hasattr(value, "year") else str(value)
        for value in said.values()
        if value not in (None, "")
    )
    return " · ".join(shown)
