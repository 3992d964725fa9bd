"""Reminders of planned check-in calls."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.checkins import queries as checkins
from app.checkins.queries import Invitee, PlannedCall
from app.core import audit, outbox
from app.core.words import clock_time, count, day
from app.reminders.queries import call_ladder
from app.reminders.rules import Reminder, Told, due_reminders, is_told, reminders_for_call
from app.sites import queries as sites
from app.sites.queries import CoverRow

LONDON = ZoneInfo("Europe/London")
LONGEST_LEAD = timedelta(days=15)  # more than the earliest rung, moved back over a long weekend


def queue_call_reminders(now: datetime) -> int:
    """Queue the reminders of planned calls that are due at `now`; returns how many were new.

    One row per call, version of the call, rung, person and local date: repeating this, or running
    it in two workers at once, queues nothing twice.
    """
    calls = checkins.planned_between(now, now + LONGEST_LEAD)
    due = [(call, reminder) for call in calls for reminder in _due(call, now)]
    people = checkins.invitees({call.call.id for call, _ in due}) if due else {}
    covers = _covers(due, people)
    return sum(
        _remind(call, reminder, _with_covers(call, people[call.call.id], covers))
        for call, reminder in due
    )


def _covers(
    due: list[tuple[PlannedCall, Reminder]], people: dict[int, list[Invitee]]
) -> list[CoverRow]:
    """Covers that run while these calls are held; one statement."""
    days = [_local_date(call.call.starts_at) for call, _ in due]
    ours = {one.person_id for asked in people.values() for one in asked if one.is_nspcc}
    return sites.covers_for(ours, min(days), max(days)) if days and ours else []


def _with_covers(
    planned: PlannedCall, people: list[Invitee], covers: list[CoverRow]
) -> list[Invitee]:
    """Those invited, and whoever stands in for one of the NSPCC's on the day of the call."""
    on, asked = _local_date(planned.call.starts_at), {one.person_id for one in people}
    return people + [
        Invitee(one.cover_id, one.cover, one.cover_email, is_nspcc=True)
        for one in covers
        if one.absent_id in asked and one.cover_id not in asked and one.runs(on)
    ]


def _due(planned: PlannedCall, now: datetime) -> list[Reminder]:
    call = planned.call
    return due_reminders(reminders_for_call(call_ladder(), call.starts_at, call.told_at), now)


def _remind(planned: PlannedCall, reminder: Reminder, people: list[Invitee]) -> int:
    reply_to = next((person.email for person in people if person.is_nspcc), None)
    told = sum(
        _queue(planned, reminder, person, reply_to)
        for person in people
        if is_told(reminder, Told(person.person_id, person.is_nspcc))
    )
    if told:
        audit.because(
            "call reminder",
            summary=f"Reminder of the check-in call on {day(planned.call.starts_at)} "
            f"at {clock_time(planned.call.starts_at)} sent to {count(told, 'person', 'people')}.",
            site_id=planned.call.site_id,
        )
    return told


def _queue(planned: PlannedCall, reminder: Reminder, person: Invitee, reply_to: str | None) -> bool:
    call, on = planned.call, _local_date(reminder.at)
    return outbox.queue(
        "checkins_reminder",
        outbox.Recipient(person.email, person.person_id, person.name),
        {
            "call": call,
            "channel": call.channel,
            "site": {"name": planned.site_name, "slug": planned.site_slug},
        },
        key=f"call:{call.id}:{call.sequence}:{reminder.rung.code}:{person.person_id}:{on}",
        site_id=call.site_id,
        reply_to=reply_to,
    )


def _local_date(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
