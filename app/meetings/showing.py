"""How meetings and decisions read in lists, and as plain text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from app.core.words import clock_time, day, moment, short_day
from app.meetings.queries import (
    AHEAD,
    EARLIER,
    QUARTER,
    YEAR,
    AttendeeRow,
    DecisionRow,
    ItemRow,
    MeetingRow,
)
from app.meetings.rules import (
    Attendance,
    Kind,
    MemberRole,
    State,
    members_present,
    quorum_words,
)
from app.plans.queries import ActionRow

Item = dict[str, Any]
Address = Callable[..., str]
KINDS = {kind.value: kind.label for kind in Kind}
STATES = {state.value: state.label for state in State}
PERIODS = {
    AHEAD: "Ahead",
    QUARTER: "The last three months",
    YEAR: "The last twelve months",
    EARLIER: "Earlier",
}
NAMED = {"kind": KINDS, "state": STATES, "period": PERIODS}
MEETING_COLUMNS = (
    {"key": "when", "text": "When", "sorts": True},
    {"key": "what", "text": "Meeting"},
    {"key": "kind", "text": "Kind", "sorts": True},
    {"key": "state", "text": "State"},
)
DECISION_COLUMNS = (
    {"key": "words", "text": "Decision"},
    {"key": "item", "text": "Item"},
    {"key": "meeting", "text": "Meeting"},
    {"key": "when", "text": "When", "kind": "date", "sorts": True},
)


def columns(given: Sequence[Mapping[str, Any]], sort: str, address: Address) -> list[Item]:
    """Columns of a list; one that sorts leads to itself, and back when it is chosen already."""
    found = []
    for column in given:
        shown = {key: value for key, value in column.items() if key != "sorts"}
        if column.get("sorts"):
            key = str(column["key"])
            shown["sort_href"] = address(sort=f"-{key}" if sort == key else key, page="")
            orders = {key: "ascending", f"-{key}": "descending"}
            shown["order"] = orders.get(sort, "")
        found.append(shown)
    return found


def state(meeting: MeetingRow, now: datetime) -> tuple[str, str]:
    """How a meeting stands in words, and the kind of its tag."""
    if meeting.state is State.CANCELLED:
        return "Cancelled", "blocked"
    if meeting.state is State.HELD:
        if meeting.approved_on:
            return "Held and approved", "plain"
        return "Minutes to approve", "waiting"
    if meeting.ends_at < now:
        return "To be written up", "late"
    return "Planned", "neutral"


def meeting_rows(rows: Sequence[MeetingRow], slug: str, now: datetime) -> list[Item]:
    """The rows of the list; `tag` is (words, kind)."""
    return [
        {
            "when": {
                "text": moment(row.starts_at),
                "href": url_for("meetings.meeting", site=slug, meeting_id=row.id),
            },
            "what": row.title,
            "kind": row.kind.label,
            "tag": state(row, now),
        }
        for row in rows
    ]


def decision_rows(rows: Sequence[DecisionRow], slug: str) -> list[Item]:
    """The rows of the list of decisions, each leading to its item."""
    return [
        {
            "words": row.words,
            "item": row.item,
            "meeting": {
                "text": row.meeting,
                "href": url_for("meetings.meeting", site=slug, meeting_id=row.meeting_id),
            },
            "when": short_day(row.starts_at),
        }
        for row in rows
    ]


def quorum(meeting: MeetingRow, people: Sequence[AttendeeRow]) -> str:
    """Whether a meeting is quorate, in a sentence; "" before anybody's attendance is known."""
    if all(one.attendance is Attendance.UNKNOWN for one in people):
        return ""
    present = members_present((one.role, one.attendance) for one in people)
    return quorum_words(present, meeting.quorum)


def by_attendance(people: Sequence[AttendeeRow]) -> list[tuple[str, str]]:
    """(Present, names) and so on, for each that anybody is, with organisation and guests marked."""
    found = []
    for attendance in (
        Attendance.PRESENT,
        Attendance.APOLOGIES,
        Attendance.ABSENT,
        Attendance.UNKNOWN,
    ):
        named = [_named(one) for one in people if one.attendance is attendance]
        if named:
            found.append((attendance.label, "; ".join(named)))
    return found


def _named(one: AttendeeRow) -> str:
    notes = [one.organisation] if one.organisation else []
    if one.role is not MemberRole.MEMBER:
        notes.append(one.role.label.lower())
    return f"{one.name} ({', '.join(notes)})" if notes else one.name


def as_text(
    meeting: MeetingRow,
    site: str,
    people: Sequence[AttendeeRow],
    agenda: Sequence[ItemRow],
    decisions: Sequence[DecisionRow],
    actions: Sequence[ActionRow],
) -> str:
    """The whole record as plain text, to be pasted wherever it is needed."""
    lines = [
        f"{meeting.title}, {site}",
        f"{moment(meeting.starts_at)} to {clock_time(meeting.ends_at)}",
        f"Where: {meeting.place}",
        "",
    ]
    lines += [f"{label}: {names}" for label, names in by_attendance(people)]
    lines += [said] if (said := quorum(meeting, people)) else []
    for item in agenda:
        lines += ["", f"{item.number}. {item.title}"]
        lines += [item.text.strip()] if item.text.strip() else []
        lines += [f"Decision: {one.words}" for one in decisions if one.item_id == item.id]
        lines += [f"Action: {_action(one)}" for one in of_item(actions, item.id)]
        lines += [item.outcome.label + "." if item.outcome.value else ""]
    if meeting.approved_on:
        lines += ["", f"Minutes approved on {day(meeting.approved_on)}."]
        lines += [f"Corrections: {meeting.corrections}"] if meeting.corrections else []
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip() + "\n"


def of_item(actions: Sequence[ActionRow], item_id: int) -> list[ActionRow]:
    """The actions an item raised."""
    return [one for one in actions if one.origin and one.origin.part == f"item-{item_id}"]


def _action(one: ActionRow) -> str:
    return f"{one.title} – {one.owner}, by {day(one.due_on)} ({one.status.label.lower()})"
