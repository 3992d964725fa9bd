"""How events read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.core import outbox
from app.core.calendar import Entry
from app.core.words import clock_time, count, day, moment
from app.events.queries import AHEAD, MINE, PAST, EventRow, SignUpRow
from app.events.rules import Answer, Audience, ItemResult, Kind, Way
from app.instruments.rules import Instrument

WHEN = {AHEAD: "Coming", PAST: "Past", MINE: "My events"}
KINDS = {kind.value: kind.label for kind in Kind}
WAYS = {form.value: form.label for form in Way}
AUDIENCES = {one.value: one.label for one in Audience}
NAMED = {"kind": KINDS, "way": WAYS, "audience": AUDIENCES}


def span(event: EventRow) -> str:
    """From when to when, in words."""
    return f"{moment(event.starts_at)} to {clock_time(event.ends_at)}"


def places(event: EventRow, now: datetime) -> str:
    """How many come or came and how many places are left, in words."""
    if event.starts_at <= now:
        return f"{event.taken} had a place" if event.ends_at <= now else f"{event.taken} coming"
    if event.capacity is None:
        return f"{event.taken} coming, no limit"
    left = max(0, event.capacity - event.taken)
    words = f"{event.taken} of {count(event.capacity, 'place')} taken"
    if event.waiting:
        return f"{words}, {event.waiting} waiting"
    return words if left else f"{words}: the next to say yes goes on the waiting list"


def standing(event: EventRow, mine: SignUpRow | None, now: datetime) -> tuple[str, str] | None:
    """How an event stands for its reader, and the kind of tag; None where nothing is to say."""
    if event.is_cancelled:
        return "Cancelled", "blocked"
    has_place = mine is not None and mine.has_place
    if event.ends_at <= now:
        return ("You had a place", "plain") if has_place else None
    if event.starts_at <= now:
        return "On now", "active"
    if has_place:
        return "You’re coming", "active"
    if mine is not None and mine.waiting_since is not None:
        return "Waiting list", "waiting"
    if mine is not None and mine.answer is Answer.MAYBE:
        return "Maybe", "neutral"
    return ("Full", "late") if event.is_full else None


def opening(event: EventRow, mine: SignUpRow | None, in_line: int | None, now: datetime) -> str:
    """The first line of its page: what it is to its reader now."""
    if event.is_cancelled:
        return "This event was cancelled."
    if event.ends_at <= now:
        return f"This event was on {day(event.starts_at)}."
    if event.starts_at > now:
        return f"{span(event)}. {my_answer(mine, in_line)}"
    words = f"This event is on now, until {clock_time(event.ends_at)}."
    has_link = event.link and mine is not None and mine.has_place
    return f"{words} The link to join is below." if has_link else words


def my_answer(mine: SignUpRow | None, in_line: int | None) -> str:
    """What somebody's answer means, in a sentence; `in_line` is their number on the waiting
    list."""
    if mine is None:
        return "You have not answered yet."
    if mine.waiting_since is not None:
        return (
            f"You are number {in_line} on the waiting list. When a place becomes free, it is yours"
            " and we send you an invitation."
        )
    if mine.has_place:
        return "You have a place. The invitation for your calendar is in your mail."
    if mine.answer is Answer.MAYBE:
        return "You may come. A place is not kept for you until you say yes."
    return "You are not coming."


def calendar_entry(
    event: EventRow, base: str, person_id: int, turn: int, *, sees_link: bool
) -> Entry:
    """The event for the calendar of one person, under the name it has in their invitation; `turn`
    is that of their answer (0: none), `base` the portal's own address."""
    paths = [event.path, event.chat_path] if sees_link else [event.path]
    link = event.link if sees_link else ""
    return Entry(
        uid=f"{event.uid_for(person_id)}@{outbox.mail_domain()}",
        sequence=event.sequence_for(turn),
        starts=event.starts_at,
        ends=event.ends_at,
        summary=event.title,
        description="\n\n".join(part for part in (link, *(base + path for path in paths)) if part),
        location=event.place or link,
        stamp=event.told_at,
        is_cancelled=event.is_cancelled,
    )


def people(everybody: Sequence[SignUpRow]) -> list[tuple[str, list[SignUpRow]]]:
    """(Heading, people) of the host's list; empty groups are left out."""
    groups = [
        ("Have a place", [one for one in everybody if one.has_place]),
        ("On the waiting list", [one for one in everybody if one.waiting_since is not None]),
        ("Maybe", [one for one in everybody if one.answer is Answer.MAYBE]),
        ("Not coming", [one for one in everybody if one.answer is Answer.NO]),
    ]
    return [(heading, found) for heading, found in groups if found]


def feedback_rows(instrument: Instrument, found: Sequence[ItemResult]) -> list[dict[str, Any]]:
    """The results as a table: item, mean of the scale, share of the two highest points, n."""
    words = {item.id: item.text for item in instrument.items}
    rows = []
    for one in found:
        enough = one.mean is not None and one.agree is not None
        rows.append(
            {
                "item": words.get(one.item, one.item),
                "mean": f"{one.mean:.1f}" if enough else "Not enough answers",
                "agree": f"{one.agree} of {one.n}" if enough else "",
                "n": str(one.n),
            }
        )
    return rows


def feedback_wait(event: EventRow, answered: int, places_given: int, now: datetime) -> str:
    """What is said before the results are: when they come."""
    if event.ends_at > now:
        return f"Feedback opens when the event is over: {moment(event.ends_at)}."
    told = _gave(answered, places_given)
    until = day(event.feedback_until)
    return f"{told} It is open until {until}; the results of five answers or more are shown then."


def _gave(answered: int, places_given: int) -> str:
    return f"{answered} of {count(places_given, 'person', 'people')} with a place gave feedback."


def feedback_sentence(
    instrument: Instrument, found: Sequence[ItemResult], answered: int, places_given: int
) -> str:
    """What the feedback says, in a sentence."""
    told = _gave(answered, places_given)
    known = [one for one in found if one.mean is not None]
    if not known:
        return f"{told} Results are shown from five answers on."
    words = {item.id: item.text for item in instrument.items}
    best = max(known, key=lambda one: one.mean or 0)
    least = min(known, key=lambda one: one.mean or 0)
    if best is least:
        return f"{told} {_mean(words, best)} on average."
    return f"{told} Highest: {_mean(words, best)}; lowest: {_mean(words, least)}."


def _mean(words: Mapping[str, str], one: ItemResult) -> str:
    return f"“{words[one.item]}” ({one.mean:.1f})"
