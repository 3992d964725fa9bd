"""Signing in and out: who gets in, who does not, and that nobody learns which accounts exist."""

import re

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from app.accounts.models import Person, SignIn
from app.core import audit
from app.core.audit import AuditEvent
from app.core.db import reading, side_transaction
from app.core.security import passwords
from app.core.security.limits import Attempts
from app.core.web.edge import Portal
from config import load_settings
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.worlds import World

WRONG = "do not fit together"


def sign_in(client: PageClient, email: str, password: str = PASSWORD, status: int = 303) -> None:
    client.get("/sign-in")
    client.submit(client.page.form("Sign in"), status, email=email, password=password)


def change(person: Person, **values: object) -> None:
    with side_transaction() as session:
        session.execute(update(Person).where(Person.id == person.id).values(**values))


def verbs() -> list[str]:
    with reading() as session:
        return list(session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def test_the_first_line_says_what_the_portal_is(client: PageClient) -> None:
    page = client.get("/sign-in")
    assert "portal with which the NSPCC supports local authorities" in page.text
    assert page.title.startswith("Sign in")


def test_the_fields_tell_browsers_and_password_managers_what_they_are(client: PageClient) -> None:
    page = client.get("/sign-in")
    fields = {f.get("name"): f for f in page.root.iter("input")}
    assert fields["email"].get("autocomplete") == "username"
    assert fields["email"].get("type") == "email"
    assert fields["password"].get("autocomplete") == "current-password"
    assert 'data-module="govuk-password-input"' in page.body


def test_somebody_signs_in_and_is_where_they_were_going(world: World, client: PageClient) -> None:
    give_password(world.lead)
    client.get("/account", 302)
    client.follow()
    client.submit(
        client.page.form("Sign in"), email=" Lena.Lead@People.Example ", password=PASSWORD
    )
    assert client.response.headers["Location"] == "/account"
    assert "Lena Lead" in client.follow().text
    assert "signed in" in verbs()


def test_without_anywhere_to_go_one_lands_at_home(world: World, client: PageClient) -> None:
    give_password(world.lead)
    sign_in(client, world.lead.email)
    assert client.response.headers["Location"] == "/"


def test_somebody_signed_in_does_not_see_the_form_again(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).get("/sign-in?next=/account", 302)
    assert client.response.headers["Location"] == "/account"


def test_an_empty_form_says_what_to_enter_and_keeps_the_address(client: PageClient) -> None:
    client.get("/sign-in")
    page = client.submit(client.page.form("Sign in"), 400, email="pat@people.example")
    assert page.title.startswith("Error: ")
    assert "Enter your password" in page.text
    assert page.form("Sign in").fields["email"] == ["pat@people.example"]


def failing_answer(client: PageClient, email: str) -> str:
    sign_in(client, email, "not the right password", 400)
    body = client.page.body.replace(email, "ADDRESS")
    body = re.sub(r'(nonce|csrf_token" value)="[^"]+"', r"\1", body)
    return re.sub(r"[\w-]{18,}(?==?\")", "", body)


def test_unknown_closed_passwordless_and_wrong_get_the_same_bytes_and_the_same_work(
    world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password(world.lead)
    change(give_password(world.strategic), deactivated_at=world.lead.created_at)
    verified: list[str] = []

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            verified.append(kept)
            return real.verify(kept, password)

        check_needs_rehash = hash = None

    real = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    answers, work = [], []
    tried = [world.lead, world.strategic, world.member]
    for email in [*(person.email for person in tried), "nobody@people.example"]:
        verified.clear()
        answers.append(failing_answer(client, email))
        work.append((len(verified), client.statements))
    assert WRONG in answers[0]
    assert len(set(answers)) == 1
    assert len(set(work)) == 1, work
    assert work[0][0] == 1


def test_a_closed_account_does_not_get_in_with_the_right_password(
    world: World, client: PageClient
) -> None:
    change(give_password(world.lead), deactivated_at=world.lead.created_at)
    sign_in(client, world.lead.email, status=400)
    assert WRONG in client.page.text


def test_a_failed_sign_in_is_recorded_without_what_was_typed(
    world: World, client: PageClient
) -> None:
    sign_in(client, "my-password-by-mistake@people.example", "x", 400)
    sign_in(client, world.lead.email, "x", 400)
    with reading() as session:
        chosen = select(AuditEvent).where(AuditEvent.verb == "sign-in failed")
        events = session.scalars(chosen.order_by(AuditEvent.id)).all()
    assert [event.about_id for event in events] == [None, world.lead.id]
    assert all("mistake" not in event.summary + event.reason for event in events)


@pytest.mark.parametrize(
    "typed", ["a\x00b@people.example", "x" * 300 + "@people.example", "nonsense"]
)
def test_odd_addresses_get_an_answer_and_not_a_fault(
    world: World, client: PageClient, typed: str
) -> None:
    sign_in(client, typed, "whatever it may be", 400)


def test_passwords_of_200_characters_and_of_any_script_round_trip(
    world: World, client: PageClient
) -> None:
    for password in ("ж" * 199 + "!", "naïve пароль 密码 🗝 with  spaces "):
        give_password(world.lead, passwords.hash_password(password))
        sign_in(client, world.lead.email, password)
        client.http.delete_cookie("session", domain="portal.test")


def test_a_hash_of_older_parameters_is_renewed_when_its_owner_signs_in(
    world: World, client: PageClient
) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    give_password(world.lead, older.hash(PASSWORD))
    sign_in(client, world.lead.email)
    with reading() as session:
        kept = session.get_one(Person, world.lead.id).password_hash
    assert kept is not None
    assert not passwords.needs_rehash(kept)
    assert passwords.verify_password(kept, PASSWORD)


def test_demo_people_sign_in_only_where_nothing_is_real(
    world: World, client: PageClient, app: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(give_password(world.lead), is_demo=True)
    production = load_settings(
        {
            "PORTAL_ENV": "production",
            "SMTP_HOST": "127.0.0.1",
            "SECRET_KEY": "x1" * 20,
            "PUBLIC_BASE_URL": "https://portal.test",
        }
    )
    with monkeypatch.context() as patched:
        patched.setitem(app.config, "SETTINGS", production)
        sign_in(client, world.lead.email, status=400)
        assert WRONG in client.page.text
    sign_in(client, world.lead.email)


def test_ten_failures_from_one_place_stop_that_place_and_nobody_else(
    world: World, client: PageClient, app: Portal
) -> None:
    give_password(world.lead)
    give_password(world.strategic)
    for _ in range(10):
        sign_in(client, world.lead.email, "wrong password", 400)
    sign_in(client, world.lead.email, status=429)  # even with the right password
    assert "Too many tries" in client.page.h1
    assert int(client.response.headers["Retry-After"]) > 0
    sign_in(client, world.strategic.email)
    victim = PageClient(app)
    victim.http.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    sign_in(victim, world.lead.email)


def test_the_limit_is_checked_before_any_hash_is_computed(
    world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        sign_in(client, "nobody@people.example", "wrong password", 400)
    monkeypatch.setattr(passwords, "_hasher", None)
    sign_in(client, "nobody@people.example", "wrong password", 429)


def test_one_place_cannot_try_many_accounts(world: World, client: PageClient) -> None:
    with side_transaction() as session:
        sign_in(client, "a0@people.example", "wrong password", 400)
        session.execute(update(Attempts).values(count=50))
    sign_in(client, "a1@people.example", "wrong password", 429)


def test_tries_that_succeed_are_held_against_nobody(world: World, client: PageClient) -> None:
    give_password(world.lead)
    for _ in range(12):
        sign_in(client, world.lead.email)
        client.http.delete_cookie("session", domain="portal.test")
    with reading() as session:
        assert set(session.scalars(select(Attempts.count))) == {0}


def test_signing_in_starts_a_new_cookie_and_leaves_nothing_of_the_old_one(
    world: World, client: PageClient
) -> None:
    give_password(world.lead)
    client.get("/sign-in")
    with client.http.session_transaction(base_url="http://portal.test") as planted:
        planted["planted"] = "by an attacker"
        before = planted["csrf_token"]
    client.submit(client.page.form("Sign in"), email=world.lead.email, password=PASSWORD)
    with client.http.session_transaction(base_url="http://portal.test") as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != before
        assert cookie["_user_id"]


def test_signing_in_as_somebody_else_ends_the_earlier_sign_in(
    world: World, client: PageClient
) -> None:
    give_password(world.lead)
    client.sign_in(world.strategic).get("/account")
    client.post("/sign-in", {"email": world.lead.email, "password": PASSWORD})
    with reading() as session:
        rows = session.scalars(select(SignIn).order_by(SignIn.id)).all()
    assert [(row.person_id, row.ended_at is None) for row in rows] == [
        (world.strategic.id, False),
        (world.lead.id, True),
    ]


def test_a_copied_cookie_is_dead_as_soon_as_its_owner_signs_out(
    world: World, client: PageClient, app: Portal
) -> None:
    give_password(world.lead)
    sign_in(client, world.lead.email)
    stolen = client.http.get_cookie("session", domain="portal.test")
    assert stolen is not None
    thief = PageClient(app)
    thief.http.set_cookie("session", stolen.value, domain="portal.test")
    thief.get("/account")
    client.get("/account")
    client.submit(client.page.form("Sign out"))
    assert client.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "You are signed out" in client.follow().text
    thief.get("/account", 302)
    assert "signed out" in verbs()


def test_signing_out_twice_is_no_fault(world: World, client: PageClient) -> None:
    client.post("/sign-out")
    assert client.response.headers["Location"] == "/sign-in"


def test_there_is_no_cookie_that_remembers(world: World, client: PageClient) -> None:
    give_password(world.lead)
    sign_in(client, world.lead.email)
    set_cookies = client.response.headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in set_cookies] == ["session"]
    assert "expires" not in set_cookies[0].lower()
    assert "max-age" not in set_cookies[0].lower()


def test_a_password_changed_while_it_was_verified_does_not_let_in(
    world: World, app: Portal
) -> None:
    from app.accounts import service

    give_password(world.lead)
    proved = service.prove(world.lead.email, PASSWORD, is_production=False)
    assert proved is not None
    give_password(world.lead, passwords.hash_password("another password altogether"))
    with side_transaction(), audit.acting(audit.Acting()):
        assert service.sign_in(proved, "A browser") is None
