"""What the workers did: the last run of each job, and when each worker last gave a sign of life."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base, session
from app.core.inserting import insert_if_new

FORGET_WORKERS_AFTER = timedelta(days=1)


class JobRun(Base):
    """The latest run of one job, whichever worker it was."""

    __tablename__ = "job_runs"
    __audited__ = False

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(300), default="")
    runs: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    said: Mapped[str] = mapped_column(String(300), default="", server_default="")


class WorkerSign(Base):
    """A worker and when it was last alive."""

    __tablename__ = "worker_signs"
    __audited__ = False

    owner: Mapped[str] = mapped_column(String(80), primary_key=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Sign:
    """How long ago any worker was last alive, and how many were in the last minute."""

    age: timedelta
    alive: int


def started(name: str, owner: str) -> None:
    """Note that a job begins. In the caller's transaction."""
    now = clock.now()
    run = _run(name, owner, now)
    run.owner, run.started_at, run.finished_at = owner, now, None
    run.runs += 1
    session().flush()


def finished(name: str, owner: str, error: str = "", said: str | None = None) -> None:
    """Note that a job has ended, with what went wrong if something did, and what it says it did."""
    now = clock.now()
    run = _run(name, owner, now)
    run.finished_at = now
    if error:
        run.failed_at, run.last_error = now, error[:300]
        run.failures += 1
    if said is not None:
        run.said = said[:300]
    session().flush()


def beat(owner: str) -> None:
    """Note that a worker is alive, and forget those not seen for a day."""
    now = clock.now()
    if not insert_if_new(WorkerSign, "owner", {"owner": owner, "started_at": now, "seen_at": now}):
        sign = session().get_one(WorkerSign, owner)
        sign.seen_at = now
    session().execute(delete(WorkerSign).where(WorkerSign.seen_at < now - FORGET_WORKERS_AFTER))


def sign_off(owner: str) -> None:
    """Note that a worker has ended in good order."""
    session().execute(delete(WorkerSign).where(WorkerSign.owner == owner))


def runs() -> list[JobRun]:
    """The latest run of each job, by name."""
    return list(session().scalars(select(JobRun).order_by(JobRun.name)))


def last_sign() -> Sign | None:
    """The latest sign of life of any worker; None when there was none for a day."""
    now = clock.now()
    recent = func.count().filter(WorkerSign.seen_at >= now - timedelta(minutes=1))
    latest, alive = session().execute(select(func.max(WorkerSign.seen_at), recent)).one()
    return None if latest is None else Sign(now - latest, alive)


def _run(name: str, owner: str, now: datetime) -> JobRun:
    insert_if_new(JobRun, "name", {"name": name, "owner": owner, "started_at": now})
    return session().scalars(select(JobRun).where(JobRun.name == name).with_for_update()).one()
