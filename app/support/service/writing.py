"""The conversation about a request, and notes that the NSPCC keeps for itself."""

from app.core import clock
from app.core.refusals import refuse
from app.sites.rules.sides import Side, Speaker
from app.support.rules.conversation import Said
from app.support.rules.entries import check_words
from app.support.rules.states import Move
from app.support.service.holding import because, held, is_repeated, say, take
from app.support.service.telling import tell_others


def write(site_id: int, request_id: int, words: str, by: Speaker) -> None:
    """Write to the other side, which gets a mail; the first from the NSPCC is its first answer.

    Raises `Refused`, LookupError.
    """
    found = held(site_id, request_id)
    refuse(check_words(words, "Enter a message"))
    if is_repeated(found, Said.MESSAGE, words, by):
        return
    because(found, "support message", f"message of the {_word(by.side)}")
    if by.side is Side.NSPCC:
        found.row.answered_on = found.row.answered_on or clock.today()
    take(found, Move.WRITE, by.side)
    tell_others(found, say(found, Said.MESSAGE, words, by), by)


def note(site_id: int, request_id: int, words: str, by: Speaker) -> None:
    """Keep a note that only the NSPCC reads. Raises `Refused`, LookupError."""
    found = held(site_id, request_id)
    refuse(check_words(words, "Enter a note"))
    if is_repeated(found, Said.NOTE, words, by):
        return
    because(found, "support note", "note of the NSPCC", internal=True)
    say(found, Said.NOTE, words, by, internal=True)


def _word(side: Side) -> str:
    return "NSPCC" if side is Side.NSPCC else "authority"
