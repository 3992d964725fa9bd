"""How raised barriers read: the list, its figures, which of them recur."""

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from typing import Any

from app.core.charts import Column, Figure, Frame, Kind, bars
from app.core.columns import sortable
from app.core.words import count, day
from app.plans.queries.barriers import BarrierRow, BarrierWanted, Recurring
from app.plans.rules import Barrier
from app.plans.rules.barriers import FEWEST, AnswerFigures, Disposition, GoesTo
from app.plans.showing import State

KNOWN = {
    "state": {"open": "Waiting for an answer", "answered": "Answered"},
    "to": {one.value: one.label for one in GoesTo},
    "code": {one.value: one.label for one in Barrier},
    "became": {one.value: one.label for one in Disposition},
    "whose": {"mine": "Raised by me"},
}
HEADINGS = (
    *("Number", "What stands in the way", "About", "To be answered by", "Raised by", "Raised on"),
    *("Days", "What became of it", "Answer", "Answered by", "Answered on"),
)
_COLUMNS = (
    ("words", "What stands in the way", "text", False),
    ("about", "About", "text", False),
    ("to", "Who answers", "text", False),
    ("raised", "Raised", "date", True),
    ("age", "Days", "number", False),
    ("state", "What became of it", "text", False),
)
_KINDS = {
    Disposition.FIXED: "active",
    Disposition.POLICY: "active",
    Disposition.GUIDANCE: "active",
    Disposition.DECLINED: "plain",
}


def state(row: BarrierRow, today: date) -> State:
    """What became of it, or for how long it waits."""
    if row.disposition is not None:
        return State(row.disposition.label, _KINDS[row.disposition])
    late = row.age(today) > 30
    return State("Waiting, more than 30 days" if late else "Waiting", "late" if late else "waiting")


def sentence(row: BarrierRow, today: date) -> str:
    """One barrier in a sentence."""
    if row.answered_on is None:
        waits = count(row.age(today), "day")
        return f"Raised on {day(row.raised_on)}; it has waited for an answer for {waits}."
    took = count(row.age(today), "day")
    return f"Raised on {day(row.raised_on)}, answered on {day(row.answered_on)}, after {took}."


def first_line(figures: AnswerFigures, waiting: int) -> str:
    """How fast answers come, or that it cannot be said yet."""
    said = f"{count(waiting, 'barrier').capitalize()} waiting for an answer."
    if figures.median_days is None:
        need = f"once {FEWEST} are answered"
        return f"{said} How fast answers come can be said {need}; so far {figures.answered}."
    middle = f"Half of the answers came within {figures.median_days:g} days"
    share = f"; {figures.share} % within 30 days" if figures.share is not None else ""
    return f"{said} {middle}{share} (of {figures.counted})."


def columns(sort: str, address: Callable[..., str]) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_COLUMNS, sort, address)


def named_filters(wanted: BarrierWanted) -> list[tuple[str, str]]:
    """(filter, its value in words) of each filter in use."""
    chosen = ((name, getattr(wanted, name)) for name in KNOWN)
    return [(name, KNOWN[name][value]) for name, value in chosen if value]


def rows(
    found: Sequence[BarrierRow], today: date, address: Callable[[int], str]
) -> list[dict[str, Any]]:
    """The rows of the table; `address` gives the page of a barrier's number."""
    return [
        {
            "words": {"text": shortened(row.words), "href": address(row.id)},
            "about": "; ".join(code.label for code in row.codes),
            "to": row.goes_to.label,
            "raised": {"text": day(row.raised_on), "iso": row.raised_on.isoformat()},
            "age": row.age(today),
            "state": state(row, today),
        }
        for row in found
    ]


def shortened(words: str, longest: int = 110) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(words.split())
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0]} …"


def cells(row: BarrierRow, today: date) -> tuple[object, ...]:
    """A barrier as a line of a file, under HEADINGS."""
    return (
        row.id,
        row.words,
        "; ".join(code.label for code in row.codes),
        row.goes_to.label,
        row.raised_by,
        row.raised_on,
        row.age(today),
        row.disposition.label if row.disposition else "",
        row.answer,
        row.answered_by,
        row.answered_on,
    )


def recurring_frame(found: Sequence[Recurring]) -> Frame:
    """One row a barrier: at how many sites it was named in the last year, and how often."""
    return Frame(
        "Barriers that recur",
        (
            Column("barrier", "Barrier"),
            Column("sites", "Sites", Kind.NUMBER),
            Column("times", "Times named", Kind.NUMBER),
        ),
        tuple(
            {"barrier": one.barrier.label, "sites": one.sites, "times": one.times} for one in found
        ),
    )


def recurring_chart(frame: Frame) -> Figure:
    """A bar a barrier."""
    most = max((n for n in frame.values("sites") if isinstance(n, int)), default=0)
    return bars(frame, label="barrier", value="sites", span=(0, max(4, ceil(most / 4) * 4)))


def recurring_sentence(found: Sequence[Recurring], sites: int) -> str:
    """What the chart shows, in words."""
    first = found[0]
    many = [one for one in found if one.sites > 1]
    tail = (
        f" {count(len(many), 'barrier').capitalize()} recur at more than one site."
        if len(many) != 1
        else " No other recurs."
    )
    return (
        f"“{first.barrier.label}” was named at most sites in the last 12 months: {first.sites} of "
        f"{sites}.{tail}"
    )
