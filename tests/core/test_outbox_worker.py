"""The worker: it runs jobs, survives their failures, leaves signs of life, and stops when told."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core import clock, outbox, worklog
from app.core.audit import AuditEvent, who_acts
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail, State
from app.core.web.edge import Portal
from app.core.worklog import JobRun, WorkerSign
from app.jobs import JOBS, Job, Turn, Worker
from config import ROOT
from tests.factories.mail import make_mail
from tests.mail_server import Behaviour, mail_server


def runs() -> list[JobRun]:
    with reading():
        return worklog.runs()


def test_a_job_runs_inside_the_application_as_the_worker_and_is_recorded(
    app: Portal, data: str
) -> None:
    seen: list[tuple[str, str]] = []
    worker = Worker(app, ())
    worker.take_turn(Job("look", 1, lambda turn: seen.append((turn.worker, who_acts().origin))))
    assert seen == [(worker.name, "worker")]
    (run,) = runs()
    assert (run.name, run.owner, run.runs, run.failures) == ("look", worker.name, 1, 0)
    assert run.finished_at is not None
    assert run.finished_at >= run.started_at


def test_a_failing_job_is_recorded_without_its_details_and_the_next_run_goes_on(
    app: Portal, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes = iter([ValueError("jo@example.org is wrong"), None])

    def run(_turn: Turn) -> None:
        problem = next(outcomes)
        if problem:
            raise problem

    worker = Worker(app, ())
    job = Job("fragile", 1, run)
    worker.take_turn(job)
    (failed,) = runs()
    assert failed.failures == 1
    assert failed.failed_at is not None
    assert failed.last_error.startswith("ValueError: see reference ")
    assert failed.last_error.split()[3] in caplog.text
    worker.take_turn(job)
    assert (runs()[0].runs, runs()[0].failures) == (2, 1)


def test_a_job_that_writes_half_and_fails_leaves_nothing(app: Portal, data: str) -> None:
    def run(_turn: Turn) -> None:
        with transaction():
            make_mail()
            raise RuntimeError

    Worker(app, ()).take_turn(Job("half", 1, run))
    with reading() as current:
        assert current.scalars(select(OutboxMail)).all() == []


def test_two_workers_may_record_the_same_job_for_the_first_time_at_once(
    app: Portal, data: str
) -> None:
    together = threading.Barrier(2)

    def meet(_turn: Turn) -> None:
        together.wait(30)

    threads = [
        threading.Thread(
            target=Worker(app, ()).take_turn,
            args=[Job("shared", 1, meet)],
        )
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(run.runs, run.failures) for run in runs()] == [(2, 0)]


def test_signs_of_life_tell_the_age_and_how_many_workers_are_alive(data: str) -> None:
    with reading():
        assert worklog.last_sign() is None
    with time_machine.travel(clock.now(), tick=False) as moment:
        for worker in ("old", "young"):
            with transaction():
                worklog.beat(worker)
            moment.shift(45)
        with reading():
            sign = worklog.last_sign()
        assert sign == worklog.Sign(timedelta(seconds=45), alive=1)
        moment.shift(worklog.FORGET_WORKERS_AFTER)
        with transaction():
            worklog.beat("young")
    with reading() as current:
        assert current.scalars(select(WorkerSign.owner)).all() == ["young"]


def test_every_job_has_a_name_of_its_own_and_a_sane_pace() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(job.seconds >= 5 for job in JOBS)
    assert {"deliver mail", "sweep outbox", "show life"} <= {job.name for job in JOBS}


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait for something the worker does, for as long as the worker lives."""
    while not holds():
        assert process.poll() is None, "the worker ended by itself"
        time.sleep(0.05)


def start_worker(url: str, port: int) -> subprocess.Popen[bytes]:
    """A real worker process on this database and this mail server."""
    settings = {
        "PORTAL_ENV": "test",
        "SECRET_KEY": "a secret for tests that protects nothing at all",
        "DATABASE_URL": url,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
    }
    code = (
        "from app import create_app, jobs\n"
        "jobs.GRACE_SECONDS = 0.5\n"
        "jobs.run_worker(create_app(), jobs.JOBS[:3])"
    )
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **settings})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_real_worker_delivers_and_ends_in_good_order_when_told(
    data: str, number: signal.Signals
) -> None:
    with transaction():
        wanted = make_mail().id

    def is_sent() -> bool:
        with reading() as current:
            return current.get_one(OutboxMail, wanted).state is State.SENT

    def is_seen() -> bool:
        with reading():
            return worklog.last_sign() is not None

    with mail_server() as inbox, start_worker(data, inbox.port) as process:
        try:
            wait_until(is_sent, process)
            wait_until(is_seen, process)
            process.send_signal(number)
            assert process.wait() == 0
        finally:
            process.kill()
    assert len(inbox.mails) == 1
    with reading() as current:
        assert worklog.last_sign() is None
        assert current.scalars(select(AuditEvent)).all() == []
    assert {run.name for run in runs()} >= {"deliver mail", "sweep outbox"}
    assert all(run.finished_at for run in runs())


def test_a_worker_held_up_by_its_server_ends_when_told_and_leaves_the_mail_to_others(
    data: str,
) -> None:
    with transaction():
        wanted = make_mail().id

    def state() -> State:
        with reading() as current:
            return current.get_one(OutboxMail, wanted).state

    slow = Behaviour(seconds_at_rcpt=15)
    with mail_server(slow) as inbox, start_worker(data, inbox.port) as process:
        try:
            wait_until(lambda: state() is State.CLAIMED, process)
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 0
        finally:
            process.kill()
    assert state() is State.CLAIMED
    with time_machine.travel(clock.now() + timedelta(minutes=2)), reading():
        assert outbox.queries.is_anything_due(clock.now())


def test_a_worker_in_the_middle_of_a_mailing_finishes_the_mail_in_hand_and_stops(
    data: str,
) -> None:
    with transaction():
        for _ in range(100):
            make_mail()

    def states() -> set[State]:
        with reading() as current:
            return set(current.scalars(select(OutboxMail.state)))

    steady = Behaviour(seconds_in_data=0.05)
    with mail_server(steady) as inbox, start_worker(data, inbox.port) as process:
        try:
            wait_until(lambda: State.SENT in states(), process)
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 0
        finally:
            process.kill()
    assert states() == {State.NEW, State.SENT}
