"""Following the facts: sites whose trail has something new are judged anew, all of them nightly.

The worker reads on in the audit trail from where it stopped. A transaction may commit after one
that began later, so that a number below the last one read can still appear: for two minutes the
numbers read are remembered one by one.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from app.core.audit import AuditEvent
from app.core.db import session, transaction
from app.core.inserting import insert_if_new
from app.indicators.models import TrailReader
from app.indicators.queries.present import not_judged_on
from app.indicators.service.refreshing import BATCH, refresh
from app.indicators.service.summing import begin_day

NAME = "indicators"
OVERLAP = timedelta(minutes=2)
MOST_EVENTS = 2_000
OWN = ("level set",)  # what judging itself writes


def follow(now: datetime) -> int:
    """Judge the sites touched since the last time, in one transaction; how many."""
    with transaction():
        touched = _read_on(now)
        if touched:
            refresh(touched)
    return len(touched)


def refresh_all(today: date, stopping: Callable[[], bool]) -> int:
    """Judge every site not judged on this day yet, in batches of their own; how many. What is left
    when the worker stops is done by the next run. Once a day, before: what sites needed to prepare,
    and where they stood when a month ended."""
    with transaction():
        begin_day(today)
    done = 0
    while not stopping():
        with transaction():
            batch = not_judged_on(today, BATCH)
            if batch:
                refresh(batch)
        done += len(batch)
        if len(batch) < BATCH:
            break
    return done


def _read_on(now: datetime) -> list[int]:
    """Sites of events not read yet, at most a batch of them; moves the reader on."""
    reader = held_reader()
    seen = set(reader.recent)
    rows = session().execute(
        select(AuditEvent.id, AuditEvent.at, AuditEvent.site_id, AuditEvent.verb)
        .where(AuditEvent.id > reader.until_id)
        .order_by(AuditEvent.id)
        .limit(MOST_EVENTS)
    )
    touched: set[int] = set()
    recent: list[int] = []
    for number, at, site_id, verb in rows:
        is_new = number not in seen and site_id is not None and verb not in OWN
        if is_new and site_id not in touched and len(touched) >= BATCH:
            break
        if is_new and site_id is not None:
            touched.add(site_id)
        if at < now - OVERLAP and not recent:
            reader.until_id = number
        else:
            recent.append(number)
    reader.recent = recent
    session().flush()
    return sorted(touched)


def held_reader() -> TrailReader:
    """The reader, held; a new one begins at the end of the trail: nightly judging has the rest."""
    latest = select(func.coalesce(func.max(AuditEvent.id), 0))
    reader = session().scalars(_held()).first()
    if reader is None:
        values: dict[str, Any] = {"code": NAME, "until_id": session().scalar(latest), "recent": []}
        insert_if_new(TrailReader, "code", values)
        reader = session().scalars(_held()).one()
    return reader


def _held() -> Select[TrailReader]:
    return select(TrailReader).where(TrailReader.code == NAME).with_for_update()
