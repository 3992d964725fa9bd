"""Accounts as administrators manage them."""

import re
import threading

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import Person, SignIn
from app.admin import service
from app.admin.service import NotAllowed
from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import reading, session, transaction
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.sites import service as sites
from app.sites.models import Invitation
from tests.factories.accounts import make_person
from tests.page_client import PageClient
from tests.worlds import World


def names(client: PageClient) -> list[str]:
    return [row[0] for row in client.page.table("Accounts")[1:]]


def another_admin() -> Person:
    with transaction():
        audit.because("person made", summary="Made for a test.")
        return make_person("Bea Boss", staff_role="admin")


def mails_to(address: str) -> list[str]:
    with reading() as current:
        wanted = select(OutboxMail.template).where(OutboxMail.address == address)
        return list(current.scalars(wanted.order_by(OutboxMail.id)))


def test_everybody_is_listed_with_what_they_do(world: World, client: PageClient) -> None:
    client.sign_in(world.admin).get("/admin/users")
    rows = {row[0]: row[1:] for row in client.page.table("Accounts")[1:]}
    assert rows["Lena Lead"] == ["lena.lead@people.example", "Implementation lead", "Open"]
    assert rows["Stella Strategic"][1] == "Strategic lead, Northmoor"
    assert rows["Mo Member"][1] == "No role now"
    assert names(client) == sorted(names(client))


def test_accounts_are_found_by_words_role_and_state(world: World, client: PageClient) -> None:
    client.sign_in(world.admin).get("/admin/users?role=strategic")
    assert names(client) == ["Finn Foreign", "Stella Strategic"]
    client.get("/admin/users?role=lead")
    assert names(client) == ["Lena Lead", "Olu Otherlead"]
    client.get("/admin/users?q=CORA")
    assert names(client) == ["Cora Contributor"]
    client.get("/admin/users?q=mo.member@")
    assert names(client) == ["Mo Member"]
    client.get("/admin/users?state=closed")
    assert "No account fits" in client.page.text
    client.get("/admin/users?role=nonsense&state=nonsense&page=x")
    assert len(names(client)) == 7


def test_many_people_take_pages_and_no_more_statements(world: World, client: PageClient) -> None:
    client.sign_in(world.admin).get("/admin/users?q=lena")
    with_one = client.statements
    with transaction():
        audit.because("people made", summary="Made for a test.")
        for number in range(60):
            make_person(f"Zed {number:02}")
    client.get("/admin/users")
    assert client.statements == with_one
    assert len(names(client)) == 50
    client.get("/admin/users?page=2")
    assert names(client)[-1] == "Zed 59"


def test_an_account_is_closed_with_a_reason_and_signed_out_at_once(
    app: Portal, world: World, client: PageClient
) -> None:
    theirs = PageClient(app).sign_in(world.lead)
    theirs.get("/account")
    client.sign_in(world.admin).get(f"/admin/users/{world.lead.id}")
    assert "1 device" in client.page.text
    client.get(client.page.links["Close this account"])
    client.submit(client.page.form("Close the account"), reason="Has left the NSPCC.")
    assert "This account was closed on" in client.follow().text
    assert "No devices" in client.page.text
    theirs.get("/account", status=302)
    with reading() as current:
        event = current.scalars(select(AuditEvent).where(AuditEvent.verb == "account closed")).one()
    assert (event.reason, event.actor_id, event.about_id) == (
        "Has left the NSPCC.",
        world.admin.id,
        world.lead.id,
    )


def test_a_closed_account_is_opened_again_with_a_reason(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    client.get(f"/admin/users/{world.lead.id}/close")
    client.submit(client.page.form("Close the account"), reason="Closed by mistake.")
    client.follow()
    client.get(client.page.links["Open this account again"])
    client.submit(client.page.form("Open the account"), reason="It was a mistake.")
    assert "This account is open." in client.follow().text


@pytest.mark.parametrize("what", ["close", "open"])
@pytest.mark.parametrize("reason", ["", "short", "         x "])
def test_without_a_reason_nothing_is_closed_or_opened(
    world: World, client: PageClient, what: str, reason: str
) -> None:
    client.sign_in(world.admin).get(f"/admin/users/{world.lead.id}/{what}")
    form = client.page.form("Close the account" if what == "close" else "Open the account")
    client.submit(form, status=400, reason=reason)
    assert "Say why, in" in client.page.text
    with reading():
        found = accounts.person(world.lead.id)
    assert found is not None
    assert found.deactivated_at is None


def test_nobody_closes_their_own_account(world: World, client: PageClient) -> None:
    another_admin()
    client.sign_in(world.admin).get(f"/admin/users/{world.admin.id}")
    assert "Close this account" not in client.page.links
    client.get(f"/admin/users/{world.admin.id}/close")
    client.submit(client.page.form("Close the account"), status=400, reason="I want to go home.")
    assert "You cannot close your own account." in client.page.text
    assert "I want to go home." in client.page.body


def test_the_last_administrator_stays(world: World) -> None:
    other = another_admin()
    with transaction():
        service.close_account(world.admin.id, other.id, "Has left the NSPCC.")
    with pytest.raises(NotAllowed, match="last administrator"), transaction():
        service.close_account(other.id, world.admin.id, "In return for that.")
    with pytest.raises(NotAllowed, match="last administrator"), transaction():
        service.invite_staff(other.id, "Ada Admin", "Ada.Admin@people.example", "lead")


def test_two_administrators_who_close_each_other_at_once_leave_one(world: World) -> None:
    other = another_admin()
    both = threading.Barrier(2)

    def close(actor: int, person: int) -> None:
        both.wait()
        try:
            with transaction():
                service.close_account(actor, person, "Not needed any more.")
        except NotAllowed:
            pass

    pairs = [(world.admin.id, other.id), (other.id, world.admin.id)]
    threads = [threading.Thread(target=close, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading() as current:
        wanted = select(Person).where(Person.staff_role == "admin")
        left = [p for p in current.scalars(wanted) if p.deactivated_at is None]
    assert len(left) == 1


def test_the_last_administrator_cannot_accept_to_be_less_and_the_closed_close_nobody(
    app: Portal, world: World
) -> None:
    other = another_admin()
    with app.app_context(), transaction():
        sites.invite_staff("Ada", world.admin.email, "lead", other.id)
        mail = session().scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        assert mail is not None
        found = re.search(r"/invitation/([\w-]+)", mail.text or "")
        assert found is not None
    with transaction():
        service.close_account(world.admin.id, other.id, "Not needed any more.")
    with pytest.raises(sites.LastAdministrator), transaction():
        sites.accept_signed_in(found[1], world.admin.id)
    with pytest.raises(NotAllowed, match="closed a moment ago"), transaction():
        service.close_account(other.id, world.lead.id, "Not needed any more.")


def test_a_lost_mailbox_is_replaced_with_proof_and_both_addresses_are_told(
    app: Portal, world: World, client: PageClient
) -> None:
    theirs = PageClient(app).sign_in(world.strategic)
    client.sign_in(world.admin).get(f"/admin/users/{world.strategic.id}/e-mail")
    client.submit(
        client.page.form("Change the address"),
        email="Stella@New.example",
        proof="Called back on the number in the contract.",
    )
    assert "stella@new.example" in client.follow().text
    assert mails_to("stella@new.example") == ["accounts_email_moved"]
    assert mails_to("stella.strategic@people.example") == ["accounts_email_changed"]
    theirs.get("/account", status=302)


@pytest.mark.parametrize(
    ("email", "proof", "words"),
    [
        ("new@new.example", "short", "Say how the person proved who they are"),
        ("no address", "Called back on a known number.", "name@example.org"),
        ("lena.lead@people.example", "Called back on a known number.", "already an account"),
    ],
)
def test_a_new_address_that_cannot_be_is_refused_beside_its_field(
    world: World, client: PageClient, email: str, proof: str, words: str
) -> None:
    client.sign_in(world.admin).get(f"/admin/users/{world.strategic.id}/e-mail")
    client.submit(client.page.form("Change the address"), status=400, email=email, proof=proof)
    assert words in client.page.text
    assert client.page.form("Change the address").fields["email"] == [email]


def test_administrators_prove_their_own_new_address_like_everybody(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.admin).get(f"/admin/users/{world.admin.id}/e-mail")
    form = client.page.form("Change the address")
    client.submit(form, status=400, email="me@new.example", proof="I know that it is me.")
    assert "Change your own e-mail address in your account" in client.page.text


def test_every_device_of_a_person_is_signed_out(
    app: Portal, world: World, client: PageClient
) -> None:
    browsers = [PageClient(app).sign_in(world.lead) for _ in range(2)]
    client.sign_in(world.admin).get(f"/admin/users/{world.lead.id}")
    client.submit(client.page.form("Sign out on all devices"))
    assert "Lena Lead is signed out on 2 devices." in client.follow().text
    for browser in browsers:
        browser.get("/account", status=302)


def test_a_sign_in_that_is_over_is_no_device(world: World, client: PageClient) -> None:
    with transaction() as current:
        moment = clock.now().replace(year=clock.now().year - 1)
        current.add(
            SignIn(
                token_hash="x",
                person_id=world.lead.id,
                started_at=moment,
                seen_at=moment,
                browser="old",
            )
        )
    client.sign_in(world.admin).get(f"/admin/users/{world.lead.id}")
    assert "No devices" in client.page.text


def test_a_colleague_is_invited_and_the_invitation_waits_until_withdrawn(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.admin).get("/admin/users/invite")
    form = client.page.form("Send the invitation")
    client.submit(form, name="Nia New", email="nia@nspcc.example", role="lead")
    assert "An invitation to nia@nspcc.example is on its way." in client.follow().text
    assert mails_to("nia@nspcc.example") == ["sites_invitation"]
    assert client.page.table("Invitations")[1][:3] == [
        "Nia New",
        "nia@nspcc.example",
        "Implementation lead",
    ]
    client.submit(client.page.form("Send again"))
    client.follow()
    assert len(mails_to("nia@nspcc.example")) == 2
    client.submit(client.page.form("Withdraw"))
    assert "Nia New" not in client.follow().text
    with reading() as current:
        assert current.scalars(select(Invitation)).one().withdrawn_at is not None


def test_an_invitation_that_cannot_be_is_refused_beside_its_field(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.admin).get("/admin/users/invite")
    form = client.page.form("Send the invitation")
    client.submit(form, status=400, name="Lena", email="lena.lead@people.example", role="lead")
    assert "This person already has this role" in client.page.text
    client.submit(form, status=400, name="", email="no address", role="lead")
    assert "Enter the person’s name" in client.page.text
    client.submit(form, status=400, name="Ada", email="ada.admin@people.example", role="lead")
    assert "This is the last administrator." in client.page.text


def test_what_does_not_exist_is_not_found(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    for path in ("", "/close", "/open", "/e-mail"):
        client.get(f"/admin/users/999{path}", status=404)
    client.post("/admin/users/999/sign-out", status=404)
    client.post("/admin/users/invitations/999/resend", status=404)
    client.post("/admin/users/invitations/999/withdraw", status=404)
