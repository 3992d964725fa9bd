"""Bookings for tests."""

from datetime import date, time

from app.checkins.models import CheckInCall
from app.checkins.rules import Booking, Channel
from app.checkins.service import SiteName, book
from app.core.db import transaction
from tests.worlds import World


def a_booking(on: date, at: time = time(10, 0), agenda: str = "") -> Booking:
    """A video call of 45 minutes."""
    return Booking(on, at, 45, Channel.VIDEO, "https://meet.example/abc", agenda)


def book_call(world: World, on: date, at: time = time(10, 0)) -> CheckInCall:
    """A booked call at the home site; needs an application context for its mails."""
    site = SiteName(world.home.id, world.home.slug, world.home.name)
    with transaction():
        return book(site, a_booking(on, at), world.lead.id)
