"""Engagement concerns: raised past a card that says what it does, followed up, resolved."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.core import db
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.notices.models import Notice
from tests.factories.calls import make_concern
from tests.page_client import PageClient
from tests.worlds import World

SITE = "/sites/northmoor/check-ins"


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> Iterator[None]:
    """Friday 12 March 2027."""
    with time_machine.travel("2027-03-12T11:00:00Z", tick=False):
        yield


def test_a_concern_is_raised_past_a_card_and_told_once(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(SITE)
    page = client.get(page.links["Raise an engagement concern"])
    assert "This tells the portfolio lead" in page.text
    assert "Northmoor is not told" in page.text
    form = client.get(page.links["Go on"]).form("Raise the concern")
    page = client.submit(form, 400)
    for words in ("Tick at least one reason", "Say in a few words", "Choose who is told"):
        assert words in page.text
    typed: dict[str, Any] = {
        "why": ["missed-calls"],
        "words": "Two calls without a word.",
        "to": world.admin.id,
    }
    form = page.form("Raise the concern")
    client.submit(form, **typed)
    client.submit(form, **typed)  # sent twice
    page = client.follow()
    assert "Two calls without a word." in page.text
    assert "Ada Admin, since 12 March 2027" in page.text
    with db.reading() as session:
        (mail,) = session.scalars(select(OutboxMail))
        (notice,) = session.scalars(select(Notice))
        events = session.scalars(select(AuditEvent).where(AuditEvent.verb.like("call concern%")))
        assert all(one.nspcc_only for one in events)
    assert (mail.template, mail.address) == ("checkins_concern", world.admin.email)
    assert (notice.person_id, notice.kind) == (world.admin.id, "concerns")
    assert "1 engagement concern open" in client.get("/").text
    assert "With you" in client.sign_in(world.admin).get("/").text


def test_steps_passing_on_and_the_end_are_kept(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        number = make_concern(world)
    page = client.sign_in(world.lead).get(f"{SITE}/concerns/{number}")
    page = client.submit(page.form("Write down the step"), 400)
    assert "Say what was done." in page.text
    client.submit(page.form("Write down the step"), words="Rang the director’s office.")
    page = client.follow()
    assert "Rang the director’s office." in page.text
    client.submit(page.form("Pass it on"), to=world.other_lead.id)
    page = client.follow()
    assert "Olu Otherlead, since" in page.text
    late = page.form("Pass it on")
    page = client.submit(page.form("Resolve the concern"), 400)
    assert "Choose what became of it." in page.text
    resolved: dict[str, Any] = {"outcome": "contact-resumed", "resolution": "A new lead answers."}
    client.submit(page.form("Resolve the concern"), **resolved)
    page = client.follow()
    assert "Contact is back" in page.text
    assert "A new lead answers." in page.text
    page = client.submit(late, 409, to=world.admin.id)
    assert "Resolved: A new lead answers." in page.text
    assert "engagement concern" not in client.get("/").text


def test_an_authority_neither_sees_nor_reaches_a_concern(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        number = make_concern(world)
    for person in (world.strategic, world.contributor):
        page = client.sign_in(person).get(SITE)
        assert "concern" not in page.text.casefold()
        for path in (f"concerns/{number}", "concerns/before", "concerns/new"):
            client.get(f"{SITE}/{path}", 403)
    client.sign_in(world.lead).get(f"/sites/farfield/check-ins/concerns/{number}", 404)
