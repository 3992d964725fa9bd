"""What only the NSPCC reads never reaches an authority: looked for everywhere, by a marker."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.core import db
from app.core.audit_trail import TrailFilter, history
from app.core.db import Base
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from tests.factories.calls import hold, make_concern, type_note
from tests.factories.checkins import book_call
from tests.page_client import PageClient
from tests.worlds import World

MARKER = "Quetzalcoatlus"


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> Iterator[None]:
    """Friday 12 March 2027."""
    with time_machine.travel("2027-03-12T11:00:00Z", tick=False):
        yield


@pytest.fixture
def calls(world: World, app: Portal) -> list[int]:
    """A call whose note was corrected, one whose note is being typed, and a concern."""
    with app.app_context():
        with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
            held, open_ = book_call(world, date(2027, 2, 12)), book_call(world, date(2027, 3, 12))
        hold(world, held, since="Shared.", private=MARKER)
        hold(world, held, reason="Miscounted.", since="Shared anew.")
        with db.transaction():
            type_note(world, open_, private=MARKER, since="Not saved yet.")
        make_concern(world, words=MARKER)
    return [held.id, open_.id]


def reading_pages(app: Portal, numbers: dict[str, Any]) -> Iterator[str]:
    """Every address of a site that can be read with these numbers."""
    with app.test_request_context(base_url="http://portal.test"):
        adapter = app.url_map.bind("portal.test")
        for rule in app.url_map.iter_rules():
            is_read = "GET" in (rule.methods or ()) and "site" in rule.arguments
            if is_read and rule.arguments <= numbers.keys():
                yield adapter.build(rule.endpoint, {k: numbers[k] for k in rule.arguments})


def test_the_marker_is_on_no_page_and_in_no_file_of_an_authority(
    client: PageClient, world: World, app: Portal, calls: list[int]
) -> None:
    seen = 0
    for call_id in calls:
        paths = list(reading_pages(app, {"site": "northmoor", "call_id": call_id, "concern_id": 1}))
        for person in (world.strategic, world.contributor):
            client.sign_in(person)
            for path in ["/", "/account", *paths]:
                answer = client.http.get(path, base_url="http://portal.test")
                assert MARKER.encode() not in answer.get_data(), path
                seen += answer.status_code == 200
    assert seen > 40
    page = client.sign_in(world.lead).get(f"/sites/northmoor/check-ins/{calls[0]}")
    assert MARKER in page.text  # and the NSPCC does read it


def test_the_marker_is_in_no_mail_to_an_authority_nor_in_the_trail(
    world: World, app: Portal, calls: list[int]
) -> None:
    with db.reading() as session:
        for mail in session.scalars(select(OutboxMail)):
            assert MARKER not in f"{mail.subject}{mail.text}{mail.html}"
        wanted = TrailFilter(site_id=world.home.id, everything=False)
        assert all("concern" not in f"{one.verb}{one.summary}" for one in history(wanted))
        held = [
            table.name
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            if any(MARKER in str(value) for value in row)
        ]
    assert set(held) == {"call_drafts", "call_records", "engagement_concerns"}
