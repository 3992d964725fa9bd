"""Alarms: the band on administrators' pages, the log, and the mail once it can be sent."""

import logging
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, select, update

from app.admin import service
from app.core import clock
from app.core.alarms import service as saying
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail, State
from app.core.web.edge import Portal
from app.core.worklog import WorkerSign, beat
from tests.factories.mail import make_mail
from tests.page_client import PageClient
from tests.worlds import World

SILENT = "No worker has been seen for a day."
LATE = "1 mail has waited for more than an hour."


@pytest.fixture(autouse=True)
def _nothing_said_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saying, "_said", {})


def late_mail() -> int:
    with transaction() as current:
        number = make_mail().id
        moment = clock.now() - timedelta(hours=3)
        current.execute(update(OutboxMail).where(OutboxMail.id == number).values(created_at=moment))
    return number


def worker_lives() -> None:
    with transaction():
        beat("machine:1:abcd")


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name == saying.__name__]


def alarm_mails() -> list[OutboxMail]:
    with reading() as current:
        chosen = select(OutboxMail).where(OutboxMail.template == "admin_alarm")
        return list(current.scalars(chosen.order_by(OutboxMail.id)))


def watch(app: Portal) -> None:
    with app.app_context(), transaction():
        service.watch(clock.now())


def test_every_page_of_an_administrator_says_it_for_one_statement(
    world: World, client: PageClient
) -> None:
    worker_lives()
    client.sign_in(world.admin).get("/help")
    assert "worker" not in client.page.text
    counted = client.statements
    late_mail()
    with transaction() as current:
        current.execute(delete(WorkerSign))
    client.get("/help")
    assert SILENT in client.page.text
    assert LATE in client.page.text
    assert client.page.links["Look at the mail that waits"] == "/admin/outbox"
    assert client.statements == counted


@pytest.mark.one_database("sqlite")
@pytest.mark.parametrize("role", ["lead", "strategic"])
def test_nobody_else_is_shown_it_or_pays_for_it(
    world: World, client: PageClient, role: str
) -> None:
    client.sign_in(world.admin).get("/help")
    with_it = client.statements
    client.sign_in(world.person(role)).get("/help")
    assert SILENT not in client.page.text
    assert client.statements < with_it


def test_the_log_says_it_once_an_hour_and_when_it_is_over(
    world: World, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        client.get("/ready", status=503)
    assert said(caplog) == ["alarm: worker silent"]
    assert caplog.records[-1].levelno >= logging.INFO
    saying._said = {alarm: moment - 3600 for alarm, moment in saying._said.items()}
    client.get("/ready", status=503)
    assert said(caplog) == ["alarm: worker silent"] * 2
    worker_lives()
    late_mail()
    client.get("/ready", status=503)
    assert said(caplog)[2:] == ["alarm: worker silent, is over", "alarm: mail late"]


def test_administrators_get_one_mail_when_mail_begins_to_be_late(
    app: Portal, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    worker_lives()
    watch(app)
    number = late_mail()
    for _ in range(3):
        watch(app)
    (mail,) = alarm_mails()
    assert (mail.address, mail.state) == (world.admin.email, State.NEW)
    assert mail.subject == "1 mail waiting for more than an hour"
    assert "/admin/outbox" in mail.text
    assert said(caplog) == ["alarm: mail late"]
    for state in (State.SENT, State.NEW):  # over, and begun again
        with transaction() as current:
            changed = update(OutboxMail).where(OutboxMail.id == number)
            current.execute(changed.values(state=state))
        watch(app)
    assert len(alarm_mails()) == 1  # the same matter


def test_after_three_days_without_a_worker_administrators_are_told_once(
    app: Portal, world: World
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        watch(app)
        moment.shift(timedelta(minutes=50))
        watch(app)
        assert alarm_mails() == []
        late_mail()
        moment.shift(timedelta(days=3))
        watch(app)
        watch(app)
    (mail,) = alarm_mails()
    assert mail.subject == "No worker ran for a while"


def test_a_mail_sent_again_by_hand_waits_anew(world: World, client: PageClient) -> None:
    worker_lives()
    number = late_mail()
    with transaction() as current:
        current.execute(
            update(OutboxMail).where(OutboxMail.id == number).values(state=State.FAILED)
        )
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    client.submit(client.page.form("Send again"))
    assert LATE not in client.follow().text
