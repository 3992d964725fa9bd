"""What the NSPCC answers: a priority, an offer, or why not and what else may help."""

from app.core import clock
from app.core.db import session
from app.core.refusals import refuse
from app.core.words import day
from app.sites import queries as sites
from app.sites.rules.sides import Side, Speaker
from app.support.rules.conversation import Said
from app.support.rules.entries import Offer, check_decline, check_offer, check_priority
from app.support.rules.kinds import Priority
from app.support.rules.states import Move
from app.support.service.holding import because, check, held, say, take
from app.support.service.telling import tell_answered


def triage(site_id: int, request_id: int, priority: str, seen: int) -> None:
    """Say how soon it is dealt with. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen)
    check(found, Move.TRIAGE)
    refuse(check_priority(priority))
    if found.row.priority == priority:
        return
    because(found, "support triaged", f"priority {Priority(priority).label.lower()}")
    found.row.priority = priority
    session().flush()


def offer(site_id: int, request_id: int, new: Offer, seen: int, by: Speaker) -> None:
    """Offer support, or put an offer right; whoever asked and the strategic leads get a mail.

    Raises `Refused`, `ChangedMeanwhile`.
    """
    found = held(site_id, request_id, seen, new.words)
    check(found, Move.OFFER)
    refuse(check_offer(new, clock.today()))
    helper = _name(new)
    because(found, "support offered", "support is offered")
    row = found.row
    row.priority = new.priority
    row.helper_id, row.helper_name = new.helper_id, new.helper_name.strip()
    row.offered_for = new.on
    row.answered_on = row.answered_on or clock.today()
    take(found, Move.OFFER, Side.NSPCC)
    when = day(new.on) if new.on else "the day is to be agreed"
    tell_answered(found, say(found, Said.OFFERED, new.words, by, detail=f"{helper}, {when}"), by)


def decline(
    site_id: int, request_id: int, reason: str, instead: str, seen: int, by: Speaker
) -> None:
    """Say why it cannot be offered and what else may help. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen, f"{reason}\n{instead}")
    check(found, Move.DECLINE)
    refuse(check_decline(reason, instead))
    because(found, "support declined", "declined, with what else may help")
    found.row.answered_on = found.row.answered_on or clock.today()
    take(found, Move.DECLINE, Side.NSPCC)
    entry = say(found, Said.DECLINED, reason, by, detail=instead.strip())
    tell_answered(found, entry, by)


def _name(new: Offer) -> str:
    """Who gives it, by name. Raises `Refused` where nobody of the NSPCC is chosen."""
    if new.helper_id is None:
        return new.helper_name.strip()
    found = next((one for one in sites.staff() if one.person_id == new.helper_id), None)
    refuse([] if found else [("helper", "Choose somebody of the NSPCC")])
    return found.name if found else ""
