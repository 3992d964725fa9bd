"""How pilots read in lists, on their page and in their plan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from app.core.charts import joined
from app.core.words import count, day, short_day
from app.journey.rules.case_types import CaseType
from app.journey.rules.outcomes import number
from app.pilots.queries import PilotRow
from app.pilots.rules.plan import Document, missing_to_agree
from app.pilots.rules.review import Decision
from app.pilots.rules.states import State, is_past_its_end, review_due_on
from app.sites.rules.months import in_words

Item = dict[str, Any]
Address = Callable[..., str]
STATES = {state.value: state.label for state in State}
CASE_TYPES = {one.value: one.label for one in CaseType}
NAMED: dict[str, dict[str, str]] = {"state": STATES, "case_type": CASE_TYPES}
COLUMNS = (
    ("number", "Pilot", "text", True),
    ("teams", "Teams", "text", False),
    ("starts", "First day", "date", True),
    ("ends", "Last day", "date", True),
    ("state", "State", "text", False),
)
_TAGS = {
    State.DRAFT: "neutral",
    State.AGREED: "active",
    State.RUNNING: "active",
    State.ENDED: "waiting",
    State.IN_REVIEW: "waiting",
    State.DECIDED: "plain",
}


def columns(
    given: Sequence[tuple[str, str, str, bool]], sort: str, address: Address
) -> list[dict[str, str]]:
    """Columns of a list; one that sorts leads to itself, and back when it is chosen already."""
    found = []
    for key, text, kind, sorts in given:
        column = {"key": key, "text": text, "kind": kind}
        if sorts:
            column["sort_href"] = address(sort=f"-{key}" if sort == key else key, page="")
            column["order"] = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
        found.append(column)
    return found


def state(pilot: PilotRow, today: date) -> tuple[str, str]:
    """How a pilot stands in words, and the kind of its tag."""
    if is_past_its_end(pilot.facts, today):
        return "Past its planned end", "late"
    if pilot.state is State.DECIDED:
        return f"Decided: {Decision(pilot.decision).label.lower()}", "plain"
    return pilot.state.label, _TAGS[pilot.state]


def rows(found: Sequence[PilotRow], today: date, address: Callable[[int], str]) -> list[Item]:
    """The rows of the list; `state` is (words, kind)."""
    return [
        {
            "number": {"text": one.title, "href": address(one.id)},
            "teams": ", ".join(one.teams),
            "starts": _cell(one.facts.starts_on),
            "ends": _cell(one.facts.ended_on or one.facts.ends_on),
            "state": state(one, today),
        }
        for one in found
    ]


def _cell(on: date | None) -> str | dict[str, str]:
    return {"text": short_day(on), "iso": on.isoformat()} if on else ""


def sentence(pilot: PilotRow, today: date) -> str:
    """Where a pilot stands and what is next, in a sentence or two."""
    facts = pilot.facts
    if pilot.state is State.DRAFT:
        return "The plan is being written. It counts once the strategic lead has agreed it."
    if pilot.state is State.AGREED:
        return f"Agreed on {day(facts.agreed_on)}; begins on {day(facts.starts_on)}."
    if is_past_its_end(facts, today):
        return (
            f"The planned end, {day(facts.ends_on)}, has passed. Say that the pilot ended, or move"
            " its last day."
        )
    if pilot.state is State.RUNNING:
        return f"Runs since {day(facts.starts_on)}, until {day(facts.ends_on)}."
    if pilot.state is State.ENDED:
        due = day(review_due_on(facts))
        return f"Ended on {day(facts.ended_on)}. The review is due by {due}."
    if pilot.state is State.IN_REVIEW:
        if pilot.review_finished_on:
            return f"Reviewed on {day(pilot.review_finished_on)}. The decision is still open."
        return f"The review began on {day(facts.review_begun_on)}."
    chosen = Decision(pilot.decision).label.lower()
    return f"Decided on {day(facts.decided_on)}: {chosen}."


def plan_tasks(plan: Document, address: Callable[[str], str]) -> list[Item]:
    """The sections of a draft as a task list; a section says what it still lacks."""
    missing: dict[str, list[str]] = {}
    for section, words in missing_to_agree(plan):
        missing.setdefault(section, []).append(words)
    sections = (
        ("cohort", "Say which teams and children take part", ""),
        ("times", "Say who answers for it and when it runs", ""),
        ("strategies", "Choose strategies to test", _number(plan.strategies, "strategy")),
        ("measures", "Choose measures", _number(plan.measures, "measure")),
        ("risks", "Think of what may go wrong", _number(plan.risks, "risk")),
    )
    return [
        {
            "text": text,
            "href": address(section),
            "hint": f"Still missing: {joined(missing[section])}." if section in missing else words,
            "status": "Not finished" if section in missing else "Done",
            "kind": "neutral" if section in missing else "plain",
        }
        for section, text, words in sections
    ]


def _number(parts: Sequence[object], one: str) -> str:
    many = "strategies" if one == "strategy" else f"{one}s"
    return f"{count(len(parts), one, many)} so far." if parts else ""


def case_types(words: Sequence[str]) -> str:
    """Types of case in a sentence; what lies outside the intended use is said last."""
    return "; ".join(CASE_TYPES.get(word, word) for word in words)


def months_in_words(months: Sequence[date]) -> str:
    """Months in a sentence: "March 2027 and April 2027"."""
    return joined([in_words(month) for month in months])


def plan_rows(plan: Document, owner: str) -> list[Item]:
    """What a plan says as a whole, for a summary list."""
    cohort, times = plan.cohort, plan.times
    return [
        {"key": "What we want to find out", "value": cohort.aim},
        {"key": "Teams", "value": ", ".join(line for line in cohort.teams.splitlines())},
        {"key": "Children", "value": cohort.children},
        {"key": "Types of case", "value": case_types(cohort.case_types)},
        {"key": "First day", "value": day(times.starts_on, "")},
        {"key": "Last day", "value": day(times.ends_on, "")},
        {"key": "Answers for it", "value": owner},
    ]


def measure_values(baseline: float | None, target: float | None, unit: str) -> tuple[str, str]:
    """Baseline and target as the plan shows them."""
    return number(baseline, unit) if baseline is not None else "Not known yet", number(target, unit)


def named_filters(asked: Mapping[str, Any]) -> dict[str, str]:
    """The words of each filter in use."""
    chosen = {name: value for name, value in asked.items() if value and name != "sort"}
    return {name: NAMED.get(name, {}).get(value, f"“{value}”") for name, value in chosen.items()}
