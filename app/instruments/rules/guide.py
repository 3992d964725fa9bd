"""The decision guide: which outcome the scores suggest, with the reasons in plain words.

The guide advises. A person records the decision, and may decide otherwise with a reason.
"""

from collections.abc import Sequence
from fractions import Fraction

from app.instruments.rules.answers import AnswerKind
from app.instruments.rules.format import Outcome, Scoring
from app.instruments.rules.results import (
    Decision,
    ItemResult,
    SectionResult,
    shown,
    shown_score,
)


def decide(
    scoring: Scoring,
    overall: Fraction | None,
    sections: Sequence[SectionResult],
    items: Sequence[ItemResult],
) -> Decision | None:
    """The best outcome whose demands are all met; None where the instrument has no guide.

    The reasons of the best outcome say what was reached; those of any other say what the next
    better outcome still lacks.
    """
    criticals = [item for item in items if item.critical]
    lacking: list[str] = []
    for outcome in scoring.guide:
        faults = _lacks(scoring, outcome, overall, sections, criticals)
        if not faults:
            conditions = _excepted(outcome, criticals)
            return Decision(outcome, tuple(lacking or _reached(outcome, overall)), conditions)
        lacking = faults
    return None


def _lacks(
    scoring: Scoring,
    outcome: Outcome,
    overall: Fraction | None,
    sections: Sequence[SectionResult],
    criticals: Sequence[ItemResult],
) -> list[str]:
    return [
        *_lacks_overall(scoring, outcome, overall, sections),
        *_lacks_sections(outcome, sections),
        *_lacks_criticals(outcome, criticals),
    ]


def _lacks_overall(
    scoring: Scoring,
    outcome: Outcome,
    overall: Fraction | None,
    sections: Sequence[SectionResult],
) -> list[str]:
    if outcome.overall is None:
        return []
    if overall is None:
        needed = shown(scoring.minimum_answered_percent or Fraction(0), 0)
        return [
            f"Section {s.id}, {s.title}, has {s.answered} of {s.applicable} items answered;"
            f" it has no score until at least {needed}% are"
            for s in sections
            if s.mean is None and s.applicable
        ]
    if overall < outcome.overall:
        return [
            f"The overall score is {shown(overall)};"
            f" “{outcome.label}” needs {shown(outcome.overall)} or more"
        ]
    return []


def _lacks_sections(outcome: Outcome, sections: Sequence[SectionResult]) -> list[str]:
    needed = outcome.every_section
    if needed is None:
        return []
    return [
        f"Section {s.id}, {s.title}, scores {shown(s.mean)};"
        f" “{outcome.label}” needs {shown(needed)} or more in every section"
        for s in sections
        if s.mean is not None and s.mean < needed
    ]


def _lacks_criticals(outcome: Outcome, criticals: Sequence[ItemResult]) -> list[str]:
    if outcome.criticals is None:
        return []
    floor = outcome.exception_floor or outcome.criticals
    faults = [_critical(item) for item in criticals if item.score is None or item.score < floor]
    excepted = _excepted(outcome, criticals)
    if len(excepted) > outcome.exceptions:
        faults.append(
            f"{', '.join(excepted)} are critical items below {outcome.criticals};"
            f" “{outcome.label}” allows {outcome.exceptions}"
        )
    return faults


def _critical(item: ItemResult) -> str:
    if item.score is not None:
        return f"{item.id} is a critical item and scores {shown_score(item.score)}"
    state = {
        AnswerKind.NOT_KNOWN: "is not known yet",
        AnswerKind.NOT_APPLICABLE: "was marked as not applying",
    }
    return f"{item.id} is a critical item and {state.get(item.kind, 'is not answered yet')}"


def _excepted(outcome: Outcome, criticals: Sequence[ItemResult]) -> tuple[str, ...]:
    """The critical items between the floor and the mark: each needs an action with a date."""
    if outcome.criticals is None or outcome.exception_floor is None:
        return ()
    return tuple(
        item.id
        for item in criticals
        if item.score is not None and outcome.exception_floor <= item.score < outcome.criticals
    )


def _reached(outcome: Outcome, overall: Fraction | None) -> list[str]:
    reasons = [f"The overall score is {shown(overall)}"]
    if outcome.every_section is not None:
        reasons.append(f"Every section scores {shown(outcome.every_section)} or more")
    if outcome.criticals is not None:
        reasons.append(f"Every critical item scores {outcome.criticals} or more")
    return reasons
