"""The gate of a stage: each criterion with what the portal knows of it, and where from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.journey.rules import GateCriterion, StageGuide, assess_gate


@dataclass(frozen=True)
class KnownFact:
    """What another room knows of a criterion: met, not met, or None where people must judge, and
    the words that say where from. `page` is the endpoint where it is read, `slug` a part of its
    address; "" where there is none."""

    met: bool | None
    source: str
    page: str = ""
    slug: str = ""


@dataclass(frozen=True)
class CriterionRow:
    """A criterion as the page shows it, with the fact it rests on; `milestone` is the code to link
    to where a milestone decides it."""

    label: str
    met: bool | None
    source: str
    milestone: str | None = None
    page: str = ""
    slug: str = ""

    @property
    def words(self) -> str:
        """ "Met", "Not met", or that people judge it."""
        return {True: "Met", False: "Not met", None: "Not known"}[self.met]


def criteria(
    guide: StageGuide, done_on: Mapping[str, date | None], facts: Mapping[str, KnownFact]
) -> list[CriterionRow]:
    """The criteria of a stage. `done_on` holds the milestones that are done and when."""
    rows = []
    for finding in assess_gate(guide, done_on):
        criterion = finding.criterion
        fact = facts.get(criterion.code)
        if fact is not None:
            row = CriterionRow(criterion.label, fact.met, fact.source, None, fact.page, fact.slug)
        else:
            source = _source(criterion, done_on)
            row = CriterionRow(criterion.label, finding.met, source, criterion.milestone)
        rows.append(row)
    return rows


def _source(criterion: GateCriterion, done_on: Mapping[str, date | None]) -> str:
    if criterion.milestone is None:
        return "The portal does not hold this. Judge it together."
    on = done_on.get(criterion.milestone)
    if on is not None:
        return f"The milestone was done on {on.day} {on:%B %Y}."
    return "The milestone is done." if criterion.milestone in done_on else "The milestone is open."


def met_in_words(rows: Sequence[CriterionRow]) -> str:
    """ "2 of 4 criteria are met, 1 is not known to the portal." """
    met = sum(row.met is True for row in rows)
    unknown = sum(row.met is None for row in rows)
    words = f"{met} of {len(rows)} criteria {'is' if met == 1 else 'are'} met"
    if unknown:
        words += f", {unknown} {'is' if unknown == 1 else 'are'} not known to the portal"
    return words + "."


def unmet(rows: Sequence[CriterionRow]) -> tuple[str, ...]:
    """The criteria known not to be met; what nobody knows is not among them."""
    return tuple(row.label for row in rows if row.met is False)


def in_spite_of(found: Sequence[str]) -> str:
    """What a decision to go on says of criteria that are not met; "" where there are none."""
    if not found:
        return ""
    number = "1 criterion is" if len(found) == 1 else f"{len(found)} criteria are"
    return f"{number} not met: {'; '.join(found)}."
