"""How often sites are called and why: settings, agreements, days without calls, proposals."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.checkins.models import CadenceVersion, CallBlackout, CheckInCall, SiteCadence
from app.checkins.queries.calls import COUNTED
from app.checkins.rules import (
    Blackout,
    Cadence,
    Closed,
    Leave,
    Proposal,
    all_leave,
    parse_cadence,
    propose_next_call,
)
from app.core.clock import in_london
from app.core.db import session
from app.core.yaml_file import read_yaml
from app.notices.queries import absences
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.rules import Nation, Stage
from app.sites.rules.working_days import bank_holidays
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"
_LEAD, _AGREED_BY = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Agreed:
    """So many days between calls, agreed with a site until a day."""

    id: int
    days: int
    until: date
    reason: str
    by: str
    on: datetime


@dataclass(frozen=True)
class CadenceRow:
    """One version of the programme's cadence: what, why, by whom and when."""

    cadence: Cadence
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True)
class Facts:
    """What a proposal for one site rests on; `level` is "" where none is known."""

    cadence: Cadence
    site_id: int
    stage: Stage
    nation: Nation
    level: str
    lead_id: int | None
    lead: str
    agreed: Agreed | None
    blackouts: tuple[Blackout, ...]
    leave: tuple[Leave, ...]
    last_on: date | None

    @property
    def closed(self) -> Closed:
        """What keeps people from a call there."""
        return Closed(bank_holidays(self.nation), self.blackouts, self.leave)


@cache
def first_cadence() -> Cadence:
    """The cadence as the programme's file has it."""
    return parse_cadence(read_yaml(PROGRAMME / "cadence.v1.yaml"))


def cadence() -> Cadence:
    """How often to call: the latest version an administrator set, else the programme's file."""
    latest = select(CadenceVersion.settings).order_by(CadenceVersion.id.desc()).limit(1)
    settings = session().scalar(latest)
    return parse_cadence(settings) if settings else first_cadence()


def cadence_and(numbers: Select[Any]) -> tuple[Cadence, list[int]]:
    """The cadence of the programme, and some numbers read in the same statement."""
    latest = select(CadenceVersion.settings).order_by(CadenceVersion.id.desc()).limit(1)
    one, some = select(literal(1).label("one")).subquery(), numbers.subquery()
    rows = session().execute(
        select(latest.scalar_subquery().label("settings"), *some.c).select_from(
            one.outerjoin(some, true())
        )
    )
    found = [tuple(row) for row in rows]
    settings = found[0][0]
    rhythm = parse_cadence(settings) if settings else first_cadence()
    return rhythm, [number for _, number in found if number is not None]


def cadence_versions() -> list[CadenceRow]:
    """Every version an administrator set, the latest first."""
    rows = session().execute(
        select(CadenceVersion.settings, CadenceVersion.reason, Person.name, CadenceVersion.set_at)
        .outerjoin(Person, Person.id == CadenceVersion.set_by_id)
        .order_by(CadenceVersion.id.desc())
    )
    return [
        CadenceRow(parse_cadence(settings), reason, name or "", at)
        for settings, reason, name, at in rows
    ]


def blackouts_of(site_id: int | None, today: date) -> list[Blackout]:
    """Days without calls that are not over, the earliest first: of a site those of the programme
    as well; with None those of the programme alone."""
    return _blackouts([site_id] if site_id is not None else [], today).get(site_id, [])


def _blackouts(site_ids: Collection[int], today: date) -> dict[int | None, list[Blackout]]:
    """By site, and under None those of the programme; each site has those of the programme too."""
    rows = session().scalars(
        select(CallBlackout)
        .where(
            CallBlackout.removed_at.is_(None),
            CallBlackout.last >= today,
            or_(CallBlackout.site_id.is_(None), CallBlackout.site_id.in_(site_ids)),
        )
        .order_by(CallBlackout.first, CallBlackout.id)
    )
    found: dict[int | None, list[Blackout]] = {number: [] for number in (None, *site_ids)}
    for row in rows:
        one = Blackout(row.first, row.last, row.reason, row.id, row.site_id is None)
        for number in found if row.site_id is None else (row.site_id,):
            found[number].append(one)
    return found


def leave_of(people: Mapping[int, str], today: date) -> dict[int, tuple[Leave, ...]]:
    """When each of these people (names by number) is away from today on, and who stands in: where
    somebody covers for them, and on the other days of which they say so themselves. The earliest
    first; two statements."""
    covered: dict[int, list[Leave]] = {number: [] for number in people}
    own: dict[int, list[Leave]] = {number: [] for number in people}
    for one in sites.covers_for(people, today, date.max) if people else ():
        covered[one.absent_id].append(Leave(one.starts_on, one.ends_on, one.absent, one.cover))
    for away in absences(people, today) if people else ():
        name = people[away.person_id]
        own[away.person_id].append(Leave(away.first_day, away.last_day, name))
    return {number: all_leave(covered[number], own[number]) for number in people}


def facts_of(
    site_ids: Collection[int], today: date, *, with_leave: bool = True
) -> dict[int, Facts]:
    """What proposals for these sites rest on, in as many statements for one as for many. Without
    leave it is one statement fewer, which is enough to say whether a day is unusual."""
    rows = session().execute(_site_rows(site_ids, today)).all()
    leads = {row.lead_id: row.lead for row in rows if row.lead_id is not None and with_leave}
    dark, away = _blackouts(site_ids, today), leave_of(leads, today)
    rhythm = parse_cadence(rows[0].settings) if rows and rows[0].settings else first_cadence()
    return {
        row.id: _facts(row, rhythm, tuple(dark[row.id]), away.get(row.lead_id, ())) for row in rows
    }


def _site_rows(site_ids: Collection[int], today: date) -> Select[Any]:
    """A row for each site: the site, its lead, its latest call, what is agreed, and the cadence of
    the programme (the same in every row)."""
    latest = select(CadenceVersion.settings).order_by(CadenceVersion.id.desc()).limit(1)
    called = (
        select(func.max(CheckInCall.starts_at))
        .where(CheckInCall.site_id == Site.id, CheckInCall.state.in_(COUNTED))
        .correlate(Site)
    )
    runs = and_(
        SiteCadence.site_id == Site.id,
        SiteCadence.ended_at.is_(None),
        SiteCadence.until >= today,
    )
    return (
        select(
            Site.id,
            Site.stage,
            Site.nation,
            Site.level,
            _LEAD.id.label("lead_id"),
            _LEAD.name.label("lead"),
            SiteCadence,
            _AGREED_BY.name.label("agreed_by"),
            latest.scalar_subquery().label("settings"),
            called.scalar_subquery().label("called_at"),
        )
        .outerjoin(_LEAD, _LEAD.id == Site.lead_id)
        .outerjoin(SiteCadence, runs)
        .outerjoin(_AGREED_BY, _AGREED_BY.id == SiteCadence.agreed_by_id)
        .where(Site.id.in_(site_ids))
    )


def _facts(
    row: Any, rhythm: Cadence, dark: tuple[Blackout, ...], leave: tuple[Leave, ...]
) -> Facts:
    one = row.SiteCadence
    return Facts(
        cadence=rhythm,
        site_id=row.id,
        stage=Stage(row.stage),
        nation=Nation(row.nation),
        level=row.level or "",
        lead_id=row.lead_id,
        lead=row.lead or "",
        agreed=Agreed(one.id, one.days, one.until, one.reason, row.agreed_by, one.agreed_at)
        if one
        else None,
        blackouts=dark,
        leave=leave,
        last_on=in_london(row.called_at).date() if row.called_at else None,
    )


def propose(facts: Facts, today: date) -> Proposal:
    """The next call of one site, from what was read."""
    return propose_next_call(
        facts.cadence,
        facts.stage,
        today,
        last_on=facts.last_on,
        level=facts.level or None,
        agreed=facts.agreed.days if facts.agreed else None,
        closed=facts.closed,
    )


def proposals(site_ids: Collection[int], today: date) -> dict[int, Proposal]:
    """The next call of each of these sites, as it is proposed: counted from the latest call that
    was held or is planned."""
    return {number: propose(one, today) for number, one in facts_of(site_ids, today).items()}
