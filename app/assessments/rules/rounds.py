"""The life of a round, and who may read what is rated in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.instruments.rules import DecisionOption, Instrument

USUAL_WINDOW = timedelta(days=28)
LONGEST_PAUSE = timedelta(minutes=10)


class RoundState(StrEnum):
    """Where a round stands. One rater alone goes from open to submitted; several meet in the room
    between, where their ratings are revealed and a score is agreed."""

    OPEN = "open"
    IN_ROOM = "in-room"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed-off"

    @property
    def label(self) -> str:
        """The state as people say it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    RoundState.OPEN: "Open",
    RoundState.IN_ROOM: "In the consensus room",
    RoundState.SUBMITTED: "Waiting for sign-off",
    RoundState.SIGNED_OFF: "Signed off",
}


class Decision(StrEnum):
    """What the NSPCC decides after a PreISA; other instruments name their own decisions."""

    PROCEED = "proceed"
    DEFER = "defer"
    DECLINE = "decline"

    @property
    def label(self) -> str:
        """The decision as people say it."""
        return self.value.capitalize()


@dataclass(frozen=True)
class NspccAnswer:
    """What the NSPCC answers to a result: the decision with its date where it has one, the answer
    to the whole, and section -> words where there is something to say to it."""

    decision: str | None
    on: date | None
    reason: str
    sections: Mapping[str, str]


def decision_option(instrument: Instrument, code: str | None) -> DecisionOption | None:
    """The decision of this code among those the instrument offers."""
    return next((option for option in instrument.decisions if option.code == code), None)


class NextStep(StrEnum):
    """What the person who looks at a round can do next, or what it waits for."""

    INVITE = "invite"
    BEGIN = "begin"
    CONTINUE = "continue"
    OPEN_ROOM = "open-room"
    ENTER_ROOM = "enter-room"
    SIGN_OFF = "sign-off"
    DECIDE = "decide"
    READ_RESULT = "read-result"
    WAIT_FOR_BEGINNING = "wait-for-beginning"
    WAIT_FOR_ANSWERS = "wait-for-answers"
    WAIT_FOR_ROOM = "wait-for-room"
    WAIT_FOR_SIGN_OFF = "wait-for-sign-off"

    @property
    def label(self) -> str:
        """The step as people say it, on a link or as a state."""
        return _STEP_LABELS[self]

    @property
    def waits(self) -> bool:
        """True where somebody else has to act first."""
        return self.value.startswith("wait")


_STEP_LABELS = {
    NextStep.INVITE: "Choose who answers",
    NextStep.BEGIN: "Start now",
    NextStep.CONTINUE: "Continue",
    NextStep.OPEN_ROOM: "See who has handed in",
    NextStep.ENTER_ROOM: "Go to the consensus room",
    NextStep.SIGN_OFF: "Read the answers and sign off",
    NextStep.DECIDE: "Answer and decide for the NSPCC",
    NextStep.READ_RESULT: "Read the result",
    NextStep.WAIT_FOR_BEGINNING: "Not begun yet",
    NextStep.WAIT_FOR_ANSWERS: "Being answered",
    NextStep.WAIT_FOR_ROOM: "Waiting for the consensus room",
    NextStep.WAIT_FOR_SIGN_OFF: "Waiting for the strategic lead",
}


class Part(StrEnum):
    """What the person who looks has to do with the rating."""

    NONE = "none"
    ASKED = "asked"
    RATING = "rating"
    HANDED_IN = "handed-in"


@dataclass(frozen=True)
class Standing:
    """Who looks at a round: their part in the rating, and what they may do here."""

    part: Part
    may_join: bool
    may_invite: bool
    may_facilitate: bool
    may_sign_off: bool
    may_decide: bool

    @property
    def may_enter_room(self) -> bool:
        """Whether they belong in the consensus room: whoever handed in, leads it or signs off."""
        return self.may_facilitate or self.may_sign_off or self.part is Part.HANDED_IN


@dataclass(frozen=True)
class Answering:
    """How many raters there are: asked (or invited to join the site first), begun, handed in."""

    asked: int = 0
    begun: int = 0
    handed_in: int = 0


def next_step(
    state: RoundState, viewer: Standing, answering: Answering, *, decided: bool
) -> NextStep:
    """The one thing to do next."""
    match state:
        case RoundState.SIGNED_OFF:
            wanted = viewer.may_decide and not decided
            return NextStep.DECIDE if wanted else NextStep.READ_RESULT
        case RoundState.SUBMITTED:
            return NextStep.SIGN_OFF if viewer.may_sign_off else NextStep.WAIT_FOR_SIGN_OFF
        case RoundState.IN_ROOM:
            return NextStep.ENTER_ROOM if viewer.may_enter_room else NextStep.WAIT_FOR_SIGN_OFF
        case RoundState.OPEN:
            return _while_open(viewer, answering)


def _while_open(viewer: Standing, answering: Answering) -> NextStep:
    if viewer.part is Part.RATING:
        return NextStep.CONTINUE
    if viewer.part is Part.ASKED:
        return NextStep.BEGIN
    if viewer.part is Part.HANDED_IN:
        return NextStep.WAIT_FOR_ROOM
    if viewer.may_facilitate and answering.handed_in:
        return NextStep.OPEN_ROOM
    if viewer.may_invite and not answering.asked:
        return NextStep.INVITE
    return NextStep.WAIT_FOR_ANSWERS if answering.begun else NextStep.WAIT_FOR_BEGINNING


def may_read_ratings(state: RoundState, *, is_own: bool, may_sign_off: bool) -> bool:
    """Whether somebody may read all of a rater's answers.

    One's own: always. One rater alone, after hand-in: whoever must sign them off. After sign-off:
    everyone who sees the round. Before that nobody else, whatever their role; in the room an item
    is shown once it is revealed.
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
