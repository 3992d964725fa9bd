"""How sessions read in their list and on their pages."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.words import count, day
from app.training.columns import sortable
from app.training.queries.sessions import SessionRow, Wanted
from app.training.rules.register import Course
from app.training.rules.sessions import SessionStatus

COURSES = {course.value: course.label for course in Course}
STATUSES = {status.value: status.label for status in SessionStatus}
KNOWN = {"course": COURSES, "status": STATUSES}
_KINDS = {
    SessionStatus.PLANNED: "active",
    SessionStatus.HELD: "plain",
    SessionStatus.CANCELLED: "neutral",
}
_COLUMNS = (
    ("on", "Day", "date", True),
    ("course", "Course", "text", True),
    ("status", "Status", "text", False),
    ("registered", "Have a place", "number", False),
    ("places", "Places", "number", False),
    ("attended", "Came", "number", False),
)


def columns(sort: str, address: Callable[..., str]) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_COLUMNS, sort, address)


def rows(
    found: Sequence[SessionRow], today: date, address: Callable[[int], str]
) -> list[dict[str, Any]]:
    """The rows of the list."""
    return [
        {
            "on": {"text": day(row.held_on), "href": address(row.id)},
            "course": row.course.label,
            "status": state(row, today),
            "registered": row.registered,
            "places": row.places,
            "attended": row.attended if row.status is SessionStatus.HELD else "",
        }
        for row in found
    ]


def state(row: SessionRow, today: date) -> dict[str, str]:
    """How far a session is, as a tag."""
    if row.status is SessionStatus.PLANNED and row.held_on < today:
        return {"text": "Who came?", "kind": "late"}
    return {"text": row.status.label, "kind": _KINDS[row.status]}


def sentence(row: SessionRow, today: date) -> str:
    """One session in a sentence."""
    if row.status is SessionStatus.CANCELLED:
        return "This session was cancelled."
    if row.status is SessionStatus.HELD:
        return f"{row.attended} of {count(row.registered, 'person', 'people')} came."
    left = max(row.places - row.registered, 0)
    free = f"{row.registered} of {row.places} places taken, {left} free."
    return free if row.held_on >= today else f"{free} Enter who came."


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use."""
    return [
        (name, words[value]) for name, words in KNOWN.items() if (value := getattr(wanted, name))
    ]
