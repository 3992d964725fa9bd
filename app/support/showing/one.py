"""How one request reads: where it stands, whose turn it is, what can be done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.words import count, day, iso, moment, short_day
from app.sites.queries.conversations import SaidRow
from app.sites.rules import Status
from app.sites.rules.sides import Side
from app.sites.rules.working_days import bank_holidays
from app.support.queries import RequestRow, SessionRow
from app.support.rules.answers import Figures, Targets, waited
from app.support.rules.conversation import THEIRS, Said
from app.support.rules.states import State
from app.support.rules.waiting import for_days

Item = dict[str, Any]
_TAGS = {
    State.ASKED: "waiting",
    State.OFFERED: "waiting",
    State.AGREED: "active",
    State.DELIVERED: "waiting",
}


def tag(row: RequestRow, today: date) -> tuple[str, str]:
    """How a request stands in words, and the kind of its tag."""
    late = row.late(today)
    if late:
        return late, "late"
    if row.state is State.CLOSED and row.helped:
        return f"Closed: {row.helped.label.lower()}", "plain"
    return row.state.label, _TAGS.get(row.state, "plain")


def waits(row: RequestRow, today: date) -> str:
    """Who is to say something and for how long, or what is to be given; "" for what is over."""
    if row.turn.side is not None:
        return f"{row.turn.side.label}, {for_days(_days(row, today))}"
    if row.state is not State.AGREED:
        return ""
    return f"The support, {short_day(row.offered_for, 'no day yet')}"


def sentence(row: RequestRow, today: date) -> str:
    """Where the request stands, in one or two sentences."""
    asked = f"Asked on {day(row.asked_on)}."
    if row.turn.side is Side.NSPCC and row.answer_due_on:
        is_late = row.answer_due_on < today
        due = f"the answer {'was' if is_late else 'is'} due by {day(row.answer_due_on)}"
        return f"{asked} It has waited for the NSPCC {for_days(_days(row, today))}; {due}."
    return f"{asked} {_NEXT[row.state]}"


def answer_words(row: RequestRow, targets: Targets) -> str:
    """How fast the first answer came, and the support, against what is promised."""
    holidays = bank_holidays(row.nation)
    promised = f"promised within {count(targets.answer_days, 'working day')}"
    if row.answered_on is None:
        return f"No answer yet; {promised}."
    took = _took(waited(row.asked_on, row.answered_on, holidays))
    words = f"First answered {took}; {promised}."
    if row.delivered_on is not None:
        words += f" Delivered {_took(waited(row.asked_on, row.delivered_on, holidays))}."
    return words


def figures_words(found: Figures, targets: Targets) -> str:
    """The answer times of a site in the last year, in words."""
    asked = f"{count(found.asked, 'request').capitalize()} in the last 12 months"
    promise = f"The NSPCC promises an answer within {count(targets.answer_days, 'working day')}."
    if found.answer_days is None:
        known = f"too few to say how fast answers come ({found.answered} answered, 3 needed)"
        return f"{asked}: {known}. {promise}"
    answers = f"first answers took {_half(found.answer_days)} (median of {found.answered})"
    in_time = f"{found.in_time} of {found.answered} came in time"
    given = ""
    if found.delivery_days is not None:
        middle = _half(found.delivery_days)
        given = f" Support was delivered after {middle} (median of {found.delivered})."
    return f"{asked}; {answers}, {in_time}.{given} {promise}"


def last_offer(entries: Sequence[SaidRow[Said]]) -> str:
    """The words of the last offer; "" where there is none."""
    return next((one.words for one in reversed(entries) if one.kind is Said.OFFERED), "")


def facts(row: RequestRow, offered: str, targets: Targets) -> list[Item]:
    """What was asked and (in the words of the last offer) offered, as a summary list takes it."""
    asked_by = row.asked_by + (" (entered by the NSPCC)" if row.entered_for else "")
    people = f"{row.for_whom}, about {row.people:,} people" if row.people else row.for_whom
    found: list[Item] = [
        {"key": "What it should do", "lines": row.detail},
        {"key": "Kind", "value": row.kind.label},
        {"key": "For whom", "value": people},
        {"key": "Needed by", "value": day(row.needed_by, "No date")},
    ]
    if row.urgency:
        found.append({"key": "What makes it urgent", "value": row.urgency})
    if row.barrier:
        found.append({"key": "What stands in the way", "value": row.barrier.label})
    found.append({"key": "Asked by", "value": f"{asked_by}, {day(row.asked_on)}"})
    if row.priority:
        found.append({"key": "How soon it is dealt with", "value": row.priority.label})
    if row.helper:
        when = day(row.offered_for, "the day is to be agreed")
        found.append({"key": "What is offered", "lines": f"{offered}\n{row.helper}, {when}"})
    found.append({"key": "Answer times", "value": answer_words(row, targets)})
    return found


def talk(entries: Sequence[SaidRow[Said]], asked: str = "") -> list[Item]:
    """What was said, as the conversation takes it; what was `asked` stands above it already."""
    return [
        {
            "title": _title(one),
            "who": f"{one.by}, {'NSPCC' if one.is_nspcc else 'the authority'}",
            "side": "nspcc" if one.is_nspcc else "authority",
            "words": "" if one.kind is Said.ASKED and one.words == asked else one.words,
            "detail": _detail(one),
            "when": moment(one.at),
            "iso": iso(one.at),
        }
        for one in entries
    ]


def session_rows(found: Sequence[SessionRow], address: Callable[[int], str] | None) -> list[Item]:
    """What was given, as a table takes it; `address` leads to where one is put right, for whoever
    may."""
    return [
        {
            "on": {
                "text": short_day(one.on),
                "iso": one.on.isoformat(),
                "href": address(one.id) if address else "",
            },
            "how": one.delivery.label,
            "minutes": one.minutes,
            "by": one.given_by,
            "people": one.people if one.people is not None else "Not counted",
            "words": one.words,
        }
        for one in found
    ]


def session_sum(found: Sequence[SessionRow]) -> str:
    """What was given in a sentence."""
    minutes = sum(one.minutes for one in found)
    times = count(len(found), "time")
    people = sum(one.people or 0 for one in found)
    reached = f" {count(people, 'person was', 'people were')} reached." if people else ""
    return f"Given {times}, {_hours(minutes)} in all.{reached}"


def rest_words(row: RequestRow) -> str:
    """That the site rests, and that support does not; "" for an active site."""
    if row.site_status == Status.ACTIVE:
        return ""
    return f"{row.site_name} is {row.site_status}. Support can still be asked for and given."


_NEXT = {
    State.ASKED: "The NSPCC wrote back and waits for the authority.",
    State.OFFERED: "The NSPCC made an offer: the authority says whether it suits.",
    State.AGREED: "The offer is agreed. What is given is logged here.",
    State.DELIVERED: "It is delivered: the authority says whether it helped.",
    State.CLOSED: "It is closed.",
    State.DECLINED: "The NSPCC could not offer it, and said what else may help.",
    State.WITHDRAWN: "The authority withdrew it.",
}
_DETAIL = {Said.DECLINED: "What else may help: {}", Said.OFFERED: "By {}"}


def _detail(one: SaidRow[Said]) -> str:
    if one.is_nspcc and one.kind in THEIRS:
        return "Entered for the authority, as it was told."
    return _DETAIL[one.kind].format(one.detail) if one.kind in _DETAIL else ""


def _title(one: SaidRow[Said]) -> str:
    return f"Said: {one.detail.lower()}" if one.kind is Said.CLOSED else one.kind.label


def _days(row: RequestRow, today: date) -> int:
    return waited(row.turn.since or today, today, bank_holidays(row.nation))


def _took(days: int) -> str:
    return "on the same day" if days == 0 else f"after {count(days, 'working day')}"


def _half(days: float) -> str:
    return f"{days:g} working day{'' if days == 1 else 's'}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    words = [count(hours, "hour")] if hours else []
    return " ".join([*words, count(rest, "minute")] if rest or not words else words)
