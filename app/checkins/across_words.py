"""How the list of calls across sites reads, and its calendar."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import url_for

from app.access.gate import can
from app.access.policy import Can
from app.checkins.queries.across import CallLine, CallsPage, Choices
from app.checkins.queries.months import Day
from app.checkins.rules import CallState
from app.checkins.rules.across import (
    EVERYBODY,
    LEVEL_WORDS,
    STATE_WORDS,
    CallsWish,
    Month,
    Section,
)
from app.core.columns import sortable
from app.core.words import count, day, iso, moment, short_day
from app.core.words import month as month_words
from app.sites.rules import Nation, Stage

Item = dict[str, Any]
Address = Callable[..., str]
COLUMNS = (
    ("site", "Site", "text", True),
    ("stage", "Stage", "text", True),
    ("level", "Level", "text", True),
    ("when", "Call", "text", True),
    ("last", "Last held", "text", True),
    ("lead", "Lead", "text", True),
    ("go", "What to do", "text", False),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def first_line(found: CallsPage, everything: bool) -> str:
    """The list in a sentence."""
    whose = "of all sites" if everything else "of your sites"
    counts = found.counts
    if not found.total:
        return f"The check-in calls {whose}: what is booked, what is overdue, what to write down."
    said = [
        f"{counts.get(Section.THIS_WEEK, 0) or 'none'} this week",
        f"{counts.get(Section.TO_RECORD, 0) or 'none'} to record",
        f"{count(counts.get(Section.OVERDUE, 0), 'site')} overdue for one",
    ]
    return f"The check-in calls {whose}: {', '.join(said)}."


def figures(counts: Mapping[Section, int], address: Address) -> list[Item]:
    """Four numbers, each with the lines behind it."""
    said = (
        (Section.OVERDUE, "site overdue for a call", "sites overdue for a call"),
        (Section.TO_RECORD, "call to record", "calls to record"),
        (Section.THIS_WEEK, "call this week", "calls this week"),
        (Section.UNBOOKED, "other site without a call", "other sites without a call"),
    )
    return [
        {
            "number": (number := counts.get(section, 0)),
            "text": one if number == 1 else many,
            "href": address(state=section.value, page=1),
        }
        for section, one, many in said
    ]


def tables(lines: Iterable[CallLine], wish: CallsWish, today: date) -> list[Item]:
    """One table for each section, or one for all where the reader sorted them."""
    if wish.sort:
        return [{"caption": "Calls and sites without one", "rows": [row(x, today) for x in lines]}]
    return [
        {
            "caption": section.label,
            "meaning": section.meaning,
            "rows": [row(line, today) for line in found],
        }
        for section, found in groupby(lines, key=lambda line: line.section)
    ]


def row(line: CallLine, today: date) -> Item:
    """A line as the table takes it."""
    return {
        "site": {"text": line.name, "href": url_for("overview.site", site=line.slug)},
        "stage": line.stage.label,
        "when": _when(line),
        "level": line.level,
        "last": _last(line),
        "lead": line.lead or "Nobody yet",
        "go": _go(line),
    }


def _when(line: CallLine) -> Item:
    """When it is, or what is proposed and why."""
    if line.at is not None:
        return {"text": moment(line.at), "iso": iso(line.at), "why": ""}
    if line.proposal is None:
        return {"text": "Not booked", "iso": "", "why": ""}
    proposed = f"not booked; {short_day(line.proposal.on)} is proposed"
    text = _sentence(proposed) if line.was_called else f"Never called, {proposed}"
    return {
        "text": text,
        "iso": iso(line.proposal.on),
        "why": f"{_sentence(line.proposal.reason)}.",
    }


def _last(line: CallLine) -> Item:
    """When a call was last held, and how sure the site last was that it will last."""
    held, said = short_day(line.last_held_at, "Not held yet"), ""
    if line.confidence is not None:
        number, on = line.confidence
        said = f"Confidence {number} of 10"
        said += f" on {short_day(on)}" if short_day(on) != held else ""
    return {"text": held, "why": said}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _go(line: CallLine) -> list[Item]:
    """What to do about it, or where to see what others do."""
    site: Item = {"site": line.slug}
    call: Item = {**site, "call_id": line.call_id}
    links = [("See calls", url_for("checkins.index", **site))]
    if line.call_id is None:
        if can(Can.BOOK_CALL, line.site_id):
            links = [
                ("Offer times", url_for("checkins.offer", **site)),
                ("Book a call", url_for("checkins.book", **site)),
            ]
    elif line.section is Section.TO_RECORD and can(Can.RECORD_CALL, line.site_id):
        links = [("Write the note", url_for("checkins.note", **call))]
    else:
        links = [("Open the call", url_for("checkins.call", **call))]
        if line.section is not Section.TO_RECORD and can(Can.SEE_CALL_SHEET, line.site_id):
            links.insert(0, ("Call sheet", url_for("overview.call_sheet", **call)))
    return [{"text": text, "href": href, "about": line.name} for text, href in links]


def columns(sort: str, address: Address) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(COLUMNS, sort, address)


def narrowing(
    wish: CallsWish, found: CallsPage, choices: Choices, address: Address, *, everything: bool
) -> Item:
    """What the page shows of its filters: those chosen, their sum in words, what they offer."""
    chosen = [*_chosen(wish, choices)]
    said = ", ".join(text for text, _ in chosen)
    total = count(found.total, "call or site without one", "calls and sites without one")
    return {
        "chips": [{"text": text, "href": address(**change, page=1)} for text, change in chosen],
        "sum": f"{found.found:,} of {total}: {said}" if said else total[:1].upper() + total[1:],
        "state_choices": [("", "Any"), *STATE_WORDS.items()],
        "stage_choices": [("", "Any stage"), *((one.value, one.label) for one in Stage)],
        "nation_choices": [("", "Any nation"), *((one.value, one.value) for one in Nation)],
        "region_choices": [("", "Any region"), *((one, one) for one in choices.regions)],
        "level_choices": [("", "Any level"), *LEVEL_WORDS.items()],
        "lead_choices": [("", "Anyone"), *choices.leads],
        "everything": everything,
    }


def _chosen(wish: CallsWish, choices: Choices) -> Iterable[tuple[str, Item]]:
    """(filter in words, what takes it away) of each filter in use."""
    if wish.whose == EVERYBODY:
        yield "All sites", {"whose": ""}
    if wish.state:
        yield STATE_WORDS[wish.state], {"state": ""}
    if wish.lead is not None:
        yield f"Lead: {dict(choices.leads).get(wish.lead, 'nobody here')}", {"lead": None}
    if wish.stage:
        yield wish.stage.label, {"stage": None}
    if wish.nation:
        yield wish.nation.value, {"nation": None}
    if wish.region:
        yield wish.region, {"region": ""}
    if wish.level:
        yield LEVEL_WORDS[wish.level], {"level": ""}


def weeks(month: Month, found: Mapping[date, Day], today: date, address: Address) -> list[Any]:
    """The weeks of a month as the calendar shows them; days of other months are empty."""
    return [
        [
            _cell(on, found.get(on), today, address) if on.month == month.number else None
            for on in week
        ]
        for week in month.weeks
    ]


def _cell(on: date, found: Day | None, today: date, address: Address) -> Item:
    calls = found.calls if found else ()
    more = (found.total if found else 0) - len(calls)
    return {
        "number": on.day,
        "words": f"{WEEKDAYS[on.weekday()]} {day(on)}",
        "iso": on.isoformat(),
        "is_today": on == today,
        "calls": [call(one.site, one.slug, one.call_id, one.state, one.at) for one in calls],
        "more": {"text": f"{more:,} more", "href": address(on)} if more else None,
    }


def call(site: str, slug: str, call_id: int, state: CallState, at: datetime) -> Item:
    """A call as the calendar shows it; a planned one needs no word for its state."""
    return {
        "site": site,
        "href": url_for("checkins.call", site=slug, call_id=call_id),
        "time": moment(at).rpartition(", ")[2],
        "state": "" if state is CallState.PLANNED else state.label,
    }


def month_title(month: Month) -> str:
    """ "March 2027"."""
    return month_words(month.first)
