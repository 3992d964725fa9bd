"""What a site that comes back has, gathered from every room."""

from datetime import date, datetime

from app.core.clock import in_london
from app.journey.queries import MilestoneRow
from app.journey.rules import MilestoneStatus
from app.meetings import queries as meetings
from app.meetings.rules import State
from app.overview.queries.rounds import newest_rounds
from app.overview.rules.re_entry import Left, PastRound
from app.plans import queries as plans
from app.sites import queries as sites
from app.sites.rules import SiteRole
from app.training.queries import coverage as register
from app.training.queries import trainers
from app.training.rules.coverage import altogether, coverage
from app.training.rules.licences import LicenceState
from app.training.rules.register import StaffRole


def left_at(site_id: int, milestones: list[MilestoneRow], now: datetime) -> Left:
    """Everything; some ten statements, whatever the site has."""
    today = in_london(now).date()
    found = trainers.all_of_site(site_id)
    states = [one.state(today) for one in found if one.left_on is None or one.left_on >= today]
    good = sum(state in (LicenceState.GOOD, LicenceState.SOON) for state in states)
    actions = plans.open_counts(site_id, today)
    people = sites.people_of(site_id)
    return Left(
        rounds=_rounds(site_id),
        done=sum(row.status is MilestoneStatus.DONE for row in milestones),
        counted=sum(row.status.counts for row in milestones),
        coverage=_coverage(site_id, today),
        trainers_good=good,
        trainers_lapsed=sum(state is LicenceState.EXPIRED for state in states),
        groups=len(meetings.groups_of(site_id, today)),
        last_met=_last_met(site_id, now),
        actions_open=actions.open,
        actions_overdue=actions.overdue,
        strategic_leads=sum(one.role is SiteRole.STRATEGIC for one in people),
    )


def _rounds(site_id: int) -> tuple[PastRound, ...]:
    rounds = newest_rounds([site_id]).get(site_id, {})
    return tuple(
        PastRound(
            one.name,
            one.slug,
            in_london(one.signed_off_at).date() if one.signed_off_at else None,
        )
        for one in rounds.values()
    )


def _coverage(site_id: int, today: date) -> float | None:
    teams, posts = register.headcounts(site_id), register.posts(site_id)
    return altogether(coverage(teams, posts, StaffRole.PRACTITIONER, today)).percent


def _last_met(site_id: int, now: datetime) -> date | None:
    wanted = meetings.Wanted(state=State.HELD.value, sort="-when")
    held = meetings.of_site(site_id, wanted, now).rows
    return held[0].on if held else None
