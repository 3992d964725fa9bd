"""The worker's digests: one person at a time, each in a transaction of its own."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Person
from app.community.models import CommunityDigest
from app.community.queries.digests import Due, actor_of, digest_for, due
from app.community.rules.digest import HOUR, Digest
from app.core import outbox
from app.core.clock import in_london
from app.core.db import reading, session, transaction
from app.core.inserting import insert_if_new
from app.notices.rules import Kind, ways_out

log = logging.getLogger(__name__)


class NotAll(Exception):
    """Some digests could not be made; all others were."""


def run_due(now: datetime, stopping: Callable[[], bool]) -> str | None:
    """Decide every digest that is due, and queue those that say something. Killed on the way and
    run again, it goes on where it was: nobody is written to twice for one day. Raises NotAll, when
    everybody else has theirs."""
    if in_london(now).hour < HOUR:
        return None
    with reading():
        waiting = due(now)
    sent, failed = 0, list[Exception]()
    for one in waiting:
        if stopping():
            break
        try:
            with transaction():
                sent += decide(one, now)
        except Exception as problem:  # whatever it is, the others get theirs
            log.exception("digest failed", extra={"person_id": one.person_id})
            failed.append(problem)
    if failed:
        raise NotAll(f"{len(failed):,} of {len(waiting):,} digests failed") from failed[0]
    return f"{sent:,} digests queued, {len(waiting) - sent:,} with nothing new" if waiting else None


def decide(one: Due, now: datetime) -> bool:
    """Decide one digest in the caller's transaction; whether it was queued. What another worker
    decided meanwhile is left alone."""
    values = {"person_id": one.person_id, "local_date": one.on, "until": now, "was_sent": False}
    if not insert_if_new(CommunityDigest, ("person_id", "local_date"), values):
        return False
    try:
        actor = actor_of(one.person_id)
    except LookupError:
        return False  # has left since it was due
    found = digest_for(actor, one.since, now)
    return not found.is_empty and _queue(one, found)


def _queue(one: Due, found: Digest) -> bool:
    person = session().get_one(Person, one.person_id)
    queued = outbox.queue(
        "community_digest",
        outbox.Recipient(person.email, person.id, person.name),
        {"digest": found},
        key=f"community-digest:{one.person_id}:{one.on}",
        unsubscribe=ways_out(Kind.DIGEST),
    )
    kept = select(CommunityDigest).where(
        CommunityDigest.person_id == one.person_id, CommunityDigest.local_date == one.on
    )
    session().scalars(kept).one().was_sent = queued
    session().flush()
    return queued
