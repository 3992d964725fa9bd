"""What is worth knowing in a call: what changed since the last one, what is due, who owes what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_

from app.checkins.queries.records import Note
from app.core.clock import in_london
from app.journey import queries as journeys
from app.journey.queries import MilestoneRow
from app.plans.models import Action
from app.plans.queries.rows import ActionRow, rows_of, selected
from app.plans.rules import OPEN, ActionStatus
from app.sites import queries as sites
from app.sites.queries import PostRow
from app.standing import queries as standing
from app.standing.queries import EventRow

WITHOUT_A_CALL = timedelta(days=30)


@dataclass(frozen=True)
class Brief:
    """A site before a call on `today`. `since` is the day of the last call that has a note, or
    thirty days ago; `actions` are those that are open and those done since then, first due first;
    `events` happen around the work within a year of today."""

    today: date
    since: date
    before: Note | None
    milestones: list[MilestoneRow]
    actions: tuple[ActionRow, ...]
    posts: tuple[PostRow, ...]
    events: list[EventRow]


def brief(site_id: int, before: Note | None, now: datetime) -> Brief:
    """What happened since the call before, and what is open; four statements."""
    today = in_london(now).date()
    since = before.held_on if before else today - WITHOUT_A_CALL
    return Brief(
        today=today,
        since=since,
        before=before,
        milestones=journeys.milestones_of(site_id, today),
        actions=_actions(site_id, since),
        posts=sites.posts_of([site_id]).get(site_id, ()),
        events=standing.events_around([site_id], today, registered=False).get(site_id, []),
    )


def _actions(site_id: int, since: date) -> tuple[ActionRow, ...]:
    done = and_(Action.status == ActionStatus.DONE.value, Action.done_on >= since)
    wanted = (Action.site_id == site_id, or_(Action.status.in_(OPEN), done))
    return rows_of(selected().where(*wanted).order_by(Action.due_on, Action.id))
