"""Check-in calls ahead, as something that falls due."""

from datetime import date, timedelta

from app.checkins import queries as checkins
from app.core.clock import first_moment, in_london
from app.core.due import Due
from app.core.words import count


def due(first: date, last: date) -> list[Due]:
    """The planned calls that are on a day from one to another; two statements."""
    calls = checkins.planned_between(first_moment(first), first_moment(last + timedelta(days=1)))
    people = checkins.invitees([one.call.id for one in calls]) if calls else {}
    return [
        Due(
            "calls",
            f"call:{one.call.id}",
            one.call.site_id,
            "Check-in call",
            in_london(one.call.starts_at).date(),
            f"/sites/{one.site_slug}/check-ins/{one.call.id}",
            phase="ahead",
            owner_ids=tuple(person.person_id for person in people[one.call.id]),
            turn=one.call.sequence,
            detail=f"{count(one.call.minutes, 'minute')}, {one.call.channel.label.lower()}: "
            f"{one.call.place}",
            moment=one.call.starts_at,
            since=one.call.told_at,
        )
        for one in calls
    ]
