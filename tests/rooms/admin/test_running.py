"""Is the portal well: the first page, the jobs, /health and /ready."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from app.core import audit, clock, db, worklog
from app.core.db import session, transaction
from app.core.outbox import OutboxMail, State
from app.core.web.edge import Portal
from app.core.worklog import WorkerSign
from tests.factories.mail import make_mail
from tests.page_client import PageClient
from tests.worlds import World

WELL = {
    "ready": True,
    "database": "answers",
    "schema": "is current",
    "worker": "is alive",
    "mail": "is not held up",
}


def worker_seen(ago: timedelta = timedelta()) -> None:
    moment = clock.now() - ago
    with transaction() as current:
        current.add(WorkerSign(owner="machine:1:abcd", started_at=moment, seen_at=moment))


def mail_queued(ago: timedelta, state: State = State.NEW, sent: timedelta | None = None) -> None:
    with transaction() as current:
        number = make_mail().id
        moments = {"created_at": clock.now() - ago, "state": state}
        if sent is not None:
            moments["sent_at"] = clock.now() - sent
        current.execute(update(OutboxMail).where(OutboxMail.id == number).values(moments))


def ready(client: PageClient, status: int) -> dict[str, object]:
    client.get("/ready", status=status)
    answer = client.response.get_json()
    assert isinstance(answer, dict)
    return answer


def test_health_answers_without_the_database(client: PageClient) -> None:
    client.get("/health")
    assert client.response.get_data(as_text=True) == "ok"
    assert client.statements == 0
    assert client.response.headers["Cache-Control"] == "no-store"


def test_a_portal_with_everything_it_needs_is_ready(client: PageClient) -> None:
    worker_seen()
    mail_queued(timedelta(minutes=59))
    assert ready(client, 200) == WELL


def test_without_a_worker_it_is_not_ready(client: PageClient) -> None:
    assert ready(client, 503) == {**WELL, "ready": False, "worker": "gives no sign of life"}
    worker_seen(timedelta(minutes=3))
    assert ready(client, 503)["worker"] == "gives no sign of life"


def test_mail_that_nobody_sends_for_an_hour_makes_it_not_ready(client: PageClient) -> None:
    worker_seen()
    mail_queued(timedelta(minutes=61))
    assert ready(client, 503) == {**WELL, "ready": False, "mail": "waits too long"}


@pytest.mark.parametrize(("sent", "status"), [(30, 200), (90, 503)])
def test_one_mail_tried_again_for_hours_does_not_while_others_leave(
    client: PageClient, sent: int, status: int
) -> None:
    worker_seen()
    mail_queued(timedelta(hours=3))
    mail_queued(timedelta(hours=3), State.SENT, sent=timedelta(minutes=sent))
    ready(client, status)


def test_an_older_schema_is_not_ready(client: PageClient) -> None:
    worker_seen()
    with transaction() as current:
        current.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert ready(client, 503)["schema"] == "is not the one this code needs"


def test_a_database_that_is_away_says_only_that(app: Portal) -> None:
    db.use(db.make_engine("postgresql+psycopg://portal:secret@127.0.0.1:1/none"))
    client = PageClient(app)
    assert ready(client, 503) == {"ready": False, "database": "does not answer"}
    client.get("/health")


def test_an_empty_database_is_not_ready(app: Portal) -> None:
    db.use(db.make_engine("sqlite://"))
    assert ready(PageClient(app), 503)["schema"] == "is not the one this code needs"


def test_the_first_page_counts_what_needs_somebody(world: World, client: PageClient) -> None:
    client.sign_in(world.member).get("/admin", status=403)
    for state in (State.NEW, State.PARKED, State.FAILED, State.SENT):
        mail_queued(timedelta(), state)
    worker_seen(timedelta(seconds=30))
    client.sign_in(world.admin).get("/admin")
    for words in (
        "1 mails waiting",
        "2 mails that may not have arrived",
        "1 refusals",
        "7 open accounts",
    ):
        assert words in client.page.text
    assert "does its work" in client.page.text
    assert client.page.links["1 refusals in the last day"] == "/admin/audit?verb=refused"


def test_the_first_page_says_when_no_worker_runs(world: World, client: PageClient) -> None:
    client.sign_in(world.admin).get("/admin")
    assert "No worker has been seen for a day." in client.page.text
    worker_seen(timedelta(minutes=10))
    client.get("/admin")
    assert "Mail and reminders wait until it runs again." in client.page.text


def test_refusals_of_earlier_days_are_not_counted(world: World, client: PageClient) -> None:
    with transaction():
        event = audit.AuditEvent(
            at=clock.now() - timedelta(days=2), verb="refused", summary="x", reason="",
            origin="web", reference="", nspcc_only=True,
        )  # fmt: skip
        session().add(event)
    client.sign_in(world.admin).get("/admin")
    assert "0 refusals in the last day" in client.page.text


def test_jobs_say_how_their_last_run_went(world: World, client: PageClient) -> None:
    client.sign_in(world.admin).get("/admin/jobs")
    assert "No worker is running" in client.page.text
    assert "No job has run yet" in client.page.text
    worker_seen()
    with transaction():
        worklog.started("deliver mail", "machine:1:abcd")
        worklog.finished("deliver mail", "machine:1:abcd", "ValueError: see reference 77aa")
        worklog.started("sweep outbox", "machine:1:abcd")
    client.get("/admin/jobs")
    jobs = {row[0]: row for row in client.page.table("Jobs")[1:]}
    assert jobs["Deliver mail"][1] == "Failed"
    assert (jobs["Deliver mail"][4], jobs["Deliver mail"][5]) == ("1", "1")
    assert "see reference 77aa" in jobs["Deliver mail"][7]
    assert jobs["Sweep outbox"][3] == "Still running"
    assert client.page.table("Workers")[1][0] == "machine:1:abcd"
    assert client.page.table("Workers")[1][3] == "Alive"
