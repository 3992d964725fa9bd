"""The worker: what it runs, and how often.

APScheduler only ticks, in memory and in UTC: what is due stands in our own tables, so a missed
tick costs a delay and nothing else, and any number of workers may run side by side.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers import SchedulerNotRunningError
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.admin import service as administration
from app.chat import service as chat
from app.community import service as community
from app.core import audit, clock, outbox, worklog
from app.core.db import reading, transaction
from app.core.files import store_of
from app.core.mail import sender_of, transport_of
from app.core.security import limits
from app.evidence import queries as evidence_queries
from app.evidence import service as evidence
from app.indicators import service as indicators
from app.library import jobs as library
from app.library import queries as library_queries
from app.library import service as library_service
from app.notices import service as notices
from app.overview import service as caseloads
from app.posts import service as posts
from app.reminders import service as reminders
from app.sites import service as sites

log = logging.getLogger(__name__)

GRACE_SECONDS = 5.0  # for what is running when the worker is told to stop
THREADS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """What a job is told: the worker's unique name, and whether it should stop soon."""

    worker: str
    stopping: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again; ``recorded`` unless it leaves its own trace. What it returns
    is kept with its record, until a later run says something else."""

    name: str
    seconds: int
    run: Callable[[Turn], str | None]
    recorded: bool = True


def deliver_mail(turn: Turn) -> None:
    """Send what is due in the outbox."""
    settings = current_app.config["SETTINGS"]
    outbox.deliver_due(
        transport_of(settings), sender_of(settings), worker=turn.worker, stopping=turn.stopping
    )


def sweep_outbox(_turn: Turn) -> None:
    """Decide about mail that a dead worker left half sent."""
    outbox.sweep(clock.now())


def watch_mail(_turn: Turn) -> None:
    """Notice mail that waits too long, and that no worker ran for a while."""
    with transaction():
        administration.watch(clock.now())


def show_life(turn: Turn) -> None:
    """Leave the sign of life that /ready and the doctor look for."""
    with transaction():
        worklog.beat(turn.worker)


def forget_secrets(_turn: Turn) -> None:
    """Remove the text of mail whose tokens are no longer good."""
    outbox.forget_secrets(clock.now())


def forget_attempts(_turn: Turn) -> None:
    """Drop the counters of rate limits that are long over."""
    with transaction():
        limits.forget_attempts()


def forget_notices(_turn: Turn) -> None:
    """Drop notices and reminders that are too old to be of use."""
    with transaction():
        notices.forget_old(clock.now())
    with transaction():
        reminders.forget_old(clock.now())


def forget_posts(turn: Turn) -> str | None:
    """Drop the words of chat, messages and removed posts that are kept no longer."""
    done = 0
    while not turn.stopping():
        with transaction():
            forgotten = posts.forget_old(clock.now())
        done += forgotten
        if not forgotten:
            break
    return f"{done:,} posts forgotten" if done else None


def queue_reminders(turn: Turn) -> str | None:
    """Queue the reminders that have fallen due; what the run did, where one was due."""
    return reminders.run_due(clock.now(), owner=turn.worker, stopping=turn.stopping)


def queue_digests(turn: Turn) -> str | None:
    """Queue the digests of the community that are due today; how many there were."""
    return community.run_due(clock.now(), turn.stopping)


def follow_facts(_turn: Turn) -> None:
    """Judge sites anew whose facts changed."""
    indicators.follow(clock.now())


def judge_all(turn: Turn) -> str | None:
    """Judge every site that was not judged today; the first turn after midnight does it all."""
    done = indicators.refresh_all(clock.today(), turn.stopping)
    return f"{done:,} sites judged" if done else None


def hand_over(_turn: Turn) -> None:
    """Carry out what was decided for a day that has come: access that ends, caseloads that move."""
    with transaction():
        sites.end_access_due(clock.today())
    with transaction():
        caseloads.carry_out_due(clock.today())


def index_chat(turn: Turn) -> None:
    """Let what was said in the chat be found, some messages at a time."""
    done = 1
    while done and not turn.stopping():
        with transaction():
            done = chat.index()


def sweep_files(_turn: Turn) -> None:
    """Delete the content of what was removed long ago, and files that no row names."""
    with transaction():
        evidence.delete_content(clock.now())
        library_service.delete_content(clock.now())
    with reading():
        named = evidence_queries.file_keys() | library_queries.file_keys()
    store_of(current_app.config["SETTINGS"]).sweep(named, clock.now())


def scan_files(_turn: Turn) -> None:
    """Ask the virus scanner about shared files that it did not answer for."""
    library.scan_waiting(current_app.config["SETTINGS"])


def look_up_links(turn: Turn) -> None:
    """Find out which links of shared resources lead nowhere, on the hosts that are set."""
    library.look_up_links(current_app.config["SETTINGS"].link_hosts, turn.stopping)


JOBS: tuple[Job, ...] = (
    Job("show life", 10, show_life, recorded=False),
    Job("deliver mail", 5, deliver_mail),
    Job("sweep outbox", 10, sweep_outbox),
    Job("watch mail", 60, watch_mail),
    Job("queue reminders", 60, queue_reminders),
    Job("queue digests", 300, queue_digests),
    Job("follow facts", 20, follow_facts),
    Job("judge all sites", 300, judge_all),
    Job("hand over", 600, hand_over),
    Job("index chat", 60, index_chat),
    Job("scan files", 60, scan_files),
    Job("look up links", 3600, look_up_links),
    Job("forget attempts", 3600, forget_attempts),
    Job("forget secrets", 3600, forget_secrets),
    Job("forget notices", 6 * 3600, forget_notices),
    Job("forget posts", 6 * 3600, forget_posts),
    Job("sweep files", 6 * 3600, sweep_files),
)


def run_worker(app: Flask, jobs: Sequence[Job] = JOBS) -> None:
    """Run the jobs until SIGTERM or SIGINT; returns within seconds of either."""
    Worker(app, jobs).run()


class Worker:
    """One worker process."""

    def __init__(self, app: Flask, jobs: Sequence[Job]) -> None:
        self.app = app
        self.jobs = tuple(jobs)
        self.name = f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._told_to_stop = False
        self._left = False
        self._running = 0
        self._all_done = threading.Condition()
        self._scheduler = BlockingScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(THREADS)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def run(self) -> None:
        """Tick until told to stop, then wait a little for what is still running."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        for job in self.jobs:
            self._scheduler.add_job(
                self.take_turn,
                "interval",
                args=[job],
                id=job.name,
                seconds=job.seconds,
                next_run_time=clock.now(),
            )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        log.info("worker %s started with %d jobs", self.name, len(self.jobs))
        self._scheduler.start()
        self._leave()

    def take_turn(self, job: Job) -> None:
        """Run one job once; a failure is recorded and logged and goes no further."""
        if self._told_to_stop:
            return
        with self._all_done:
            self._running += 1
        try:
            reference = secrets.token_hex(4)
            acting = audit.Acting(origin="worker", reference=reference)
            with self.app.app_context(), audit.acting(acting):
                self._run_and_record(job, reference)
        finally:
            with self._all_done:
                self._running -= 1
                self._all_done.notify_all()

    def _run_and_record(self, job: Job, reference: str) -> None:
        error, said = "", None
        try:
            if job.recorded:
                with transaction():
                    worklog.started(job.name, self.name)
            said = job.run(Turn(self.name, lambda: self._told_to_stop))
        except Exception as problem:  # whatever it is, the other jobs must go on
            log.exception("job %s failed, reference %s", job.name, reference)
            error = f"{type(problem).__name__}: see reference {reference} in the log"
        if job.recorded or error:
            self._record_end(job, error, said)

    def _record_end(self, job: Job, error: str, said: str | None) -> None:
        try:
            with transaction():
                worklog.finished(job.name, self.name, error, said)
        except SQLAlchemyError:
            log.exception("the end of job %s could not be recorded", job.name)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        """Answer a signal; the locks are taken by another thread, which cannot be interrupted."""
        self._told_to_stop = True
        threading.Thread(target=self._shut_down, daemon=True).start()

    def _shut_down(self) -> None:
        while not self._left:  # it cannot be shut down in the moment before it has started
            with suppress(SchedulerNotRunningError):
                self._scheduler.shutdown(wait=False)
            time.sleep(0.1)

    def _leave(self) -> None:
        self._left = True
        with self._all_done:
            done = self._all_done.wait_for(lambda: self._running == 0, GRACE_SECONDS)
        with suppress(SQLAlchemyError), self.app.app_context(), transaction():
            worklog.sign_off(self.name)
        log.info("worker %s stopped", self.name)
        if not done:  # a slow mail server: the lease protects what it is doing
            logging.shutdown()
            os._exit(0)
