"""How far a request is, which step may follow, and whose turn it is.

`MOVES` is the whole table: what it does not hold is refused, with what to do instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults
from app.sites.rules.sides import Side


class State(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    OFFERED = "offered"
    AGREED = "agreed"
    DELIVERED = "delivered"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.capitalize()

    @property
    def is_over(self) -> bool:
        """Whether nothing is expected of anybody any longer."""
        return self in (State.CLOSED, State.DECLINED, State.WITHDRAWN)


OPEN = tuple(state for state in State if not state.is_over)
TO_BE_GIVEN = (State.ASKED, State.OFFERED, State.AGREED)


class Move(StrEnum):
    """A step that somebody takes with a request."""

    CHANGE = "change"
    TRIAGE = "triage"
    OFFER = "offer"
    DECLINE = "decline"
    AGREE = "agree"
    ASK_AGAIN = "ask-again"
    RECORD = "record"
    FINISH = "finish"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    WRITE = "write"


MOVES: Mapping[Move, Mapping[State, State]] = {
    Move.CHANGE: {State.ASKED: State.ASKED},
    Move.TRIAGE: {state: state for state in TO_BE_GIVEN},
    Move.OFFER: {State.ASKED: State.OFFERED, State.OFFERED: State.OFFERED},
    Move.DECLINE: dict.fromkeys(TO_BE_GIVEN, State.DECLINED),
    Move.AGREE: {State.OFFERED: State.AGREED},
    Move.ASK_AGAIN: {State.OFFERED: State.ASKED, State.DECLINED: State.ASKED},
    Move.RECORD: {
        State.OFFERED: State.AGREED,  # who takes part has agreed
        State.AGREED: State.AGREED,
        State.DELIVERED: State.DELIVERED,
    },
    Move.FINISH: {State.AGREED: State.DELIVERED},
    Move.CLOSE: {State.DELIVERED: State.CLOSED},
    Move.WITHDRAW: dict.fromkeys(TO_BE_GIVEN, State.WITHDRAWN),
    Move.WRITE: {state: state for state in State},
}
_INSTEAD = {
    Move.CHANGE: "It can be changed until it is answered. Write a message instead",
    Move.TRIAGE: "A priority is set until the support is given",
    Move.OFFER: "Support can be offered while the request waits for an answer",
    Move.DECLINE: "It can be declined until the support is given. Write a message instead",
    Move.AGREE: "There is no offer to agree to at the moment",
    Move.ASK_AGAIN: "You can ask for something else once there is an answer. Write a message",
    Move.RECORD: "Record what was given once you have offered it",
    Move.FINISH: "Record what was given first, then say that it is all delivered",
    Move.CLOSE: "Say whether it helped once the support is delivered",
    Move.WITHDRAW: "It can be withdrawn until the support is given",
    Move.WRITE: "",
}


THEIRS = frozenset({Move.CHANGE, Move.AGREE, Move.ASK_AGAIN, Move.CLOSE, Move.WITHDRAW})
"""The steps of the authority: of whoever asked, or who runs the work there."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is and since when; nobody's where `side` is None."""

    side: Side | None = None
    since: date | None = None


def may(move: Move, state: State, sessions: int = 0) -> bool:
    """Whether the step is open; `sessions` is how often support was given so far."""
    if move is Move.DECLINE and sessions:
        return False
    if move is Move.FINISH and not sessions:
        return False
    return state in MOVES[move]


def decides(*, runs_the_work: bool, asked_by: int | None, person: int) -> bool:
    """Whether somebody may take the steps of the authority: others of the site read and write."""
    return runs_the_work or asked_by == person


def check_move(move: Move, state: State, sessions: int = 0) -> Faults:
    """(field, what to do instead) where the step is not open; the field is none of a form."""
    if may(move, state, sessions):
        return []
    if move is Move.DECLINE and sessions:
        return [("move", "Support was given already. Say that it is all delivered instead")]
    return [("move", f"{_INSTEAD[move]}. The request is now: {state.label.lower()}")]


def turn_after(move: Move, by: Side, state: State, turn: Turn, today: date) -> Turn:
    """Whose turn it is after a step of one side that led to `state`.

    Whoever has just said something waits for the other. Once support is agreed nobody waits for an
    answer, unless the authority writes; once it is delivered the authority says whether it helped.
    """
    if move in (Move.CHANGE, Move.TRIAGE):
        return turn
    if state.is_over:
        return Turn()
    if by is Side.AUTHORITY:
        side = None if move is Move.AGREE else Side.NSPCC
    else:
        side = None if state is State.AGREED else Side.AUTHORITY
    return turn if side is turn.side else Turn(side, today if side else None)
