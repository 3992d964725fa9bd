"""A new password for somebody who cannot sign in."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from app.accounts import service
from app.accounts.models import AccountToken, Person, SignIn
from app.core import clock
from app.core.audit import AuditEvent
from app.core.db import reading, side_transaction, transaction
from app.core.outbox import OutboxMail
from app.core.security.passwords import verify_password
from app.core.web.edge import Portal
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.rooms.accounts.mailbox import mails, path_in
from tests.worlds import World

NEW = "copper window tomorrow"


def ask(client: PageClient, email: str, status: int = 303) -> None:
    client.get("/reset-password")
    client.submit(client.page.form("Send me a link"), status, email=email)


def link_for(client: PageClient, person: Person) -> str:
    ask(client, person.email)
    return path_in(mails(person.email)[-1], "/reset-password/")


def choose(client: PageClient, path: str, password: str = NEW, status: int = 303) -> None:
    client.get(path)
    client.submit(client.page.form("Save the new password"), status, new_password=password)


def hash_of(person: Person) -> str | None:
    with reading() as session:
        return session.get_one(Person, person.id).password_hash


def test_a_link_is_mailed_and_sets_a_new_password(world: World, client: PageClient) -> None:
    give_password(world.lead)
    path = link_for(client, world.lead)
    choose(client, path)
    assert "Your password is changed" in client.follow().text
    client.submit(client.page.form("Sign in"), 400, email=world.lead.email, password=PASSWORD)
    client.submit(client.page.form("Sign in"), email=world.lead.email, password=NEW)


def test_the_mail_is_confidential_and_nothing_is_sent_inline(
    world: World, client: PageClient
) -> None:
    path = link_for(client, world.lead)
    mail = mails()[-1]
    assert mail.confidential
    assert mail.state == "new"
    assert mail.subject == "Choose a new password"
    with reading() as session:
        assert path.rpartition("/")[2] not in session.scalars(select(AccountToken.token_hash))


def test_opening_the_link_uses_nothing_up(world: World, client: PageClient) -> None:
    path = link_for(client, world.lead)
    for _ in range(3):
        client.get(path)
    client.get(path.replace("/reset-password/", "/reset-password/x"), 410)
    choose(client, path)


def test_known_unknown_closed_and_demo_get_the_same_answer_and_the_same_statements(
    world: World, client: PageClient
) -> None:
    with side_transaction() as session:
        session.execute(
            update(Person).where(Person.id == world.strategic.id).values(deactivated_at=clock.now())
        )
    seen = []
    for email in (world.lead.email, world.strategic.email, "nobody@people.example"):
        ask(client, email)
        statements = client.statements
        page = client.follow()
        seen.append((client.response.headers.get("Location"), statements, page.text))
    assert len(set(seen)) == 1, seen
    assert [mail.address for mail in mails()] == [world.lead.email]


def test_nothing_of_an_unknown_address_is_kept(world: World, client: PageClient) -> None:
    ask(client, "curious.stranger@people.example")
    with reading() as session:
        assert session.scalar(select(func.count(OutboxMail.id))) == 0
        assert session.scalar(select(func.count(AccountToken.id))) == 0
        summaries = session.execute(select(AuditEvent.summary, AuditEvent.reason)).all()
    assert "stranger" not in str(summaries)


def test_demo_people_get_no_link_where_the_portal_is_real(world: World, app: Portal) -> None:
    with side_transaction() as session:
        session.execute(update(Person).where(Person.id == world.lead.id).values(is_demo=True))
    with app.app_context():
        for is_production, expected in ((True, 0), (False, 1)):
            with transaction():
                service.ask_for_reset(world.lead.email, is_production=is_production)
            assert len(mails()) == expected


@pytest.mark.parametrize("kind", ["used", "old", "unknown", "closed"])
def test_a_link_that_cannot_be_used_says_how_to_get_another(
    world: World, client: PageClient, kind: str
) -> None:
    path = link_for(client, world.lead)
    later = clock.now() + (timedelta(hours=1, seconds=1) if kind == "old" else timedelta())
    if kind == "used":
        choose(client, path)
    if kind == "unknown":
        path = path[:-3] + "xyz"
    if kind == "closed":
        with transaction():
            service.deactivate(world.lead.id, "Left")
    with time_machine.travel(later):
        client.get(path, 410)
        assert client.page.links["Ask for a new link"] == "/reset-password"
        client.post(path, {"new_password": NEW}, 410)
    assert verify_password(hash_of(world.lead), NEW) is (kind == "used")


def test_a_link_of_a_closed_account_is_dead_even_where_nobody_voided_it(
    world: World, client: PageClient
) -> None:
    path = link_for(client, world.lead)
    with side_transaction() as session:
        closing = update(Person).where(Person.id == world.lead.id)
        session.execute(closing.values(deactivated_at=clock.now()))
    client.get(path, 410)


def test_a_link_for_another_purpose_is_refused(world: World, client: PageClient) -> None:
    path = link_for(client, world.lead)
    client.get(path.replace("/reset-password/", "/account/email/"), 410)
    client.post(path.replace("/reset-password/", "/account/email/"), {}, 410)


def test_a_new_password_ends_every_sign_in_and_every_other_link(
    world: World, client: PageClient, app: Portal
) -> None:
    thief = PageClient(app).sign_in(world.lead)
    first, second = link_for(client, world.lead), link_for(client, world.lead)
    choose(client, first)
    thief.get("/account", 302)
    client.get(second, 410)


def test_the_owner_is_told_that_their_password_was_changed(
    world: World, client: PageClient
) -> None:
    give_password(world.lead)
    choose(client, link_for(client, world.lead))
    told = mails(world.lead.email)[-1]
    assert told.subject == "Your password was changed"
    assert "/reset-password" in told.text


def test_a_first_password_needs_no_warning(world: World, client: PageClient) -> None:
    choose(client, link_for(client, world.lead))
    assert [mail.template for mail in mails()] == ["accounts_reset"]


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "Enter a new password"),
        ("short", "at least 12 characters"),
        ("passwordpassword", "easy to guess"),
        ("lenaleadnspcc", "easy to guess"),
        ("x" * 1001, "at most 1000 characters"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays_good(
    world: World, client: PageClient, weak: str, why: str
) -> None:
    path = link_for(client, world.lead)
    choose(client, path, weak, 400)
    assert why in client.page.text
    assert client.page.title.startswith("Error: ")
    choose(client, path)


def test_of_four_uses_at_once_only_one_counts(world: World, client: PageClient) -> None:
    token = link_for(client, world.lead).rpartition("/")[2]
    outcomes: list[bool] = []
    together = threading.Barrier(4)

    def use(number: int) -> None:
        together.wait()
        with transaction():
            outcomes.append(service.choose_password(token, f"hash {number}"))

    threads = [threading.Thread(target=use, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, False, True]


def test_asking_is_limited_for_each_address_known_or_not(world: World, client: PageClient) -> None:
    for email in (world.lead.email, "nobody@people.example"):
        for _ in range(5):
            ask(client, email)
        ask(client, email, 429)
    assert len(mails()) == 5
    ask(client, world.strategic.email)


def test_the_page_says_what_to_do_when_the_mailbox_is_lost(client: PageClient) -> None:
    page = client.get("/reset-password")
    assert "If you cannot read that mailbox any more" in page.text
    assert "NSPCC administrator" in page.text


def test_no_line_of_the_log_holds_the_link_the_password_or_the_address(
    world: World, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    path = link_for(client, world.lead)
    client.post(path, {"csrf_token": "forged", "new_password": NEW}, 400)
    choose(client, path)
    client.post("/sign-in", {"email": world.lead.email, "password": "x"}, 400)
    logged = " ".join(str(vars(record)) for record in caplog.records)
    assert "accounts.set_password" in logged
    for secret in (path.rpartition("/")[2], NEW, world.lead.email):
        assert secret not in logged


def test_a_reset_does_not_sign_anybody_in(world: World, client: PageClient) -> None:
    choose(client, link_for(client, world.lead))
    with reading() as session:
        assert session.scalar(select(func.count(SignIn.id))) == 0
