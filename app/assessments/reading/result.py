"""A signed-off result put together for its page: scored once, in the words people read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.assessments.datasets import (
    in_percent,
    item_frame,
    section_chart,
    section_frame,
    section_sentence,
    section_value,
    shown_value,
    spread_chart,
    spread_frame,
    spread_sentence,
)
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.reading.actions import Actions
from app.assessments.reading.voices import ItemReading, rater_names, voices_of
from app.assessments.rules import (
    Draft,
    Rated,
    RoomRecord,
    Task,
    answers_by_item,
    check_quorum,
    decision_option,
    unseal,
    unseal_agreed,
    unseal_room,
)
from app.assessments.rules.burden import FEWEST
from app.assessments.rules.comparing import gaps_of
from app.core.charts import Figure, Frame, joined
from app.core.words import count
from app.instruments.rules import (
    DecisionOption,
    Instrument,
    Item,
    ItemAnswers,
    Result,
    SectionResult,
    score_instrument,
    shown,
)
from app.plans.queries import ActionRow


@dataclass(frozen=True)
class Reading:
    """Everything the result page shows, from one sign-off.

    `before`: by item, the actions that the round before raised and that are still open.
    """

    instrument: Instrument
    signed: SignOffRow
    answers: Mapping[str, ItemAnswers]
    result: Result
    raters: tuple[Rated, ...]
    items: Mapping[str, ItemReading]
    room: RoomRecord | None
    actions: Actions
    before: Mapping[str, tuple[ActionRow, ...]] = field(default_factory=dict)

    @property
    def decision(self) -> DecisionOption | None:
        """What the NSPCC decided, in the words of the instrument."""
        return decision_option(self.instrument, self.signed.decision)

    def item(self, item_id: str) -> Item:
        """The item of the instrument with this id."""
        return self.instrument.by_id[item_id]

    def drafts(self, item_id: str) -> list[Draft]:
        """What each rater entered for an item."""
        return [voice.draft for voice in self.items[item_id].voices]

    @property
    def is_shared(self) -> bool:
        """Whether several people rated."""
        return len(self.raters) > 1

    @property
    def names(self) -> tuple[str, ...]:
        """What the raters are called: by role."""
        return rater_names(self.instrument, self.raters)

    @property
    def effort(self) -> str:
        """Who answered and how long it took: "5 people answered, in 12 to 45 minutes each".

        Of fewer than five people the minutes are left out: each could tell the others' from them.
        """
        if not self.is_shared:
            return f"{count(self.signed.minutes, 'minute')} of answering"
        minutes = [rater.minutes for rater in self.raters]
        if len(minutes) < FEWEST:
            return f"{len(minutes)} people answered"
        low, high = min(minutes), max(minutes)
        took = count(high, "minute") if low == high else f"{low} to {count(high, 'minute')}"
        return f"{len(minutes)} people answered, in {took} each"

    def fact_words(self, fact_id: str) -> str:
        """What was given for a fact: one answer, or each with who gave it."""
        given = [
            (name, str(words))
            for name, rater in zip(self.names, self.raters, strict=True)
            if (words := rater.facts.get(fact_id))
        ]
        different = list(dict.fromkeys(words for _, words in given))
        if len(different) < 2:
            return "".join(different)
        by = {words: [name for name, said in given if said == words] for words in different}
        return "; ".join(f"{words} ({joined(by[words])})" for words in different)

    @property
    def section_gaps(self) -> dict[str, list[str]]:
        """The low items of each section, for whoever answers section by section."""
        low = set(self.result.gaps)
        return {
            section.id: [item.id for item in section.items if item.id in low]
            for section in self.instrument.sections
        }

    @property
    def quorum_missing(self) -> str:
        """What lacked for a quorum, in words; empty where it was met."""
        roles = [rater.role for rater in self.raters]
        return check_quorum(self.instrument, roles).missing

    @property
    def checklist(self) -> list[tuple[str, bool]]:
        """The facilitator's checklist: (what, whether it was ticked)."""
        done = self.room.done if self.room else ()
        return [(task.label, task.value in done) for task in Task]

    @property
    def overall(self) -> str:
        """The overall score, such as "3.5"."""
        return shown(self.result.overall)

    @property
    def percent(self) -> str:
        """The overall score as a percentage, such as "62.5%"."""
        return "–" if self.result.percent is None else f"{shown(self.result.percent)}%"

    @property
    def total(self) -> tuple[str, str]:
        """(the figure people know the whole by, what it is): ("3.5", "of 5 overall (62.5%)")."""
        if in_percent(self.instrument):
            return self.percent, "overall"
        return self.overall, f"of {self.instrument.scale.highest} overall ({self.percent})"

    def section_words(self, section: SectionResult) -> str:
        """What a section came to: "70.0%, Developing", or "3.4 of 5"."""
        value = section_value(self.instrument, section)
        if value is None:
            return "Too few answers for a score"
        whole = "" if in_percent(self.instrument) else f" of {self.instrument.scale.highest}"
        band = f", {section.band.label}" if section.band else ""
        return f"{shown_value(self.instrument, value)}{whole}{band}"

    @property
    def critical_rows(self) -> list[ItemReading]:
        """The critical items."""
        return [self.items[found.id] for found in self.result.criticals]

    @property
    def gaps(self) -> list[ItemReading]:
        """Low items, lowest and critical first."""
        return [self.items[found.id] for found in gaps_of(self.result)]

    @property
    def unknown_rows(self) -> list[dict[str, object]]:
        """What is to be found out, soonest first."""
        soonest = sorted(self.result.unknown, key=lambda u: (str(u.due_on or "9"), u.item_id))
        return [
            {
                "id": unknown.item_id,
                "item": self.items[unknown.item_id].name,
                "owner": unknown.owner,
                "due_on": unknown.due_on,
            }
            for unknown in soonest
        ]

    @property
    def to_do(self) -> list[str]:
        """The items that should become actions: gaps, then what is not known."""
        unknown = dict.fromkeys(str(row["id"]) for row in self.unknown_rows)
        return [*(one.item.id for one in self.gaps), *unknown]

    @property
    def in_plan(self) -> int:
        """How many of those have an action."""
        return sum(bool(self.actions.of(item_id)) for item_id in self.to_do)

    @property
    def apart(self) -> list[ItemReading]:
        """Items where ratings lay apart or disagreed that it applies, or that were talked about."""
        return [
            one
            for one in self.items.values()
            if one.found.spread
            or one.found.needs_consensus
            or one.is_settled
            or one.agreed.other_views
            or one.agreed.note
        ]

    @cached_property
    def frame(self) -> Frame:
        """The sections as rows."""
        return section_frame(self.instrument, self.result)

    @property
    def figure(self) -> Figure:
        """The sections as a chart."""
        return section_chart(self.instrument, self.frame)

    @property
    def sentence(self) -> str:
        """The sections in words."""
        return section_sentence(self.instrument, self.result)

    @property
    def item_frame(self) -> Frame:
        """Every item as a row."""
        return item_frame(self.instrument, self.result)

    @cached_property
    def spread_frame(self) -> Frame:
        """The items where ratings lay apart as rows."""
        tallies = {item_id: one.tally for item_id, one in self.items.items()}
        return spread_frame(self.instrument, self.result, tallies)

    @property
    def spread_figure(self) -> Figure:
        """The items where ratings lay apart as a chart."""
        return spread_chart(self.instrument, self.result, self.answers)

    @property
    def spread_sentence(self) -> str:
        """How far ratings lay apart, in words."""
        return spread_sentence(self.result)


def read(found: RoundRef, signed: SignOffRow, actions: Actions | None = None) -> Reading:
    """Score a sign-off on the version of the instrument its round began with."""
    answers, raters = answers_by_item(signed.content), unseal(signed.content)
    result = score_instrument(found.instrument, answers)
    agreed = unseal_agreed(signed.content)
    return Reading(
        instrument=found.instrument,
        signed=signed,
        answers=answers,
        result=result,
        raters=raters,
        items=voices_of(found.instrument, raters, agreed, answers, result.items),
        room=unseal_room(signed.content),
        actions=actions or Actions(),
    )
