"""How the monthly counts read: the frame behind chart, table and file, and the sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.core.charts import Column, Figure, Frame, Kind
from app.core.words import count, day
from app.pilots.queries import MonthRow, PilotRow
from app.pilots.rules.months import COUNTS, LABELS, due_on, missing_months, totals
from app.sites.rules.months import in_words

# the counts that the chart draws, with the name at the end of the line
DRAWN = (
    ("children", "Being assessed"),
    ("begun_1", "Begun"),
    ("returned", "Returned home"),
)
SHOWN = (
    *("children", "begun_1", "finished_1", "for_return", "against_return"),
    *("returned", "return_ended", "families", "staff", "groups"),
)


def frame(months: Sequence[MonthRow]) -> Frame:
    """Every count of every month, for the file."""
    return _frame(months, [one.key for one in COUNTS])


def short_frame(months: Sequence[MonthRow]) -> Frame:
    """What the page shows of each month."""
    return _frame(months, SHOWN)


def _frame(months: Sequence[MonthRow], keys: Sequence[str]) -> Frame:
    numbers = (Column(key, LABELS[key], Kind.NUMBER, missing="not known") for key in keys)
    return Frame(
        "Monthly counts",
        (Column("month", "Month"), *numbers),
        tuple(
            {"month": in_words(one.month), **{key: one.counts[key] for key in keys}}
            for one in months
        ),
    )


def figure(months: Sequence[MonthRow]) -> Figure:
    """A line for each drawn count; where nobody knows a number the line is broken."""
    on = [one.month.isoformat() for one in months]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": on,
                "y": [one.counts[key] for one in months],
                "connectgaps": False,
            }
            for key, name in DRAWN
        ],
        "layout": {
            "yaxis": {"rangemode": "tozero"},
            "xaxis": {"tickformat": "%b %Y", "dtick": "M1" if len(on) < 8 else "M3"},
        },
    }


def sentence(months: Sequence[MonthRow], planned: int | None) -> str:
    """The counts so far in a sentence."""
    if not months:
        return "No month is entered yet."
    sums = totals({one.month: one.counts for one in months})
    begun, home, ended = sums["begun_1"], sums["returned"], sums["return_ended"]
    said = (
        f"In {count(len(months), 'month')}, up to {in_words(months[-1].month)}: "
        f"{_said(begun, 'assessment begun', 'assessments begun')}"
    )
    said += f" for a cohort of {planned:,}, " if planned else ", "
    said += _said(home, "child returned home", "children returned home")
    if home and ended is not None:
        said += (
            ", and none of these returns has ended"
            if not ended
            else (f", and {count(ended, 'return')} ended")
        )
    return f"{said}."


def _said(number: int | None, one: str, many: str) -> str:
    return f"nobody knows how many {many}" if number is None else count(number, one, many)


def missing(pilot: PilotRow, months: Sequence[MonthRow], today: date) -> list[date]:
    """The months that could be entered and are not, oldest first."""
    ends_on = pilot.facts.ended_on or pilot.facts.ends_on
    if not pilot.is_agreed or pilot.facts.starts_on is None or ends_on is None:
        return []
    entered = frozenset(one.month for one in months)
    return missing_months(pilot.facts.starts_on, ends_on, entered, today)


def missing_rows(months: Sequence[date], today: date) -> list[dict[str, Any]]:
    """The missing months as tasks: word for the address, words, due, whether it is late."""
    return [
        {
            "word": f"{month:%Y-%m}",
            "text": f"Enter {in_words(month)}",
            "hint": f"Due by {day(due_on(month))}.",
            "status": "Overdue" if due_on(month) < today else "To enter",
            "kind": "late" if due_on(month) < today else "neutral",
        }
        for month in months
    ]
