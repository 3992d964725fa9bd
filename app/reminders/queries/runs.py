"""What the runs did: the last ones, one of them, and what each sent to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import Person
from app.core.db import session
from app.core.outbox import OutboxMail
from app.reminders.models import Reminder, ReminderRun
from app.sites.models import Site

PER_PAGE = 50


@dataclass(frozen=True)
class RunPage:
    """One page of the runs that did something; `found` there are."""

    rows: Sequence[ReminderRun]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class SentRow:
    """One reminder of a run."""

    at: datetime
    person_id: int
    person: str
    site_slug: str | None
    site: str | None
    kind: str
    phase: str
    rung: str
    title: str
    path: str
    due_on: date
    dropped: str


@dataclass(frozen=True)
class SentPage:
    """One page of the reminders of a run."""

    rows: tuple[SentRow, ...]
    found: int
    page: int
    pages: int


def last_finished() -> ReminderRun | None:
    """The run that came furthest; None before the first has finished."""
    newest = (ReminderRun.local_date.desc(), ReminderRun.slot.desc())
    finished = select(ReminderRun).where(ReminderRun.finished_at.is_not(None))
    return session().scalars(finished.order_by(*newest).limit(1)).first()


def unfinished(local_date: date, slot: int) -> list[int]:
    """Numbers of the runs up to this one that were begun and not finished, the oldest first."""
    earlier = (ReminderRun.local_date < local_date) | (
        (ReminderRun.local_date == local_date) & (ReminderRun.slot <= slot)
    )
    chosen = select(ReminderRun.id).where(ReminderRun.finished_at.is_(None), earlier)
    return list(session().scalars(chosen.order_by(ReminderRun.id)))


def runs(page: int) -> RunPage:
    """One page of the runs that sent or dropped something or did not finish, newest first."""
    busy = (ReminderRun.sent > 0) | (ReminderRun.dropped > 0) | ReminderRun.finished_at.is_(None)
    found = session().scalar(select(func.count()).select_from(ReminderRun).where(busy)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    newest = select(ReminderRun).where(busy).order_by(ReminderRun.id.desc())
    rows = session().scalars(newest.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return RunPage(rows, found, page, pages)


def run(run_id: int) -> ReminderRun | None:
    """One run."""
    return session().get(ReminderRun, run_id)


def sent_by(run_id: int, page: int) -> SentPage:
    """One page of what a run sent and dropped, by person."""
    mine = Reminder.run_id == run_id
    found = session().scalar(select(func.count()).select_from(Reminder).where(mine)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen: Any = session().execute(
        select(
            Reminder.at,
            Person.id,
            Person.name,
            Site.slug,
            Site.name,
            Reminder.kind,
            Reminder.phase,
            Reminder.rung,
            Reminder.title,
            Reminder.path,
            Reminder.due_on,
            Reminder.dropped,
        )
        .join(Person, Person.id == Reminder.person_id)
        .outerjoin(Site, Site.id == Reminder.site_id)
        .where(mine)
        .order_by(Person.name, Person.id, Reminder.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return SentPage(tuple(SentRow(*row) for row in chosen), found, page, pages)


def mail_of(digest_key: str) -> int | None:
    """The number of the mail with this key in the outbox."""
    return session().scalar(select(OutboxMail.id).where(OutboxMail.key == digest_key))
