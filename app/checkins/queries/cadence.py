"""How often sites are called and why: settings, agreements, days without calls, proposals."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from app.accounts.models import Person
from app.checkins.models import CadenceVersion, CallBlackout, SiteCadence
from app.checkins.queries.calls import last_calls_on
from app.checkins.rules import (
    Blackout,
    Cadence,
    Closed,
    Leave,
    Proposal,
    parse_cadence,
    propose_next_call,
)
from app.core.db import session
from app.core.yaml_file import read_yaml
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.rules import Nation, Stage
from app.sites.rules.working_days import bank_holidays
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"


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


def agreed_with(site_ids: Collection[int], today: date) -> dict[int, Agreed]:
    """What is agreed with each of these sites and in force today; the others are left out."""
    rows = session().execute(
        select(SiteCadence, Person.name)
        .join(Person, Person.id == SiteCadence.agreed_by_id)
        .where(
            SiteCadence.site_id.in_(site_ids),
            SiteCadence.ended_at.is_(None),
            SiteCadence.until >= today,
        )
        .order_by(SiteCadence.id)
    )
    return {
        row.site_id: Agreed(row.id, row.days, row.until, row.reason, name, row.agreed_at)
        for row, name in rows
    }


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


def leave_of(person_ids: Collection[int], today: date) -> dict[int, tuple[Leave, ...]]:
    """When each of these people is away from today on, and who stands in, the earliest first."""
    found: dict[int, tuple[Leave, ...]] = dict.fromkeys(person_ids, ())
    for one in sites.covers_for(person_ids, today, date.max) if person_ids else ():
        away = Leave(one.starts_on, one.ends_on, one.absent, one.cover)
        found[one.absent_id] = (*found[one.absent_id], away)
    return found


def facts_of(site_ids: Collection[int], today: date) -> dict[int, Facts]:
    """What proposals for these sites rest on, in as many statements for one as for many."""
    rows = session().execute(
        select(Site.id, Site.stage, Site.nation, Site.level, Person.id, Person.name)
        .outerjoin(Person, Person.id == Site.lead_id)
        .where(Site.id.in_(site_ids))
    )
    found = {row[0]: row for row in rows}
    leads = {row[4] for row in found.values() if row[4] is not None}
    agreed, dark = agreed_with(site_ids, today), _blackouts(site_ids, today)
    away, last = leave_of(leads, today), last_calls_on(site_ids)
    return {
        number: _facts(row, agreed.get(number), dark[number], away, last.get(number))
        for number, row in found.items()
    }


def _facts(
    row: Any,
    agreed: Agreed | None,
    dark: list[Blackout],
    away: dict[int, tuple[Leave, ...]],
    last_on: date | None,
) -> Facts:
    number, stage, nation, level, lead_id, lead = row
    return Facts(
        site_id=number,
        stage=Stage(stage),
        nation=Nation(nation),
        level=level or "",
        lead_id=lead_id,
        lead=lead or "",
        agreed=agreed,
        blackouts=tuple(dark),
        leave=away.get(lead_id, ()),
        last_on=last_on,
    )


def propose(facts: Facts, rhythm: Cadence, today: date) -> Proposal:
    """The next call of one site, from what was read."""
    return propose_next_call(
        rhythm,
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
    rhythm = cadence()
    return {
        number: propose(one, rhythm, today) for number, one in facts_of(site_ids, today).items()
    }
