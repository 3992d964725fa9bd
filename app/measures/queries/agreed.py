"""Reads of agreed measures and their values, of one site and of many, also as they were known at a
moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.db import session
from app.measures.models import AgreedMeasure, MeasureValue, MeasureVersion
from app.measures.rules.agreed import Measure, can_be_shown
from app.measures.rules.periods import Every
from app.sites.queries import contacts, people_of


@dataclass(frozen=True)
class Version:
    """What a measure said from one change to the next, and who had agreed to it."""

    number: int
    definition_number: int
    said: Measure
    reason: str
    entered_at: datetime
    entered_by_id: int | None
    site_agreed_at: datetime | None
    site_agreed_by_id: int | None
    nspcc_agreed_at: datetime | None
    nspcc_agreed_by_id: int | None

    @property
    def is_agreed(self) -> bool:
        """Whether both sides agreed."""
        return self.site_agreed_at is not None and self.nspcc_agreed_at is not None


@dataclass(frozen=True)
class MeasureRow:
    """An agreed measure as it stands, or stood; `agreed_at` is when both had agreed first."""

    id: int
    site_id: int
    entered_at: datetime
    agreed_at: datetime | None
    retired_at: datetime | None
    retired_by_id: int | None
    retired_why: str
    now: Version

    @property
    def said(self) -> Measure:
        """What it says."""
        return self.now.said

    @property
    def every(self) -> Every:
        """How often it is measured."""
        return Every(self.said.every)


@dataclass(frozen=True)
class ValueRow:
    """The value of a period as it was said once; `definition_number` is what was measured. What
    `shown` leaves out is of fewer than five: never show `value` itself."""

    measure_id: int
    period: date
    number: int
    definition_number: int
    value: float
    n: int | None
    note: str
    reason: str
    entered_at: datetime
    entered_by_id: int | None
    superseded_at: datetime | None

    def shown(self, sort: str) -> float | None:
        """The value where it may be shown."""
        return self.value if can_be_shown(sort, self.n) else None


def measures_of(
    site_ids: Collection[int], known_at: datetime | None = None, *, with_retired: bool = False
) -> list[MeasureRow]:
    """The measures of some sites in the order in which they were added; with a moment: as they
    were known then. One statement."""
    here = MeasureVersion.measure_id == AgreedMeasure.id
    chosen = (
        select(AgreedMeasure, MeasureVersion)
        .join(MeasureVersion, and_(here, _known(MeasureVersion, known_at)))
        .where(AgreedMeasure.site_id.in_(site_ids))
        .order_by(AgreedMeasure.site_id, AgreedMeasure.id)
    )
    found = [_measure(row, version, known_at) for row, version in session().execute(chosen)]
    return [one for one in found if with_retired or one.retired_at is None]


def measure_of(site_id: int, measure_id: int) -> MeasureRow | None:
    """One measure of a site, retired or not; one statement."""
    chosen = (
        select(AgreedMeasure, MeasureVersion)
        .join(MeasureVersion, MeasureVersion.measure_id == AgreedMeasure.id)
        .where(
            AgreedMeasure.site_id == site_id,
            AgreedMeasure.id == measure_id,
            MeasureVersion.superseded_at.is_(None),
        )
    )
    found = session().execute(chosen).first()
    return _measure(*found, None) if found else None


def versions_of(measure_id: int) -> list[Version]:
    """Everything a measure said, newest first; one statement."""
    chosen = select(MeasureVersion).where(MeasureVersion.measure_id == measure_id)
    rows = session().scalars(chosen.order_by(MeasureVersion.number.desc()))
    return [_version(row, None) for row in rows]


def values_of(
    measure_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, list[ValueRow]]:
    """By measure its values, oldest period first; with a moment: as they were known then. Measures
    without are missing. One statement."""
    chosen = (
        select(MeasureValue)
        .where(MeasureValue.measure_id.in_(measure_ids), _known(MeasureValue, known_at))
        .order_by(MeasureValue.measure_id, MeasureValue.period)
    )
    found: dict[int, list[ValueRow]] = {}
    for row in session().scalars(chosen):
        found.setdefault(row.measure_id, []).append(_value(row))
    return found


def said_of(measure_id: int, period: date) -> list[ValueRow]:
    """Everything that was said of a period, newest first; one statement."""
    chosen = select(MeasureValue).where(
        MeasureValue.measure_id == measure_id, MeasureValue.period == period
    )
    return [_value(row) for row in session().scalars(chosen.order_by(MeasureValue.number.desc()))]


def possible_owners(site_id: int) -> dict[int, str]:
    """Who can own a measure, by number: the authority's people, then those of the NSPCC."""
    ours = {one.person_id: one.name for one in people_of(site_id)}
    theirs = {
        one.person_id: f"{one.name}, NSPCC"
        for one in contacts(site_id)
        if one.is_nspcc and one.person_id not in ours
    }
    return ours | theirs


def _known(
    table: type[MeasureVersion] | type[MeasureValue], known_at: datetime | None
) -> ColumnElement[bool]:
    """What stands now, or stood at a moment."""
    entered: InstrumentedAttribute[datetime] = table.entered_at
    ended: InstrumentedAttribute[datetime | None] = table.superseded_at
    if known_at is None:
        return ended.is_(None)
    return and_(entered <= known_at, or_(ended.is_(None), ended > known_at))


def _by(moment: datetime | None, known_at: datetime | None) -> datetime | None:
    """A moment that had come by then."""
    is_later = moment is not None and known_at is not None and moment > known_at
    return None if is_later else moment


def _measure(row: AgreedMeasure, version: MeasureVersion, known_at: datetime | None) -> MeasureRow:
    retired_at = _by(row.retired_at, known_at)
    return MeasureRow(
        row.id,
        row.site_id,
        row.entered_at,
        _by(row.agreed_at, known_at),
        retired_at,
        row.retired_by_id if retired_at else None,
        row.retired_why if retired_at else "",
        _version(version, known_at, row.code),
    )


def _version(row: MeasureVersion, known_at: datetime | None, code: str = "") -> Version:
    site_at, nspcc_at = _by(row.site_agreed_at, known_at), _by(row.nspcc_agreed_at, known_at)
    return Version(
        row.number,
        row.definition_number,
        _said(row, code),
        row.reason,
        row.entered_at,
        row.entered_by_id,
        site_at,
        row.site_agreed_by_id if site_at else None,
        nspcc_at,
        row.nspcc_agreed_by_id if nspcc_at else None,
    )


def _said(row: MeasureVersion, code: str) -> Measure:
    return Measure(
        code,
        row.name,
        row.definition,
        row.why,
        row.unit,
        row.sort,
        row.wanted,
        row.every,
        row.owner_id,
        row.owner_role,
        row.baseline,
        row.baseline_n,
        row.baseline_on,
        row.baseline_source,
        row.target,
        row.target_on,
    )


def _value(row: MeasureValue) -> ValueRow:
    return ValueRow(
        row.measure_id,
        row.period,
        row.number,
        row.definition_number,
        row.value,
        row.n,
        row.note,
        row.reason,
        row.entered_at,
        row.entered_by_id,
        row.superseded_at,
    )
