"""The life of a mail in the outbox, decided on plain values.

``new`` -> ``claimed`` (owner, lease, fence) -> server took sender and recipient -> ``in_data``
(committed) -> ``sent``. A worker that dies while ``claimed`` has delivered nothing, so the mail is
taken up again when its lease ends. One that dies ``in_data`` may have delivered it: nobody can know
(RFC 1047), so the class of the mail decides.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.core.mail.transport import Outcome


class State(StrEnum):
    """Where a mail stands."""

    NEW = "new"
    CLAIMED = "claimed"
    IN_DATA = "in_data"
    SENT = "sent"
    CAPTURED = "captured"
    PARKED = "parked"  # may or may not have arrived: a person decides
    FAILED = "failed"
    CANCELLED = "cancelled"


WAITING = frozenset({State.NEW, State.CLAIMED, State.IN_DATA})
CAN_BE_RESENT = frozenset(State) - WAITING
CAN_BE_CANCELLED = frozenset({State.NEW, State.PARKED, State.FAILED})
HANDED_OVER = frozenset({State.SENT, State.CANCELLED})  # a confidential text is not kept here

# How long a worker may take before another one takes over. The first covers MAIL and RCPT (two
# answers of at most 20 s), the second DATA, the text and the final dot (20 s + 3 x 120 s at most).
CLAIM_LEASE = timedelta(seconds=60)
DATA_LEASE = timedelta(minutes=10)

# Waits after the first, second, ... failed try: ten tries over 4 hours 38 minutes, the length
# GOV.UK Notify and Indico use. Then the mail is failed, visibly.
RETRY_AFTER = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 30, 60, 60, 90))
SECRETS_LAST = timedelta(days=8)  # longer than any invitation or proof is good
MOST_TRIES = len(RETRY_AFTER) + 1
RESENDS_WHEN_UNCERTAIN = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a mail: its next state and, for ``new``, how long it rests before."""

    state: State
    wait: timedelta = timedelta(0)
    in_doubt: bool = False


def verdict(outcome: Outcome, *, tries: int, doubts: int, confidential: bool) -> Verdict:
    """Decide what follows an attempt.

    ``tries`` counts this attempt too; ``doubts`` counts earlier attempts whose end is unknown.
    A mail in doubt is sent once more with the same Message-ID, so that mail programs can tell; a
    confidential one is parked, because a second invitation or reset alarms people.
    """
    if outcome is Outcome.SENT:
        return Verdict(State.SENT)
    if outcome is Outcome.CAPTURED:
        return Verdict(State.CAPTURED)
    if outcome is Outcome.UNCERTAIN:
        if confidential or doubts >= RESENDS_WHEN_UNCERTAIN:
            return Verdict(State.PARKED, in_doubt=True)
        return Verdict(State.NEW, RETRY_AFTER[0], in_doubt=True)
    if outcome is Outcome.TEMPORARY and tries < MOST_TRIES:
        return Verdict(State.NEW, RETRY_AFTER[max(tries, 1) - 1])
    return Verdict(State.FAILED)


def why_not_resent(state: State, *, has_text: bool) -> str | None:
    """Return why an administrator cannot send the mail again, or None when it can be sent."""
    if state not in CAN_BE_RESENT:
        return "This mail is still waiting to be sent. Wait, or cancel it first."
    if not has_text:
        return (
            "The text of this mail was removed once it was sent, because it held a personal link. "
            "Start again where the mail came from, for example with a new invitation."
        )
    return None


def why_not_cancelled(state: State) -> str | None:
    """Return why the mail cannot be cancelled, or None when it can."""
    if state in CAN_BE_CANCELLED:
        return None
    if state in WAITING:
        return "This mail is being sent at this moment. Try again in a minute."
    return "This mail has been dealt with already, so there is nothing to cancel."
