"""The steps before the contract: which are done, which comes next, and how long it is silent."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from app.joining.rules.words import Answer

CADENCE = 30  # days between contacts in Exploration (seeds/programme/cadence)
QUIET_AFTER = 38  # days: more than 1.25 times the cadence (signal F10 of the domain dossier)


class Step(IntEnum):
    """What comes before the contract, in its order; NOTHING before anything was entered."""

    NOTHING = 0
    ENQUIRY = 1
    WEBINAR = 2
    CONVERSATION = 3
    DECISION = 4
    PREISA = 5
    CONTRACT = 6
    SIGNED = 7

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def slug(self) -> str:
        """As addresses say it."""
        return self.name.lower()


_LABELS = {
    Step.NOTHING: "Nothing entered yet",
    Step.ENQUIRY: "Enquiry",
    Step.WEBINAR: "Webinar attended",
    Step.CONVERSATION: "Early strategic conversation",
    Step.DECISION: "Decision to explore",
    Step.PREISA: "PreISA",
    Step.CONTRACT: "Contract drafted",
    Step.SIGNED: "Contract signed",
}
STEPS = tuple(step for step in Step if step is not Step.NOTHING)


@dataclass(frozen=True)
class Reached:
    """The days on which each step happened; a step that did not is absent."""

    on: dict[Step, date]
    answer: Answer | None = None

    def is_done(self, step: Step) -> bool:
        """Whether a step is behind the site; a decision only where it was yes."""
        if step is Step.DECISION:
            return step in self.on and self.answer is Answer.YES
        return step in self.on

    @property
    def furthest(self) -> Step:
        """The last step that is done, whatever was passed over."""
        return max((step for step in STEPS if self.is_done(step)), default=Step.NOTHING)

    @property
    def next_step(self) -> Step | None:
        """The first step not done after which none is, the webinar left out: nobody has to go.

        None when the contract is signed.
        """
        ahead = [s for s in STEPS if s > self.furthest and s is not Step.WEBINAR]
        return ahead[0] if ahead else None


def days_since(last_on: date | None, today: date) -> int | None:
    """Days since the last contact, or None when there was none."""
    return None if last_on is None else max(0, (today - last_on).days)


def is_silent(last_on: date | None, until: date | None, today: date) -> bool:
    """Whether it is silent for too long: nothing heard for 38 days or more.

    `until` is the day a "not now" ends: before it nobody expects to hear anything.
    """
    if last_on is None or (until is not None and today < until):
        return False
    return today - last_on >= timedelta(days=QUIET_AFTER)
