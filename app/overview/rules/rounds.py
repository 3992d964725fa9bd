"""Self assessments in the words of overviews: where one stands, and what it asks of somebody."""

from dataclasses import dataclass
from datetime import date

from app.assessments.rules import Answering, NextStep, Part, RoundState, window_in_words


@dataclass(frozen=True)
class RoundFacts:
    """A round that is under way or waits for the NSPCC's decision.

    `name` is what people call it, such as "ISA". `is_enough`: as many people from as many roles
    handed in as it asks for. `decided` is the NSPCC's decision in words.
    """

    name: str
    slug: str
    state: RoundState
    opens_on: date
    closes_on: date
    answering: Answering
    is_enough: bool = False
    signed_off_on: date | None = None
    decided: str | None = None

    @property
    def everybody_handed_in(self) -> bool:
        """Whether nobody is waited for, and somebody was asked."""
        return 0 < self.answering.asked <= self.answering.handed_in


def day(on: date) -> str:
    """A date as "12 March 2027"."""
    return f"{on.day} {on:%B %Y}"


def due_in_words(opens_on: date, closes_on: date, today: date) -> str:
    """ "due in 6 days", "was due 3 days ago", "opens in 2 days": the dates as a clause."""
    return window_in_words(opens_on, closes_on, today).removeprefix("is ").split(",")[0]


def state_words(found: RoundFacts, part: Part, today: date) -> str:
    """Where a round stands, for a row of a list; `part`: what the reader has to do with it."""
    match found.state:
        case RoundState.OPEN:
            return f"{_handed_in(found.answering, part)}, {_due(found, today)}"
        case RoundState.IN_ROOM:
            return "The consensus room is open"
        case RoundState.SUBMITTED:
            return "Handed in, waits for the strategic lead's sign-off"
        case RoundState.SIGNED_OFF:
            return signed_words(found.signed_off_on, found.decided)


def _due(found: RoundFacts, today: date) -> str:
    return due_in_words(found.opens_on, found.closes_on, today)


def _handed_in(answering: Answering, part: Part) -> str:
    if not answering.asked:
        return "Nobody is asked to answer yet"
    mine = " (you have)" if part is Part.HANDED_IN else ""
    return f"{answering.handed_in} of {answering.asked} handed in{mine}"


def signed_words(signed_off_on: date | None, decided: str | None) -> str:
    """A signed-off round: what was decided, or since when it waits for that."""
    if decided:
        return f"Decided: {decided[:1].lower()}{decided[1:]}"
    on = f" on {day(signed_off_on)}" if signed_off_on else ""
    return f"Signed off{on}, waits for the NSPCC's decision"


def short_words(
    state: RoundState, handed_in: int, closes_on: date, decided: str | None, today: date
) -> str:
    """Where a round stands, for a cell of a table; `handed_in` counts people."""
    match state:
        case RoundState.OPEN:
            verb = "was due" if closes_on < today else "due"
            return f"{handed_in} handed in, {verb} {closes_on.day} {closes_on:%b %Y}"
        case RoundState.IN_ROOM:
            return "in the consensus room"
        case RoundState.SUBMITTED:
            return "waits for sign-off"
        case RoundState.SIGNED_OFF:
            if decided:
                return f"decided, {decided[:1].lower()}{decided[1:]}"
            return "waits for a decision"


_ASKED = {
    NextStep.ENTER_ROOM: "The consensus room is open: you see all ratings of a statement at once, "
    "and agree a score where they lie apart.",
    NextStep.SIGN_OFF: "The answers to the {title} wait for your sign-off. They are not sent yet.",
    NextStep.CONTINUE: "You have begun to answer the {title} and not handed in yet. It {window}.",
    NextStep.BEGIN: "You are asked to answer the {title}. It {window}.",
    NextStep.INVITE: "Nobody is asked to answer the {title} yet. It {window}.",
}
"""What a person of an authority can be asked for; among equally early ones in this order."""


def asks_something(step: NextStep) -> bool:
    """Whether the next step of a round is for a person of an authority to take."""
    return step in _ASKED


def asked_words(step: NextStep, title: str, window: str) -> str:
    """What a round asks of the reader, as sentences; `window` as `window_in_words` says it."""
    return _ASKED[step].format(title=_in_a_sentence(title), window=window)


def urgency(step: NextStep, closes_on: date) -> tuple[bool, date, int]:
    """Smallest first: the room, where people are now, then whatever is due first."""
    return step is not NextStep.ENTER_ROOM, closes_on, list(_ASKED).index(step)


def _in_a_sentence(title: str) -> str:
    """A title without its capital, unless that belongs to an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
