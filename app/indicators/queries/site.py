"""The site itself, and what is a dated mark of it: stages, statuses, contacts, terms."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, literal, null, select, union_all

from app.checkins.models import CadenceVersion, SiteCadence
from app.checkins.queries import first_cadence
from app.checkins.rules import parse_cadence
from app.core.clock import in_london
from app.core.db import Base, session
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import Basics, ContractTerm
from app.joining.models import Contact, Contract, Conversation
from app.joining.rules.words import ContactKind
from app.journey.models import StageDecision
from app.meetings.models import Group
from app.meetings.rules import Kind as MeetingKind
from app.sites.models import Site
from app.sites.rules import Nation, Stage, Status
from app.standing.models import StatusDeclaration

Cadence = tuple[tuple[Stage, int], ...]
NO_DATE, NO_NUMBER = cast(null(), Date), cast(null(), Integer)


@dataclass
class Marks:
    """The dated marks of one site."""

    stages: list[tuple[date, Stage, Stage]] = field(default_factory=list)
    statuses: list[tuple[date, Status]] = field(default_factory=list)
    cadences: list[tuple[date, date, int]] = field(default_factory=list)
    contacts: list[date] = field(default_factory=list)
    groups: list[date] = field(default_factory=list)
    contracts: list[ContractTerm] = field(default_factory=list)


@dataclass(frozen=True)
class _Source:
    """A table whose rows are marks, and the columns behind the labels of a mark."""

    table: type[Base]
    names: Mapping[str, str]
    chosen: Select[*tuple[Any, ...]]


def _mark(table: Any, names: dict[str, str], *conditions: Any) -> _Source:
    """What a mark selects: `on`, `until`, `ended` (days), `word`, `other` (texts), `many`."""

    def column(label: str, empty: Any) -> Any:
        return (getattr(table, names[label]) if label in names else empty).label(label)

    chosen = select(
        literal(table.__tablename__).label("source"),
        table.id.label("id"),
        table.site_id.label("site_id"),
        *(column(label, NO_DATE) for label in ("on", "until", "ended")),
        *(column(label, cast(literal(""), String)) for label in ("word", "other")),
        column("many", NO_NUMBER),
    ).where(*conditions)
    return _Source(table, names, chosen)


_SOURCES = {
    one.table.__tablename__: one
    for one in (
        _mark(StageDecision, {"on": "decided_on", "word": "to_stage", "other": "from_stage"}),
        _mark(StatusDeclaration, {"on": "on", "word": "status"}),
        _mark(Contact, {"on": "on"}, Contact.kind != ContactKind.NO_ANSWER.value),
        _mark(Conversation, {"on": "held_on"}),
        _mark(Group, {"on": "set_up_on"}, Group.kind == MeetingKind.STEERING.value),
        _mark(Contract, {"on": "signed_on", "until": "ends_on", "ended": "ended_on"}),
    )
}
TABLES: tuple[type[Base], ...] = (Site, *(one.table for one in _SOURCES.values()))


def marks_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, Marks]:
    """The dated marks of these sites; two statements."""
    found: dict[int, Marks] = defaultdict(Marks)
    parts = [
        one.chosen.where(one.chosen.selected_columns.site_id.in_(site_ids))
        for one in _SOURCES.values()
    ]
    for row in session().execute(union_all(*parts)):
        source = _SOURCES[row.source]
        stood = past.back(source.table, row, source.names) if past else row
        if stood is not None and stood.on is not None:
            _add(found[row.site_id], source.table, stood)
    for one in _agreed(site_ids, past):
        found[one.site_id].cadences.append(_term(one))
    return found


def _add(marks: Marks, table: type[Base], row: Any) -> None:
    if table is StageDecision:
        marks.stages.append((row.on, Stage(row.word), Stage(row.other)))
    elif table is StatusDeclaration:
        marks.statuses.append((row.on, Status(row.word)))
    elif table is Group:
        marks.groups.append(row.on)
    elif table is Contract:
        marks.contracts.append(ContractTerm(row.on, row.until, row.ended))
    else:
        marks.contacts.append(row.on)


def _agreed(site_ids: Collection[int], past: Past | None) -> list[Any]:
    """Agreements on other days between calls; they begin with the moment they were agreed."""
    return rows(
        SiteCadence,
        select(
            SiteCadence.id,
            SiteCadence.site_id,
            SiteCadence.days,
            SiteCadence.until,
            SiteCadence.agreed_at,
            SiteCadence.ended_at,
        )
        .where(SiteCadence.site_id.in_(site_ids))
        .order_by(SiteCadence.id),
        past,
    )


def _term(row: Any) -> tuple[date, date, int]:
    last = row.until if row.ended_at is None else min(row.until, in_london(row.ended_at).date())
    return in_london(row.agreed_at).date(), last, row.days


def basics_of(
    site_ids: Collection[int], marks: Mapping[int, Marks], past: Past | None
) -> tuple[dict[int, Basics], Cadence]:
    """Each of these sites, and the days between calls by stage as the programme has them now, or
    had them then; one statement."""
    latest = select(CadenceVersion.settings).order_by(CadenceVersion.id.desc()).limit(1)
    if past is not None:
        latest = latest.where(CadenceVersion.set_at <= past.moment)
    columns = (Site.name, Site.nation, Site.stage, Site.status, Site.created_at, Site.training_on)
    chosen = select(Site.id, *columns, latest.scalar_subquery().label("settings"))
    found = rows(Site, chosen.where(Site.id.in_(site_ids)).order_by(Site.id), past)
    settings = next((row.settings for row in found), None)
    rhythm = parse_cadence(settings) if settings else first_cadence()
    cadence = tuple((stage, one.days) for stage, one in rhythm.stages.items())
    return {row.id: _basics(row, marks.get(row.id, Marks())) for row in found}, cadence


def _basics(row: Any, marks: Marks) -> Basics:
    stages = sorted(marks.stages, key=lambda one: one[0])
    statuses = sorted(marks.statuses, key=lambda one: one[0])
    added_on = in_london(row.created_at).date()
    if not statuses and row.status != Status.ACTIVE.value:
        statuses = [(added_on, Status(row.status))]
    return Basics(
        site_id=row.id,
        name=row.name,
        nation=Nation(row.nation),
        added_on=added_on,
        training_on=row.training_on,
        first_stage=stages[0][2] if stages else Stage(row.stage),
        stages=tuple((on, stage) for on, stage, _ in stages),
        statuses=tuple(statuses),
    )
