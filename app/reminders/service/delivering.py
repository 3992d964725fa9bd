"""Putting the reminders of some people into the outbox and their notices: all or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from app.core import outbox
from app.core.db import session
from app.core.inserting import insert_new
from app.notices import service as notices
from app.notices.rules import ways_out
from app.reminders.digest_words import Entry, digest_of, entry_of
from app.reminders.models import Reminder, ReminderDigest
from app.reminders.rules import Dropped, Facts, Planned, Told

TITLE_LIMIT = 300


@dataclass(frozen=True)
class Turn:
    """The run that delivers: its number, the day and hour in London, and its moment."""

    run_id: int
    on: date
    hour: int
    now: datetime


def digest_key(person_id: int, on: date, hour: int) -> str:
    """The key of the one mail of reminders a person gets in an hour."""
    return f"reminders:{person_id}:{on}:{hour}"


def deliver(turn: Turn, batch: Mapping[int, Sequence[Planned]], facts: Facts) -> list[Planned]:
    """Write the reminders of these people: rows, notices, and one mail each. Returns what has to
    wait for the next hour, because the person had a mail in this one.

    In the caller's transaction. What another worker wrote meanwhile is left out: the database
    decides, row by row.
    """
    to_send = [number for number, some in batch.items() if any(not one.dropped for one in some)]
    digests = _begin_digests(turn, sorted(to_send))
    later = [
        one
        for number in to_send
        if number not in digests
        for one in batch[number]
        if not one.dropped
    ]
    waits = {id(one) for one in later}
    now = [one for some in batch.values() for one in some if id(one) not in waits]
    new = _insert(turn, now, digests)
    fresh = [one for one in now if one.told in new]
    _tell(fresh, facts, turn)
    for number, some in by_person(fresh).items():
        _mail(number, [one for one in some if not one.dropped], facts, turn)
    _forget_empty(digests, {one.person_id for one in fresh if not one.dropped})
    return later


def _begin_digests(turn: Turn, person_ids: Sequence[int]) -> dict[int, int]:
    """person -> the number of the digest that is ours to fill; those who have one are left out."""
    if not person_ids:
        return {}
    rows = [
        {"person_id": one, "local_date": turn.on, "hour": turn.hour, "run_id": turn.run_id}
        for one in person_ids
    ]
    key = ("person_id", "local_date", "hour")
    return dict(insert_new(ReminderDigest, key, rows, "person_id", "id"))


def _insert(turn: Turn, planned: Iterable[Planned], digests: Mapping[int, int]) -> set[Told]:
    """Insert what is not there; returns what was new."""
    rows = sorted(
        (_values(turn, one, digests) for one in planned),
        key=lambda row: (row["person_id"], row["subject"], row["turn"], row["rung"]),
    )
    key = ("subject", "turn", "rung", "person_id", "local_date")
    return {tuple(row) for row in insert_new(Reminder, key, rows, *key[:4])}


def _values(turn: Turn, one: Planned, digests: Mapping[int, int]) -> dict[str, Any]:
    due = one.step.due
    return {
        "subject": due.subject,
        "turn": due.turn,
        "rung": one.step.rung.code,
        "person_id": one.person_id,
        "local_date": one.step.local_date,
        "kind": due.kind,
        "phase": one.step.phase.code,
        "site_id": due.site_id,
        "title": due.title[:TITLE_LIMIT],
        "path": due.path,
        "due_on": due.on,
        "dropped": one.dropped.value if one.dropped else "",
        "run_id": turn.run_id,
        "digest_id": None if one.dropped else digests.get(one.person_id),
        "at": turn.now,
    }


def _tell(fresh: Iterable[Planned], facts: Facts, turn: Turn) -> None:
    """Leave notices in the portal; whoever wants no mail of the kind has them too."""
    notices.tell_all(
        _news(one, entry_of(one, facts, turn.now))
        for one in fresh
        if one.dropped in (None, Dropped.MUTED)
    )


def _news(one: Planned, entry: Entry) -> notices.News:
    subject, nth, rung, person_id = one.told
    key = f"reminder:{subject}:{nth}:{rung}:{person_id}:{one.step.local_date}"
    return notices.News(
        person_id, entry.kind, entry.sentence, entry.path, key, one.step.due.site_id
    )


def _mail(person_id: int, fresh: Sequence[Planned], facts: Facts, turn: Turn) -> None:
    """One mail with everything."""
    if not fresh:
        return
    person = facts.people[person_id]
    digest = digest_of([entry_of(one, facts, turn.now) for one in fresh])
    sites = {one.step.due.site_id for one in fresh}
    site_id = sites.pop() if len(sites) == 1 else None
    outbox.queue(
        "reminders_digest",
        outbox.Recipient(person.email, person.id, person.name),
        {"digest": digest},
        key=digest_key(person_id, turn.on, turn.hour),
        site_id=site_id,
        reply_to=_reply_to(facts, site_id, person_id),
        unsubscribe=ways_out(*(one.kind for one in digest.entries)),
    )


def _reply_to(facts: Facts, site_id: int | None, person_id: int) -> str | None:
    """The lead of the site, or the deputy where there is none; nobody for mail to themselves."""
    site = facts.sites.get(site_id) if site_id is not None else None
    ours = (site.lead_id, site.deputy_id) if site else ()
    people = [facts.people[one] for one in ours if one is not None and one in facts.people]
    return people[0].email if people and people[0].id != person_id else None


def _forget_empty(digests: Mapping[int, int], mailed: set[int]) -> None:
    """A digest nothing was left for, because another worker was faster, does not stand in the way
    of the next one."""
    empty = [number for person_id, number in digests.items() if person_id not in mailed]
    if empty:
        session().execute(delete(ReminderDigest).where(ReminderDigest.id.in_(empty)))


def by_person(planned: Iterable[Planned]) -> dict[int, list[Planned]]:
    """The reminders of each person, people in the order of their numbers."""
    found: dict[int, list[Planned]] = defaultdict(list)
    for one in planned:
        found[one.person_id].append(one)
    return dict(sorted(found.items()))
