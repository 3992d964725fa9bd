"""A person's own name, password and e-mail address."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts import service
from app.accounts.models import Person
from app.core import clock
from app.core.audit import AuditChange, AuditEvent
from app.core.db import reading, transaction
from app.core.web.edge import Portal
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.rooms.accounts.mailbox import mails, path_in
from tests.worlds import World

NEW = "copper window tomorrow"
ELSEWHERE = "lena@elsewhere.example"


@pytest.fixture
def lena(world: World, client: PageClient) -> PageClient:
    """A browser in which the NSPCC lead, who has a password, is signed in."""
    give_password(world.lead)
    return client.sign_in(world.lead)


def fresh(person: Person) -> Person:
    with reading() as session:
        return session.get_one(Person, person.id)


def ask(browser: PageClient, email: str, password: str = PASSWORD, status: int = 303) -> None:
    browser.get("/account/email")
    browser.submit(browser.page.form("Send a link"), status, email=email, current_password=password)


def test_the_account_page_shows_who_one_is(lena: PageClient) -> None:
    page = lena.get("/account")
    assert page.h1 == "Your account"
    assert "lena.lead@people.example" in page.text


def test_a_name_is_changed_and_the_change_is_explained_without_it(
    world: World, lena: PageClient
) -> None:
    lena.get("/account/name")
    lena.submit(lena.page.form("Save"), name="  Lena   O’Leader\x00 ")
    assert fresh(world.lead).name == "Lena O’Leader"
    assert "Lena O’Leader" in lena.follow().text
    with reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "name changed")).one()
        changes = session.scalars(
            select(AuditChange.changes).where(AuditChange.event_id == event.id)
        ).all()
    assert (event.actor_id, event.about_id) == (world.lead.id, world.lead.id)
    assert changes == [{"name": "withheld"}]


@pytest.mark.parametrize("empty", ["", "   ", "\x00"])
def test_a_name_is_needed(lena: PageClient, empty: str) -> None:
    lena.get("/account/name")
    page = lena.submit(lena.page.form("Save"), 400, name=empty)
    assert "Enter your name" in page.text


def test_a_name_too_long_is_refused_and_stays_typed(lena: PageClient) -> None:
    lena.get("/account/name")
    page = lena.submit(lena.page.form("Save"), 400, name="x" * 101)
    assert page.form("Save").fields["name"] == ["x" * 101]


def test_a_new_password_signs_out_the_other_devices_only(
    world: World, lena: PageClient, app: Portal
) -> None:
    other = PageClient(app).sign_in(world.lead)
    lena.get("/account/password")
    form = lena.page.form("Save the new password")
    lena.submit(form, current_password=PASSWORD, new_password=NEW)
    assert "Your password is changed" in lena.follow().text
    other.get("/account", 302)
    assert mails(world.lead.email)[-1].template == "accounts_password_changed"


def test_the_present_password_is_asked_and_limited(world: World, lena: PageClient) -> None:
    lena.get("/account/password")
    form = lena.page.form("Save the new password")
    kept = fresh(world.lead).password_hash
    for _ in range(10):
        page = lena.submit(form, 400, current_password="wrong", new_password=NEW)
        assert "not your present password" in page.text
    lena.submit(form, 429, current_password=PASSWORD, new_password=NEW)
    assert fresh(world.lead).password_hash == kept


def test_a_weak_new_password_is_refused(lena: PageClient) -> None:
    lena.get("/account/password")
    form = lena.page.form("Save the new password")
    page = lena.submit(form, 400, current_password=PASSWORD, new_password="lena.lead@people")
    assert "easy to guess" in page.text


def test_a_new_address_counts_once_its_mailbox_is_proved(
    world: World, lena: PageClient, app: Portal
) -> None:
    ask(lena, "Lena@Elsewhere.Example")
    assert "written to the new address" in lena.follow().text
    assert fresh(world.lead).email == "lena.lead@people.example"
    path = path_in(mails(ELSEWHERE)[0], "/account/email/")
    phone = PageClient(app)  # where the mail is read, nobody is signed in
    phone.get(path)
    phone.get(path)
    assert fresh(world.lead).email == "lena.lead@people.example", "opening must not consume"
    phone.submit(phone.page.form("Use this address"))
    assert fresh(world.lead).email == ELSEWHERE
    phone.get(path, 410)
    phone.post(path, {}, 410)


def test_the_old_address_is_told_twice_and_how_to_object(world: World, lena: PageClient) -> None:
    ask(lena, ELSEWHERE)
    lena.get(path_in(mails(ELSEWHERE)[0], "/account/email/"))
    lena.submit(lena.page.form("Use this address"))
    told = mails("lena.lead@people.example")
    assert [mail.template for mail in told] == ["accounts_email_notice", "accounts_email_changed"]
    assert all("not you" in mail.text and "NSPCC lead" in mail.text for mail in told)
    assert ELSEWHERE not in "".join(mail.text + mail.html for mail in told)


def test_an_unproved_address_learns_nothing_about_who_asked(world: World, lena: PageClient) -> None:
    ask(lena, ELSEWHERE)
    (mail,) = mails(ELSEWHERE)
    assert mail.confidential
    assert "Lena" not in mail.name + mail.subject + mail.text + mail.html


def test_a_new_password_stops_a_change_of_address(world: World, lena: PageClient) -> None:
    ask(lena, ELSEWHERE)
    path = path_in(mails(ELSEWHERE)[0], "/account/email/")
    lena.get("/account/password")
    form = lena.page.form("Save the new password")
    lena.submit(form, current_password=PASSWORD, new_password=NEW)
    lena.get(path, 410)
    assert fresh(world.lead).email == "lena.lead@people.example"


def test_a_link_is_good_for_a_day(world: World, lena: PageClient) -> None:
    ask(lena, ELSEWHERE)
    path = path_in(mails(ELSEWHERE)[0], "/account/email/")
    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=1)):
        lena.get(path, 410)
        assert lena.page.links["Change your e-mail address again"] == "/account/email"


def test_an_address_of_another_account_gets_the_same_answer_and_its_owner_a_word(
    world: World, lena: PageClient
) -> None:
    ask(lena, ELSEWHERE)
    free, statements = lena.follow().text, lena.statements
    ask(lena, world.strategic.email)
    assert lena.follow().text == free
    assert lena.statements == statements
    assert [mail.template for mail in mails(world.strategic.email)] == ["accounts_email_taken"]
    assert "/account/email/" not in mails(world.strategic.email)[0].text
    assert fresh(world.lead).email == "lena.lead@people.example"


def test_an_address_taken_between_asking_and_confirming_changes_nothing(
    world: World, lena: PageClient, app: Portal
) -> None:
    ask(lena, ELSEWHERE)
    path = path_in(mails(ELSEWHERE)[0], "/account/email/")
    with app.app_context(), transaction():
        service.change_email_by_administrator(world.member.id, ELSEWHERE, "Spoke on the phone")
    lena.get(path)
    lena.submit(lena.page.form("Use this address"), 410)
    assert fresh(world.lead).email == "lena.lead@people.example"


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("lena.lead@people.example", "your e-mail address already"),
        ("nonsense", "name@example.org"),
        ("a b@people.example", "name@example.org"),
        ('"><b>@people.example', "name@example.org"),
        ("", "Enter an e-mail address"),
    ],
)
def test_a_wrong_address_is_refused_with_a_reason(lena: PageClient, email: str, why: str) -> None:
    ask(lena, email, status=400)
    assert why in lena.page.text


def test_asking_for_an_address_needs_the_password(world: World, lena: PageClient) -> None:
    ask(lena, ELSEWHERE, "wrong", 400)
    assert mails() == []


def test_asking_for_addresses_is_limited(lena: PageClient) -> None:
    for number in range(5):
        ask(lena, f"lena{number}@elsewhere.example")
    ask(lena, ELSEWHERE, status=429)


def test_every_password_field_says_which_password_it_wants(lena: PageClient) -> None:
    page = lena.get("/account/password")
    fields = {f.get("name"): f.get("autocomplete") for f in page.root.iter("input")}
    assert fields["current_password"] == "current-password"
    assert fields["new_password"] == "new-password"
    assert fields["username"] == "username"
