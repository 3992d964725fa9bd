"""What one was told in the portal: the list, the count on every page, and what is read."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core import audit, clock, db
from app.core.web.edge import Portal
from app.notices import service
from app.notices.rules import Kind
from app.plans.rules import NewAction, Side
from app.plans.service import raise_actions
from app.sites.models import Membership, Site
from app.sites.service import end_membership
from tests.factories.checkins import book_call
from tests.page_client import PageClient
from tests.worlds import World

START = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)
CALL = "Northmoor: check-in call on 18 March 2027"


def tell(world: World, number: int, *, kind: Kind = Kind.CALLS, site: Site | None = None) -> None:
    """A notice to the strategic lead, one hour after the last."""
    with time_machine.travel(START + timedelta(hours=number), tick=False), db.transaction():
        at = site.id if site else None
        service.tell(
            world.strategic.id, kind, f"Told {number}", "/help", key=f"{number}", site_id=at
        )


@pytest.fixture
def told(world: World) -> World:
    tell(world, 1, site=world.home)
    tell(world, 2, kind=Kind.ACTIONS, site=world.home)
    tell(world, 3, site=world.foreign)
    tell(world, 4)
    return world


def titles(client: PageClient) -> list[str]:
    return [text for text in client.page.links if text.startswith("Told")]


def test_unread_stand_first_and_the_count_is_said_on_every_page(
    told: World, client: PageClient
) -> None:
    client.sign_in(told.strategic).get("/account")
    assert "Notices 3: 3 unread notices" in client.page.links
    client.get("/notices")
    assert titles(client) == ["Told 4", "Told 2", "Told 1"], "none of a site one does not see"
    client.get(client.page.links["Told 4"], status=302)
    assert client.response.headers["Location"] == "/help"
    client.get("/notices")
    assert titles(client) == ["Told 2", "Told 1", "Told 4"]
    assert "2 unread notices" in client.page.text


def test_all_can_be_marked_as_read_at_once(told: World, client: PageClient) -> None:
    page = client.sign_in(told.strategic).get("/notices")
    client.submit(page.form("Mark all as read"))
    assert "Notices" in client.follow().links
    assert "Mark all as read" not in client.page.text
    assert len(titles(client)) == 3


def test_the_list_narrows_by_kind_and_site(told: World, client: PageClient) -> None:
    client.sign_in(told.strategic).get("/notices?kind=actions")
    assert titles(client) == ["Told 2"]
    client.get("/notices?kind=calls&at=northmoor")
    assert titles(client) == ["Told 1"]
    assert "No notice fits" in client.get("/notices?at=farfield").text


def test_nothing_of_somebody_else_is_reached(told: World, client: PageClient) -> None:
    path = client.sign_in(told.strategic).get("/notices").links["Told 2"]
    client.sign_in(told.lead)
    assert "Nothing to tell yet" in client.get("/notices").text
    client.get(path, status=404)
    client.post("/notices/read")
    client.sign_in(told.strategic).get("/notices")
    assert "3 unread notices" in client.page.text


def test_whoever_leaves_a_site_is_not_shown_what_they_were_told_of_it(
    told: World, client: PageClient
) -> None:
    path = client.sign_in(told.strategic).get("/notices").links["Told 2"]
    with db.transaction() as session:
        ended = select(Membership.id).where(Membership.person_id == told.strategic.id)
        end_membership(session.scalars(ended).one(), "left")
    client.sign_in(told.strategic).get("/notices")
    assert titles(client) == ["Told 4"]
    client.get(path, status=404)


def test_a_long_list_costs_no_more_and_has_pages(world: World, client: PageClient) -> None:
    tell(world, 1, site=world.home)
    client.sign_in(world.strategic).get("/notices")
    few = client.statements
    for number in range(2, 32):
        tell(world, number, site=world.home)
    client.get("/notices")
    assert client.statements == few
    client.get("/notices?page=2")
    assert "Told 1" in client.page.links


def test_a_call_is_told_of_in_the_portal_too_but_not_to_whoever_booked_it(
    app: Portal, world: World, client: PageClient
) -> None:
    acting = audit.acting(audit.Acting(world.lead.id, "web"))
    with time_machine.travel(START, tick=False), app.app_context(), acting:
        book_call(world, date(2027, 3, 18))
    assert CALL not in client.sign_in(world.lead).get("/notices").links
    assert CALL in client.sign_in(world.strategic).get("/notices").links
    client.get(client.page.links[CALL], status=302)
    assert "/sites/northmoor/check-ins/" in client.response.headers["Location"]


def test_whoever_is_given_actions_is_told_once(
    app: Portal, world: World, client: PageClient
) -> None:
    def new(title: str, owner: int) -> NewAction:
        due = clock.today() + timedelta(days=9)
        return NewAction(title=title, side=Side.AUTHORITY.value, due_on=due, owner_id=owner)

    with db.transaction(), audit.acting(audit.Acting(world.strategic.id, "web")):
        given = [new("Book rooms", world.contributor.id), new("Ask teams", world.contributor.id)]
        raise_actions(world.home.id, given, world.strategic.id)
        raise_actions(world.home.id, [new("Mine", world.strategic.id)], world.strategic.id)
    assert (
        "Northmoor: 2 actions are yours" in client.sign_in(world.contributor).get("/notices").links
    )
    assert "Nothing to tell yet" in client.sign_in(world.strategic).get("/notices").text
