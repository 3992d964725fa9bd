"""The groups of a site among many, with the meetings they held."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.demo.story.timing import working_day
from app.meetings.models import (
    AgendaItem,
    Attendee,
    Decision,
    Group,
    GroupMember,
    ItemMinutes,
    Meeting,
)
from app.meetings.rules import Attendance, Kind, MemberRole, Outcome, State
from app.sites.rules import Status

FIRST = 30  # days after the contract until the first steering group
EVERY = {Kind.STEERING: 42, Kind.PRACTICE: 70}
NAMES = {Kind.STEERING: "Steering group", Kind.PRACTICE: "Practice group"}
SEATS = (
    (0, MemberRole.CHAIR),
    (1, MemberRole.MINUTES),
    (2, MemberRole.MEMBER),
    (None, MemberRole.SPONSOR),
    (None, MemberRole.MEMBER),
)
AGENDA = (
    "Where we are on the plan",
    "Training and who still needs it",
    "What practitioners say",
    "What stands in the way",
)
SAID = "The group went through it and agreed what comes next."
DECIDED = (
    "The next team begins with the framework in spring.",
    "Supervision names the stage of each assessment.",
    "The data officer brings the counts to every meeting.",
)


def meeting_rows(ground: Ground) -> Rows:
    """Both groups with seats, meetings, people, agenda, minutes and decisions."""
    found: dict[type, list[Row]] = {
        model: []
        for model in (Group, GroupMember, Meeting, Attendee, AgendaItem, ItemMinutes, Decision)
    }
    for kind in EVERY:
        held = list(ground.days(FIRST, EVERY[kind]))
        if held:
            _group(ground, kind, held, found)
    return found


def _group(ground: Ground, kind: Kind, held: Sequence[date], found: dict[type, list[Row]]) -> None:
    group = ground.numbers.take(Group)
    set_up_on = later(ground.course.contract_on, FIRST - 10)
    members = [_member(ground, group, seat, set_up_on) for seat in range(len(SEATS))]
    found[Group].append(_terms(ground, group, kind, set_up_on))
    found[GroupMember] += members
    days = [(on, State.HELD) for on in held]
    if ground.status is Status.ACTIVE:
        ahead = working_day(later(ground.course.today, ground.chance.randint(3, 40)))
        days.append((ahead, State.PLANNED))
    meetings = [_meeting(ground, group, kind, on, state) for on, state in days]
    for row, following in zip(meetings, meetings[1:], strict=False):
        if following["state"] is State.HELD:
            row["approved_on"] = following["starts_at"].date()
            row["approved_at_id"] = following["id"]
    for row in meetings:
        found[Attendee] += _attendees(ground, row, members)
        _write_up(ground, row, found)
    found[Meeting] += reversed(meetings)  # a later one, which approved the earlier, stands first


def _terms(ground: Ground, group: int, kind: Kind, set_up_on: date) -> Row:
    return {
        "id": group,
        "site_id": ground.site_id,
        "kind": kind,
        "name": NAMES[kind],
        "purpose": "Keeps the work moving and takes away what stands in its way.",
        "decides": "Order and pace of teams, training, what is counted.",
        "meets": f"Every {EVERY[kind] // 7} weeks",
        "quorum": 3,
        "set_up_on": set_up_on,
    }


def _member(ground: Ground, group: int, seat: int, starts_on: date) -> Row:
    place, role = SEATS[seat]
    is_partner = place is None
    return {
        "id": ground.numbers.take(GroupMember),
        "group_id": group,
        "person_id": None if place is None else ground.people[place],
        "name": f"Partner {ground.number}-{seat}" if is_partner else "",
        "email": f"partner{ground.number}-{seat}@scale.example" if is_partner else "",
        "role": role,
        "organisation": "Health board" if is_partner else "",
        "starts_on": starts_on,
        "ends_on": None,
    }


def _meeting(ground: Ground, group: int, kind: Kind, on: date, state: State) -> Row:
    number = ground.numbers.take(Meeting)
    told_at = ground.moment(later(on, -21))
    return {
        "id": number,
        "site_id": ground.site_id,
        "group_id": group,
        "kind": kind,
        "state": state,
        "starts_at": datetime.combine(on, time(ground.chance.randint(9, 15)), UTC),
        "minutes": 90,
        "place": "Council offices, room 4",
        "uid": f"meeting-scale-{number}",
        "planned_by_id": ground.people[0],
        "told_at": told_at,
        "agenda_sent_at": told_at if state is State.HELD else None,
        "quorum": 3 if state is State.HELD else 0,
        "approved_on": None,
        "approved_at_id": None,
        "version": 2 if state is State.HELD else 1,
    }


def _attendees(ground: Ground, meeting: Row, members: Sequence[Row]) -> list[Row]:
    is_held = meeting["state"] is State.HELD
    came = ground.chance.choices(
        (Attendance.PRESENT, Attendance.APOLOGIES, Attendance.ABSENT), (8, 2, 1), k=len(members)
    )
    return [
        {
            "meeting_id": meeting["id"],
            "member_id": member["id"],
            **{key: member[key] for key in ("person_id", "name", "email", "role", "organisation")},
            "attendance": came[place] if is_held else Attendance.UNKNOWN,
            "position": place + 1,
        }
        for place, member in enumerate(members)
    ]


def _write_up(ground: Ground, meeting: Row, found: dict[type, list[Row]]) -> None:
    """Agenda of a meeting; minutes and decisions too where it was held."""
    is_held, ended = meeting["state"] is State.HELD, meeting["starts_at"]
    for place, title in enumerate(AGENDA[: ground.chance.randint(2, 4)], 1):
        item = ground.numbers.take(AgendaItem)
        key = {"id": item, "meeting_id": meeting["id"], "position": place}
        found[AgendaItem].append(key | {"title": title, "came_from_id": None, "removed_at": None})
        by = {"item_id": item, "saved_by_id": ground.people[1], "version": 1}
        if is_held:
            saved = {"first_saved_at": ended, "saved_at": ended}
            found[ItemMinutes].append(by | saved | {"text": SAID, "outcome": Outcome.DONE})
        if is_held and ground.chance.random() < 0.4:
            said = {"words": ground.chance.choice(DECIDED), "entered_by_id": ground.people[1]}
            found[Decision].append(said | {"item_id": item, "entered_at": ended})
