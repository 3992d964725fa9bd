"""What somebody of a site holds, across the rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.assessments import queries as rounds
from app.core.clock import in_london
from app.core.words import short_day
from app.meetings import queries as meetings
from app.overview.rules.leaving import Thing, Work
from app.plans import queries as plans
from app.sites import queries as sites
from app.sites.queries import PostRow


@dataclass(frozen=True)
class Holdings:
    """The posts of a person, and everything else by its kind; empty kinds are there too."""

    posts: tuple[PostRow, ...]
    work: Mapping[Work, tuple[Thing, ...]]
    round_slugs: Mapping[int, str]


def holdings(site_id: int, person_id: int, now: datetime) -> Holdings:
    """What a person holds at a site; six statements."""
    today = in_london(now).date()
    posts = sites.posts_of([site_id]).get(site_id, ())
    asked = rounds.asked_of(site_id, person_id)
    work = {
        Work.ACTIONS: [
            Thing(one.id, f"{one.title}, due {short_day(one.due_on)}")
            for one in plans.owned_by(site_id, person_id)
        ],
        Work.SEATS: [
            Thing(one.id, f"{one.group}: {one.role.label}")
            for one in meetings.seats_of(site_id, person_id, today)
        ],
        Work.MEETINGS: [
            Thing(one.id, f"{one.title}, {short_day(one.starts_at)}")
            for one in meetings.run_by(site_id, person_id, now)
        ],
        Work.ROUNDS: [Thing(one.id, one.title) for one in asked],
        Work.INVITATIONS: [
            Thing(one.id, f"{one.name}, as {one.role_label.lower()}")
            for one in sites.invitations_sent(site_id, person_id)
        ],
    }
    held = [one for one in posts if one.person_id == person_id and _goes_on(one, now)]
    return Holdings(
        posts=tuple(held),
        work={kind: tuple(things) for kind, things in work.items()},
        round_slugs={one.id: one.slug for one in asked},
    )


def _goes_on(row: PostRow, now: datetime) -> bool:
    """Whether a post is held today or later."""
    return row.term.ends_on is None or row.term.ends_on >= in_london(now).date()
