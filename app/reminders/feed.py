"""What a person's calendar holds: their calls and meetings and, if they want, days on which their
actions and the milestones of their sites are due. Read anew each time it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.access.policy import Role
from app.accounts.queries import FeedRow
from app.checkins.queries.calendar import CallEntry, calls_for
from app.checkins.rules import calendar_title
from app.core import outbox
from app.core.calendar import Entry, all_day, published
from app.core.clock import in_london
from app.events import showing as events
from app.events.queries import events_for
from app.journey.queries.calendar import milestones_for
from app.meetings.queries.calendar import MeetingEntry, meetings_for
from app.plans.queries.calendar import actions_for
from app.sites import queries as sites

BACK, AHEAD = timedelta(days=92), timedelta(days=366)
OWN_PART = frozenset({Role.STRATEGIC})  # whose milestones those of the site are


@dataclass(frozen=True)
class Reach:
    """Sites whose events somebody may see (None: all), and those whose milestones are theirs."""

    seen: frozenset[int] | None
    led: frozenset[int]


def calendar_of(feed: FeedRow, name: str, base: str, now: datetime) -> bytes:
    """The calendar behind a secret address; `base` is the portal's own, for links."""
    reach = _reach(feed)
    first, last = now - BACK, now + AHEAD
    entries = [
        *(_call(one, base) for one in calls_for(feed.person_id, reach.seen, first, last)),
        *(_meeting(one, base) for one in meetings_for(feed.person_id, reach.seen, first, last)),
        *(
            events.calendar_entry(one, base, feed.person_id, turn, sees_link=True)
            for one, turn in events_for(feed.person_id, first, last)
        ),
    ]
    if feed.with_due_days:
        entries += _due_days(feed, reach, base, now)
    return published(name, entries)


def _reach(feed: FeedRow) -> Reach:
    belongs = sites.belonging(feed.person_id)
    if feed.staff_role is not None:
        return Reach(None, sites.assigned_sites(feed.person_id))
    own = frozenset(site for site, _ in belongs)
    return Reach(own, frozenset(site for site, role in belongs if role in OWN_PART))


def _call(call: CallEntry, base: str) -> Entry:
    page = f"{base}/sites/{call.site_slug}/check-ins/{call.id}"
    return Entry(
        uid=f"{call.uid}@{outbox.mail_domain()}",
        sequence=call.sequence,
        starts=call.starts_at,
        ends=call.ends_at,
        summary=calendar_title(call.site_name),
        description="\n\n".join(part for part in (call.agenda, page) if part),
        location=call.place,
        stamp=call.told_at,
        is_cancelled=call.is_cancelled,
    )


def _meeting(meeting: MeetingEntry, base: str) -> Entry:
    return Entry(
        uid=f"{meeting.uid}@{outbox.mail_domain()}",
        sequence=meeting.sequence,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        summary=f"{meeting.title}: {meeting.site_name}",
        description=f"{base}/sites/{meeting.site_slug}/meetings/{meeting.id}",
        location=meeting.place,
        stamp=meeting.told_at,
        is_cancelled=meeting.is_cancelled,
    )


def _due_days(feed: FeedRow, reach: Reach, base: str, now: datetime) -> Iterator[Entry]:
    first, last = in_london(now - BACK).date(), in_london(now + AHEAD).date()
    domain = outbox.mail_domain()
    for action in actions_for(feed.person_id, reach.seen, first, last):
        yield all_day(
            f"action-{action.id}@{domain}",
            action.due_on,
            f"Due: {action.title} ({action.site_name})",
            f"{base}/sites/{action.site_slug}/plan/actions/{action.id}",
            feed.made_at,
        )
    for one in milestones_for(reach.led, first, last):
        yield all_day(
            f"milestone-{one.site_id}-{one.code}@{domain}",
            one.planned_on,
            f"Milestone: {one.name} ({one.site_name})",
            f"{base}/sites/{one.site_slug}/journey/{one.code}",
            feed.made_at,
        )
