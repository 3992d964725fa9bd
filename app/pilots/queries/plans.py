"""What a plan says: its rows, the whole of it, and its versions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.core.db import session
from app.journey.rules.outcomes import Wanted
from app.pilots.models import (
    Pilot,
    PilotMeasure,
    PilotRisk,
    PilotStrategy,
    PilotVersion,
    RollOutStep,
)
from app.pilots.queries.pilots import PilotRow
from app.pilots.rules.documents import content_to
from app.pilots.rules.plan import (
    Cohort,
    Document,
    Measure,
    Part,
    Risk,
    Step,
    Strategy,
    Times,
)

TableOfParts = type[PilotStrategy] | type[PilotMeasure] | type[PilotRisk] | type[RollOutStep]
TABLES: dict[type[Part], TableOfParts] = {
    Strategy: PilotStrategy,
    Measure: PilotMeasure,
    Risk: PilotRisk,
    Step: RollOutStep,
}


@dataclass(frozen=True)
class StrategyRow:
    """A strategy of a plan."""

    id: int
    version: int
    said: Strategy


@dataclass(frozen=True)
class MeasureRow:
    """A measure of a plan, with what the review found."""

    id: int
    version: int
    said: Measure
    result: float | None
    words: str

    @property
    def wanted(self) -> Wanted:
        """Which way is better."""
        return Wanted(self.said.wanted)


@dataclass(frozen=True)
class RiskRow:
    """A risk of a plan."""

    id: int
    version: int
    said: Risk


@dataclass(frozen=True)
class StepRow:
    """A step of a roll-out."""

    id: int
    version: int
    said: Step


@dataclass(frozen=True)
class VersionRow:
    """A version of a plan: the first is what was agreed."""

    id: int
    pilot_id: int
    number: int
    reason: str
    saved_at: datetime
    saved_by_id: int | None


def strategies_of(pilot_id: int) -> list[StrategyRow]:
    """The strategies in the order in which they were added."""
    chosen = select(PilotStrategy).where(PilotStrategy.pilot_id == pilot_id)
    return [
        StrategyRow(row.id, row.version, Strategy(row.what, row.signs, row.cycle))
        for row in session().scalars(chosen.order_by(PilotStrategy.id))
    ]


def measures_of(pilot_id: int) -> list[MeasureRow]:
    """The measures in the order in which they were added."""
    chosen = select(PilotMeasure).where(PilotMeasure.pilot_id == pilot_id)
    return [
        MeasureRow(
            row.id,
            row.version,
            Measure(row.code, row.name, row.unit, row.wanted, row.baseline, row.target),
            row.result,
            row.words,
        )
        for row in session().scalars(chosen.order_by(PilotMeasure.id))
    ]


def risks_of(pilot_id: int) -> list[RiskRow]:
    """The risks in the order in which they were added."""
    chosen = select(PilotRisk).where(PilotRisk.pilot_id == pilot_id)
    return [
        RiskRow(row.id, row.version, Risk(row.what, row.response, row.owner_name))
        for row in session().scalars(chosen.order_by(PilotRisk.id))
    ]


def steps_of(pilot_id: int) -> list[StepRow]:
    """The steps of the roll-out, first to begin first."""
    chosen = select(RollOutStep).where(RollOutStep.pilot_id == pilot_id)
    return [
        StepRow(row.id, row.version, Step(row.team, row.starts_on, row.training, row.owner_name))
        for row in session().scalars(chosen.order_by(RollOutStep.starts_on, RollOutStep.id))
    ]


def document_of(pilot: PilotRow) -> Document:
    """The whole plan as it stands now; three statements."""
    return document(pilot.id, pilot.cohort, pilot.times)


def document(pilot_id: int, cohort: Cohort, times: Times) -> Document:
    """The same where the plan as a whole is known; three statements."""
    return Document(
        cohort,
        times,
        tuple(row.said for row in strategies_of(pilot_id)),
        tuple(row.said for row in measures_of(pilot_id)),
        tuple(row.said for row in risks_of(pilot_id)),
    )


def versions_of(pilot_id: int) -> list[VersionRow]:
    """The versions of a plan, newest first; none before it is agreed."""
    rows = session().execute(
        select(
            PilotVersion.id,
            PilotVersion.pilot_id,
            PilotVersion.number,
            PilotVersion.reason,
            PilotVersion.saved_at,
            PilotVersion.saved_by_id,
        )
        .where(PilotVersion.pilot_id == pilot_id)
        .order_by(PilotVersion.number.desc())
    )
    return [VersionRow(*row) for row in rows]


def version_of(site_id: int, version_id: int) -> tuple[VersionRow, Document] | None:
    """A version of a plan of this site as it stood; None when there is no such version here."""
    row = session().scalar(
        select(PilotVersion)
        .join(Pilot, Pilot.id == PilotVersion.pilot_id)
        .where(Pilot.site_id == site_id, PilotVersion.id == version_id)
    )
    if row is None:
        return None
    said = (row.id, row.pilot_id, row.number, row.reason, row.saved_at, row.saved_by_id)
    return VersionRow(*said), content_to(row.content)


def pilot_of_part(site_id: int, kind: type[Part], part_id: int) -> int | None:
    """The number of the pilot a row belongs to; None when this site has no such row."""
    table = TABLES[kind]
    return session().scalar(
        select(Pilot.id)
        .join(table, table.pilot_id == Pilot.id)
        .where(Pilot.site_id == site_id, table.id == part_id)
    )
