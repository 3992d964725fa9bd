"""The life of a round, and who may read what is rated in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

USUAL_WINDOW = timedelta(days=28)
LONGEST_PAUSE = timedelta(minutes=10)


class RoundState(StrEnum):
    """Where a round stands. Between handed in and signed off lie, with several raters, the
    reveal and the agreement."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed-off"

    @property
    def label(self) -> str:
        """The state as people say it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    RoundState.OPEN: "Open",
    RoundState.SUBMITTED: "Waiting for sign-off",
    RoundState.SIGNED_OFF: "Signed off",
}


class Decision(StrEnum):
    """What the NSPCC decides after a self assessment."""

    PROCEED = "proceed"
    DEFER = "defer"
    DECLINE = "decline"

    @property
    def label(self) -> str:
        """The decision as people say it."""
        return {"proceed": "Proceed", "defer": "Defer", "decline": "Decline"}[self.value]

    @property
    def meaning(self) -> str:
        """What it means for the authority."""
        return _DECISION_MEANINGS[self]


_DECISION_MEANINGS = {
    Decision.PROCEED: "Agree the contract and the first dates",
    Decision.DEFER: "Work on what is missing first, then look again together",
    Decision.DECLINE: "The framework is not right for this authority now",
}


class NextStep(StrEnum):
    """What the person who looks at a round can do next, or what it waits for."""

    BEGIN = "begin"
    CONTINUE = "continue"
    SIGN_OFF = "sign-off"
    DECIDE = "decide"
    READ_RESULT = "read-result"
    WAIT_FOR_BEGINNING = "wait-for-beginning"
    WAIT_FOR_ANSWERS = "wait-for-answers"
    WAIT_FOR_SIGN_OFF = "wait-for-sign-off"


@dataclass(frozen=True)
class Standing:
    """Who looks at a round: whether the ratings are theirs, and what they may do here."""

    is_rater: bool
    may_rate: bool
    may_sign_off: bool
    may_decide: bool


def next_step(state: RoundState, viewer: Standing, *, begun: bool, decided: bool) -> NextStep:
    """The one thing to do next. `begun`: somebody rates already (one rater a round for now)."""
    if state is RoundState.SIGNED_OFF:
        wanted = viewer.may_decide and not decided
        return NextStep.DECIDE if wanted else NextStep.READ_RESULT
    if state is RoundState.SUBMITTED:
        return NextStep.SIGN_OFF if viewer.may_sign_off else NextStep.WAIT_FOR_SIGN_OFF
    if viewer.is_rater:
        return NextStep.CONTINUE
    if begun:
        return NextStep.WAIT_FOR_ANSWERS
    return NextStep.BEGIN if viewer.may_rate else NextStep.WAIT_FOR_BEGINNING


def may_read_ratings(state: RoundState, *, is_own: bool, may_sign_off: bool) -> bool:
    """Whether somebody may read a rater's answers.

    One's own: always. After hand-in: whoever must sign them off. After sign-off: everyone who sees
    the round. Before that nobody else, whatever their role.
    """
    if state is RoundState.SIGNED_OFF or is_own:
        return True
    return state is RoundState.SUBMITTED and may_sign_off


def window_fault(opens_on: date, closes_on: date) -> str | None:
    """What is wrong with the dates of a round, or None."""
    if closes_on < opens_on:
        return "The date to finish by must be the same as or after the date it opens"
    return None


def window_in_words(opens_on: date, closes_on: date, today: date) -> str:
    """What the dates of an open round mean today. They guide; nothing is locked when they pass."""
    if today < opens_on:
        return f"opens in {_days((opens_on - today).days)}, and you may begin now"
    left = (closes_on - today).days
    if left < 0:
        return f"was due {_days(-left)} ago, and you can still finish it"
    return "is due today" if left == 0 else f"is due in {_days(left)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def active_minutes(saved: Iterable[datetime]) -> int:
    """Minutes spent, from the moments answers were saved first and last, at least 1.

    Gaps longer than ten minutes are breaks (a meeting, the next day) and count as nothing.
    """
    moments = sorted(saved)
    gaps = [later - earlier for earlier, later in zip(moments, moments[1:], strict=False)]
    worked = sum((gap for gap in gaps if gap <= LONGEST_PAUSE), timedelta())
    return max(1, round(worked / timedelta(minutes=1)))
