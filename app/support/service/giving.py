"""What was given: a log of when, how long, by whom and to how many."""

from typing import Any

from sqlalchemy import func, select

from app.core import clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.sites import queries as sites
from app.sites.rules.sides import Side, Speaker
from app.support.models import SupportRequest, SupportSession
from app.support.rules.conversation import Said
from app.support.rules.entries import Session, check_session
from app.support.rules.kinds import Delivery
from app.support.rules.states import MOVES, Move, may
from app.support.service.holding import Held, because, check, held, say, take
from app.support.service.telling import tell_delivered


def record(
    site_id: int, request_id: int, new: Session, by: Speaker, *, is_last: bool = False
) -> int:
    """Log a time at which support was given; `is_last` says that all of it is delivered.

    What is sent twice is logged once. Returns its number. Raises `Refused`, LookupError.
    """
    found = held(site_id, request_id)
    check(found, Move.RECORD)
    _refuse(found, new, None)
    same = _same(found, new)
    if same is not None:
        return same
    is_end = is_last and may(Move.FINISH, MOVES[Move.RECORD][found.state], sessions=1)
    verb, end = ("support delivered", ", all is delivered") if is_end else ("support given", "")
    because(found, verb, f"{Delivery(new.delivery).label.lower()} logged{end}")
    row = SupportSession(
        request_id=request_id,
        **_values(new),
        entered_at=clock.now(),
        entered_by_id=by.person_id,
    )
    session().add(row)
    found.row.last_given_on = max(row.held_on, found.row.last_given_on or row.held_on)
    take(found, Move.RECORD, Side.NSPCC)
    if is_end:
        _finish(found, by)
    session().flush()
    return row.id


def change_session(site_id: int, request_id: int, session_id: int, new: Session, seen: int) -> None:
    """Put a logged time right. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    found = held(site_id, request_id)
    row = session().get(SupportSession, session_id, populate_existing=True)
    if row is None or row.request_id != request_id:
        raise LookupError(f"Nothing with the number {session_id} was logged of this request.")
    if row.version != seen:
        theirs = f"{row.held_on.isoformat()}, {row.minutes} minutes\n{row.words}"
        raise ChangedMeanwhile(mine=new.words, theirs=theirs)
    _refuse(found, new, row)
    was_last = row.held_on == found.row.delivered_on
    because(found, "support log changed", "what was given is put right")
    for name, value in _values(new).items():
        setattr(row, name, value)
    session().flush()
    found.row.last_given_on = _last_day(found.row)
    if was_last:
        found.row.delivered_on = new.on
    session().flush()


def finish(site_id: int, request_id: int, seen: int, by: Speaker) -> None:
    """All of it is delivered: the authority is asked whether it helped. Raises `Refused`,
    `ChangedMeanwhile`."""
    found = held(site_id, request_id, seen)
    check(found, Move.FINISH)
    because(found, "support delivered", "all of it is delivered")
    _finish(found, by)


def _finish(found: Held, by: Speaker) -> None:
    found.row.delivered_on = found.row.last_given_on
    take(found, Move.FINISH, Side.NSPCC)
    tell_delivered(found, say(found, Said.DELIVERED, "", by), by)


def _refuse(found: Held, new: Session, kept: SupportSession | None) -> None:
    refuse(check_session(new, found.asked_on, clock.today()))
    is_kept = kept is not None and kept.given_by_id == new.given_by_id
    if new.given_by_id is None or is_kept:
        return
    is_staff = any(one.person_id == new.given_by_id for one in sites.staff())
    refuse([] if is_staff else [("given_by", "Choose somebody of the NSPCC")])


def _values(new: Session) -> dict[str, Any]:
    return {
        "held_on": new.on,
        "minutes": new.minutes,
        "delivery": new.delivery,
        "given_by_id": new.given_by_id,
        "given_by_name": new.given_by_name.strip(),
        "people": new.people,
        "words": new.words.strip(),
    }


def _same(found: Held, new: Session) -> int | None:
    values = _values(new)
    chosen = select(SupportSession.id).where(SupportSession.request_id == found.row.id)
    return session().scalar(chosen.filter_by(**values))


def _last_day(row: SupportRequest) -> Any:
    chosen = select(func.max(SupportSession.held_on)).where(SupportSession.request_id == row.id)
    return session().scalar(chosen)
