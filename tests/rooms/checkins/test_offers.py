"""Times offered for a call, picked by link or signed in, or none of them suits."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.checkins.models import CallOffer, CallWish, CheckInCall
from app.checkins.service import SiteName, book
from app.core import audit, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.notices.models import Notice
from app.sites.models import Membership, Site
from app.sites.rules import SiteRole, Status
from tests.factories import in_app
from tests.factories.checkins import a_booking, book_call, offer
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.worlds import World

NOW = "2027-03-12T09:00:00Z"
TEN = datetime(2027, 3, 30, 9, tzinfo=UTC)  # 10:00 in London: summer time began on the 28th
NEXT_DAY = datetime(2027, 3, 31, 13, 30, tzinfo=UTC)
WORDS = "10:00 on Tuesday 30 March"
BOOKS = 30  # statements: a pick writes offer, call, invitees, mails and a notice, with their trail


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> object:
    """Friday 12 March 2027, before the clocks go forward."""
    with time_machine.travel(NOW, tick=False):
        yield


def mails(template: str) -> list[OutboxMail]:
    with db.reading() as session:
        found = select(OutboxMail).where(OutboxMail.template == template)
        return list(session.scalars(found.order_by(OutboxMail.id)))


def link_of(mail: OutboxMail) -> str:
    found = re.search(r"/times/[\w-]+", mail.text)
    assert found is not None
    return found.group()


def calls() -> list[CheckInCall]:
    with db.reading() as session:
        return list(session.scalars(select(CheckInCall).order_by(CheckInCall.id)))


def test_the_lead_offers_times_from_their_hours_and_the_strategic_lead_gets_a_link(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/offer")
    assert "Tuesday 13 April" in page.text
    assert "Monday to Friday 09:30 to 16:30, the usual ones" in page.text
    form = page.form("Send the times")
    chosen = ["2027-04-13T08:30:00+00:00", "2027-04-14T12:30:00+00:00"]
    client.submit(form, times=chosen, link="https://meet.example/abc", agenda="The pilot")
    page = client.follow()
    assert "Lena Lead offered times for a call on 12 March 2027. One of 2 times can be" in page.text
    (mail,) = mails("checkins_times")
    assert mail.person_id == world.strategic.id
    assert mail.confidential
    assert mail.reply_to == world.lead.email
    assert "1. 09:30 on Tuesday 13 April" in mail.text
    assert "https://meet.example" not in mail.text


def test_the_link_books_the_call_once_and_a_get_changes_nothing(
    client: PageClient, world: World
) -> None:
    client.allowed = BOOKS
    offer(world, TEN, NEXT_DAY)
    path = link_of(mails("checkins_times")[0])
    page = client.get(path)
    client.get(path)
    assert "Lena Lead of the NSPCC offers Stella Strategic these times" in page.text
    assert calls() == []
    client.submit(page.form("Book this time"), slot=TEN.isoformat(), channel="phone")
    page = client.follow()
    assert "Stella Strategic picked a time" in page.text
    assert "30 March 2027, 10:00 to 10:45" in page.text
    (call,) = calls()
    assert (call.starts_at, call.channel, call.place) == (TEN, "phone", "01632 960114")
    assert call.booked_by_id == world.strategic.id
    assert {mail.person_id for mail in mails("checkins_invitation")} == {
        world.lead.id,
        world.strategic.id,
    }
    with db.reading() as session:
        notices = {(one.person_id, one.title) for one in session.scalars(select(Notice))}
        assert notices >= {
            (world.strategic.id, "Northmoor: 2 times to choose from for the check-in call"),
            (world.lead.id, f"Northmoor: {WORDS} was picked for the check-in call."),
        }
        booked = select(audit.AuditEvent).where(audit.AuditEvent.verb == "call booked")
        event = session.scalars(booked).one()
        assert event.actor_id == world.strategic.id
        assert event.reason == "Picked from the times the NSPCC offered."


def test_the_first_to_pick_wins_and_the_other_sees_what_was_picked(
    client: PageClient, world: World, app: Portal
) -> None:
    client.allowed = BOOKS
    with db.transaction():
        audit.because("made", summary="Made for a test.")
        make_membership(world.home, world.contributor, SiteRole.STRATEGIC)
    offer(world, TEN, NEXT_DAY)
    first, second = (link_of(mail) for mail in mails("checkins_times"))
    late = PageClient(app)
    form = late.get(second).form("Book this time")
    page = client.get(first)
    client.submit(page.form("Book this time"), slot=TEN.isoformat(), channel="video")
    page = late.submit(form, status=200, slot=NEXT_DAY.isoformat(), channel="video")
    assert "picked a time. The call is booked." in page.text
    assert "30 March 2027, 10:00 to 10:45" in page.text
    assert len(calls()) == 1


def test_a_time_taken_meanwhile_by_another_site_is_refused_with_those_left(
    client: PageClient, world: World, app: Portal
) -> None:
    client.allowed = BOOKS
    offer(world, TEN, NEXT_DAY)
    page = client.get(link_of(mails("checkins_times")[0]))
    form = page.form("Book this time")
    with db.transaction():
        audit.because("led", summary="Made for a test.")
        db.session().get_one(Site, world.foreign.id).lead_id = world.lead.id
    with app.app_context(), db.transaction():
        booking = a_booking(date(2027, 3, 30))
        book(SiteName(world.foreign.id, "farfield", "Farfield"), booking, world.lead.id)
    page = client.submit(form, status=400, slot=TEN.isoformat(), channel="video")
    assert f"{WORDS} has been taken by another call. Choose another time." in page.text
    assert "14:30 on Wednesday 31 March" in page.text
    client.submit(page.form("Book this time"), slot=NEXT_DAY.isoformat(), channel="video")
    assert len(calls()) == 2


@pytest.mark.parametrize("why", ["withdrawn", "expired", "left", "paused", "booked"])
def test_a_link_that_is_no_longer_good_books_nothing_and_says_so(
    client: PageClient, world: World, app: Portal, why: str
) -> None:
    number = offer(world, TEN, NEXT_DAY)
    path = link_of(mails("checkins_times")[0])
    form = client.get(path).form("Book this time")
    with time_machine.travel(datetime(2027, 3, 12, 9, tzinfo=UTC), tick=False) as traveller:
        with in_app(), db.transaction() as session:
            audit.because("made", summary="Made for a test.")
            if why == "withdrawn":
                session.get_one(CallOffer, number).state = "withdrawn"
            elif why == "left":
                chosen = select(Membership).where(Membership.person_id == world.strategic.id)
                session.scalars(chosen).one().ended_at = datetime.now(UTC)
            elif why == "paused":
                session.get_one(Site, world.home.id).status = Status.PAUSED
        if why == "booked":
            with app.app_context():
                book_call(world, date(2027, 4, 1))
        if why == "expired":
            traveller.shift(timedelta(days=15))
        before = len(calls())
        page = client.submit(form, status=200, slot=NEXT_DAY.isoformat(), channel="video")
    assert len(calls()) == before
    assert "reply" in page.text.lower()
    assert "Book this time" not in page.text


def test_an_unknown_link_is_not_found(client: PageClient, world: World) -> None:
    page = client.get("/times/nothing-we-made", status=404)
    assert "This link is not one of ours" in page.text
    client.post("/times/nothing-we-made", {"slot": TEN.isoformat()}, status=404)


def test_none_of_these_suits_reaches_the_lead_and_leaves_the_times_open(
    client: PageClient, world: World
) -> None:
    offer(world, TEN, NEXT_DAY)
    path = link_of(mails("checkins_times")[0])
    page = client.get(client.get(path).links["These times do not suit"])
    client.submit(page.form("Send it"), status=400, words="")
    client.submit(page.form("Send it"), words="Any afternoon after Easter.")
    assert "Lena Lead is told. You can still pick one of the times." in client.follow().text
    (mail,) = mails("checkins_wish")
    assert mail.person_id == world.lead.id
    assert "Any afternoon after Easter." in mail.text
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins")
    assert "Stella Strategic says that none of the times offered suits" in page.text


def test_a_strategic_lead_picks_on_the_site_and_asks_for_a_call(
    client: PageClient, world: World
) -> None:
    client.allowed = BOOKS
    page = client.sign_in(world.strategic).get("/sites/northmoor/check-ins")
    page = client.get(page.links["Ask for a call"])
    client.submit(page.form("Send it"), words="Soon, please.")
    offer(world, TEN, NEXT_DAY)
    with db.reading() as session:
        assert session.scalars(select(CallWish)).one().met_at is not None
    page = client.get("/sites/northmoor/check-ins")
    page = client.get(page.links["Choose a time"])
    client.submit(page.form("Book this time"), slot=TEN.isoformat(), channel="video")
    assert client.follow().table("Planned")[1][0] == "30 March 2027, 10:00"


def test_a_contributor_sees_the_times_and_picks_none(client: PageClient, world: World) -> None:
    number = offer(world, TEN, NEXT_DAY)
    path = f"/sites/northmoor/check-ins/offers/{number}"
    page = client.sign_in(world.contributor).get(path)
    assert "30 March 2027, 10:00" in page.text
    assert "Book this time" not in page.text
    client.post(path, {"slot": TEN.isoformat(), "channel": "video"}, status=403)
    client.sign_in(world.foreign_strategic).get(f"/sites/farfield/check-ins/offers/{number}", 404)


def test_new_times_take_the_place_of_the_old_and_can_be_withdrawn(
    client: PageClient, world: World
) -> None:
    first = offer(world, TEN)
    second = offer(world, NEXT_DAY)
    page = client.sign_in(world.lead).get(f"/sites/northmoor/check-ins/offers/{first}")
    assert "These times are no longer offered" in page.text
    page = client.get(f"/sites/northmoor/check-ins/offers/{second}")
    client.submit(page.form("Withdraw these times"))
    assert "The times are withdrawn" in client.follow().text


def test_times_nobody_could_pick_are_not_offered(client: PageClient, world: World) -> None:
    with db.transaction() as session:
        audit.because("left", summary="Made for a test.")
        chosen = select(Membership).where(Membership.person_id == world.strategic.id)
        session.scalars(chosen).one().ended_at = datetime.now(UTC)
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/offer")
    form = page.form("Send the times")
    page = client.submit(
        form, status=400, times=["2027-04-13T08:30:00+00:00"], phone="01632 960114"
    )
    assert "since the site has no strategic lead" in page.text
    page = client.submit(form, status=400, times=[], phone="01632 960114")
    assert "Choose one to 6 times" in page.text
