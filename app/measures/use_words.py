"""How the monthly use counts read: the frame behind chart, table and file, and the sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.core import clock
from app.core.charts import Column, Figure, Frame, Kind
from app.core.words import count, day
from app.journey.rules.case_types import CaseType
from app.measures.queries.use import MonthUse
from app.measures.rules.use import due_on, field_of
from app.sites.rules.months import in_words

TYPE_LABELS = {
    field_of(one): one.label if one.is_intended else f"{one.label} (outside intended use)"
    for one in CaseType
}


def frame(months: Sequence[MonthUse]) -> Frame:
    """Every count of every month, for the file."""
    types = (Column(key, label, Kind.NUMBER, missing="") for key, label in TYPE_LABELS.items())
    return Frame(
        "Use of the framework",
        (
            Column("month", "Month"),
            Column("cases", "Cases begun", Kind.NUMBER),
            *types,
            Column("eligible", "Children who could have been assessed", Kind.NUMBER),
            Column("entered", "First entered on", Kind.DATE),
            Column("late", "Days late", Kind.NUMBER),
            Column("versions", "Versions", Kind.NUMBER),
        ),
        tuple(
            {
                "month": f"{one.month:%Y-%m}",
                "cases": one.cases,
                **{field_of(type_): number for type_, number in one.said.types.items()},
                "eligible": one.said.eligible,
                "entered": first_on(one),
                "late": late_by(one),
                "versions": one.number,
            }
            for one in months
        ),
    )


def first_on(one: MonthUse) -> date:
    """The day on which something was first said of the month."""
    return clock.in_london(one.first_at or one.entered_at).date()


def late_by(one: MonthUse) -> int:
    """How many days after the day it was due."""
    return max(0, (first_on(one) - due_on(one.month)).days)


def rows(months: Sequence[MonthUse]) -> list[dict[str, Any]]:
    """What the page shows of each month, newest first."""
    return [
        {
            "word": f"{one.month:%Y-%m}",
            "month": in_words(one.month),
            "cases": f"{one.cases:,}",
            "types": types_in_words(one),
            "eligible": "Not said" if one.said.eligible is None else f"{one.said.eligible:,}",
            "entered": _entered(one),
        }
        for one in reversed(months)
    ]


def types_in_words(one: MonthUse) -> str:
    """The types of case of a month that were said; of no case, why."""
    if one.cases == 0:
        return one.because
    known = {type_.value: number for type_, number in one.said.types.items() if number}
    said = [f"{TYPE_LABELS[field_of(CaseType(key))]}: {number}" for key, number in known.items()]
    rest = one.cases - one.said.known
    return "; ".join([*said, *([f"Type not said: {rest}"] if rest else [])])


def _entered(one: MonthUse) -> str:
    late = late_by(one)
    said = day(first_on(one)) + (f", {count(late, 'day')} late" if late else "")
    return f"{said}; corrected since" if one.number > 1 else said


def figure(months: Sequence[MonthUse]) -> Figure:
    """A bar for each month that was entered, from the first to the newest; months nobody entered
    have no bar, and no case is a bar of no height with its 0 above."""
    parts = {
        "Intended use": [one.cases - one.said.outside for one in months],
        "Outside intended use": [one.said.outside for one in months],
    }
    on = [one.month.isoformat() for one in months]
    data: list[dict[str, Any]] = [
        {"type": "bar", "name": name, "x": on, "y": numbers}
        for name, numbers in parts.items()
        if name == "Intended use" or any(numbers)
    ]
    data[-1] |= {"text": [str(one.cases) for one in months], "textposition": "outside"}
    return {
        "data": data,
        "layout": {
            "barmode": "stack",
            "yaxis": {"rangemode": "tozero"},
            "xaxis": {"tickformat": "%b %Y", "dtick": _between(len(on))},
        },
    }


def _between(months: int) -> str:
    """How far apart the names of months stand, so that they have room on a phone."""
    return "M1" if months < 8 else "M6" if months <= 18 else "M12"


def sentence(months: Sequence[MonthUse]) -> str:
    """The use of the last twelve months in a sentence."""
    if not months:
        return "No month is entered yet."
    newest = months[-1].month
    year = [one for one in months if (newest - one.month).days < 360]
    cases, none = sum(one.cases for one in year), sum(one.cases == 0 for one in year)
    said = (
        f"In {count(len(year), 'month')} entered up to {in_words(newest)}, "
        f"{count(cases, 'case')} began"
    )
    if none and cases:
        said += f"; in {none:,} of these months none did"
    outside = sum(one.said.outside for one in year)
    if outside:
        said += f". Outside intended use: {outside:,}"
    with_cases = [one.month for one in months if one.cases]
    if not with_cases:
        return f"No case has begun in any month entered so far, up to {in_words(newest)}."
    if with_cases[-1] != newest:
        return f"{said}. The last case began in {in_words(with_cases[-1])}."
    return f"{said}."


def missing_rows(missing: Sequence[date], today: date) -> list[dict[str, Any]]:
    """The missing months as tasks, newest first: word for the address, words, due, lateness."""
    return [
        {
            "word": f"{month:%Y-%m}",
            "text": f"Enter {in_words(month)}",
            "month": in_words(month),
            "hint": f"Due by {day(due_on(month))}.",
            "status": "Overdue" if due_on(month) < today else "To enter",
            "kind": "late" if due_on(month) < today else "neutral",
        }
        for month in sorted(missing, reverse=True)
    ]
