"""Bookings for tests."""

from datetime import date, datetime, time

from app.checkins.models import CheckInCall
from app.checkins.rules import Booking, Channel
from app.checkins.service import NewOffer, SiteName, book, offer_times
from app.core.db import transaction
from tests.factories import in_app
from tests.worlds import World


def a_booking(on: date, at: time = time(10, 0), agenda: str = "") -> Booking:
    """A video call of 45 minutes."""
    return Booking(on, at, 45, Channel.VIDEO, "https://meet.example/abc", agenda)


def book_call(world: World, on: date, at: time = time(10, 0)) -> CheckInCall:
    """A booked call at the home site; needs an application context for its mails."""
    site = SiteName(world.home.id, world.home.slug, world.home.name)
    with transaction():
        return book(site, a_booking(on, at), world.lead.id)


def offer(world: World, *times: datetime, link: str = "https://meet.example/abc") -> int:
    """Times offered to the home site by its lead, by video and phone; the number of the offer."""
    site = SiteName(world.home.id, world.home.slug, world.home.name)
    with in_app(), transaction():
        new = NewOffer(world.lead.id, times, 45, link, "01632 960114", "The pilot")
        return offer_times(site, new, world.lead.id)
