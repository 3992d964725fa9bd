"""What the NSPCC says of an adaptation, messages of both sides, notes for the NSPCC alone."""

from app.core import clock
from app.core.db import session
from app.core.refusals import refuse
from app.quality.models.adaptations import AdaptationView
from app.quality.rules.adaptations.entries import Ruling, check_ruling, check_words
from app.quality.rules.adaptations.states import Said, Turn, View, turn_after_view
from app.quality.service.adaptations.holding import because, held, is_repeated, say, set_turn
from app.quality.service.adaptations.shelving import take_out
from app.quality.service.adaptations.telling import tell
from app.sites.rules.sides import Side, Speaker


def give_view(site_id: int, number: int, new: Ruling, seen: int, by: Speaker) -> None:
    """Say what the NSPCC thinks of it; an earlier view stays readable, and leaves the library until
    it is edited anew. The strategic leads and whoever logged it get a mail.

    Raises `Refused`, `ChangedMeanwhile`, LookupError.
    """
    found = held(site_id, number, seen, new.reason)
    if found.row.ended_on is not None:
        refuse([("view", "It ended, so that no view is needed")])
    refuse(check_ruling(new, clock.today()))
    label = View(new.view).label.lower()
    because(found, "viewed", f"the NSPCC’s view is “{label}”")
    row = found.row
    row.view, row.viewed_on, row.review_on = new.view, clock.today(), new.review_on
    set_turn(found, turn_after_view(new.view, clock.today()))
    session().add(
        AdaptationView(
            adaptation_id=row.id,
            view=new.view,
            reason=new.reason.strip(),
            may_cut=new.may_cut.strip(),
            must_keep=new.must_keep.strip(),
            conditions=new.conditions.strip(),
            review_on=new.review_on,
            given_at=clock.now(),
            given_by_id=by.person_id,
        )
    )
    session().flush()
    take_out(found)  # the library never says something else than the NSPCC
    tell(found, say(found, Said.VIEW, new.reason, by, detail=View(new.view).label), by)


def write(site_id: int, number: int, words: str, by: Speaker) -> None:
    """Write to the other side, which gets a mail. What waited for the authority's word has it.
    Raises `Refused`, LookupError."""
    found = held(site_id, number)
    refuse(check_words(words, "Enter a message"))
    if is_repeated(found, Said.MESSAGE, words, by):
        return
    because(found, "message", "a message")
    if by.side is Side.AUTHORITY and found.turn.side is Side.AUTHORITY:
        set_turn(found, Turn())
    tell(found, say(found, Said.MESSAGE, words, by), by)


def note(site_id: int, number: int, words: str, by: Speaker) -> None:
    """Keep a note that only the NSPCC reads. Raises `Refused`, LookupError."""
    found = held(site_id, number)
    refuse([("note", message) for _, message in check_words(words, "Enter a note")])
    if is_repeated(found, Said.NOTE, words, by):
        return
    because(found, "note", "note of the NSPCC", internal=True)
    say(found, Said.NOTE, words, by, internal=True)
