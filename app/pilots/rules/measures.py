"""What a pilot can be judged by: the programme's menu of outcome measures, and measures of one's
own.

The menu follows the dossier, section 2.5; the implementation outcomes are those of Proctor et al.
(2011). Some are counted every month, so that their result can be worked out at the review.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

OWN = "own"
MOST_MEASURES = 12  # a site that measures more measures nothing for long
Totals = Mapping[str, int | None]


class Wanted(StrEnum):
    """Which way a measure is meant to go."""

    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"up": "Higher is better", "down": "Lower is better"}[self.value]


@dataclass(frozen=True)
class MenuItem:
    """A measure of the menu: for children or for implementation, its unit, which way is good."""

    code: str
    name: str
    unit: str
    wanted: Wanted = Wanted.UP
    for_children: bool = False


MENU = (
    MenuItem("returns", "Children who returned home", "children", for_children=True),
    MenuItem("kept-home", "Returns home that have lasted", "%", for_children=True),
    MenuItem("supported", "Families with support, most in a month", "families", for_children=True),
    MenuItem(
        "harm",
        "Children with a new protection plan or section 47 enquiry after return",
        "children",
        Wanted.DOWN,
        for_children=True,
    ),
    MenuItem("heard", "Children who say they were heard", "%", for_children=True),
    MenuItem("understood", "Parents who knew what had to change", "%", for_children=True),
    MenuItem(
        "drift",
        "Days from the plan to return home to the decision",
        "days",
        Wanted.DOWN,
        for_children=True,
    ),
    MenuItem("begun", "Assessments begun", "assessments"),
    MenuItem("decided", "Decisions made with the framework", "decisions"),
    MenuItem("acceptable", "Staff find the framework acceptable, 1 to 10", "points"),
    MenuItem("appropriate", "Staff find that it fits their work, 1 to 10", "points"),
    MenuItem("feasible", "Staff find it feasible, 1 to 10", "points"),
    MenuItem("adoption", "Teams with one case or more, of those in the pilot", "%"),
    MenuItem("penetration", "Trained practitioners who have used it", "%"),
    MenuItem("staff", "Staff who used it, most in a month", "people"),
    MenuItem("groups", "Supervisions and practice groups held", "meetings"),
    MenuItem("fidelity", "Adherence found in audits", "%"),
    MenuItem("hours", "Hours of staff for one assessment", "hours", Wanted.DOWN),
    MenuItem("lasting", "Sustainability self-check, mean", "points"),
)
_ONE = {
    "children": "child",
    "families": "family",
    "assessments": "assessment",
    "decisions": "decision",
    "people": "person",
    "meetings": "meeting",
    "days": "day",
    "hours": "hour",
    "points": "point",
}
BY_CODE = {item.code: item for item in MENU}


def result_from_counts(code: str, totals: Totals, most: Totals) -> float | None:
    """What the monthly counts say about a measure of the menu; None where they say nothing.

    `totals` are the sums over the months, `most` the highest month, by key of the count.
    """
    if code == "kept-home":
        returned, ended = totals.get("returned"), totals.get("return_ended")
        if not returned or ended is None:
            return None
        return round(100 * (returned - ended) / returned, 1)
    if code == "decided":
        made = [totals.get("for_return"), totals.get("against_return")]
        known = [number for number in made if number is not None]
        return float(sum(known)) if known else None
    source = {
        "returns": totals.get("returned"),
        "begun": totals.get("begun_1"),
        "groups": totals.get("groups"),
        "supported": most.get("families"),
        "staff": most.get("staff"),
    }.get(code)
    return None if source is None else float(source)


def verdict(
    wanted: Wanted, baseline: float | None, target: float | None, result: float | None
) -> str:
    """A result against target and baseline, in words."""
    if result is None:
        return "No result"
    sign = 1 if wanted is Wanted.UP else -1
    if target is not None and sign * (result - target) >= 0:
        return "Target reached"
    if baseline is None:
        return "Target not reached" if target is not None else "No target to compare with"
    moved = sign * (result - baseline)
    short = "short of the target" if target is not None else "without a target"
    if moved > 0:
        return f"Better than before, {short}"
    return f"Worse than before, {short}" if moved < 0 else f"As before, {short}"


def number(value: float | None, unit: str = "") -> str:
    """A value with its unit: "12 children", "75%", "6.5 hours"; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    if unit == "%":
        return f"{text}%"
    return f"{text} {_ONE.get(unit, unit) if value == 1 else unit}".strip()
