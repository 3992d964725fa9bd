"""Who said what about each item, by role, and what was agreed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assessments.rules import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    Agreed,
    Draft,
    FactView,
    Rated,
    Rating,
    answer_words,
    role_words,
)
from app.assessments.rules.drafts import score_words
from app.assessments.rules.room import tally
from app.instruments.rules import (
    AnswerKind,
    Instrument,
    Item,
    ItemAnswers,
    ItemResult,
    Scale,
    shown_score,
)

KIND_WORDS = {
    AnswerKind.SCORE: "",
    AnswerKind.NOT_KNOWN: NOT_KNOWN,
    AnswerKind.NOT_APPLICABLE: NOT_APPLICABLE,
    AnswerKind.UNANSWERED: "Not answered",
}


@dataclass(frozen=True)
class Voice:
    """One rater's answer to an item, under the role it was given in."""

    who: str
    draft: Draft

    @property
    def remarks(self) -> list[str]:
        """What was written besides the answer, a line each."""
        draft, lines = self.draft, []
        if draft.fact_view:
            agrees = "Agrees" if draft.fact_view == FactView.AGREE else "Does not agree"
            why = f": {draft.fact_reason}" if draft.fact_reason else ""
            lines.append(f"{agrees} with the portal’s figures{why}")
        return [*lines, draft.comment] if draft.comment else lines


@dataclass(frozen=True)
class ItemReading:
    """One item: the ratings, what was agreed, and what both come to."""

    item: Item
    scale: Scale
    found: ItemResult
    answers: ItemAnswers
    voices: tuple[Voice, ...]
    agreed: Agreed

    @property
    def name(self) -> str:
        """ "B2 Somebody leads the work"."""
        return f"{self.item.id} {self.item.text}"

    @property
    def tally(self) -> str:
        """How many said what: "4 said 2, one said 1"."""
        return tally([Rating(0, "", voice.who, voice.draft) for voice in self.voices])

    @property
    def is_settled(self) -> bool:
        """Whether an answer was agreed in the room."""
        return self.found.agreed

    @property
    def agreed_because(self) -> str:
        """The one-line reason of what was agreed."""
        draft = self.agreed.draft
        return draft.comment or draft.reason

    @property
    def words(self) -> str:
        """What the item came to: "3, agreed or partly in place", or why it has no score."""
        score = self.found.score
        if score is not None:
            whole = score.denominator == 1
            return score_words(self.scale, int(score)) if whole else shown_score(score)
        if self.is_settled:
            return answer_words(self.scale, self.agreed.draft)
        same = list({v.draft.answer(): v.draft for v in self.voices}.values())
        if len(same) == 1:
            return answer_words(self.scale, same[0])
        return KIND_WORDS[self.found.kind]

    @property
    def outcome(self) -> str:
        """The same for several raters: whether it was agreed, or is the middle."""
        return self._with_source(self.words)

    @property
    def outcome_briefly(self) -> str:
        """The same without what explains the point."""
        scored = self.found.score is not None
        return self._with_source(self.words.split(": ")[0] if scored else self.words)

    def _with_source(self, words: str) -> str:
        if self.is_settled:
            return f"Agreed: {words}"
        if len(self.voices) < 2 or self.found.kind is not AnswerKind.SCORE:
            return words
        return f"The same from all: {words}" if self.is_unanimous else f"Middle: {words}"

    @property
    def is_unanimous(self) -> bool:
        """Whether several said the same, so that naming who said what tells nothing."""
        return len(self.voices) > 1 and len({v.draft.answer() for v in self.voices}) == 1

    @property
    def said(self) -> list[tuple[str, str]]:
        """Each different answer with who gave it ("all" where everybody did), lowest first."""
        found: dict[str, list[str]] = {}
        for voice in sorted(self.voices, key=lambda v: _place(v.draft)):
            found.setdefault(_briefly(self.scale, voice.draft), []).append(voice.who)
        return [(words, self._who(names)) for words, names in found.items()]

    @property
    def remarks(self) -> list[tuple[str, Voice]]:
        """What was written besides answers, each once: (who wrote it, one of them)."""
        found: dict[object, list[Voice]] = {}
        for voice in self.voices:
            if voice.draft.evidence or voice.draft.pieces or voice.remarks:
                wrote = (voice.draft.evidence, voice.draft.pieces, tuple(voice.remarks))
                found.setdefault(wrote, []).append(voice)
        return [(self._who([v.who for v in same]), same[0]) for same in found.values()]

    def _who(self, names: Sequence[str]) -> str:
        if len(names) == len(self.voices) > 1:
            return "All"
        return ", ".join(names)

    @property
    def apart(self) -> str:
        """How far the ratings lie apart, in words; empty with fewer than two."""
        spread = self.found.spread
        if spread is None:
            return ""
        return "Nobody apart" if spread == 0 else f"{spread} apart"


def _place(draft: Draft) -> tuple[bool, int]:
    return draft.kind is not AnswerKind.SCORE, draft.score or 0


def _briefly(scale: Scale, draft: Draft) -> str:
    """An answer without what explains its point: "1, partly in place"."""
    words = answer_words(scale, draft)
    return words.split(": ")[0] if draft.kind is AnswerKind.SCORE else words


def rater_names(instrument: Instrument, raters: Sequence[Rated]) -> tuple[str, ...]:
    """What each rater is called: the role, numbered where several have it; never a name."""
    roles = [role_words(instrument, rater.role) for rater in raters]
    many, seen = Counter(roles), Counter[str]()
    names = []
    for role in roles:
        seen[role] += 1
        names.append(f"{role} {seen[role]}" if many[role] > 1 else role)
    return tuple(names)


def voices_of(
    instrument: Instrument,
    raters: Sequence[Rated],
    agreed: Mapping[str, Agreed],
    answers: Mapping[str, ItemAnswers],
    items: Sequence[ItemResult],
) -> dict[str, ItemReading]:
    """Every item of the instrument with who said what about it."""
    names, by_id = rater_names(instrument, raters), instrument.by_id
    return {
        found.id: ItemReading(
            item=by_id[found.id],
            scale=instrument.scale,
            found=found,
            answers=answers.get(found.id, ItemAnswers()),
            voices=tuple(
                Voice(name, rater.answers[found.id])
                for name, rater in zip(names, raters, strict=True)
                if found.id in rater.answers
            ),
            agreed=agreed.get(found.id, Agreed(Draft())),
        )
        for found in items
    }
