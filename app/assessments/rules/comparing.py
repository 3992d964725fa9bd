"""Two results of one instrument side by side: only what was asked the same way both times."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.instruments.rules import (
    AnswerKind,
    Instrument,
    ItemAnswers,
    ItemResult,
    Result,
    comparable_items,
    score_instrument,
)

Answers = Mapping[str, ItemAnswers]


@dataclass(frozen=True)
class Sealed:
    """The answers of one sign-off and the version of the instrument they were given on."""

    instrument: Instrument
    answers: Answers


@dataclass(frozen=True)
class LikeForLike:
    """A newer and an older result over the items that ask the same.

    Both are scored on the newer instrument, narrowed to those items, so that a section means the
    same on both sides. `pairs` are items of the newer version -> of the older; `new` are items of
    the newer version that are not compared, `gone` those of the older.
    """

    instrument: Instrument
    pairs: Mapping[str, str]
    newer: Result
    older: Result
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True where every item of both is compared, so that totals and bands compare too."""
        return not self.new and not self.gone


class Fate(StrEnum):
    """What became of a gap since."""

    CLOSED = "closed"
    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    NOT_COMPARABLE = "not-comparable"

    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True)
class GapFate:
    """One gap of the older result and how it stands in the newer one.

    `item_id` is its name in the newer version (None: not asked the same any more), `why` says why
    it cannot be compared.
    """

    older_id: str
    item_id: str | None
    before: Fraction
    after: Fraction | None
    fate: Fate
    why: str = ""


def comparable(newer: Sealed, older: Sealed, between: Sequence[Instrument] = ()) -> dict[str, str]:
    """Items of `newer` -> the same items of `older`; empty where the points of the scale differ."""
    if _points(newer.instrument) != _points(older.instrument):
        return {}
    return comparable_items(newer.instrument, older.instrument, between)


def like_for_like(newer: Sealed, older: Sealed, pairs: Mapping[str, str]) -> LikeForLike:
    """Score both over the items of `pairs` (see `comparable`)."""
    kept = narrowed(newer.instrument, pairs)
    there = set(pairs.values())
    return LikeForLike(
        instrument=kept,
        pairs=pairs,
        newer=score_instrument(kept, {i: a for i, a in newer.answers.items() if i in pairs}),
        older=score_instrument(kept, translated(older.answers, pairs)),
        new=tuple(item.id for item in newer.instrument.items if item.id not in pairs),
        gone=tuple(item.id for item in older.instrument.items if item.id not in there),
    )


def narrowed(instrument: Instrument, kept: Collection[str]) -> Instrument:
    """The instrument with these items only; sections without any fall away."""
    sections = (
        replace(section, items=tuple(item for item in section.items if item.id in kept))
        for section in instrument.sections
    )
    return replace(instrument, sections=tuple(section for section in sections if section.items))


def translated(older: Answers, pairs: Mapping[str, str]) -> dict[str, ItemAnswers]:
    """Answers to an older version under the names of the newer one; the rest is left out."""
    return {item_id: older[there] for item_id, there in pairs.items() if there in older}


def fates(before: Result, now: Result, pairs: Mapping[str, str]) -> tuple[GapFate, ...]:
    """What became of each gap of an earlier result, lowest and critical first."""
    newer_names = {there: item_id for item_id, there in pairs.items()}
    found = {item.id: item for item in now.items}
    return tuple(_fate(gap, newer_names.get(gap.id), found) for gap in gaps_of(before))


def gaps_of(result: Result) -> list[ItemResult]:
    """The gaps of a result: lowest first, critical ones first among equals."""
    gaps = [item for item in result.items if item.gap]
    return sorted(gaps, key=lambda item: (item.score or 0, not item.critical))


def _fate(gap: ItemResult, item_id: str | None, now: Mapping[str, ItemResult]) -> GapFate:
    before = gap.score or Fraction(0)
    if item_id is None:
        why = "No longer asked, or asked in another way"
        return GapFate(gap.id, None, before, None, Fate.NOT_COMPARABLE, why)
    found = now[item_id]
    if found.score is None:
        why = _NO_SCORE[found.kind]
        return GapFate(gap.id, item_id, before, None, Fate.NOT_COMPARABLE, why)
    return GapFate(gap.id, item_id, before, found.score, _moved(before, found))


_NO_SCORE = {
    AnswerKind.NOT_KNOWN: "Not known now",
    AnswerKind.NOT_APPLICABLE: "Does not apply now",
    AnswerKind.UNANSWERED: "Not answered now",
    AnswerKind.SCORE: "No score now",
}


def _moved(before: Fraction, found: ItemResult) -> Fate:
    score = found.score or Fraction(0)
    if not found.gap:
        return Fate.CLOSED
    if score == before:
        return Fate.UNCHANGED
    return Fate.BETTER if score > before else Fate.WORSE


def _points(instrument: Instrument) -> list[int]:
    return [point.value for point in instrument.scale.points]
