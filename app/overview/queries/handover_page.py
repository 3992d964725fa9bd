"""What somebody new must know of a site on their first day, from every room in few reads."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.checkins import queries as calls
from app.core.clock import in_london
from app.core.db import session
from app.evidence.models import EvidencePiece
from app.evidence.queries import piece_of, pieces
from app.evidence.rules import Piece
from app.journey import queries as journeys
from app.journey.queries import DecisionRow, MilestoneRow
from app.meetings import queries as meetings
from app.meetings.queries import MeetingRow
from app.overview.queries.one_site import SiteDetails, site_details
from app.overview.queries.rounds import NewestRound, newest_rounds
from app.plans import queries as plans
from app.plans.queries import TO_DO, ActionRow, Wanted
from app.sites import queries as sites
from app.sites.queries import Contact, LeavingRow, Standing
from app.training.queries.coverage import headcounts, posts
from app.training.queries.trainers import TrainerRow, all_of_site
from app.training.rules.coverage import Coverage, altogether, coverage
from app.training.rules.register import StaffRole

AHEAD = timedelta(days=90)
DOCUMENTS = 5


@dataclass(frozen=True)
class HandoverFacts:
    """Where a site stands, on `today`. `calls` are the planned ones of the next 90 days."""

    site_id: int
    today: date
    details: SiteDetails
    milestones: list[MilestoneRow]
    decisions: list[DecisionRow]
    rounds: list[NewestRound]
    actions: tuple[ActionRow, ...]
    meetings: tuple[MeetingRow, ...]
    calls: list[datetime]
    trainers: tuple[TrainerRow, ...]
    coverage: dict[StaffRole, Coverage]
    posts: Standing
    nspcc: list[Contact]
    leaving: list[LeavingRow]
    documents: list[Piece]


def handover_facts(site_id: int, now: datetime) -> HandoverFacts:
    """Everything the handover page says; 17 statements whatever the site holds."""
    today = in_london(now).date()
    ahead = calls.calls_between([site_id], today, today + AHEAD)
    return HandoverFacts(
        site_id=site_id,
        today=today,
        details=site_details(site_id),
        milestones=journeys.milestones_of(site_id, today),
        decisions=journeys.decisions_of(site_id),
        rounds=list(newest_rounds([site_id]).get(site_id, {}).values()),
        actions=plans.every_of_site(site_id, Wanted(status=TO_DO), today),
        meetings=meetings.ahead_of(site_id, now),
        calls=[one.starts_at for one in ahead if one.starts_at >= now],
        trainers=all_of_site(site_id),
        coverage=_coverage(site_id, today),
        posts=sites.standing_of([site_id], today)[site_id],
        nspcc=sites.nspcc_contacts(site_id),
        leaving=sites.announced([site_id]).get(site_id, []),
        documents=_documents(site_id),
    )


def _coverage(site_id: int, today: date) -> dict[StaffRole, Coverage]:
    teams, people = headcounts(site_id), posts(site_id)
    if not teams:
        return {}
    return {role: altogether(coverage(teams, people, role, today)) for role in StaffRole}


def _documents(site_id: int) -> list[Piece]:
    """The latest pieces of evidence."""
    here = (EvidencePiece.site_id == site_id, EvidencePiece.removed_at.is_(None))
    latest = pieces().where(*here).order_by(EvidencePiece.added_at.desc(), EvidencePiece.id.desc())
    return [piece_of(row) for row in session().execute(latest.limit(DOCUMENTS))]
