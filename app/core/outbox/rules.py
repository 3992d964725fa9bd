"""The life of a mail in the outbox, decided on plain values.

``new`` -> ``claimed`` (owner, lease, fence) -> server took sender and recipient -> ``in_data``
(committed) -> ``sent``. A worker that dies while ``claimed`` has delivered nothing, so the mail is
taken up again when its lease ends. One that dies ``in_data`` may have delivered it: nobody can know
(RFC 1047), so the class of the mail decides. A mail that was sent may still come back: ``bounced``.
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
    BOUNCED = "bounced"  # was taken, and came back later
    CAPTURED = "captured"
    PARKED = "parked"  # may or may not have arrived: a person decides
    FAILED = "failed"
    CANCELLED = "cancelled"


WAITING = frozenset({State.NEW, State.CLAIMED, State.IN_DATA})
CAN_BE_RESENT = frozenset(State) - WAITING
CAN_BE_CANCELLED = frozenset({State.NEW, State.PARKED, State.FAILED, State.BOUNCED})
TO_DECIDE = frozenset({State.PARKED, State.FAILED, State.BOUNCED})  # by a person
CAN_COME_BACK = frozenset({State.SENT, State.PARKED})
HANDED_OVER = frozenset({State.SENT, State.CANCELLED})  # a confidential text is not kept here

# A worker that gives no sign for this long has its mail taken over; one that waits for a slow
# server renews its lease meanwhile. Clocks of machines may differ by what is left of it then.
LEASE = timedelta(seconds=30)
RENEWALS = 3  # in each lease: one may be missed without harm

# Waits after the first, second, ... failed try: ten tries over 4 hours 38 minutes, the length
# GOV.UK Notify and Indico use. Then the mail is failed, visibly.
RETRY_AFTER = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 30, 60, 60, 90))
UNREACHABLE_REST = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(days=3)  # a weekend without a mail server costs nobody a mail
SECRETS_LAST = timedelta(days=8)  # longer than any invitation or proof is good
MOST_TRIES = len(RETRY_AFTER) + 1
RESENDS_WHEN_UNCERTAIN = 1


_DONE = {Outcome.SENT: State.SENT, Outcome.CAPTURED: State.CAPTURED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a mail: its next state and, for ``new``, how long it rests before."""

    state: State
    wait: timedelta = timedelta(0)
    in_doubt: bool = False


def verdict(
    outcome: Outcome,
    *,
    tries: int,
    doubts: int,
    confidential: bool,
    waited: timedelta = timedelta(0),
) -> Verdict:
    """Decide what follows an attempt.

    ``tries`` counts this attempt too; ``doubts`` counts earlier attempts whose end is unknown;
    ``waited`` is how long the mail has been in the queue. A mail in doubt is sent once more with
    the same Message-ID, so that mail programs can tell; a confidential one is parked, because a
    second invitation or reset alarms people. A server that is away uses up nobody's tries.
    """
    if outcome in _DONE:
        return Verdict(_DONE[outcome])
    if outcome in (Outcome.UNCERTAIN, Outcome.ABANDONED):
        return _in_doubt(outcome, doubts=doubts, confidential=confidential)
    if outcome is Outcome.UNREACHABLE and waited < GIVE_UP_AFTER:
        return Verdict(State.NEW, UNREACHABLE_REST)
    if outcome is Outcome.TEMPORARY and tries < MOST_TRIES:
        return Verdict(State.NEW, RETRY_AFTER[max(tries, 1) - 1])
    return Verdict(State.FAILED)


def _in_doubt(outcome: Outcome, *, doubts: int, confidential: bool) -> Verdict:
    if confidential or doubts >= RESENDS_WHEN_UNCERTAIN:
        return Verdict(State.PARKED, in_doubt=True)
    wait = RETRY_AFTER[0] if outcome is Outcome.UNCERTAIN else timedelta(0)
    return Verdict(State.NEW, wait, in_doubt=True)


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
