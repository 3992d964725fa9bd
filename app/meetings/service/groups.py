"""Setting up groups, changing their terms, and who sits in them."""

from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.core.words import day
from app.journey import service as journey
from app.meetings import queries
from app.meetings.models import Group, GroupMember
from app.meetings.queries import GroupRow, MemberRow
from app.meetings.rules import SET_UP, Seat, Terms, check_seat, check_terms
from app.meetings.service.asking import follow_seat
from app.meetings.service.refusals import ChangedMeanwhile
from app.plans.queries import owners


def set_up(site_id: int, terms: Terms) -> int:
    """Set up a group and return its number; a steering group completes its milestone.

    Raises Refused naming the fields to put right.
    """
    refuse(check_terms(terms, clock.today()))
    audit.because(
        "group set up",
        summary=f"{terms.kind.label} set up on {day(terms.set_up_on)}, quorum {terms.quorum}.",
        site_id=site_id,
    )
    group = Group(site_id=site_id)
    _write(group, terms)
    session().add(group)
    session().flush()
    word = SET_UP.get(terms.kind)
    if word is not None:
        note = f"{group.name}, with terms of reference."
        journey.complete(site_id, by=word, on=terms.set_up_on, note=note)
    return group.id


def change_terms(found: GroupRow, terms: Terms, version: int) -> None:
    """Change the terms of reference. Raises Refused and ChangedMeanwhile."""
    group = session().get_one(Group, found.id, with_for_update=True)
    if group.version != version:
        raise ChangedMeanwhile
    refuse(check_terms(terms, clock.today()))
    audit.because(
        "group changed",
        summary=f"{terms.kind.label}: terms of reference changed, quorum {terms.quorum}.",
        site_id=found.site_id,
    )
    _write(group, terms)
    session().flush()


def add_member(found: GroupRow, seat: Seat) -> int:
    """Give somebody a seat and return its number. Raises Refused, also where a person with an
    account sits in the group already. Meetings planned already are put into their calendar."""
    session().get_one(Group, found.id, with_for_update=True)  # two at once: one after the other
    refuse(check_seat(seat))
    here = {one.person_id for one in owners(found.site_id)}
    if seat.person_id is not None and seat.person_id not in here:
        raise Refused([("person", "Choose somebody from the list: this person left the site.")])
    if seat.person_id is not None and _sits_already(found.id, seat.person_id, seat.starts_on):
        raise Refused([("person", "This person is a member of the group already.")])
    audit.because(
        "group joined",
        summary=f"{found.kind.label}: a member joined ({seat.role.label.lower()}).",
        site_id=found.site_id,
        about_id=seat.person_id,
    )
    row = GroupMember(
        group_id=found.id,
        person_id=seat.person_id,
        name=seat.name.strip(),
        email=seat.email.strip(),
    )
    _seat(row, seat)
    session().add(row)
    session().flush()
    follow_seat(found.site_id, row)
    return row.id


def change_member(found: GroupRow, member: MemberRow, seat: Seat, version: int) -> None:
    """Change what somebody does in a group, or when the seat ends. Raises Refused and
    ChangedMeanwhile."""
    row = session().get_one(GroupMember, member.id, with_for_update=True)
    if row.version != version:
        raise ChangedMeanwhile
    refuse(check_seat(seat))
    left = seat.ends_on is not None and row.ends_on != seat.ends_on
    audit.because(
        "group left" if left else "group member changed",
        summary=f"{found.kind.label}: "
        + (f"a member leaves on {day(seat.ends_on)}." if left else "a member’s seat changed."),
        site_id=found.site_id,
        about_id=row.person_id,
    )
    if row.person_id is None:
        row.name, row.email = seat.name.strip(), seat.email.strip()
    _seat(row, seat)
    session().flush()
    follow_seat(found.site_id, row)


def _sits_already(group_id: int, person_id: int, on: date) -> bool:
    return any(one.person_id == person_id and one.sits(on) for one in queries.members_of(group_id))


def _seat(row: GroupMember, seat: Seat) -> None:
    row.role, row.organisation = seat.role.value, seat.organisation.strip()
    row.starts_on, row.ends_on = seat.starts_on, seat.ends_on


def _write(group: Group, terms: Terms) -> None:
    group.kind, group.name = terms.kind.value, terms.name.strip()
    group.purpose, group.decides = terms.purpose.strip(), terms.decides.strip()
    group.meets, group.quorum = terms.meets.strip(), terms.quorum
    group.set_up_on = terms.set_up_on
