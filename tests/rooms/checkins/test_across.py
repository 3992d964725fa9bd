"""The calls of many sites: the list, the month, a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.checkins.models import CheckInCall
from app.checkins.rules import CallState
from app.checkins.service import agree_cadence
from app.core import audit, clock, db
from app.core.web.edge import Portal
from app.sites.models import Site
from app.sites.rules import Stage, Status
from app.sites.rules.levels import Level
from app.sites.service import record_level
from tests.factories.calls import hold
from tests.factories.checkins import book_call
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World

NOW = datetime(2027, 3, 10, 9, 0, tzinfo=UTC)  # a Wednesday
ROLES = ("strategic", "contributor", "member")


@pytest.fixture(autouse=True)
def wednesday(data: str) -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def call(site: Site, world: World, days: float, state: CallState = CallState.PLANNED) -> int:
    """A call so many days from now."""
    now = clock.now()
    made = CheckInCall(
        site_id=site.id,
        state=state,
        starts_at=now + timedelta(days=days),
        minutes=45,
        channel="phone",
        place="01632 960001",
        agenda="",
        uid=f"test-{site.id}-{days}",
        booked_by_id=world.lead.id,
        booked_at=now,
        told_at=now,
    )
    db.session().add(made)
    db.session().flush()
    return made.id


@pytest.fixture
def busy(world: World) -> World:
    """Lena's sites, one for each section, in the order of their names; one more that rests."""
    with db.transaction():
        audit.because("world built", summary="Calls for a test.")
        names = ("Ashby", "Birch", "Cole", "Dray", "Elm", "Rest")
        ashby, birch, cole, dray, elm, rest = (make_site(one, lead=world.lead) for one in names)
        call(ashby, world, -40, CallState.HELD)
        call(birch, world, -2)
        call(birch, world, 40)
        call(cole, world, 1)
        call(dray, world, 9)
        call(elm, world, -10, CallState.HELD)
        call(elm, world, 3, CallState.CANCELLED)
        elm.stage = Stage.FULL
        call(rest, world, 1)
        rest.status = Status.PAUSED
        db.session().get_one(Site, world.home.id).status = Status.STOPPED
        call(world.foreign, world, 2)
    return world


def headed(client: PageClient, path: str) -> dict[str, list[str]]:
    """The sites under each heading of the list."""
    page = client.get(path)
    found = {}
    for caption in ("Overdue", "To record", "This week", "Next", "Unbooked"):
        if f">{caption}</caption>" in page.body:
            found[caption] = [row[0] for row in page.table(caption)[1:]]
    return found


def test_a_lead_finds_their_own_calls_in_the_order_of_urgency(
    busy: World, client: PageClient
) -> None:
    assert headed(client.sign_in(busy.lead), "/check-ins") == {
        "Overdue": ["Ashby"],
        "To record": ["Birch"],
        "This week": ["Cole"],
        "Next": ["Dray", "Birch"],
        "Unbooked": ["Elm"],
    }
    page = client.page
    assert "1 this week, 1 to record, 1 site overdue for one" in page.text
    ashby = page.table("Overdue")[1]
    assert ashby[2] == "– Not known"
    assert ashby[3] == (
        "Not booked; 11 Mar 2027 is proposed A call was due on 28 February 2027, 30 days after the"
        " last call, the usual time in Exploration."
    )
    assert ashby[4] == "29 Jan 2027"
    assert page.links["Book a call (Ashby)"] == "/sites/ashby/check-ins/book"
    assert page.links["Offer times (Ashby)"] == "/sites/ashby/check-ins/offer"
    assert page.links["Write the note (Birch)"].endswith("/note")
    assert page.links["Call sheet (Cole)"].endswith("/sheet")


def test_what_is_agreed_and_the_level_say_from_when_a_site_is_overdue(
    busy: World, client: PageClient
) -> None:
    with db.transaction():
        audit.because("world built", summary="Levels and agreements for a test.")
        ashby = db.session().scalars(select(Site).where(Site.slug == "ashby")).one()
        elm = db.session().scalars(select(Site).where(Site.slug == "elm")).one()
        agree_cadence(ashby.id, 45, clock.today() + timedelta(days=90), "Inspection", busy.lead.id)
        agree_cadence(elm.id, 10, clock.today() + timedelta(days=90), "A pilot", busy.lead.id)
    found = headed(client.sign_in(busy.lead), "/check-ins?state=without")
    assert found == {"Unbooked": ["Ashby", "Elm"]}  # 40 of 45 days have passed, and 10 of 10
    with db.transaction():
        record_level(ashby.id, Level.ACUTE, "The sponsor left.")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        found = headed(client.sign_in(busy.lead), "/check-ins?state=without")
    assert found == {"Overdue": ["Ashby", "Elm"]}
    found = headed(client.sign_in(busy.lead), "/check-ins?level=acute")
    assert found == {"Overdue": ["Ashby"]}
    assert client.page.table("Overdue")[1][2] == "Acute"
    assert "because of the level Acute" in client.page.text
    assert "Ashby" not in str(headed(client, "/check-ins?level=none"))


def test_the_confidence_last_given_stands_beside_the_last_call(
    app: Portal, world: World, client: PageClient
) -> None:
    with app.app_context():
        with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
            made = [book_call(world, date(2027, *on)) for on in ((1, 12), (2, 10))]
        hold(world, made[0], confidence="7")
        hold(world, made[1])
    row = client.sign_in(world.lead).get("/check-ins").table("Unbooked")[1]
    assert row[4] == "10 Feb 2027 Confidence 7 of 10 on 12 Jan 2027"


def test_all_sites_are_shown_on_request_and_to_administrators(
    busy: World, client: PageClient
) -> None:
    found = headed(client.sign_in(busy.lead), "/check-ins?whose=everybody")
    assert found["This week"] == ["Cole", "Farfield"]
    assert "Book a call (Ashby)" in client.page.links
    assert headed(client.sign_in(busy.admin), "/check-ins")["This week"] == ["Cole", "Farfield"]
    found = headed(client.sign_in(busy.other_lead), "/check-ins?whose=everybody")
    assert "See calls (Ashby)" in client.page.links  # not theirs to book
    assert "Book a call (Ashby)" not in client.page.links


def test_filters_and_sorting_stay_in_the_address(busy: World, client: PageClient) -> None:
    client.sign_in(busy.lead)
    found = headed(client, "/check-ins?state=without")
    assert found == {"Overdue": ["Ashby"], "Unbooked": ["Elm"]}
    assert "2 of 6 calls and sites without one: Overdue or unbooked" in client.page.text
    assert headed(client, "/check-ins?stage=full-implementation") == {"Unbooked": ["Elm"]}
    page = client.get("/check-ins?sort=-site&region=North+West")
    rows = page.table("Calls and sites without one")[1:]
    assert [row[0] for row in rows] == ["Elm", "Dray", "Cole", "Birch", "Birch", "Ashby"]
    assert "sort=-when" not in page.links["Call"]
    assert "region=North+West" in page.links["Call"]
    assert "Nothing fits these filters" in client.get("/check-ins?nation=Wales").text


def test_whoever_was_never_called_is_overdue_by_the_day_the_site_was_added(
    world: World, client: PageClient
) -> None:
    with db.transaction():
        audit.because("world built", summary="Test.")
        db.session().get_one(Site, world.home.id).created_at = clock.now() - timedelta(days=31)
    assert headed(client.sign_in(world.lead), "/check-ins") == {"Overdue": ["Northmoor"]}
    assert "Never called" in client.page.text


def test_30_sites_take_as_many_statements_as_1(world: World, client: PageClient) -> None:
    paths = ("/check-ins", "/check-ins/month", "/check-ins/days/2027-03-11")
    client.sign_in(world.lead)
    few = {}
    for path in paths:
        client.get(path)
        few[path] = client.statements
    with db.transaction():
        audit.because("world built", summary="Test.")
        for index in range(30):
            site = make_site(f"Site {index}", lead=world.lead)
            call(site, world, 1)
            call(site, world, -30, CallState.HELD)
    for path in paths:
        client.get(path)
        assert client.statements <= few[path], path  # who may book is read where a site has no call
        assert few[path] <= 14


def test_the_month_shows_the_days_with_their_calls_and_leads_on(
    busy: World, client: PageClient
) -> None:
    page = client.sign_in(busy.lead).get("/check-ins/month")
    assert page.h1 == "Check-in calls in March 2027"
    assert "3 calls of your sites" in page.text  # the cancelled one is left out
    assert "Wednesday 10 March 2027 today" in page.text
    assert "09:00 Cole" in page.text
    assert "Rest" not in page.text
    page = client.get(next(href for text, href in page.links.items() if "February 2027" in text))
    assert page.h1 == "Check-in calls in February 2027"
    assert "This month" in page.links
    assert "09:00 Elm (held)" in page.text


def test_a_day_with_many_calls_has_a_page_of_its_own(world: World, client: PageClient) -> None:
    with db.transaction():
        audit.because("world built", summary="Test.")
        for index in range(8):
            call(make_site(f"Site {index}", lead=world.lead), world, 1)
    page = client.sign_in(world.lead).get("/check-ins/month")
    page = client.get(page.links["2 more"])
    assert page.h1 == "Check-in calls on 11 March 2027"
    assert "Site 7" in page.links
    client.get("/check-ins/days/2027-02-30", 404)


@pytest.mark.parametrize("path", ["/check-ins", "/check-ins/month", "/check-ins/days/2027-03-11"])
def test_it_is_for_the_nspcc(world: World, client: PageClient, path: str) -> None:
    for role in ROLES:
        client.sign_in(world.person(role)).get(path, 403)
    assert client.sign_in(world.other_lead).get(path).h1


def test_a_lead_without_sites_is_shown_the_way_to_all(world: World, client: PageClient) -> None:
    with db.transaction():
        audit.because("world built", summary="Test.")
        db.session().get_one(Site, world.home.id).lead_id = world.other_lead.id
    page = client.sign_in(world.lead).get("/check-ins")
    assert "No site is yours" in page.text
    assert page.links["See the calls of all sites"] == "/check-ins?whose=everybody"


def test_the_clocks_change_within_the_month_and_days_stay_days(
    world: World, client: PageClient
) -> None:
    with db.transaction():
        audit.because("world built", summary="Test.")
        call(world.home, world, 19)  # 29 March, 09:00 UTC is 10:00 in London
    assert "10:00 Northmoor" in client.sign_in(world.lead).get("/check-ins/month").text
