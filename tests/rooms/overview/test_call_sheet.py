"""The call sheet: what is known before a call, in twenty statements, for the NSPCC."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from app.core import audit
from app.core.db import transaction
from app.core.web.edge import Portal
from tests.factories.calls import hold
from tests.factories.checkins import book_call
from tests.factories.journey import make_journey
from tests.factories.plans import make_action
from tests.factories.standing import make_event
from tests.page_client import PageClient
from tests.worlds import World

SITE = "/sites/northmoor/check-ins"


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> Iterator[None]:
    """Friday 12 March 2027."""
    with time_machine.travel("2027-03-12T11:00:00Z", tick=False):
        yield


def test_a_new_site_has_a_sheet_that_says_what_is_not_known(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 15))
    page = client.sign_in(world.lead).get(f"{SITE}/{call.id}")
    page = client.get(page.links["Call sheet: what to know and what to ask, on one page"])
    for words in (
        "What has changed since the last call, and what comes next?",
        "No call was written up yet.",
        "No self assessment was signed off yet.",
        "Not collected yet.",
    ):
        assert page.text.count(words) == 1


def test_the_sheet_joins_rooms_and_asks_what_follows_from_them(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
            calls = [book_call(world, date(2027, month, 11)) for month in (1, 2)]
            with transaction():
                audit.because("made", summary="Made for a test.")
                make_journey(world.home)
                make_action(world.home, world.strategic, owner=world.strategic)
        for call, confidence in zip(calls, ("8", "5"), strict=True):
            hold(world, call, confidence=confidence, barriers="B03", since="Two teams began.")
        call = book_call(world, date(2027, 3, 15))
        with transaction():
            make_event(world.home)
    page = client.sign_in(world.other_lead).get(f"{SITE}/{call.id}/sheet")
    for words in (
        "Confidence fell from 8 to 5",
        "“Restructure” was named at the last two calls",
        "Last call as of 11 February 2027",
        "Since last time: Two teams began.",
        "overdue since",
    ):
        assert words in page.text, words
    assert client.statements <= 20
    client.sign_in(world.strategic).get(f"{SITE}/{call.id}/sheet", 403)
    client.sign_in(world.lead).get(f"/sites/farfield/check-ins/{call.id}/sheet", 404)
