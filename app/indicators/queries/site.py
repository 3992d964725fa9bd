"""The site itself, and what is a dated mark of it: stages, statuses, contacts, posts, terms."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, literal, null, select, union_all

from app.checkins.models import CadenceVersion, SiteCadence
from app.checkins.queries import first_cadence
from app.checkins.rules import parse_cadence
from app.core.clock import in_london
from app.core.db import Base, UtcDateTime, session
from app.indicators.models import PolicyEmbedding
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import Basics, ContractTerm, Embedded
from app.joining.models import Contact, Contract, Conversation
from app.joining.rules.words import ContactKind
from app.journey.models import StageDecision
from app.meetings.models import Group
from app.meetings.rules import Kind as MeetingKind
from app.sites.models import PostHolding, Site
from app.sites.rules import Nation, Stage, Status
from app.sites.rules.posts import Post, Term
from app.standing.models import StatusDeclaration
from app.training.models import Team
from app.training.rules.coverage import Headcount

Cadence = tuple[tuple[Stage, int], ...]


@dataclass
class Marks:
    """The dated marks of one site."""

    stages: list[tuple[date, Stage, Stage]] = field(default_factory=list)
    statuses: list[tuple[date, Status]] = field(default_factory=list)
    cadences: list[tuple[date, date, int]] = field(default_factory=list)
    contacts: list[date] = field(default_factory=list)
    groups: list[date] = field(default_factory=list)
    contracts: list[ContractTerm] = field(default_factory=list)
    posts: list[Term] = field(default_factory=list)
    teams: list[Headcount] = field(default_factory=list)
    papers: list[Embedded] = field(default_factory=list)


@dataclass(frozen=True)
class _Source:
    """A table whose rows are marks, and the columns behind the labels of a mark."""

    table: type[Base]
    names: Mapping[str, str]
    chosen: Select[*tuple[Any, ...]]
    add: Callable[[Marks, Any], None]


LABELS: Mapping[str, Any] = {
    **dict.fromkeys(("on", "until", "ended"), cast(null(), Date)),
    **dict.fromkeys(("word", "other"), cast(literal(""), String)),
    **dict.fromkeys(("many", "more"), cast(null(), Integer)),
    **dict.fromkeys(("at", "end_at"), cast(null(), UtcDateTime())),
}


def _mark(
    table: Any, add: Callable[[Marks, Any], None], names: dict[str, str], *conditions: Any
) -> _Source:
    """What a mark selects: days, words, numbers and moments; what is left out is empty."""
    columns = [
        (getattr(table, names[label]) if label in names else empty).label(label)
        for label, empty in LABELS.items()
    ]
    chosen = select(
        literal(table.__tablename__).label("source"),
        table.id.label("id"),
        table.site_id.label("site_id"),
        *columns,
    ).where(*conditions)
    return _Source(table, names, chosen, add)


def _stage(marks: Marks, row: Any) -> None:
    marks.stages.append((row.on, Stage(row.word), Stage(row.other)))


def _status(marks: Marks, row: Any) -> None:
    marks.statuses.append((row.on, Status(row.word)))


def _contact(marks: Marks, row: Any) -> None:
    marks.contacts.append(row.on)


def _group(marks: Marks, row: Any) -> None:
    marks.groups.append(row.on)


def _contract(marks: Marks, row: Any) -> None:
    if row.on is not None:  # signed
        marks.contracts.append(ContractTerm(row.on, row.until, row.ended))


def _agreed(marks: Marks, row: Any) -> None:
    last = row.until if row.end_at is None else min(row.until, in_london(row.end_at).date())
    marks.cadences.append((in_london(row.at).date(), last, row.many))


def _post(marks: Marks, row: Any) -> None:
    marks.posts.append(Term(Post(row.word), row.on, row.until))


def _team(marks: Marks, row: Any) -> None:
    marks.teams.append(Headcount(row.id, row.word, row.many, row.more))


def _papers(marks: Marks, row: Any) -> None:
    marks.papers.append(Embedded(row.on, row.many, row.until))


_SOURCES = {
    one.table.__tablename__: one
    for one in (
        _mark(
            StageDecision, _stage, {"on": "decided_on", "word": "to_stage", "other": "from_stage"}
        ),
        _mark(StatusDeclaration, _status, {"on": "on", "word": "status"}),
        _mark(Contact, _contact, {"on": "on"}, Contact.kind != ContactKind.NO_ANSWER.value),
        _mark(Conversation, _contact, {"on": "held_on"}),
        _mark(Group, _group, {"on": "set_up_on"}, Group.kind == MeetingKind.STEERING.value),
        _mark(Contract, _contract, {"on": "signed_on", "until": "ends_on", "ended": "ended_on"}),
        _mark(
            SiteCadence,
            _agreed,
            {"until": "until", "many": "days", "at": "agreed_at", "end_at": "ended_at"},
        ),
        _mark(PostHolding, _post, {"on": "starts_on", "until": "ends_on", "word": "post"}),
        _mark(Team, _team, {"word": "name", "many": "practitioners", "more": "managers"}),
        _mark(PolicyEmbedding, _papers, {"on": "on", "until": "reviewed_on", "many": "ticked"}),
    )
}
TABLES: tuple[type[Base], ...] = (Site, *(one.table for one in _SOURCES.values()))


def marks_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, Marks]:
    """The dated marks of these sites; one statement."""
    found: dict[int, Marks] = defaultdict(Marks)
    parts = [
        one.chosen.where(one.chosen.selected_columns.site_id.in_(site_ids))
        for one in _SOURCES.values()
    ]
    listed: list[Any] = list(session().execute(union_all(*parts)))
    for row in sorted(listed, key=lambda one: (one.source, one.id)):
        source = _SOURCES[row.source]
        stood = past.back(source.table, row, source.names) if past else row
        if stood is not None:
            source.add(found[row.site_id], stood)
    return found


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
