"""Mail that does not arrive is said where the address is shown and can be changed."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.admin.service import invite_staff
from app.core import audit, clock
from app.core.db import transaction
from app.core.mail import Trouble
from app.core.outbox import OutboxMail, State
from app.core.web.edge import Portal
from app.sites import service
from app.sites.rules import SiteRole
from tests.factories.mail import make_mail
from tests.factories.meetings import make_group, make_member
from tests.page_client import PageClient
from tests.worlds import World

TAG = "Mail does not arrive"
FULL = "The mailbox is full."


def mail_to(address: str, *, trouble: Trouble | None = None, hours_ago: int = 0) -> None:
    """A mail that was sent, or that came back with this trouble."""
    moment = clock.now() - timedelta(hours=hours_ago)
    with transaction() as current:
        number = make_mail().id
        changes: dict[str, object] = {"address": address, "state": State.SENT, "sent_at": moment}
        if trouble:
            changes |= {"state": State.BOUNCED, "trouble": trouble, "trouble_at": moment}
        current.execute(update(OutboxMail).where(OutboxMail.id == number).values(changes))


def test_the_people_of_a_site_are_shown_with_what_to_do(
    app: Portal, world: World, client: PageClient
) -> None:
    with app.app_context(), transaction():
        audit.because("invited", summary="Made for a test.")
        service.invite(
            world.home.id, "Nia New", "nia@old.example", SiteRole.CONTRIBUTOR, world.lead.id
        )
    mail_to(world.contributor.email, trouble=Trouble.FULL, hours_ago=3)
    mail_to("nia@old.example", trouble=Trouble.NO_MAILBOX, hours_ago=2)
    mail_to(world.foreign_strategic.email, trouble=Trouble.FULL)
    page = f"/sites/{world.home.slug}/people"
    client.sign_in(world.lead).get(page)
    statements = client.statements
    people = {row[0]: row[2] for row in client.page.table("People with access")[1:]}
    assert FULL in people["Cora Contributor"]
    assert "can change the address under “Your account”" in people["Cora Contributor"]
    assert TAG not in people["Stella Strategic"]
    (invited,) = client.page.table("Invitations waiting for an answer")[1:]
    assert "The address does not exist. Withdraw the invitation" in invited[2]
    mail_to(world.contributor.email, hours_ago=1)
    client.get(page)
    assert FULL not in client.page.text
    assert client.statements == statements


def test_ones_own_account_says_it_until_a_mail_arrives(world: World, client: PageClient) -> None:
    mail_to(world.contributor.email, trouble=Trouble.BLOCKED, hours_ago=2)
    client.sign_in(world.contributor).get("/account")
    assert f"Mail to {world.contributor.email} did not arrive on" in client.page.text
    assert client.page.links["Change your e-mail address"] == "/account/email"
    mail_to(world.contributor.email)
    client.get("/account")
    assert "did not arrive" not in client.page.text


@pytest.mark.one_database("sqlite")
def test_administrators_see_it_on_a_person_in_the_list_and_among_invitations(
    app: Portal, world: World, client: PageClient
) -> None:
    mail_to(world.member.email, trouble=Trouble.CLOSED)
    client.sign_in(world.admin).get(f"/admin/users/{world.member.id}")
    assert "The mailbox is closed. Change the address." in client.page.text
    client.get("/admin/users?q=Mo+Member")
    assert TAG in client.page.text
    with app.app_context(), transaction():
        invite_staff(world.admin.id, "Nia New", "nia@old.example", "lead")
    mail_to("nia@old.example", trouble=Trouble.NO_DOMAIN)
    assert (
        "No mail can be sent to what stands after the @." in client.get("/admin/users/invite").text
    )


@pytest.mark.one_database("sqlite")
def test_a_partner_of_a_group_is_shown_without_the_address(
    world: World, client: PageClient
) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        group = make_group(world.home)
        make_member(group, name="Pat Partner", email="pat@partner.example")
    mail_to("pat@partner.example", trouble=Trouble.NO_MAILBOX)
    client.sign_in(world.lead).get(f"/sites/{world.home.slug}/meetings/groups/{group.id}")
    assert "The address does not exist." in client.page.text
    assert "pat@partner.example" not in client.page.text
