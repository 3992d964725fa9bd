"""A result beside an earlier one of the same instrument: only what both asked alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from app.assessments.datasets import (
    At,
    change_words,
    round_chart,
    round_frame,
    round_sentence,
    section_value,
    shown_value,
)
from app.assessments.queries.results import Kept, versions_between
from app.assessments.rules import answers_by_item
from app.assessments.rules.comparing import (
    LikeForLike,
    Sealed,
    comparable,
    like_for_like,
    narrowed,
    translated,
)
from app.core.charts import Figure, Frame
from app.instruments.rules import Instrument, Result, score_instrument, shown_score


@dataclass(frozen=True)
class Side:
    """One of the results that stand side by side, scored whole."""

    name: str
    signed_off_at: datetime
    sealed: Sealed
    result: Result

    @classmethod
    def of(cls, kept: Kept, content: Mapping[str, Any]) -> "Side":
        """A sign-off with its content."""
        answers = answers_by_item(content)
        return cls(
            kept.name,
            kept.signed_off_at,
            Sealed(kept.instrument, answers),
            score_instrument(kept.instrument, answers),
        )

    @property
    def band(self) -> str:
        """The band or the outcome the guide suggests; empty without either."""
        if self.result.band:
            return self.result.band.band.label
        return self.result.decision.outcome.label if self.result.decision else ""


@dataclass(frozen=True)
class Beside:
    """Results section by section over the items all of them asked alike, oldest first."""

    instrument: Instrument
    results: tuple[At, ...]
    compared: int
    total: int

    @cached_property
    def frame(self) -> Frame:
        """One row a section, one column a result."""
        return round_frame(self.instrument, self.results)

    @property
    def figure(self) -> Figure:
        """The same as a chart."""
        return round_chart(self.instrument, self.frame)

    @property
    def sentence(self) -> str:
        """What changed most since the result before, in words."""
        said = round_sentence(self.instrument, self.results[-2], self.results[-1])
        if self.compared == self.total:
            return said
        return f"{said} {self.compared} of {self.total} items ask the same and are compared."


@dataclass(frozen=True)
class Comparison:
    """An older and a newer result, over the items that ask the same."""

    newer: Side
    older: Side
    like: LikeForLike

    @property
    def beside(self) -> Beside:
        """Both by section."""
        return Beside(
            self.like.instrument,
            (At(self.older.name, self.like.older), At(self.newer.name, self.like.newer)),
            len(self.like.pairs),
            len(self.newer.sealed.instrument.items),
        )

    @property
    def overall(self) -> str:
        """How the whole changed over what is compared: "Rose from 55.0% to 70.0%"."""
        return change_words(
            self.like.instrument, self._total(self.like.older), self._total(self.like.newer)
        )

    def _total(self, result: Result) -> Fraction | None:
        percent = shown_value(self.like.instrument, Fraction(0)).endswith("%")
        return result.percent if percent else result.overall

    @property
    def section_rows(self) -> list[dict[str, str]]:
        """Each section before and now, with the change in words."""
        rows = []
        for was, now in zip(self.like.older.sections, self.like.newer.sections, strict=True):
            before = section_value(self.like.instrument, was)
            after = section_value(self.like.instrument, now)
            rows.append(
                {
                    "section": f"{now.id} {now.title}",
                    "before": shown_value(self.like.instrument, before),
                    "after": shown_value(self.like.instrument, after),
                    "change": change_words(self.like.instrument, before, after),
                }
            )
        return rows

    @property
    def item_rows(self) -> list[dict[str, str]]:
        """Each compared item whose score changed, largest change first."""
        texts, moved = self.like.instrument.by_id, []
        for was, now in zip(self.like.older.items, self.like.newer.items, strict=True):
            if was.score != now.score:
                size = abs((now.score or Fraction(0)) - (was.score or Fraction(0)))
                row = {
                    "item": f"{now.id} {texts[now.id].text}",
                    "before": _score(was.score),
                    "after": _score(now.score),
                }
                moved.append((size, row))
        return [row for _, row in sorted(moved, key=lambda pair: -pair[0])]

    @property
    def unchanged(self) -> int:
        """How many compared items have the same score in both."""
        return len(self.like.pairs) - len(self.item_rows)

    @property
    def new_items(self) -> list[str]:
        """Items of the newer version that are not compared, by name."""
        return _named(self.newer.sealed.instrument, self.like.new)

    @property
    def gone_items(self) -> list[str]:
        """Items of the older version that are not compared, by name."""
        return _named(self.older.sealed.instrument, self.like.gone)


def _score(score: Fraction | None) -> str:
    return "No score" if score is None else shown_score(score)


def _named(instrument: Instrument, ids: Sequence[str]) -> list[str]:
    return [f"{item_id} {instrument.by_id[item_id].text}" for item_id in ids]


def pairs_of(newer: Side, older: Side) -> dict[str, str]:
    """Items of the newer -> the same of the older; asks for the versions between them."""
    between = versions_between(newer.sealed.instrument, older.sealed.instrument)
    return comparable(newer.sealed, older.sealed, between)


def compare(newer: Side, older: Side) -> Comparison:
    """Two results over the items that ask the same."""
    pairs = pairs_of(newer, older)
    return Comparison(newer, older, like_for_like(newer.sealed, older.sealed, pairs))


def shared(newer: Side, older: Sequence[Side]) -> Beside | None:
    """A result beside earlier ones (oldest first) over the items all of them asked alike; those
    that share none are left out. None where none is left."""
    maps = [(side, pairs) for side in older if (pairs := pairs_of(newer, side))]
    kept = [item.id for item in newer.sealed.instrument.items]
    kept = [item_id for item_id in kept if all(item_id in pairs for _, pairs in maps)]
    if not maps or not kept:
        return None
    instrument = narrowed(newer.sealed.instrument, kept)
    results = [
        At(side.name, score_instrument(instrument, translated(side.sealed.answers, mine)))
        for side, pairs in maps
        if (mine := {item_id: pairs[item_id] for item_id in kept})
    ]
    mine = {item_id: item_id for item_id in kept}
    now = score_instrument(instrument, translated(newer.sealed.answers, mine))
    return Beside(
        instrument,
        (*results, At(newer.name, now)),
        len(kept),
        len(newer.sealed.instrument.items),
    )
