"""Measures of outcomes for children and of the implementation: the one menu from which pilots and
agreed measures choose, and how a value reads.

The menu follows the dossier, section 2.5; the implementation outcomes are those of Proctor et al.
(2011). Whoever agrees on a measure keeps the words it had then.
"""

from dataclasses import dataclass
from enum import StrEnum

OWN = "own"


class Wanted(StrEnum):
    """Which way a measure is meant to go."""

    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"up": "Higher is better", "down": "Lower is better"}[self.value]


class Sort(StrEnum):
    """What sort of number a value is."""

    COUNT = "count"
    PERCENT = "percent"
    MEDIAN = "median"
    SCORE = "score"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "count": "A count",
            "percent": "A percentage, of how many is said",
            "median": "A median, such as days",
            "score": "Points of a scale",
        }[self.value]


@dataclass(frozen=True)
class MenuItem:
    """A measure of the menu: its unit, which way is good, what is counted, why it matters."""

    code: str
    name: str
    unit: str
    sort: Sort
    definition: str
    why: str
    wanted: Wanted = Wanted.UP
    for_children: bool = False


def _child(*said: str, sort: Sort = Sort.COUNT, wanted: Wanted = Wanted.UP) -> MenuItem:
    code, name, unit, definition, why = said
    return MenuItem(code, name, unit, sort, definition, why, wanted, for_children=True)


def _carried(*said: str, sort: Sort = Sort.COUNT, wanted: Wanted = Wanted.UP) -> MenuItem:
    """A measure of how the framework is carried into practice."""
    code, name, unit, definition, why = said
    return MenuItem(code, name, unit, sort, definition, why, wanted)


MENU = (
    _child(
        *("returns", "Children who returned home", "children"),
        "Looked after children who went home to a parent in the period, whatever the plan was.",
        "It shows how many families the work is about.",
    ),
    _child(
        *("kept-home", "Returns home that have lasted", "%"),
        "Of the children who returned home, those who have not come back into care.",
        "A return that breaks down harms a child twice.",
        sort=Sort.PERCENT,
    ),
    _child(
        *("supported", "Families with support, most in a month", "families"),
        "Families who had support for or after a return home, in the month with most of them.",
        "Returns last when help goes on after the day of the return.",
    ),
    _child(
        "harm",
        "Children with a new protection plan or section 47 enquiry after return",
        "children",
        "Children with either of the two within twelve months of going home.",
        "It shows whether children are safe where they returned to.",
        wanted=Wanted.DOWN,
    ),
    _child(
        *("heard", "Children who say they were heard", "%"),
        "Of the children asked, those who said they were mostly or fully heard.",
        "The plan is about their life.",
        sort=Sort.PERCENT,
    ),
    _child(
        *("understood", "Parents who knew what had to change", "%"),
        "Of the parents asked, those who said they knew it mostly or fully.",
        "Nobody can change what nobody has told them.",
        sort=Sort.PERCENT,
    ),
    _child(
        *("drift", "Days from the plan to return home to the decision", "days"),
        "The median of the days between the two, of the decisions made in the period.",
        "Waiting without a decision is drift in the life of a child.",
        sort=Sort.MEDIAN,
        wanted=Wanted.DOWN,
    ),
    _carried(
        *("begun", "Assessments begun", "assessments"),
        "Assessments of a return home with the framework that began in the period.",
        "What nobody begins cannot be used well.",
    ),
    _carried(
        *("decided", "Decisions made with the framework", "decisions"),
        "Decisions for or against a return home that rest on the framework.",
        "An assessment serves a decision.",
    ),
    _carried(
        *("acceptable", "Staff find the framework acceptable, 1 to 10", "points"),
        "The median of what staff said, 1 not at all to 10 completely.",
        "What people do not want to use fades.",
        sort=Sort.SCORE,
    ),
    _carried(
        *("appropriate", "Staff find that it fits their work, 1 to 10", "points"),
        "The median of what staff said, 1 not at all to 10 completely.",
        "A bad fit is changed quietly, or dropped.",
        sort=Sort.SCORE,
    ),
    _carried(
        *("feasible", "Staff find it feasible, 1 to 10", "points"),
        "The median of what staff said, 1 not at all to 10 completely.",
        "It shows whether caseloads leave room for it.",
        sort=Sort.SCORE,
    ),
    _carried(
        *("adoption", "Teams with one case or more, of those in the pilot", "%"),
        "Of the teams that are meant to use the framework, those with at least one case.",
        "It shows whether it reaches beyond its first team.",
        sort=Sort.PERCENT,
    ),
    _carried(
        *("penetration", "Trained practitioners who have used it", "%"),
        "Of those trained and in post, those with at least one case in twelve months.",
        "Training that is not used is soon forgotten.",
        sort=Sort.PERCENT,
    ),
    _carried(
        *("staff", "Staff who used it, most in a month", "people"),
        "Practitioners who worked on a case with it, in the month with most of them.",
        "A practice that hangs on two people leaves with them.",
    ),
    _carried(
        *("groups", "Supervisions and practice groups held", "meetings"),
        "Supervisions and practice groups in the period in which the framework was discussed.",
        "People keep what they talk about.",
    ),
    _carried(
        *("fidelity", "Adherence found in audits", "%"),
        "The median adherence of the cases audited in the period.",
        "It shows whether what is used is still the framework.",
        sort=Sort.PERCENT,
    ),
    _carried(
        *("hours", "Hours of staff for one assessment", "hours"),
        "The median of what practitioners estimate for assessments ended in the period.",
        "It is most of what the framework costs.",
        sort=Sort.MEDIAN,
        wanted=Wanted.DOWN,
    ),
    _carried(
        *("lasting", "Sustainability self-check, mean", "points"),
        "The mean of the domains of the self-check, 1 not at all to 7 completely.",
        "It shows whether the framework would outlast the people who brought it.",
        sort=Sort.SCORE,
    ),
    _child(
        *("planned", "Returns home that were planned", "%"),
        "Of the children who returned home, those whose return was planned.",
        "Support can be ready only for a return that somebody planned.",
        sort=Sort.PERCENT,
    ),
    _child(
        *("home-12", "Children at home twelve months after return", "%"),
        "Of the children who returned home a year before, those at home without a break since.",
        "Most returns that break down do so within the first year or two.",
        sort=Sort.PERCENT,
    ),
    _child(
        *("to-return", "Days from the decision to the return home", "days"),
        "The median of the days between the two, of the returns in the period.",
        "A child who waits for what is decided loses trust in it.",
        sort=Sort.MEDIAN,
        wanted=Wanted.DOWN,
    ),
)
BY_CODE = {item.code: item for item in MENU}
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
