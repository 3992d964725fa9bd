"""The outbox as administrators see it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.core import clock
from app.core.db import transaction
from app.core.outbox import OutboxMail, State
from app.core.web.edge import Portal
from tests.factories.mail import make_mail
from tests.page_client import PageClient
from tests.worlds import World


def mail(state: State = State.NEW, *, confidential: bool = False, **values: Any) -> int:
    """Put one mail into the outbox in a state; returns its number."""
    with transaction() as current:
        number = make_mail(confidential=confidential).id
        changed = update(OutboxMail).where(OutboxMail.id == number)
        current.execute(changed.values(state=state, **values))
    return number


def with_settings(app: Portal, monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    from dataclasses import replace

    changed: Any = replace(app.config["SETTINGS"], **values)
    monkeypatch.setitem(app.config, "SETTINGS", changed)


def subjects(client: PageClient) -> list[str]:
    return [row[0].split(", to ")[0] for row in client.page.table("Mails")[1:]]


def test_without_a_mail_server_the_page_says_that_nothing_is_sent(
    app: Portal, world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(world.admin).get("/admin/outbox")
    words = "No mail server is set: mail is kept here and not sent"
    assert words in client.page.text
    assert "No mail yet" in client.page.text
    with_settings(app, monkeypatch, smtp_host="mail.example")
    client.get("/admin/outbox")
    assert words not in client.page.text


def test_mails_are_listed_by_state_with_counts(world: World, client: PageClient) -> None:
    for state in (State.NEW, State.PARKED, State.PARKED, State.SENT):
        mail(state, subject=f"It is {state.value}")
    client.sign_in(world.admin).get("/admin/outbox?state=parked")
    assert subjects(client) == ["It is parked"] * 2
    assert "Parked (2)" in client.page.text
    assert "Sent (1)" in client.page.text
    assert "Failed (0)" in client.page.text
    client.get("/admin/outbox?state=nonsense")
    assert len(subjects(client)) == 4


def test_mails_are_found_by_part_of_address_or_subject(world: World, client: PageClient) -> None:
    mail(subject="A call is booked", address="one@first.example")
    mail(subject="You are invited", address="two@second.example")
    client.sign_in(world.admin).get("/admin/outbox?q=SECOND.ex")
    assert subjects(client) == ["You are invited"]
    client.get("/admin/outbox?q=call+is")
    assert subjects(client) == ["A call is booked"]
    client.get("/admin/outbox?q=third&state=new")
    assert "No mail fits" in client.page.text


def test_the_oldest_waiting_mail_is_named(world: World, client: PageClient) -> None:
    mail(created_at=clock.now() - timedelta(hours=3))
    mail(State.SENT, created_at=clock.now() - timedelta(hours=30))
    client.sign_in(world.admin).get("/admin/outbox")
    assert "queued 4 hours ago" in client.page.text or "queued 3 hours ago" in client.page.text


def test_many_mails_take_pages_and_no_more_statements(world: World, client: PageClient) -> None:
    mail(subject="The first")
    client.sign_in(world.admin).get("/admin/outbox")
    with_one = client.statements
    for number in range(55):
        mail(subject=f"Number {number}")
    client.get("/admin/outbox")
    assert client.statements == with_one
    assert (len(subjects(client)), subjects(client)[0]) == (50, "Number 54")
    client.get(client.page.links["Older"])
    assert subjects(client)[-1] == "The first"
    client.get(client.page.links["Newer"])
    assert subjects(client)[0] == "Number 54"


def test_a_captured_invitation_is_readable_and_its_link_can_be_followed(
    world: World, client: PageClient
) -> None:
    link = "http://portal.test/invitation/abc"
    number = mail(State.CAPTURED, confidential=True, text=f"Open: {link}\n")
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert client.page.links[link] == link


@pytest.mark.parametrize("changed", [{"env": "production"}, {"smtp_host": "mail.example"}])
@pytest.mark.parametrize("state", [State.CAPTURED, State.NEW, State.PARKED, State.FAILED])
def test_a_confidential_text_is_withheld_where_somebody_might_be_real(
    app: Portal,
    world: World,
    client: PageClient,
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, str],
    state: State,
) -> None:
    number = mail(state, confidential=True, text="a secret link", html="<p>a secret link</p>")
    with_settings(app, monkeypatch, **changed)
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert "a secret link" not in client.page.body
    assert "not shown to anyone but the person it is for" in client.page.text
    client.get(f"/admin/outbox/{number}/html", status=404)


def test_a_text_that_was_removed_says_why(world: World, client: PageClient) -> None:
    number = mail(State.SENT, confidential=True, text="", html="")
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert "The text was removed once it was sent" in client.page.text
    assert "Send again" not in client.page.text
    client.get(f"/admin/outbox/{number}/html", status=404)


def test_the_formatted_part_is_a_page_of_its_own_in_a_sandbox(
    world: World, client: PageClient
) -> None:
    evil = "<p>Words</p><script>alert(1)</script>"
    number = mail(State.SENT, html=evil)
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert evil not in client.page.body
    # a mail is no page of ours: it is asked for without the checks every page must pass
    answer = client.http.get(f"/admin/outbox/{number}/html", base_url="http://portal.test")
    assert answer.get_data(as_text=True) == evil
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-scripts" not in policy
    assert "unsafe" not in policy


def test_what_a_mail_says_is_never_markup(world: World, client: PageClient) -> None:
    number = mail(State.SENT, text="<b>bold</b> <script>alert(1)</script>", subject="<i>Hello</i>")
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert "<b>bold</b> <script>alert(1)</script>" in client.page.text
    assert client.page.h1 == "<i>Hello</i>"


def test_a_calendar_part_is_shown_as_text(world: World, client: PageClient) -> None:
    content = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    number = mail(State.SENT, calendar=content, calendar_method="REQUEST")
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert "BEGIN:VCALENDAR METHOD:REQUEST" in client.page.text


def test_a_parked_mail_is_sent_again_by_a_button(world: World, client: PageClient) -> None:
    number = mail(State.PARKED)
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert "may or may not have arrived" in client.page.text
    client.submit(client.page.form("Send again"))
    assert "The mail is in the queue again." in client.follow().text
    assert "Waiting" in client.page.text


def test_a_waiting_mail_is_cancelled_by_a_button(world: World, client: PageClient) -> None:
    number = mail()
    client.sign_in(world.admin).get(f"/admin/outbox/{number}")
    assert "Send again" not in client.page.text
    client.submit(client.page.form("Cancel this mail"))
    assert "The mail is cancelled" in client.follow().text
    client.post(f"/admin/outbox/{number}/cancel")
    assert "nothing to cancel" in client.follow().text


def test_a_mail_that_does_not_exist_is_not_found(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    client.get("/admin/outbox/999", status=404)
    client.post("/admin/outbox/999/resend", status=404)
    client.post("/admin/outbox/999/cancel", status=404)
