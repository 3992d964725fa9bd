"""Secret addresses at which calendar programs read somebody's dates: one a person, as a hash."""

from datetime import timedelta

from sqlalchemy import update

from app.accounts.models import CalendarFeed
from app.accounts.queries import FeedRow
from app.core import audit, clock
from app.core.db import session, side_transaction
from app.core.security.limits import Limit, count_attempt
from app.core.security.tokens import digest, new_token

NOTED_EVERY = timedelta(minutes=15)
READS_PER_FEED = Limit("calendar-feed", 60, timedelta(hours=1))


def make_feed(person_id: int, *, with_due_days: bool) -> str:
    """A new secret for a person's calendar, shown once; the one before ends."""
    audit.because(
        "calendar address made",
        summary="Somebody made a secret address for their calendar.",
        about_id=person_id,
    )
    end_feed(person_id)
    token = new_token()
    session().add(
        CalendarFeed(
            token_hash=digest(token),
            person_id=person_id,
            with_due_days=with_due_days,
            made_at=clock.now(),
        )
    )
    session().flush()
    return token


def take_feed_back(person_id: int) -> None:
    """Take the calendar address of a person back, as they asked: it answers nobody any more."""
    audit.because(
        "calendar address taken back",
        summary="The secret address of a calendar was taken back.",
        about_id=person_id,
    )
    end_feed(person_id)


def note_read(feed: FeedRow) -> None:
    """Keep that a calendar program reads it, to about a quarter of an hour. Raises TooMany."""
    count_attempt(READS_PER_FEED, str(feed.id))
    now = clock.now()
    if feed.fetched_at is not None and now - feed.fetched_at < NOTED_EVERY:
        return
    with side_transaction() as current:
        here = update(CalendarFeed).where(CalendarFeed.id == feed.id)
        current.execute(here.values(fetched_at=now))


def end_feed(person_id: int) -> None:
    """End the calendar address of a person, as a part of what has its own reason."""
    live = update(CalendarFeed).where(
        CalendarFeed.person_id == person_id, CalendarFeed.ended_at.is_(None)
    )
    session().execute(live.values(ended_at=clock.now()))
