"""What the authority does: ask, change, agree, ask for something else, say whether it helped."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from app.core import audit, clock
from app.core.clock import LONDON
from app.core.db import session
from app.core.refusals import refuse
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.rules.sides import Side, Speaker
from app.support.models import SupportRequest
from app.support.rules.conversation import Said
from app.support.rules.entries import (
    Asker,
    Need,
    check_asker,
    check_closing,
    check_need,
    check_words,
)
from app.support.rules.kinds import Helped, Kind
from app.support.rules.states import OPEN, Move, State, Turn
from app.support.service.holding import Held, because, check, held, say, set_turn, take
from app.support.service.telling import tell_asked, tell_others

NOON = time(12)


def ask(site_id: int, need: Need, by: Speaker, asker: Asker | None = None) -> int:
    """Ask the NSPCC for support, for oneself or (`asker`) for somebody who did on the phone.

    The site's NSPCC lead, deputy and whoever covers for them get a mail. What is sent twice is
    asked once. Returns its number. Raises `Refused`.
    """
    site = session().get_one(Site, site_id, with_for_update=True)
    who, today = asker or Asker(by.person_id, "", clock.today()), clock.today()
    refuse([*check_need(need, who.on or today), *check_asker(who, today), *_is_there(site_id, who)])
    same = _same(site_id, need, who)
    if same is not None:
        return same
    label = Kind(need.kind).label.lower()
    audit.because("support asked", summary=f"Support asked for: {label}.", site_id=site_id)
    row = SupportRequest(
        site_id=site_id,
        **_values(need),
        asked_at=_moment(who.on or today),
        asked_by_id=who.person_id,
        asked_by_name=who.name.strip(),
        entered_at=clock.now(),
        entered_by_id=by.person_id,
        state=State.ASKED.value,
    )
    found = Held(row, site)
    set_turn(found, Turn(Side.NSPCC, who.on or today))
    session().add(row)
    session().flush()
    tell_asked(found, say(found, Said.ASKED, need.detail, by), by)
    return row.id


def change(site_id: int, request_id: int, need: Need, seen: int) -> None:
    """Put a request right until it is answered. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen, f"{need.title}\n{need.detail}")
    check(found, Move.CHANGE)
    refuse(check_need(need, found.asked_on))
    because(found, "support changed", "changed before it was answered")
    for name, value in _values(need).items():
        setattr(found.row, name, value)
    session().flush()


def agree(site_id: int, request_id: int, seen: int, by: Speaker) -> None:
    """Take what is offered. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen)
    _step(found, Move.AGREE, Said.AGREED, by, what="the offer is agreed")


def ask_again(site_id: int, request_id: int, words: str, seen: int, by: Speaker) -> None:
    """Say what would help instead of what was answered. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen, words)
    check(found, Move.ASK_AGAIN)
    refuse(check_words(words, "Enter what would help instead"))
    gone = {"helper_id": None, "helper_name": "", "offered_for": None}
    what = "something else is asked for"
    _step(found, Move.ASK_AGAIN, Said.ASKED_AGAIN, by, words, what=what, values=gone)


def withdraw(site_id: int, request_id: int, reason: str, seen: int, by: Speaker) -> None:
    """It is not needed any longer, and why. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen, reason)
    check(found, Move.WITHDRAW)
    refuse(check_words(reason, "Enter why it is not needed any longer"))
    _step(found, Move.WITHDRAW, Said.WITHDRAWN, by, reason, what="withdrawn")


def close(site_id: int, request_id: int, helped: str, words: str, seen: int, by: Speaker) -> None:
    """Say whether it helped. Raises `Refused`, `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen, words)
    check(found, Move.CLOSE)
    refuse(check_closing(helped, words))
    label = Helped(helped).label
    what, values = f"closed, {label.lower()}", {"helped": helped}
    _step(found, Move.CLOSE, Said.CLOSED, by, words, what=what, detail=label, values=values)


def _step(
    found: Held,
    move: Move,
    kind: Said,
    by: Speaker,
    words: str = "",
    *,
    what: str,
    detail: str = "",
    values: Mapping[str, Any] | None = None,
) -> None:
    """A step of the authority, also where the NSPCC enters it for them."""
    check(found, move)
    because(found, f"support {kind.value}", what)
    for name, value in (values or {}).items():
        setattr(found.row, name, value)
    take(found, move, Side.AUTHORITY)
    tell_others(found, say(found, kind, words, by, detail=detail), by)


def _values(need: Need) -> dict[str, Any]:
    return {
        "title": need.title.strip(),
        "detail": need.detail.strip(),
        "kind": need.kind,
        "for_whom": need.for_whom.strip(),
        "people": need.people,
        "needed_by": need.needed_by,
        "urgency": need.urgency.strip(),
        "barrier": need.barrier,
    }


def _same(site_id: int, need: Need, who: Asker) -> int | None:
    """The number of an open request that says the same for the same person."""
    return session().scalar(
        select(SupportRequest.id).where(
            SupportRequest.site_id == site_id,
            SupportRequest.state.in_([state.value for state in OPEN]),
            SupportRequest.title == need.title.strip(),
            SupportRequest.detail == need.detail.strip(),
            SupportRequest.asked_by_id == who.person_id
            if who.person_id
            else SupportRequest.asked_by_name == who.name.strip(),
        )
    )


def _is_there(site_id: int, who: Asker) -> list[tuple[str, str]]:
    """Whoever is chosen as asking belongs to the site."""
    here = {one.person_id for one in sites.people_of(site_id)}
    if who.person_id is None or who.person_id in here:
        return []
    return [("asker", "Choose somebody of the authority")]


def _moment(asked_on: date) -> datetime:
    """Now, or noon of an earlier day: of that, nobody knows more."""
    if asked_on == clock.today():
        return clock.now()
    return datetime.combine(asked_on, NOON, LONDON)
