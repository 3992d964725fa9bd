"""The gate of a stage: each criterion with what the portal knows of it, and where from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.journey.rules import GateCriterion, StageGuide, assess_gate


@dataclass(frozen=True)
class KnownFact:
    """What another room knows of a criterion: met or not, and the words that say where from."""

    met: bool
    source: str


@dataclass(frozen=True)
class CriterionRow:
    """A criterion as the page shows it. `milestone` is the code to link to, if one decides it."""

    label: str
    met: bool | None
    source: str
    milestone: str | None

    @property
    def words(self) -> str:
        """ "Met", "Not met", or that people judge it."""
        return {True: "Met", False: "Not met", None: "Not known yet"}[self.met]


def criteria(
    guide: StageGuide, done_on: Mapping[str, date | None], facts: Mapping[str, KnownFact]
) -> list[CriterionRow]:
    """The criteria of a stage. `done_on` holds the milestones that are done and when."""
    plain = {code: fact.met for code, fact in facts.items()}
    return [
        CriterionRow(
            label=finding.criterion.label,
            met=finding.met,
            source=_source(finding.criterion, done_on, facts),
            milestone=finding.criterion.milestone,
        )
        for finding in assess_gate(guide, done_on, plain)
    ]


def _source(
    criterion: GateCriterion, done_on: Mapping[str, date | None], facts: Mapping[str, KnownFact]
) -> str:
    if criterion.code in facts:
        return facts[criterion.code].source
    if criterion.milestone is None:
        return "The portal does not hold this. Judge it together."
    on = done_on.get(criterion.milestone)
    if on is not None:
        return f"The milestone is done on {on.day} {on:%B %Y}."
    return "The milestone is done." if criterion.milestone in done_on else "The milestone is open."


def met_in_words(rows: list[CriterionRow]) -> str:
    """ "2 of 4 criteria are met, 1 is not known yet." """
    met = sum(row.met is True for row in rows)
    unknown = sum(row.met is None for row in rows)
    words = f"{met} of {len(rows)} criteria are met"
    if unknown:
        words += f", {unknown} {'is' if unknown == 1 else 'are'} not known to the portal"
    return words + "."
