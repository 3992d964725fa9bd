"""Groups and meetings for tests, written through the services, inside a transaction."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.meetings import queries, service
from app.meetings.queries import GroupRow, ItemRow, MeetingRow
from app.meetings.rules import Attendance, Kind, MemberRole, Outcome, Plan, Seat, Terms
from app.meetings.service import SiteName
from app.sites.models import Site


def some_terms(kind: Kind = Kind.STEERING, **given: Any) -> Terms:
    """A group of one kind with quorum 2."""
    values: dict[str, Any] = {
        "kind": kind,
        "name": kind.label,
        "purpose": "Gives the work an owner.",
        "decides": "Time, people and money for the framework.",
        "meets": "Every six weeks",
        "quorum": 2,
        "set_up_on": clock.today() - timedelta(days=200),
    }
    return Terms(**(values | given))


def make_group(site: Site, kind: Kind = Kind.STEERING, **given: object) -> GroupRow:
    """A group of `site` without members."""
    found = queries.group_of(site.id, service.set_up(site.id, some_terms(kind, **given)))
    assert found is not None
    return found


def make_member(
    group: GroupRow,
    person: Person | None = None,
    role: MemberRole = MemberRole.MEMBER,
    **given: Any,
) -> int:
    """A seat for somebody with an account, or for a partner from health."""
    values: dict[str, Any] = {
        "role": role,
        "organisation": "" if person else "Health",
        "starts_on": clock.today() - timedelta(days=200),
        "person_id": person.id if person else None,
        "name": "" if person else "Petra Partner",
        "email": "" if person else "petra@health.example",
    }
    return service.add_member(group, Seat(**(values | given)))


def name_of(site: Site) -> SiteName:
    """How mails name the site."""
    return SiteName(site.id, site.slug, site.name)


def weekday(days: int) -> date:
    """The day so many days from today, or the Monday after it."""
    on = clock.today() + timedelta(days=days)
    while on.weekday() > 4:
        on += timedelta(days=1)
    return on


def at(on: date, clock_time: time = time(10, 0)) -> Plan:
    """Ninety minutes in room 4."""
    return Plan(on, clock_time, 90, "Room 4")


def make_meeting(
    site: Site,
    by: Person,
    group: GroupRow | None = None,
    kind: Kind = Kind.FIRST_WORKSHOP,
    *,
    on: date | None = None,
    items: Sequence[str] = ("Training dates", "Data"),
) -> MeetingRow:
    """A planned meeting; needs an application context for its mails where it lies ahead."""
    when = at(on or weekday(9))
    chosen = group.kind if group else kind
    return again(site, service.plan(name_of(site), chosen, group, when, items, by.id))


def again(site: Site, meeting_id: int) -> MeetingRow:
    """A meeting as it stands now."""
    found = queries.meeting_of(site.id, meeting_id)
    assert found is not None
    return found


def write_on(
    found: MeetingRow,
    by: Person,
    texts: Sequence[str],
    outcome: Outcome = Outcome.DONE,
) -> list[ItemRow]:
    """Write minutes on the first items; returns the agenda as it stands."""
    for item, text in zip(queries.items_at(found.id), texts, strict=False):
        service.save_minutes(found, item, text, outcome, seen=item.version, by=by.id)
    return queries.items_at(found.id)


def all_present(found: MeetingRow) -> None:
    """Everybody asked came."""
    people = queries.people_at(found.id)
    service.record_attendance(found, {one.id: Attendance.PRESENT for one in people})


def make_held(
    site: Site,
    by: Person,
    group: GroupRow | None = None,
    kind: Kind = Kind.FIRST_WORKSHOP,
    *,
    on: date | None = None,
    items: Sequence[str] = ("Training dates", "Data"),
) -> MeetingRow:
    """A meeting of the past that was held: minutes and a decision on the first item alone."""
    found = make_meeting(site, by, group, kind, on=on or weekday(-20), items=items)
    agenda = write_on(found, by, ["We agreed the dates."])
    if agenda:
        service.decide(found, agenda[0], "Training begins in May.", by.id)
    all_present(found)
    service.finish(again(site, found.id), again(site, found.id).version)
    return again(site, found.id)


def now_at(found: MeetingRow) -> datetime:
    """The middle of the meeting."""
    return found.starts_at + timedelta(minutes=found.minutes // 2)
