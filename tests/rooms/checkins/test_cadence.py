"""How often a site is called: level, agreements, days without calls, the programme, own hours."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.checkins import queries
from app.core import audit, db
from app.core.web.edge import Portal
from app.notices.service import go_away
from app.sites.rules.levels import Level
from app.sites.service import record_level
from tests.factories.checkins import book_call
from tests.factories.posts import cover
from tests.page_client import PageClient
from tests.worlds import World

NOW = "2027-03-12T09:00:00Z"
CADENCE = "/sites/northmoor/check-ins/cadence"


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> object:
    """Friday 12 March 2027."""
    with time_machine.travel(NOW, tick=False):
        yield


def day_fields(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def test_a_level_brings_the_call_forward_and_stays_with_the_nspcc(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get(CADENCE)
    assert "No level is worked out yet" in page.text
    with db.transaction():
        record_level(world.home.id, Level.CONCERN, "The sponsor left.")
    page = client.get(CADENCE)
    assert "Worked out by the portal on 12 March 2027: The sponsor left." in page.text
    assert "Every 21 days because of the level Concern" in page.text
    assert "2 April 2027: 21 days after today because of the level Concern" in page.text
    page = client.sign_in(world.strategic).get(CADENCE)
    assert "Every 21 days for now; the usual time in Exploration is 30 days." in page.text
    assert "21 days after today, sooner than usual" in page.text
    assert "Concern" not in page.text
    assert "The sponsor left" not in client.get("/sites/northmoor/history").text


def test_what_is_agreed_holds_until_its_day(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(CADENCE)
    page = client.get(page.links["Agree on another number of days"])
    form = page.form("Agree on it")
    page = client.submit(form, status=400, days="3", until=day_fields(date(2027, 3, 1)), reason="x")
    assert "from 7 to 400" in page.text
    until = day_fields(date(2027, 6, 30))
    client.submit(form, days="45", until=until, reason="Inspection work")
    said = "Every 45 days until 30 June 2027, as agreed on 12 March 2027: Inspection work."
    page = client.follow()
    assert said in page.text
    assert "26 April 2027: 45 days after today, as agreed with the site" in page.text
    with time_machine.travel("2027-07-01T09:00:00Z", tick=False), db.reading():
        facts = queries.facts_of([world.home.id], date(2027, 7, 1))[world.home.id]
        assert facts.agreed is None
    page = client.get(page.links["go back to the stage’s cadence"])
    client.submit(page.form("Go back to every 30 days"), reason="It is over")
    assert "Every 30 days, the usual time in Exploration." in client.follow().text


def test_both_sides_keep_days_free_and_see_them(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(CADENCE)
    page = client.get(page.links["Keep days free of calls"])
    form = page.form("Keep these days free")
    first, last = day_fields(date(2027, 4, 12)), day_fields(date(2027, 4, 16))
    page = client.submit(form, status=400, first=last, last=first, reason="Inspection")
    assert "The last day is before the first one" in page.text
    client.submit(form, first=first, last=last, reason="Inspection")
    page = client.sign_in(world.lead).get(CADENCE)
    assert page.table("Days without calls")[1][:3] == [
        "12 to 16 April 2027",
        "Inspection",
        "Northmoor",
    ]
    assert "no calls from 12 to 16 April 2027 (Inspection)" in page.text
    client.submit(page.form("Allow calls on 12 to 16 April 2027"))
    assert "No days are kept free" in client.follow().text
    client.sign_in(world.foreign_strategic)
    client.post("/sites/farfield/check-ins/free-days/1/end", status=404)


def test_an_unusual_day_is_booked_with_a_reason(client: PageClient, world: World) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    typed = {
        "slot": "another",
        "on": day_fields(date(2027, 6, 2)),
        "at": "10:00",
        "channel": "phone",
        "place": "01632 960114",
    }
    page = client.submit(page.form("Book the call"), status=400, **typed)
    assert "2 June 2027 is late for a first." in page.text
    client.submit(page.form("Book the call"), why="After the restructure")
    assert "The call is booked for 2 June 2027" in client.follow().text
    with db.reading() as session:
        assert "After the restructure" in set(session.scalars(select(audit.AuditEvent.reason)))


def test_a_second_call_of_the_lead_at_the_same_time_wants_to_be_confirmed(
    client: PageClient, world: World, app: Portal
) -> None:
    client.allowed = 30  # looks at what is in the way, mails and notices
    with app.app_context():
        book_call(world, date(2027, 3, 30))
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    typed = {"slot": "another", "on": day_fields(date(2027, 3, 30)), "at": "10:30"}
    typed |= {"channel": "phone", "place": "01632 960114"}
    page = client.submit(page.form("Book the call"), status=400, **typed)
    assert "You have a call from 10:00 to 10:45 already" in page.text
    client.submit(page.form("Book the call"), twice="y")
    assert "The call is booked for 30 March 2027 at 10:30" in client.follow().text


def test_a_proposed_time_is_one_click_and_the_link_is_remembered(
    client: PageClient, world: World
) -> None:
    client.allowed = 30  # keeps the link with its trail besides
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    assert page.form("Book the call").fields["slot"] == ["2027-04-12T08:30:00+00:00"]
    client.submit(page.form("Book the call"), place="https://meet.example/lena", remember="y")
    assert "The call is booked for 12 April 2027 at 09:30" in client.follow().text
    page = client.get("/sites/northmoor/check-ins/book")
    assert page.form("Book the call").fields["place"] == ["https://meet.example/lena"]


def test_times_keep_clear_of_calls_elsewhere_leave_and_own_hours(
    client: PageClient, world: World, app: Portal
) -> None:
    page = client.sign_in(world.lead).get("/check-ins/hours")
    empty: dict[str, Any] = {
        f"{day}_{end}": "" for day in ("mon", "wed", "thu", "fri") for end in ("from", "to")
    }
    form = page.form("Keep these hours")
    page = client.submit(form, status=400, **empty, tue_from="10:00", tue_to="")
    assert "Tuesday: enter both times, or neither." in page.text
    client.submit(form, **empty, tue_from="10:00", tue_to="12:00", lunch_from="", lunch_to="")
    page = client.get("/sites/northmoor/check-ins/offer")
    assert "Your hours for calls: Tuesday 10:00 to 12:00" in page.text
    assert "10:00 on Tuesday 13 April" in page.text
    with app.app_context():
        book_call(world, date(2027, 4, 13))
        with db.transaction():
            cover(world.lead, world.other_lead, world.admin, first=39, last=40)
    page = client.get("/sites/northmoor/check-ins/offer?from=2027-04-12")
    assert "10:00 on Tuesday 13 April" not in page.text
    assert "11:00 on Tuesday 13 April" in page.text
    assert "20 April" not in page.text
    client.sign_in(world.strategic).get("/check-ins/hours", status=403)


def test_an_administrator_sets_the_programme_s_cadence_in_versions(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.admin).get("/check-ins/cadence")
    assert "The cadence is as the programme came" in page.text
    form = page.form("Set the cadence")
    page = client.submit(form, status=400, exploration_latest="20", reason="Shorter")
    assert "Exploration: the latest is at least the usual number." in page.text
    client.submit(form, exploration_days="20", reason="Sites were silent.")
    page = client.follow()
    assert page.table("Versions of the cadence")[1][1] == "Ada Admin"
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins")
    assert "Every 20 days, the usual time in Exploration." in page.text
    client.get("/check-ins/cadence", status=403)


def test_days_without_calls_everywhere_hold_at_every_site(client: PageClient, world: World) -> None:
    page = client.sign_in(world.admin).get("/check-ins/free-days")
    first, last = day_fields(date(2027, 4, 12)), day_fields(date(2027, 4, 13))
    client.submit(page.form("Keep these days free"), first=first, last=last, reason="Conference")
    page = client.sign_in(world.strategic).get("/sites/northmoor/check-ins")
    assert "No calls from 12 to 13 April 2027: Conference (everywhere)." in page.text
    page = client.sign_in(world.admin).get("/check-ins/cadence")
    client.submit(page.form("Allow calls on 12 to 13 April 2027"))
    assert "No days are kept free" in client.follow().text


def test_a_lead_who_says_they_are_away_is_waited_for(world: World) -> None:
    with db.transaction():
        audit.because("test", summary="Test.")
        go_away(world.lead.id, date(2027, 4, 8), date(2027, 4, 16), "walking in Wales")
    today = date(2027, 3, 12)
    with db.reading():
        (proposal,) = queries.proposals([world.home.id], today).values()
    assert proposal.on == date(2027, 4, 19)
    assert "Lena Lead is on leave until 16 April" in proposal.shared
    assert "Wales" not in proposal.reason


def test_proposals_for_thirty_sites_take_as_many_statements_as_for_one(world: World) -> None:
    with db.transaction():
        audit.because("made", summary="Made for a test.")
        record_level(world.home.id, Level.ACUTE, "Silent.")
    with db.reading():
        found = queries.proposals([world.home.id, world.foreign.id], date(2027, 3, 12))
    assert found[world.home.id].on - date(2027, 3, 12) == timedelta(days=18)  # Good Friday, Easter
    assert found[world.foreign.id].on == date(2027, 4, 12)
