"""The learning log of a pilot: filtered, ordered, cut into pages."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import Person
from app.core.db import session
from app.pilots.models import Pilot, PilotEntry, PilotStrategy
from app.pilots.rules.learning import Lesson
from app.plans.rules import Code, in_order

PER_PAGE = 20


@dataclass(frozen=True)
class LogWanted:
    """What the log is narrowed to; "" means any. `strategy` is a number, `code` a barrier or
    facilitator."""

    lesson: str = ""
    strategy: str = ""
    code: str = ""
    sort: str = "-on"


@dataclass(frozen=True)
class EntryRow:
    """An entry in plain values; `strategy` and `by` are "" where there is none."""

    id: int
    pilot_id: int
    happened_on: date
    strategy_id: int | None
    strategy: str
    tried: str
    happened: str
    learnt: str
    lesson: Lesson
    change: str
    codes: tuple[Code, ...]
    by_id: int | None
    by: str
    version: int


@dataclass(frozen=True)
class EntryPage:
    """One page of a log: `total` entries there are, `found` fit the filters."""

    rows: tuple[EntryRow, ...]
    total: int
    found: int
    page: int
    pages: int


def entries(pilot_id: int, wanted: LogWanted, page: int = 1) -> EntryPage:
    """One page of a log, newest first unless sorted otherwise; three statements."""
    conditions = [PilotEntry.pilot_id == pilot_id, *_conditions(wanted)]
    total = session().scalar(_counted(PilotEntry.pilot_id == pilot_id)) or 0
    found = session().scalar(_counted(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    on, number = PilotEntry.happened_on, PilotEntry.id
    order = (on.desc(), number.desc()) if wanted.sort.startswith("-") else (on, number)
    chosen = _selected().where(*conditions).order_by(*order)
    rows = _rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return EntryPage(rows, total, found, page, pages)


def every_entry(pilot_id: int) -> tuple[EntryRow, ...]:
    """The whole log, oldest first, for the review and the report."""
    chosen = _selected().where(PilotEntry.pilot_id == pilot_id)
    return _rows(chosen.order_by(PilotEntry.happened_on, PilotEntry.id))


def entry(site_id: int, entry_id: int) -> EntryRow | None:
    """An entry of a pilot of this site; None when there is no such entry here."""
    found = _rows(
        _selected()
        .join(Pilot, Pilot.id == PilotEntry.pilot_id)
        .where(Pilot.site_id == site_id, PilotEntry.id == entry_id)
    )
    return found[0] if found else None


def _counted(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(PilotEntry).where(*conditions)


def _selected() -> Select[PilotEntry, str, str]:
    return (
        select(PilotEntry, PilotStrategy.what, Person.name)
        .outerjoin(PilotStrategy, PilotStrategy.id == PilotEntry.strategy_id)
        .outerjoin(Person, Person.id == PilotEntry.entered_by_id)
    )


def _rows(chosen: Select[PilotEntry, str, str]) -> tuple[EntryRow, ...]:
    return tuple(
        EntryRow(
            row.id,
            row.pilot_id,
            row.happened_on,
            row.strategy_id,
            strategy or "",
            row.tried,
            row.happened,
            row.learnt,
            Lesson(row.lesson),
            row.change,
            in_order(row.codes.split()),
            row.entered_by_id,
            by or "",
            row.version,
        )
        for row, strategy, by in session().execute(chosen)
    )


def _conditions(wanted: LogWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.lesson:
        found.append(PilotEntry.lesson == wanted.lesson)
    if wanted.strategy:
        found.append(PilotEntry.strategy_id == int(wanted.strategy))
    if wanted.code:
        found.append(PilotEntry.codes.contains(wanted.code, autoescape=True))
    return found
