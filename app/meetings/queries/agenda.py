"""Reads about what happens in a meeting: people, agenda, minutes, decisions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.clock import in_london
from app.core.db import session
from app.meetings.models import AgendaItem, Attendee, Decision, Group, ItemMinutes, Meeting
from app.meetings.rules import Attendance, Kind, MemberRole, Outcome, State, is_carried

PER_PAGE = 25


@dataclass(frozen=True)
class AttendeeRow:
    """Somebody asked to a meeting, or a guest. `email` is "" where no mail can be sent."""

    id: int
    person_id: int | None
    name: str
    email: str
    role: MemberRole
    organisation: str
    attendance: Attendance


@dataclass(frozen=True)
class ItemRow:
    """An item of an agenda with its minutes; version 0: nothing was written yet."""

    id: int
    meeting_id: int
    number: int
    title: str
    came_from_id: int | None
    text: str
    outcome: Outcome
    version: int
    saved_by_id: int | None


@dataclass(frozen=True)
class DecisionRow:
    """A decision, with the meeting that made it."""

    id: int
    item_id: int
    item: str
    words: str
    meeting_id: int
    meeting: str
    kind: Kind
    starts_at: datetime

    @property
    def on(self) -> date:
        """The day in London on which it was made."""
        return in_london(self.starts_at).date()


@dataclass(frozen=True)
class DecisionsWanted:
    """What a list of decisions is narrowed to; `sort` is "when" or "" for newest first."""

    q: str = ""
    kind: str = ""
    sort: str = ""


@dataclass(frozen=True)
class DecisionPage:
    """One page of a site's decisions; `found` of `total` fit the filters."""

    rows: tuple[DecisionRow, ...]
    found: int
    total: int
    page: int
    pages: int


def people_at(meeting_id: int) -> list[AttendeeRow]:
    """Everybody asked to a meeting, chairs first, guests last, each by name."""
    rows = session().execute(
        select(Attendee, Person.name, Person.email, Person.deactivated_at)
        .outerjoin(Person, Person.id == Attendee.person_id)
        .where(Attendee.meeting_id == meeting_id)
    )
    found = [
        AttendeeRow(
            id=one.id,
            person_id=one.person_id,
            name=name or one.name,
            email="" if gone else email or one.email,
            role=MemberRole(one.role),
            organisation=one.organisation,
            attendance=Attendance(one.attendance),
        )
        for one, name, email, gone in rows
    ]
    order = list(MemberRole)
    return sorted(found, key=lambda one: (order.index(one.role), one.name.casefold(), one.id))


def items_at(meeting_id: int) -> list[ItemRow]:
    """The agenda of a meeting in its order, each item with its minutes."""
    rows = session().execute(
        select(AgendaItem, ItemMinutes)
        .outerjoin(ItemMinutes, ItemMinutes.item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.removed_at.is_(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return [_item(number, item, minutes) for number, (item, minutes) in enumerate(rows, 1)]


def minutes_of(item_id: int) -> tuple[str, Outcome, int, int | None]:
    """(text, outcome, version, who saved it last) as they stand; version 0: nothing yet."""
    found = (
        session()
        .execute(
            select(
                ItemMinutes.text, ItemMinutes.outcome, ItemMinutes.version, ItemMinutes.saved_by_id
            ).where(ItemMinutes.item_id == item_id)
        )
        .first()
    )
    return (
        ("", Outcome.OPEN, 0, None) if found is None else (found[0], Outcome(found[1]), *found[2:])
    )


def backlog(group_id: int) -> list[AgendaItem]:
    """Items of the group's meetings that are over which were not dealt with and have not come up
    again since, oldest first."""
    again = aliased(AgendaItem)
    rows = session().execute(
        select(AgendaItem, Meeting.state, ItemMinutes.outcome)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(ItemMinutes, ItemMinutes.item_id == AgendaItem.id)
        .where(
            Meeting.group_id == group_id,
            Meeting.state != State.PLANNED,
            AgendaItem.removed_at.is_(None),
            ~exists().where(again.came_from_id == AgendaItem.id),
        )
        .order_by(Meeting.starts_at, AgendaItem.position, AgendaItem.id)
    )
    return [
        item for item, state, outcome in rows if is_carried(State(state), Outcome(outcome or ""))
    ]


def decisions_at(meeting_id: int) -> list[DecisionRow]:
    """The decisions of one meeting, in the order of its agenda."""
    chosen = _decisions().where(Meeting.id == meeting_id)
    return _decision_rows(chosen.order_by(AgendaItem.position, Decision.id))


def has_decisions(item_id: int) -> bool:
    """Whether anything was decided under an item."""
    found = select(Decision.id).where(Decision.item_id == item_id).limit(1)
    return session().scalar(found) is not None


def decisions_of(site_id: int, wanted: DecisionsWanted, page: int = 1) -> DecisionPage:
    """One page of all decisions of a site, newest first unless asked otherwise."""
    ours, conditions = Meeting.site_id == site_id, _narrowed(wanted)
    counted = (
        select(func.count())
        .select_from(Decision)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(ours)
    )
    total = session().scalar(counted) or 0
    found = (session().scalar(counted.where(*conditions)) or 0) if conditions else total
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    when, number = Meeting.starts_at, Decision.id
    order = (when.asc(), number.asc()) if wanted.sort == "when" else (when.desc(), number.desc())
    chosen = _decisions().where(ours, *conditions).order_by(*order)
    rows = _decision_rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return DecisionPage(tuple(rows), found, total, page, pages)


def _narrowed(wanted: DecisionsWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(Meeting.kind == wanted.kind)
    if wanted.q:
        has = [c.icontains(wanted.q, autoescape=True) for c in (Decision.words, AgendaItem.title)]
        found.append(or_(*has))
    return found


def _decisions() -> Select[Decision, str, Meeting, str]:
    return (
        select(Decision, AgendaItem.title, Meeting, Group.name)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Group, Group.id == Meeting.group_id)
    )


def _decision_rows(chosen: Select[Decision, str, Meeting, str]) -> list[DecisionRow]:
    return [
        DecisionRow(
            id=decision.id,
            item_id=decision.item_id,
            item=item,
            words=decision.words,
            meeting_id=meeting.id,
            meeting=group or Kind(meeting.kind).label,
            kind=Kind(meeting.kind),
            starts_at=meeting.starts_at,
        )
        for decision, item, meeting, group in session().execute(chosen)
    ]


def _item(number: int, item: AgendaItem, minutes: ItemMinutes | None) -> ItemRow:
    return ItemRow(
        id=item.id,
        meeting_id=item.meeting_id,
        number=number,
        title=item.title,
        came_from_id=item.came_from_id,
        text=minutes.text if minutes else "",
        outcome=Outcome(minutes.outcome) if minutes else Outcome.OPEN,
        version=minutes.version if minutes else 0,
        saved_by_id=minutes.saved_by_id if minutes else None,
    )
