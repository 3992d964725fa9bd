"""Five small steps with which a newcomer arrives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SHOWN_FOR = timedelta(days=28)  # after the first visit, while a step is left


class Step(StrEnum):
    """The steps, in the order in which they help."""

    RULES = "rules"
    PROFILE = "profile"
    INTERESTS = "interests"
    EVENT = "event"
    WORDS = "words"

    @property
    def words(self) -> str:
        """What to do."""
        return _WORDS[self][0]

    @property
    def hint(self) -> str:
        """Why, and how long it takes."""
        return _WORDS[self][1]


_WORDS = {
    Step.RULES: ("Read the house rules", "Two minutes. They are why people dare to ask here."),
    Step.PROFILE: ("Say who you are", "As much as you like; you choose who may see it."),
    Step.INTERESTS: ("Choose what interests you", "So that you hear of that, and not of all."),
    Step.EVENT: ("Sign up for an event", "An hour with colleagues who have the same questions."),
    Step.WORDS: ("Ask or answer something", "A short answer from practice is worth most."),
}


@dataclass(frozen=True)
class FirstWeek:
    """Which steps are done."""

    done: frozenset[Step]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return len(self.done) == len(Step)


def is_newcomer(first_at: datetime, now: datetime) -> bool:
    """Whether somebody who first came then is still shown the steps."""
    return now - first_at < SHOWN_FOR
