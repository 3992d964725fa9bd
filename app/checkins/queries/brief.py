"""What is worth knowing in a call: what changed since the last one, what is due, who owes what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.checkins.queries.records import Note
from app.core.clock import in_london
from app.core.db import session
from app.journey import queries as journeys
from app.journey.queries import MilestoneRow
from app.plans import queries as plans
from app.plans.models import Action
from app.plans.queries import TO_DO, ActionRow, Wanted
from app.plans.rules import ActionStatus
from app.sites import queries as sites
from app.sites.queries import PostRow
from app.standing import queries as standing
from app.standing.queries import EventRow

WITHOUT_A_CALL = timedelta(days=30)
MOST_DONE = 6


@dataclass(frozen=True)
class Brief:
    """A site before a call on `today`. `since` is the day of the last call that has a note, or
    thirty days ago; `done` are (title, day) of actions done since then."""

    today: date
    since: date
    before: Note | None
    milestones: list[MilestoneRow]
    actions: tuple[ActionRow, ...]
    done: list[tuple[str, date]]
    posts: tuple[PostRow, ...]
    events: list[EventRow]


def brief(site_id: int, before: Note | None, now: datetime) -> Brief:
    """What happened since the call before, and what is open; six statements."""
    today = in_london(now).date()
    since = before.held_on if before else today - WITHOUT_A_CALL
    return Brief(
        today=today,
        since=since,
        before=before,
        milestones=journeys.milestones_of(site_id, today),
        actions=plans.every_of_site(site_id, Wanted(status=TO_DO), today),
        done=_done(site_id, since),
        posts=sites.posts_of([site_id]).get(site_id, ()),
        events=[
            row for row in standing.events_of(site_id) if in_london(row.entered_at).date() >= since
        ],
    )


def _done(site_id: int, since: date) -> list[tuple[str, date]]:
    rows = session().execute(
        select(Action.title, Action.done_on)
        .where(
            Action.site_id == site_id,
            Action.status == ActionStatus.DONE.value,
            Action.done_on >= since,
        )
        .order_by(Action.done_on.desc(), Action.id.desc())
        .limit(MOST_DONE)
    )
    return [(title, on) for title, on in rows if on]
