"""Reads about groups and who sits in them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.meetings.models import Group, GroupMember
from app.meetings.rules import Kind, MemberRole, sits


@dataclass(frozen=True)
class GroupRow:
    """A group with its terms of reference; `members` sit in it on the day asked for."""

    id: int
    site_id: int
    kind: Kind
    name: str
    purpose: str
    decides: str
    meets: str
    quorum: int
    set_up_on: date
    version: int
    members: int = 0


@dataclass(frozen=True)
class MemberRow:
    """A seat of a group. `email` is "" where no mail can be sent."""

    id: int
    group_id: int
    person_id: int | None
    name: str
    email: str
    role: MemberRole
    organisation: str
    starts_on: date
    ends_on: date | None
    version: int

    def sits(self, on: date) -> bool:
        """Whether the seat counts on a day."""
        return sits(self.starts_on, self.ends_on, on)


def groups_of(site_id: int, on: date) -> list[GroupRow]:
    """The groups of a site in the order they were set up, each with its members on a day."""
    seats = (
        select(func.count())
        .select_from(GroupMember)
        .where(
            GroupMember.group_id == Group.id,
            GroupMember.starts_on <= on,
            or_(GroupMember.ends_on.is_(None), GroupMember.ends_on >= on),
        )
        .scalar_subquery()
    )
    rows = session().execute(
        select(Group, seats).where(Group.site_id == site_id).order_by(Group.set_up_on, Group.id)
    )
    return [_group(group, members) for group, members in rows]


def group_of(site_id: int, group_id: int) -> GroupRow | None:
    """One group of this site; None when there is no such group here."""
    ours = select(Group).where(Group.site_id == site_id, Group.id == group_id)
    found = session().scalars(ours).first()
    return None if found is None else _group(found, 0)


def members_of(group_id: int) -> list[MemberRow]:
    """Everybody who sits or sat in a group: chairs first, then by name."""
    rows = session().execute(
        select(GroupMember, Person.name, Person.email, Person.deactivated_at)
        .outerjoin(Person, Person.id == GroupMember.person_id)
        .where(GroupMember.group_id == group_id)
    )
    found = [_member(seat, name, email, gone is not None) for seat, name, email, gone in rows]
    order = list(MemberRole)
    return sorted(found, key=lambda one: (order.index(one.role), one.name.casefold(), one.id))


def _group(group: Group, members: int) -> GroupRow:
    return GroupRow(
        id=group.id,
        site_id=group.site_id,
        kind=Kind(group.kind),
        name=group.name,
        purpose=group.purpose,
        decides=group.decides,
        meets=group.meets,
        quorum=group.quorum,
        set_up_on=group.set_up_on,
        version=group.version,
        members=members,
    )


def _member(seat: GroupMember, name: str | None, email: str | None, gone: bool) -> MemberRow:
    return MemberRow(
        id=seat.id,
        group_id=seat.group_id,
        person_id=seat.person_id,
        name=name or seat.name,
        email="" if gone else email or seat.email,
        role=MemberRole(seat.role),
        organisation=seat.organisation,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        version=seat.version,
    )
