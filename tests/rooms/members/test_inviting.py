"""Asking people of no authority into the community."""

import re

from sqlalchemy import select

from app.accounts.models import Person
from app.core import db
from app.core.db import reading
from app.core.outbox import OutboxMail
from app.sites import service as sites
from app.sites.models import Invitation
from tests.factories import in_app
from tests.page_client import PageClient
from tests.worlds import World

PAGE = "/community/members/invite"
PAT = "pat@university.example"


def last_mail() -> OutboxMail:
    with reading() as current:
        return current.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first() or (
            OutboxMail()
        )


def link() -> str:
    found = re.search(r"http://portal\.test(/invitation/\S+)", last_mail().text)
    assert found, "The mail holds no link."
    return found[1]


def test_somebody_of_no_authority_is_invited_joins_and_sees_the_community_alone(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get("/community/members")
    page = client.get(page.links["Invite somebody to the community"])
    client.submit(page.form("Send the invitation"), name="Pat Partner", email=PAT)
    assert client.follow().table("Invitations")[1][:3] == ["Pat Partner", PAT, "Community member"]
    assert "to the community of practice" in last_mail().subject
    browser = PageClient(client.app)
    page = browser.get(link())
    assert "Lena Lead invites you to the community of practice. The" in page.text
    browser.submit(page.form("Create the account"), new_password="three quite unusual herons")
    browser.get("/", status=303)  # home is the community
    assert "You have joined the community of practice." in browser.follow().text
    browser.get("/community/resources")
    browser.get("/sites/northmoor", status=404)
    browser.get("/admin", status=403)
    with reading() as current:
        pat = current.scalars(select(Person).where(Person.email == PAT)).one()
        assert pat.staff_role is None
    assert client.get(PAGE).status == 200
    assert "Pat Partner" not in client.page.text


def test_who_has_an_account_is_in_the_community_already(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(PAGE)
    typed = {"name": "Stella", "email": world.strategic.email.upper()}
    page = client.submit(page.form("Send the invitation"), 400, **typed)
    assert "is in the community already" in page.text
    assert page.form("Send the invitation").fields["name"] == ["Stella"]


def test_it_is_sent_again_and_withdrawn_and_what_is_offered_elsewhere_is_left_alone(
    client: PageClient, world: World
) -> None:
    with in_app(), db.transaction():
        other = sites.invite_staff("Nia", "nia@nspcc.example", "admin", world.admin.id)
    page = client.sign_in(world.lead).get(PAGE)
    assert "Nia" not in page.text
    client.post(f"/community/members/invitations/{other}/withdraw", status=404)
    client.submit(page.form("Send the invitation"), name="Pat Partner", email=PAT)
    first = link()
    client.submit(client.follow().form("Send again"))
    assert link() != first
    PageClient(client.app).get(first, status=410)
    client.submit(client.follow().form("Withdraw"))
    assert "Pat Partner" not in client.follow().text
    PageClient(client.app).get(link(), status=410)
    with reading() as current:
        assert current.get_one(Invitation, other).withdrawn_at is None
    client.sign_in(world.admin).post(
        f"/admin/users/invitations/{current_of(PAT)}/withdraw", status=404
    )


def current_of(email: str) -> int:
    """The number of an invitation."""
    with reading() as current:
        return current.scalars(select(Invitation.id).where(Invitation.email == email)).one()


def test_authorities_and_members_do_not_invite_to_the_community(
    client: PageClient, world: World
) -> None:
    for person in (world.strategic, world.contributor, world.member):
        client.sign_in(person).get(PAGE, status=403)
        assert "Invite somebody to the community" not in client.get("/community/members").text
