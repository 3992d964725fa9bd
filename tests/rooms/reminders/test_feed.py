"""The calendar somebody subscribes to: its secret address, what it holds, and its end."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select, update

from app.accounts.models import CalendarFeed
from app.accounts.service import deactivate
from app.checkins.models import CheckInCall
from app.checkins.service import SiteName, cancel
from app.core import audit, db
from app.core.web.edge import Portal
from app.sites.models import Membership
from app.sites.service import end_membership
from tests.factories.checkins import book_call
from tests.factories.journey import make_journey
from tests.factories.plans import make_action
from tests.page_client import PageClient
from tests.worlds import World

NOW = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def booked(app: Portal, world: World) -> World:
    """A call in a week, and one that was cancelled."""
    with time_machine.travel(NOW, tick=False), app.app_context():
        book_call(world, date(2027, 3, 29))
        dropped = book_call(world, date(2027, 3, 30))
        site = SiteName(world.home.id, world.home.slug, world.home.name)
        with db.transaction():
            cancel(site, dropped.id, reason="Lead is ill", version=dropped.version)
    return world


def make(client: PageClient, button: str = "Make an address", **ticked: object) -> str:
    """A new address, as a path of the portal."""
    page = client.get("/account/calendar")
    made = client.submit(page.form(button), status=201, **ticked)
    field = next(node for node in made.root.iter("input") if node.get("id") == "address")
    return str(field.get("value")).removeprefix("http://portal.test")


def read(app: Portal, path: str, **headers: str) -> Any:
    """As a calendar program asks: without a cookie."""
    return PageClient(app).http.get(path, headers=headers, base_url="http://portal.test")


def events(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


@time_machine.travel(NOW, tick=False)
def test_it_holds_the_calls_of_its_owner_under_the_names_of_their_invitations(
    app: Portal, booked: World, client: PageClient
) -> None:
    answer = read(app, make(client.sign_in(booked.strategic)))
    assert answer.mimetype == "text/calendar"
    found = events(answer)
    with db.reading() as session:
        told = session.execute(
            select(CheckInCall.uid, CheckInCall.sequence, CheckInCall.state).order_by(
                CheckInCall.starts_at
            )
        ).all()
    assert [(str(e["UID"]).split("@")[0], int(e["SEQUENCE"]), str(e["STATUS"])) for e in found] == [
        (uid, sequence, "CANCELLED" if state == "cancelled" else "CONFIRMED")
        for uid, sequence, state in told
    ]
    assert found[0]["DTSTART"].dt == datetime(2027, 3, 29, 9, 0, tzinfo=UTC)


@time_machine.travel(NOW, tick=False)
def test_due_days_are_in_it_where_they_were_wanted(
    app: Portal, booked: World, client: PageClient
) -> None:
    with db.transaction():
        audit.because("world built", summary="For a test.")
        make_journey(booked.home)
        on = date(2027, 3, 28)
        make_action(booked.home, booked.lead, "Book rooms", owner=booked.strategic, due_on=on)
    client.sign_in(booked.strategic)
    plain = events(read(app, make(client)))
    full = events(read(app, make(client, "Make a new address", with_due_days="y")))
    days = [event for event in full if not isinstance(event["DTSTART"].dt, datetime)]
    assert len(full) - len(days) == len(plain) == 2
    titles = {str(event["SUMMARY"]): event["DTSTART"].dt for event in days}
    assert titles["Due: Book rooms (Northmoor)"] == date(2027, 3, 28)
    assert any(title.startswith("Milestone: ") for title in titles)


@time_machine.travel(NOW, tick=False)
def test_what_is_unchanged_is_not_sent_again_and_never_packed(
    app: Portal, booked: World, client: PageClient
) -> None:
    path = make(client.sign_in(booked.strategic))
    first = read(app, path, **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in first.headers
    assert "no-transform" in first.headers["Cache-Control"]
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        again = read(app, path, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        with app.app_context():
            book_call(booked, date(2027, 3, 31))
        changed = read(app, path, **{"If-None-Match": first.headers["ETag"]})
        assert len(events(changed)) == 3


@time_machine.travel(NOW, tick=False)
def test_only_the_newest_address_answers_and_the_secret_is_nowhere_kept(
    app: Portal, booked: World, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    old = make(client.sign_in(booked.strategic))
    assert old not in client.get("/account/calendar").body
    new = make(client, "Make a new address")
    assert read(app, new).status_code == 200
    assert "Last read on 12 March 2027" in client.get("/account/calendar").text
    gone, unknown = read(app, old), read(app, "/calendar/unknown.ics")
    assert (gone.status_code, gone.data) == (unknown.status_code, unknown.data)
    assert gone.status_code == 404
    client.submit(client.page.form("Take the address back"))
    assert read(app, new).status_code == 404
    secret = new.removeprefix("/calendar/").removesuffix(".ics")
    with db.reading() as session:
        kept = session.scalars(select(CalendarFeed.token_hash)).all()
    assert secret not in kept
    assert secret not in caplog.text


@time_machine.travel(NOW, tick=False)
def test_it_ends_with_the_account_and_narrows_with_what_its_owner_sees(
    app: Portal, booked: World, client: PageClient
) -> None:
    lead = make(client.sign_in(booked.lead))
    strategic = make(client.sign_in(booked.strategic))
    with db.transaction() as session:
        mine = select(Membership.id).where(Membership.person_id == booked.strategic.id)
        end_membership(session.scalars(mine).one(), "left")
        session.execute(update(CalendarFeed).values(ended_at=None))
    assert events(read(app, strategic)) == [], "left the site: nothing of it is read"
    assert len(events(read(app, lead))) == 2
    with db.transaction():
        deactivate(booked.lead.id, "left")
    assert read(app, lead).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_leaving_the_last_site_ends_it(app: Portal, booked: World, client: PageClient) -> None:
    path = make(client.sign_in(booked.strategic))
    with db.transaction() as session:
        mine = select(Membership.id).where(Membership.person_id == booked.strategic.id)
        end_membership(session.scalars(mine).one(), "left")
    assert read(app, path).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_guessing_is_slowed_down_and_so_is_asking_without_end(
    app: Portal, booked: World, client: PageClient
) -> None:
    path = make(client.sign_in(booked.strategic))
    assert {read(app, f"/calendar/{n}.ics").status_code for n in range(60)} == {404}
    assert read(app, "/calendar/one-more.ics").status_code == 429
    assert {read(app, path).status_code for _ in range(60)} == {200}
    assert read(app, path).status_code == 429
