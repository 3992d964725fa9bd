"""A signed-off result put together for its page: scored once, in the words people read."""

from dataclasses import dataclass

from app.assessments.datasets import section_chart, section_frame, section_sentence
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.rules import Draft, Rated, answer_words, answers_by_item, unseal
from app.core.charts import Figure, Frame
from app.instruments.rules import (
    Instrument,
    Item,
    ItemResult,
    Result,
    score_instrument,
    shown,
    shown_score,
)


@dataclass(frozen=True)
class Reading:
    """Everything the result page shows, from one sign-off."""

    instrument: Instrument
    signed: SignOffRow
    result: Result
    raters: tuple[Rated, ...]
    frame: Frame
    figure: Figure
    sentence: str

    def item(self, item_id: str) -> Item:
        """The item of the instrument with this id."""
        return self.instrument.by_id[item_id]

    def drafts(self, item_id: str) -> list[Draft]:
        """What each rater entered for an item."""
        return [rater.answers[item_id] for rater in self.raters if item_id in rater.answers]

    @property
    def overall(self) -> str:
        """The overall score, such as "3.5"."""
        return shown(self.result.overall)

    @property
    def percent(self) -> str:
        """The overall score as a percentage, such as "62.5%"."""
        return "–" if self.result.percent is None else f"{shown(self.result.percent)}%"

    @property
    def critical_rows(self) -> list[dict[str, object]]:
        """The critical items as the table shows them."""
        return [
            {"item": f"{found.id} {self.item(found.id).text}", "score": self.scored(found)}
            for found in self.result.criticals
        ]

    def scored(self, found: ItemResult) -> str:
        """What an item came to: its score with the words of the scale, or why it has none."""
        if found.score is not None and found.score.denominator > 1:
            return shown_score(found.score)
        drafts = self.drafts(found.id)
        return answer_words(self.instrument.scale, drafts[0]) if drafts else "Not answered"

    @property
    def gap_rows(self) -> list[dict[str, object]]:
        """Low items, lowest first, with what usually helps."""
        low = [found for found in self.result.items if found.gap]
        return [
            {
                "item": f"{found.id} {self.item(found.id).text}",
                "score": shown_score(found.score),
                "suggestion": _suggested(self.item(found.id)),
            }
            for found in sorted(low, key=lambda found: found.score or 0)
        ]

    @property
    def unknown_rows(self) -> list[dict[str, object]]:
        """What is to be found out, soonest first."""
        soonest = sorted(self.result.unknown, key=lambda u: (str(u.due_on or "9"), u.item_id))
        return [
            {
                "item": f"{unknown.item_id} {self.item(unknown.item_id).text}",
                "owner": unknown.owner,
                "due_on": unknown.due_on,
            }
            for unknown in soonest
        ]


def _suggested(item: Item) -> str:
    return item.suggestion.text if item.suggestion else ""


def read(found: RoundRef, signed: SignOffRow) -> Reading:
    """Score a sign-off on the version of the instrument its round began with."""
    result = score_instrument(found.instrument, answers_by_item(signed.content))
    frame = section_frame(result)
    return Reading(
        instrument=found.instrument,
        signed=signed,
        result=result,
        raters=unseal(signed.content),
        frame=frame,
        figure=section_chart(found.instrument, frame),
        sentence=section_sentence(found.instrument, result),
    )
