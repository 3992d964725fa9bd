"""Telling people inside the portal, and keeping what they want to be told of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session, SessionTransaction

from app.access.actor import Actor
from app.core import audit, clock, outbox
from app.core.calendar import Invitation
from app.core.db import session, side_transaction
from app.core.inserting import insert_if_new, insert_new
from app.notices import queries
from app.notices.models import Absence, Mute, Notice
from app.notices.rules import Kind, check_absence, ways_out

TITLE_LIMIT = 300
KEPT = timedelta(days=365)
WAITING = "notices to leave"


class NotPossible(ValueError):
    """What was asked for cannot be; `field` of its form, and in words what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def tell(
    person_id: int, kind: Kind, title: str, path: str, *, key: str, site_id: int | None = None
) -> bool:
    """Leave a notice, in the transaction of the fact that causes it; the same key tells once.

    `title` is a sentence of its own, `path` where the reader goes from it. Returns whether the
    notice is new.
    """
    one = News(person_id, kind, title, path, key, site_id)
    return insert_if_new(Notice, "key", _values(one, clock.now()))


@dataclass(frozen=True, slots=True)
class News:
    """Something one person is told; see `tell`."""

    person_id: int
    kind: Kind
    title: str
    path: str
    key: str
    site_id: int | None = None


def tell_all(news: Iterable[News]) -> None:
    """Leave many notices, each as `tell` does; a few statements."""
    now = clock.now()
    insert_new(Notice, ("key",), [_values(one, now) for one in news], "id")


def _values(one: News, now: datetime) -> dict[str, Any]:
    return {
        "key": one.key,
        "person_id": one.person_id,
        "kind": one.kind.value,
        "site_id": one.site_id,
        "title": one.title[:TITLE_LIMIT],
        "path": one.path,
        "told_at": now,
    }


def write(
    template: str,
    to: outbox.Recipient,
    context: Mapping[str, object],
    *,
    kind: Kind,
    path: str,
    key: str,
    site_id: int | None = None,
    reply_to: str | None = None,
    calendar: Invitation | None = None,
    unsubscribe: str | None = None,
) -> bool:
    """Mail somebody what has just happened (see `outbox.queue`), and leave it as a notice too.

    The notice says what the subject says and leads to `path`. People without an account get the
    mail alone, and so does whoever did it. Returns whether the mail was queued.
    """
    one = outbox.Letter(template, to, context, key, site_id, reply_to, calendar, unsubscribe)
    return write_all([one], kind=kind, path=path) > 0


def write_all(
    letters: Sequence[outbox.Letter], *, kind: Kind, path: str, can_stop: bool = False
) -> int:
    """Mail many people what has just happened, each as `write` does, in a few statements. Where
    they can stop such mail, it says how, and who muted its kind gets the notice alone. Returns how
    many mails were queued."""
    muted = _muted({one.to.person_id for one in letters}, kind) if can_stop else frozenset()
    wanted = [one for one in letters if one.to.person_id not in muted]
    if can_stop:
        wanted = [replace(one, unsubscribe=ways_out(kind)) for one in wanted]
    queued = outbox.queue_all(wanted)
    by = audit.who_acts().actor_id
    for one in letters:
        number = one.to.person_id
        is_told = one.key in queued or number in muted
        if is_told and number is not None and number != by:
            title = outbox.subject_of(one.template, one.to, one.context)
            news = News(number, kind, title, path, one.key, one.site_id)
            _leave_at_the_end(_values(news, clock.now()))
    return len(queued)


def _muted(people: Collection[int | None], kind: Kind) -> frozenset[int]:
    """Who of these wants no mail of a kind."""
    known = [number for number in people if number is not None]
    return frozenset(number for number, one in queries.mutes_of(known) if one is kind)


def _leave_at_the_end(values: dict[str, Any]) -> None:
    """Leave a notice with all others of this transaction, in one statement when it commits."""
    current = session()
    waiting = current.info.setdefault(WAITING, [])
    waiting.append((current.get_nested_transaction(), values))


def leave_now() -> None:
    """Leave already what else is left when the transaction commits, for who reads notices in it."""
    _leave_waiting(session())


def _leave_waiting(current: Session) -> None:
    if not current.in_nested_transaction():
        rows = [values for _, values in current.info.pop(WAITING, ())]
        insert_new(Notice, ("key",), rows, "id")


def _drop_waiting(current: Session, ended: SessionTransaction) -> None:
    """What was told within a savepoint that was rolled back did not happen."""
    waiting = current.info.get(WAITING, ())
    current.info[WAITING] = [(within, row) for within, row in waiting if within is not ended]


event.listen(Session, "before_commit", _leave_waiting)
event.listen(Session, "after_soft_rollback", _drop_waiting)


def read(actor: Actor, notice_id: int) -> str | None:
    """Where a notice leads, which counts as read from now on; None when it is none of theirs."""
    with side_transaction() as current:
        mine = (queries.own(actor), Notice.id == notice_id)
        path = current.scalar(select(Notice.path).where(*mine))
        unread = update(Notice).where(*mine, Notice.read_at.is_(None))
        current.execute(unread.values(read_at=clock.now()))
    return path


def read_all(actor: Actor) -> None:
    """Count every notice of a person as read."""
    unread = update(Notice).where(Notice.person_id == actor.id, Notice.read_at.is_(None))
    session().execute(unread.values(read_at=clock.now()))


def forget_old(now: datetime) -> None:
    """Delete notices left more than a year ago; what they told of stands where it happened."""
    session().execute(delete(Notice).where(Notice.told_at < now - KEPT))


def choose(person_id: int, wanted: Collection[Kind]) -> None:
    """Keep which kinds somebody wants mail of; critical ones come whatever is chosen."""
    muted = {kind for _, kind in queries.mutes_of([person_id])}
    unwanted = {kind for kind in Kind if not kind.is_critical} - set(wanted)
    if unwanted == muted:
        return
    audit.because("mail chosen", summary="Somebody chose what to get mail of.", about_id=person_id)
    for kind in unwanted - muted:
        session().add(Mute(person_id=person_id, kind=kind.value, since=clock.now()))
    for kind in muted - unwanted:
        session().delete(session().get_one(Mute, (person_id, kind.value)))
    session().flush()


def mute(person_id: int, *kinds: Kind) -> None:
    """Send somebody no more mail of these kinds. Again: nothing happens. Critical: ValueError."""
    if any(kind.is_critical for kind in kinds):
        raise ValueError("Nobody can switch off a critical kind.")
    muted = {found for _, found in queries.mutes_of([person_id])}
    choose(person_id, set(Kind) - muted - set(kinds))


def go_away(person_id: int, first: date, last: date, note: str) -> None:
    """Enter that somebody is away on these days, both included. Raises NotPossible."""
    today = clock.today()
    known = [(one.first_day, one.last_day) for one in queries.absences([person_id], today)]
    fault = check_absence(first, last, today, known)
    if fault:
        raise NotPossible(*fault)
    audit.because("absence entered", summary="Somebody is away.", about_id=person_id)
    session().add(
        Absence(
            person_id=person_id,
            first_day=first,
            last_day=last,
            note=note,
            entered_at=clock.now(),
        )
    )
    session().flush()


def come_back(person_id: int, absence_id: int) -> None:
    """Remove an absence of one's own. LookupError when it is none."""
    found = session().get(Absence, absence_id)
    if found is None or found.person_id != person_id:
        raise LookupError(f"There is no absence {absence_id} of this person.")
    audit.because("absence removed", summary="An absence was taken back.", about_id=person_id)
    session().delete(found)
    session().flush()
