"""Invitations: sent by mail, used once, by whom they are for."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.accounts.models import Person, SignIn
from app.accounts.queries import person_by_email
from app.accounts.service import limits
from app.core import clock
from app.core.audit import Acting, acting
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail
from app.core.security.limits import Limit
from app.core.security.passwords import hash_password
from app.core.security.tokens import digest
from app.core.web.edge import Portal
from app.sites import queries, service
from app.sites.models import Invitation, Membership
from app.sites.rules import SiteRole
from app.sites.service import NotOpen, NotYours, Refused
from tests.page_client import PageClient
from tests.worlds import World

EMAIL = "nia.newcomer@people.example"
PASSWORD = "three quite unusual herons"


def _invite(
    app: Portal, world: World, email: str = EMAIL, role: SiteRole = SiteRole.STRATEGIC
) -> int:
    with app.app_context(), transaction():
        return service.invite(world.home.id, "Nia Newcomer", email, role, world.lead.id)


def _mails() -> list[OutboxMail]:
    with reading() as current:
        return list(current.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def _path() -> str:
    found = re.search(r"http://portal\.test(/invitation/\S+)", _mails()[-1].text)
    assert found, "The mail holds no link."
    return found[1]


def _token() -> str:
    return _path().rsplit("/", 1)[1]


def _give_password(person: Person) -> None:
    with transaction() as current:
        current.execute(
            update(Person)
            .where(Person.id == person.id)
            .values(password_hash=hash_password(PASSWORD))
        )


def _roles(person_id: int) -> frozenset[tuple[int, str]]:
    with reading():
        return frozenset((site, str(role)) for site, role in queries.belonging(person_id))


def _nia() -> Person | None:
    with reading():
        return person_by_email(EMAIL)


def test_the_mail_is_confidential_says_who_invites_to_what_and_answers_go_to_the_lead(
    app: Portal,
    world: World,
) -> None:
    _invite(app, world)
    mail = _mails()[0]
    assert (mail.address, mail.confidential, mail.reply_to) == (EMAIL, True, world.lead.email)
    assert mail.subject == "Northmoor: you are invited"
    for words in ("Dear Nia Newcomer", "Lena Lead", "To: Northmoor", "As: Strategic lead"):
        assert words in mail.text
    assert _path() in mail.html
    with reading() as current:
        kept = current.scalars(select(Invitation)).one()
    assert kept.token_hash == digest(_token())
    assert kept.expires_at - kept.created_at == timedelta(days=7)


def test_a_newcomer_gets_an_account_a_role_and_lands_at_home(
    app: Portal, world: World, client: PageClient
) -> None:
    _invite(app, world)
    page = client.get(_path())
    assert "Lena Lead invites you to Northmoor as strategic lead" in page.text
    client.submit(page.form("Create the account"), new_password=PASSWORD)
    assert client.response.headers["Location"] == "/"
    nia = _nia()
    assert nia is not None
    assert (nia.name, _roles(nia.id)) == (
        "Nia Newcomer",
        frozenset({(world.home.id, "strategic")}),
    )
    assert "Nia Newcomer" in client.get("/sites/northmoor/people").text
    client.get(_path(), status=410)


def test_opening_the_link_uses_nothing_up(app: Portal, world: World, client: PageClient) -> None:
    _invite(app, world)
    for _ in range(3):
        client.get(_path())
    client.submit(client.page.form("Create the account"), new_password=PASSWORD)


def test_a_weak_password_is_refused_and_the_invitation_still_works(
    app: Portal, world: World, client: PageClient
) -> None:
    _invite(app, world)
    form = client.get(_path()).form("Create the account")
    page = client.submit(form, 400, new_password="northmoor123", name="Nia N")
    assert "easy to guess" in page.text
    assert PASSWORD not in page.body
    assert page.form("Create the account").fields["name"] == ["Nia N"]
    client.submit(page.form("Create the account"), 400, new_password="short")
    client.submit(client.page.form("Create the account"), new_password=PASSWORD)


def test_somebody_with_an_account_proves_it_with_its_password(
    app: Portal, world: World, client: PageClient
) -> None:
    _give_password(world.foreign_strategic)
    _invite(app, world, world.foreign_strategic.email, SiteRole.CONTRIBUTOR)
    page = client.get(_path())
    assert "new_password" not in page.body
    page = client.submit(page.form("Sign in and join"), 400, password="not mine at all")
    assert "not the password of your account" in page.text
    assert (world.home.id, "contributor") not in _roles(world.foreign_strategic.id)
    client.submit(page.form("Sign in and join"), password=PASSWORD)
    assert (world.home.id, "contributor") in _roles(world.foreign_strategic.id)
    client.get("/sites/northmoor/people")


def test_somebody_signed_in_with_the_address_only_presses_the_button(
    app: Portal, world: World, client: PageClient
) -> None:
    _invite(app, world, world.member.email)
    client.sign_in(world.member)
    client.submit(client.get(_path()).form("Join as Mo Member"))
    assert _roles(world.member.id) == {(world.home.id, "strategic")}


def test_somebody_else_signed_in_cannot_take_it_for_themselves(
    app: Portal, world: World, client: PageClient
) -> None:
    _invite(app, world, world.member.email)
    client.sign_in(world.foreign_strategic)
    page = client.get(_path())
    assert "You are signed in as Finn Foreign" in page.text
    client.post(_path(), status=400)
    with pytest.raises(NotYours), transaction():
        service.accept_signed_in(_token(), world.foreign_strategic.id)
    assert (world.home.id, "strategic") not in _roles(world.foreign_strategic.id)


def test_a_link_is_used_once_even_by_two_at_the_same_moment(app: Portal, world: World) -> None:
    _invite(app, world)
    token, kept = _token(), hash_password(PASSWORD)

    def accept(name: str) -> str:
        try:
            with transaction():
                service.accept_as_new(token, name, kept, "a browser")
        except (NotOpen, Refused) as refusal:
            return type(refusal).__name__
        return "joined"

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(accept, ("Nia", "Nina"))) == ["NotOpen", "joined"]
    with reading() as current:
        assert current.scalar(select(func.count()).select_from(SignIn)) == 1


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("expired", "Ask Lena Lead to invite you again"),
        ("withdrawn", "Ask Lena Lead to invite you again"),
        ("accepted", "tell Lena Lead at once"),
        ("unknown", "ask the person who invited you"),
    ],
)
def test_a_link_that_does_not_work_says_whom_to_ask(
    app: Portal, world: World, client: PageClient, how: str, words: str
) -> None:
    _invite(app, world)
    path, moment = _path(), clock.now()
    form = client.get(path).form("Create the account")
    column = {"expired": "expires_at", "unknown": ""}.get(how, f"{how}_at")
    with transaction() as current:
        if column:
            current.execute(update(Invitation).values({column: moment}))
        else:
            current.execute(update(Invitation).values(token_hash=digest("another")))
    assert words in client.get(path, status=410).text
    client.submit(form, 410, new_password=PASSWORD)
    assert _nia() is None


def test_sending_again_makes_a_new_link_and_ends_the_old_one(
    app: Portal, world: World, client: PageClient
) -> None:
    _invite(app, world)
    old = _path()
    client.sign_in(world.strategic).get("/sites/northmoor/people")
    client.submit(client.page.form("Send again"))
    assert len(_mails()) == 2
    client.get(old, status=410)
    client.get(_path())


def test_a_withdrawn_invitation_is_gone_from_the_page(
    app: Portal, world: World, client: PageClient
) -> None:
    number = _invite(app, world)
    client.sign_in(world.lead).get("/sites/northmoor/people")
    client.submit(client.page.form("Withdraw"))
    assert EMAIL not in client.follow().text
    for action in ("withdraw", "resend"):
        client.post(f"/sites/northmoor/people/invitations/{number}/{action}", status=404)


def test_invitations_of_another_site_are_not_found(
    app: Portal, world: World, client: PageClient
) -> None:
    number = _invite(app, world)
    client.sign_in(world.foreign_strategic)
    for action in ("withdraw", "resend"):
        client.post(f"/sites/farfield/people/invitations/{number}/{action}", status=404)
    assert len(_mails()) == 1


def test_inviting_twice_or_a_member_or_no_address_is_refused(app: Portal, world: World) -> None:
    _invite(app, world)
    for email, words in (
        (EMAIL.upper(), "waiting for an answer"),
        (world.strategic.email, "already belongs"),
        ("not an address", "form name@example.org"),
    ):
        with pytest.raises(Refused, match=words):
            _invite(app, world, email)
    assert len(_mails()) == 1


def test_another_role_at_the_same_site_replaces_the_one_held(app: Portal, world: World) -> None:
    _invite(app, world, world.contributor.email, SiteRole.STRATEGIC)
    with transaction():
        service.accept_signed_in(_token(), world.contributor.id)
    assert _roles(world.contributor.id) == {(world.home.id, "strategic")}
    with reading() as current:
        rows = current.scalars(
            select(Membership.ended_at).where(Membership.person_id == world.contributor.id)
        ).all()
    assert sorted(row is None for row in rows) == [False, True]


def test_staff_are_invited_without_a_site_and_get_their_role(
    app: Portal, world: World, client: PageClient
) -> None:
    with app.app_context(), acting(Acting(world.admin.id, "web", "r1")), transaction():
        service.invite_staff("Nia Newcomer", EMAIL, "lead")
        with pytest.raises(Refused):
            service.invite_staff("X", "x@people.example", "strategic")
        with pytest.raises(Refused, match="already has this role"):
            service.invite_staff("Lena", world.lead.email, "lead")
    page = client.get(_path())
    assert "to the NSPCC as implementation lead" in page.text
    client.submit(page.form("Create the account"), new_password=PASSWORD)
    nia = _nia()
    assert nia is not None
    assert nia.staff_role == "lead"
    client.get("/authorities")


def test_a_closed_account_cannot_accept(app: Portal, world: World) -> None:
    with transaction() as current:
        current.execute(
            update(Person).where(Person.id == world.member.id).values(deactivated_at=clock.now())
        )
    _invite(app, world, world.member.email)
    with pytest.raises(NotYours), transaction():
        service.accept_signed_in(_token(), world.member.id)


def test_nobody_can_use_the_portal_to_flood_mailboxes(
    world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("invitations", 2, timedelta(days=36_500))
    monkeypatch.setattr(limits, "INVITATIONS_PER_PERSON", limit)
    people = f"/sites/{world.home.slug}/people"
    client.sign_in(world.strategic)
    client.post(people, {"name": "Nia Newcomer", "email": EMAIL, "role": "contributor"})
    with reading() as current:
        number = current.scalars(select(Invitation.id)).one()
    client.post(f"{people}/invitations/{number}/resend")
    client.post(f"{people}/invitations/{number}/resend", status=429)
    assert "Retry-After" in client.response.headers
    assert len(_mails()) == 2


def test_nobody_of_the_nspcc_can_be_invited_to_answer_for_an_authority(
    app: Portal, world: World, client: PageClient
) -> None:
    client.sign_in(world.admin)
    form = {"name": "Ada Admin", "email": world.admin.email.upper(), "role": "strategic"}
    client.post(f"/sites/{world.home.slug}/people", form, status=400)
    assert "works for the NSPCC" in client.page.text
    assert not _mails()


def test_an_invitation_to_a_site_ends_where_the_person_joined_the_nspcc_meanwhile(
    app: Portal, world: World
) -> None:
    _invite(app, world, world.member.email)
    with transaction() as current:
        current.execute(
            update(Person).where(Person.id == world.member.id).values(staff_role="lead")
        )
    with pytest.raises(NotYours), transaction():
        service.accept_signed_in(_token(), world.member.id)
