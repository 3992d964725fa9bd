"""What the home of each role is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from app.access.actor import Actor
from app.access.policy import Role
from app.checkins import queries as calls
from app.core.clock import in_london
from app.core.db import session
from app.joining.queries.contracts import Ending, ending_by_site
from app.journey import queries as journeys
from app.journey.models import JourneyProgress as Progress
from app.journey.queries import NextMilestone, milestone_name
from app.measures.rules.use import Asking
from app.overview.queries.owed import owed_by_site
from app.overview.queries.people import people_by_site
from app.overview.queries.rounds import NO_ROUNDS, SiteRounds, rounds_by_site
from app.overview.rules import ContractFacts, SiteFacts
from app.overview.rules.owed import Owed
from app.pilots.queries import Concern, concerns
from app.sites.models import Site
from app.sites.rules import Stage, Status
from app.sites.rules.sides import Side
from app.support.queries import Waiting, waiting_by_site
from app.support.rules.waiting import waiting_words

MOST_SITES = 50
_SITE = (Site.id, Site.slug, Site.name, Site.stage, Site.training_on)


@dataclass(frozen=True)
class Caseload:
    """The sites a member of staff looks after (`is_mine`), or all of them for administrators.

    `sites` are counted in SQL; `facts` hold at most `MOST_SITES`, those with the longest overdue
    critical milestones first. `asked_at_rest` are requests for support that wait for the NSPCC at
    paused and stopped ones.
    """

    is_mine: bool
    sites: int
    critical_late: int
    facts: list[SiteFacts]
    asked_at_rest: list[Waiting]


@dataclass(frozen=True)
class OwnSite:
    """A site of the reader's own authority: where it stands and what is next."""

    id: int
    slug: str
    name: str
    stage: Stage
    status: Status
    done: int
    counted: int
    next_milestones: list[NextMilestone]
    next_call: datetime | None
    rounds: SiteRounds
    people: tuple[str, ...]
    pilots: list[Concern]
    support: list[Waiting]
    owed: list[Owed]


def caseload(actor: Actor, now: datetime) -> Caseload:
    """The active sites of a member of staff; fifteen statements whatever their number."""
    today = in_london(now).date()
    everything = not actor.assigned and actor.staff_role is Role.ADMIN
    seen = [Site.status == Status.ACTIVE.value]
    if not everything:
        seen.append(Site.id.in_(sorted(actor.assigned)))
    counts = session().execute(
        select(
            func.count(),
            func.count().filter(Progress.critical_on < today),
        )
        .select_from(Site)
        .outerjoin(Progress, Progress.site_id == Site.id)
        .where(*seen)
    )
    rows = (
        session()
        .execute(
            select(*_SITE, Progress.next_code, Progress.next_on)
            .outerjoin(Progress, Progress.site_id == Site.id)
            .where(*seen)
            .order_by(Progress.critical_on.asc().nulls_last(), Site.name)
            .limit(MOST_SITES)
        )
        .all()
    )
    asked = waiting_by_site([row.id for row in rows], Side.NSPCC, now, and_resting=True)
    at_rest = [
        one
        for number, waiting in asked.items()
        for one in waiting
        if one.is_at_rest and (everything or number in actor.assigned)
    ]
    return Caseload(not everything, *counts.one(), _facts(rows, asked, actor, now), at_rest)


def _facts(
    rows: Sequence[Row[*tuple[Any, ...]]],
    asked: Mapping[int, Sequence[Waiting]],
    actor: Actor,
    now: datetime,
) -> list[SiteFacts]:
    numbers = [row.id for row in rows]
    late = journeys.lateness(numbers, in_london(now).date())
    booked = calls.next_calls(numbers, now) if numbers else {}
    rounds = rounds_by_site(numbers, actor.id)
    contracts = ending_by_site(in_london(now).date(), numbers)
    people = people_by_site(numbers, in_london(now).date())
    pilots = concerns(numbers, in_london(now).date())
    counting = {row.id: Asking(Stage(row.stage), row.training_on) for row in rows}
    owed = owed_by_site(counting, actor.id, in_london(now).date())
    return [
        SiteFacts(
            site_id=row.id,
            name=row.name,
            slug=row.slug,
            stage=Stage(row.stage),
            critical_late=tuple(
                (entry.name, entry.planned_on)
                for entry in (late[row.id].critical if row.id in late else ())
            ),
            overdue=late[row.id].overdue if row.id in late else 0,
            has_call=row.id in booked,
            next_name=milestone_name(row.next_code) if row.next_code else "",
            next_on=row.next_on,
            rounds=rounds.get(row.id, NO_ROUNDS).facts,
            contract=_contract(contracts.get(row.id)),
            people=people.get(row.id, ()),
            pilots=tuple(one.words for one in pilots.get(row.id, ())),
            support=tuple(waiting_words(one) for one in asked.get(row.id, ())),
            owed=tuple(owed.get(row.id, ())),
        )
        for row in rows
    ]


def _contract(found: Ending | None) -> ContractFacts | None:
    return ContractFacts(found.contract_id, found.ends_on, found.renewal) if found else None


_OWN = (
    select(*_SITE, Site.status, Progress.done, Progress.counted)
    .outerjoin(Progress, Progress.site_id == Site.id)
    .order_by(Site.name)
)


def own_sites(actor: Actor, now: datetime) -> list[OwnSite]:
    """The sites a person belongs to, by name, with five milestones ahead at active ones."""
    if not actor.own_sites:
        return []
    rows = session().execute(_OWN.where(Site.id.in_(sorted(actor.own_sites)))).all()
    active = {
        row.id: Asking(Stage(row.stage), row.training_on)
        for row in rows
        if row.status == Status.ACTIVE
    }
    ahead: dict[int, list[NextMilestone]] = {}
    for entry in journeys.next_milestones(site_ids=active, limit=500):
        ahead.setdefault(entry.site_id, []).append(entry)
    booked = calls.next_calls(actor.own_sites, now)
    rounds = rounds_by_site(active, actor.id)
    people = people_by_site(actor.own_sites, in_london(now).date())
    pilots = concerns(active, in_london(now).date())
    owed = owed_by_site(active, actor.id, in_london(now).date())
    offered = waiting_by_site(actor.own_sites, Side.AUTHORITY, now)
    return [
        OwnSite(
            id=row.id,
            slug=row.slug,
            name=row.name,
            stage=Stage(row.stage),
            status=Status(row.status),
            done=row.done or 0,
            counted=row.counted or 0,
            next_milestones=ahead.get(row.id, [])[:5],
            next_call=booked.get(row.id),
            rounds=rounds.get(row.id, NO_ROUNDS),
            people=people.get(row.id, ()),
            pilots=pilots.get(row.id, []),
            support=offered.get(row.id, []),
            owed=owed.get(row.id, []),
        )
        for row in rows
    ]
