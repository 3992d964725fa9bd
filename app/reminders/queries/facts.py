"""What the plan of reminders has to know of people and sites, a few statements for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person as PersonRow
from app.core.db import session
from app.core.due import Due
from app.notices import queries as notices
from app.notices.rules import Kind
from app.reminders.models import Reminder
from app.reminders.queries.ladders import portfolio
from app.reminders.rules import Cover, Facts, Person, Site, Told
from app.sites import queries as sites
from app.sites.models import Membership
from app.sites.models import Site as SiteRow
from app.sites.rules import Nation, SiteRole, Status

MOST_NAMED = 5000  # values in one statement


def facts(first: date, last: date, due: Iterable[Due]) -> Facts:
    """The people and sites there are, and who stands in for whom on a day from one to another. Of
    people of no authority those whom something due concerns."""
    people = _people(PersonRow.staff_role.is_not(None), is_staff=True)
    strategic: dict[int, list[int]] = defaultdict(list)
    members: dict[int, list[int]] = defaultdict(list)
    for site_id, role, number, name, email in _members():
        people.setdefault(number, Person(number, name, email, is_staff=False))
        members[site_id].append(number)
        if role == SiteRole.STRATEGIC.value:
            strategic[site_id].append(number)
    people |= _others({one for each in due for one in each.owner_ids} - people.keys())
    covers: dict[int, tuple[Cover, ...]] = defaultdict(tuple)
    for one in sites.covers(first):
        if one.starts_on <= last:
            covers[one.absent_id] += (Cover(one.cover_id, one.starts_on, one.ends_on),)
    return Facts(
        people=people,
        sites={
            number: Site(
                number,
                name,
                Nation(nation),
                lead,
                deputy,
                tuple(strategic[number]),
                frozenset(members[number]),
            )
            for number, name, nation, lead, deputy in _sites()
        },
        covers=covers,
        away=notices.days_away(first, last),
        mutes=_mutes(sorted(people)),
        portfolio=portfolio(),
    )


def _sites() -> Iterable[tuple[int, str, str, int | None, int | None]]:
    rows = session().execute(
        select(SiteRow.id, SiteRow.name, SiteRow.nation, SiteRow.lead_id, SiteRow.deputy_id).where(
            SiteRow.status != Status.STOPPED.value
        )
    )
    return [(number, name, nation, lead, deputy) for number, name, nation, lead, deputy in rows]


def _members() -> Iterable[tuple[int, str, int, str, str]]:
    """(site, role, number, name, address) of everybody of an authority, the longest there first."""
    rows = session().execute(
        select(Membership.site_id, Membership.role, PersonRow.id, PersonRow.name, PersonRow.email)
        .join(PersonRow, PersonRow.id == Membership.person_id)
        .where(Membership.ended_at.is_(None), PersonRow.deactivated_at.is_(None))
        .order_by(Membership.started_at, Membership.id)
    )
    return [(site, role, number, name, email) for site, role, number, name, email in rows]


def _others(person_ids: Collection[int]) -> dict[int, Person]:
    named, found = sorted(person_ids), dict[int, Person]()
    for start in range(0, len(named), MOST_NAMED):
        some = PersonRow.id.in_(named[start : start + MOST_NAMED])
        found |= _people(some, is_staff=False)
    return found


def _people(condition: ColumnElement[bool], *, is_staff: bool) -> dict[int, Person]:
    """Those whose account is open, by number."""
    columns = select(PersonRow.id, PersonRow.name, PersonRow.email)
    rows = session().execute(columns.where(condition, PersonRow.deactivated_at.is_(None)))
    return {number: Person(number, name, email, is_staff) for number, name, email in rows}


def _mutes(person_ids: list[int]) -> frozenset[tuple[int, Kind]]:
    return frozenset(
        one
        for start in range(0, len(person_ids), MOST_NAMED)
        for one in notices.mutes_of(person_ids[start : start + MOST_NAMED])
    )


def told(subjects: Collection[str]) -> set[Told]:
    """What was sent or dropped of these subjects already."""
    named, found = sorted(set(subjects)), set[Told]()
    for start in range(0, len(named), MOST_NAMED):
        rows = session().execute(
            select(Reminder.subject, Reminder.turn, Reminder.rung, Reminder.person_id).where(
                Reminder.subject.in_(named[start : start + MOST_NAMED])
            )
        )
        found |= {(subject, turn, rung, person) for subject, turn, rung, person in rows}
    return found
