"""The consensus room: what the ratings of an item say together, and what is still to be done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from app.assessments.rules.drafts import Draft
from app.instruments.rules import (
    AnswerKind,
    Instrument,
    Item,
    ItemAnswers,
    Scale,
    Section,
    shown_score,
)

_SMALL = ("nobody", "one")


class Task(StrEnum):
    """The facilitator's checklist: what makes the conversation a fair one."""

    QUORUM = "quorum"
    DEFINITIONS = "definitions"
    REVEAL = "reveal"
    EVIDENCE = "evidence"
    ACTIONS = "actions"

    @property
    def label(self) -> str:
        """What was done."""
        return _TASKS[self]


_TASKS = {
    Task.QUORUM: "Enough people from enough roles were there",
    Task.DEFINITIONS: "The points of the scale were read out before talking",
    Task.REVEAL: "Ratings were revealed to everybody at once, before anybody argued for theirs",
    Task.EVIDENCE: "Evidence was looked at where a high score was agreed",
    Task.ACTIONS: "For each low score somebody said what happens next",
}


class TopicState(StrEnum):
    """Where one item stands in the room."""

    HIDDEN = "hidden"
    TO_AGREE = "to-agree"
    CLOSE = "close"
    AGREED = "agreed"

    @property
    def label(self) -> str:
        """The state as people say it."""
        return _TOPICS[self]


_TOPICS = {
    TopicState.HIDDEN: "Not revealed yet",
    TopicState.TO_AGREE: "Talk and agree",
    TopicState.CLOSE: "Close together",
    TopicState.AGREED: "Agreed",
}


@dataclass(frozen=True)
class Rating:
    """One rater's answer to one item, as the room sees it once it is revealed."""

    rater_id: int
    name: str
    role: str
    draft: Draft


@dataclass(frozen=True)
class OtherView:
    """A rater who sees it otherwise. The name is shown and kept only where they want that."""

    rater_id: int
    name: str
    role: str
    words: str
    by_name: bool
    version: int = 0

    @property
    def who(self) -> str:
        """By name and role, or by role alone."""
        return f"{self.name}, {self.role[:1].lower()}{self.role[1:]}" if self.by_name else self.role


@dataclass(frozen=True)
class Said:
    """What the room knows of an item. `ratings` is empty until it is revealed; `agreed` counts
    from `agreed_at` on, before that it is being typed."""

    revealed_at: datetime | None = None
    ratings: tuple[Rating, ...] = ()
    agreed: Draft = Draft()
    note: str = ""
    agreed_at: datetime | None = None
    version: int = 0
    other_views: tuple[OtherView, ...] = ()

    @cached_property
    def answers(self) -> ItemAnswers:
        """What scoring takes."""
        agreed = self.agreed.answer() if self.agreed_at else None
        return ItemAnswers(tuple(rating.draft.answer() for rating in self.ratings), agreed)


@dataclass(frozen=True)
class Topic:
    """One item in the room: its number from 1, and what was said about it."""

    number: int
    item: Item
    section: Section
    scale: Scale
    said: Said = Said()

    @property
    def state(self) -> TopicState:
        """Where it stands."""
        if self.said.revealed_at is None:
            return TopicState.HIDDEN
        if self.said.agreed_at is not None:
            return TopicState.AGREED
        apart = self.said.answers.needs_consensus(self.scale)
        return TopicState.TO_AGREE if apart else TopicState.CLOSE

    @property
    def tally(self) -> str:
        """How many said what: "3 said 1, one said 0, one said 2"."""
        return tally(self.said.ratings)

    @property
    def verdict(self) -> str:
        """What that asks of the room."""
        return verdict(self.scale, self.said.answers)


def tally(ratings: Sequence[Rating]) -> str:
    """How many said what, most often said first: "4 said 2, one said 1"."""
    scores = Counter(r.draft.score for r in ratings if r.draft.kind is AnswerKind.SCORE)
    said = [
        f"{_many(times)} said {score}"
        for score, times in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0] or 0))
    ]
    kinds = Counter(rating.draft.kind for rating in ratings)
    if times := kinds[AnswerKind.NOT_KNOWN]:
        said.append(f"{_many(times)} {'does' if times == 1 else 'do'} not know yet")
    if times := kinds[AnswerKind.NOT_APPLICABLE]:
        said.append(f"{_many(times)} said it does not apply")
    words = ", ".join(said) or "nobody answered"
    return words[:1].upper() + words[1:]


def _many(times: int) -> str:
    return _SMALL[times] if times < len(_SMALL) else str(times)


def verdict(scale: Scale, answers: ItemAnswers) -> str:
    """What the ratings ask of the room, in a sentence."""
    kinds = {answer.kind for answer in answers.ratings}
    if {AnswerKind.SCORE, AnswerKind.NOT_APPLICABLE} <= kinds:
        return "You do not agree that it applies, so settle that together."
    if answers.needs_consensus(scale):
        return f"They differ by {answers.spread}, so agree a score together."
    if kinds == {AnswerKind.NOT_KNOWN}:
        return "Nobody knows yet, so agree who finds out, and by when."
    if kinds == {AnswerKind.NOT_APPLICABLE}:
        return "You agree that it does not apply."
    if AnswerKind.SCORE not in kinds:
        return "Nobody gave a score, so agree what to do about it."
    if answers.spread in (0, None):
        return f"{shown_score(answers.score)} stands, unless you agree otherwise."
    middle = shown_score(answers.score)
    return f"They are close: the middle, {middle}, stands unless you agree otherwise."


@dataclass(frozen=True)
class Table:
    """Every item of a round in the room, in order."""

    instrument: Instrument
    topics: tuple[Topic, ...]

    def topic(self, item_id: str) -> Topic:
        """One of them; KeyError where the instrument has no such item."""
        for topic in self.topics:
            if topic.item.id == item_id:
                return topic
        raise KeyError(item_id)

    def beside(self, item_id: str, step: int) -> Topic | None:
        """The item `step` places on (or back, negative); None past either end."""
        at = self.topic(item_id).number - 1 + step
        return self.topics[at] if 0 <= at < len(self.topics) else None

    def in_section(self, section_id: str) -> tuple[Topic, ...]:
        """The items of one section."""
        return tuple(topic for topic in self.topics if topic.section.id == section_id)

    def counted(self, state: TopicState | str) -> int:
        """How many items stand so."""
        return sum(topic.state == state for topic in self.topics)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Items not revealed yet."""
        return tuple(t.item.id for t in self.topics if t.state is TopicState.HIDDEN)

    @property
    def to_agree(self) -> tuple[str, ...]:
        """Items whose ratings lie apart and are not agreed yet."""
        return tuple(t.item.id for t in self.topics if t.state is TopicState.TO_AGREE)

    def after(self, item_id: str) -> Topic | None:
        """What to take up next: the first item after this one still hidden or to be agreed, else
        the first of all; None when nothing is left."""
        order = [*self.topics[self.topic(item_id).number :], *self.topics]
        open_states = (TopicState.HIDDEN, TopicState.TO_AGREE)
        return next((topic for topic in order if topic.state in open_states), None)


def table_of(instrument: Instrument, said: Mapping[str, Said]) -> Table:
    """Put what was said beside every item of the instrument."""
    return Table(
        instrument,
        tuple(
            Topic(
                number,
                item,
                instrument.section_of(item.id),
                instrument.scale,
                said.get(item.id, Said()),
            )
            for number, item in enumerate(instrument.items, 1)
        ),
    )
