"""From what a group came to, back to what each of them had said before: pure, and repeatable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from app.assessments.rules import Draft
from app.demo.story.plots import Plot, Score
from app.demo.story.timing import Calendar, dice
from app.instruments.rules import AnswerKind, Instrument, Item

UNKNOWN, NOT_APPLICABLE = "?", "-"
APART, CLOSE = 0.24, 0.55  # of all items; the rest is said alike by everyone
Bank = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """One item of a round and what the group came to."""

    item: Item
    section: str
    score: Score


@dataclass(frozen=True)
class Voted:
    """What each rater said to an item, in their order, and what the room agreed if it did."""

    asked: Asked
    drafts: Sequence[Draft]
    agreed: Draft | None

    @property
    def id(self) -> str:
        """The item."""
        return self.asked.item.id


def asked_of(plot: Plot, instrument: Instrument) -> list[Asked]:
    """The items the plot has a score for, in the order of the instrument."""
    return [
        Asked(item, section.id, score)
        for section in instrument.sections
        for item, score in zip(section.items, plot.scores.get(section.id, ()), strict=False)
    ]


class Votes:
    """Votes of one round: every item, every rater."""

    def __init__(
        self, name: str, plot: Plot, instrument: Instrument, calendar: Calendar, bank: Bank
    ) -> None:
        self.plot, self.instrument, self.bank = plot, instrument, bank
        self.name, self.calendar = name, calendar
        scoring = instrument.scoring
        self.allowed = instrument.scale.consensus_spread or instrument.scale.highest
        self.high = scoring.unsupported_from or instrument.scale.highest + 1
        self.low = scoring.gap_below

    def cast(self, raters: int) -> list[Voted]:
        """What so many raters said to every item."""
        return [self._voted(one, raters) for one in asked_of(self.plot, self.instrument)]

    def _voted(self, asked: Asked, raters: int) -> Voted:
        chance = dice(self.name, self.plot.code, self.plot.opened, asked.item.id)
        if asked.score in (UNKNOWN, NOT_APPLICABLE):
            plain = self._plain(asked)
            return Voted(asked, [plain] * raters, plain if raters > 1 else None)
        scores = self._scores(asked, raters, chance)
        drafts = [self._draft(asked, score, chance) for score in scores]
        self._say(drafts, asked, chance)
        return Voted(asked, drafts, self._agreed(asked, scores, chance))

    def _plain(self, asked: Asked) -> Draft:
        if asked.score == NOT_APPLICABLE:
            reason = self.plot.not_applicable[asked.item.id]
            return Draft(AnswerKind.NOT_APPLICABLE, reason=reason)
        who = self.plot.unknown[asked.item.id]
        due_on: date = self.calendar.day(int(who["by"]))
        return Draft(AnswerKind.NOT_KNOWN, owner=who["owner"], due_on=due_on)

    def _scores(self, asked: Asked, raters: int, chance: Random) -> list[int]:
        """Scores whose middle is the one of the plot, unless they lie apart and are agreed."""
        score, scale = int(asked.score), self.instrument.scale
        found = [score] * raters
        if raters < 2:
            return found
        roll = 0.0 if asked.item.id in self.plot.apart else chance.random()
        first, second = chance.sample(range(raters), 2)
        if roll < APART:
            lower = score - chance.randint(0, self.allowed)
            lower = min(max(lower, scale.lowest), scale.highest - self.allowed)
            found[first], found[second] = lower, lower + self.allowed
        elif roll < CLOSE and self.allowed > 1:
            beside = score + chance.choice((-1, 1))
            found[first] = min(max(beside, scale.lowest), scale.highest)
        return found

    def _draft(self, asked: Asked, score: int, chance: Random) -> Draft:
        item = asked.item
        view = "agree" if item.id in {one.item for one in self.plot.offered} else ""
        shown = score >= self.high and item.id not in self.plot.bare and chance.random() < 0.5
        evidence = self._evidence(asked, chance) if shown else ""
        return Draft(AnswerKind.SCORE, score, evidence=evidence, fact_view=view)

    def _evidence(self, asked: Asked, chance: Random) -> str:
        own = self.bank["items"].get(asked.item.id, {})
        if "evidence" in own:
            return str(own["evidence"])
        return f"{asked.item.evidence}, {chance.choice(self.bank['evidence'])}"

    def _say(self, drafts: list[Draft], asked: Asked, chance: Random) -> None:
        """One of them names the evidence of a high score; one comments a low one."""
        index, score = chance.randrange(len(drafts)), int(asked.score)
        if score < self.high:
            drafts[index] = replace(drafts[index], comment=self._comment(asked, chance))
        elif asked.item.id not in self.plot.bare and not any(one.evidence for one in drafts):
            drafts[index] = replace(drafts[index], evidence=self._evidence(asked, chance))

    def _comment(self, asked: Asked, chance: Random) -> str:
        own = self.bank["items"].get(asked.item.id)
        if own:
            return str(own["middle" if int(asked.score) == self.high - 1 else "low"])
        if self.low is None or int(asked.score) >= self.low:
            return ""
        return str(chance.choice(self.bank["sections"][asked.section]["low"]))

    def _agreed(self, asked: Asked, scores: Sequence[int], chance: Random) -> Draft | None:
        if len(scores) < 2 or max(scores) - min(scores) < self.allowed:
            return None
        bank = self.bank["sections"][asked.section]["reasons"]
        reason = self.plot.apart.get(asked.item.id) or chance.choice(bank)
        return Draft(AnswerKind.SCORE, int(asked.score), reason=reason)
