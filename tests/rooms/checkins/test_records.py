"""The note of a call through its pages: typed, saved with the next call, corrected, not held."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.checkins import queries
from app.checkins.models import CallDraft, CheckInCall
from app.checkins.rules import Section
from app.core import db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.plans.models import Action
from tests.factories.calls import hold, not_held
from tests.factories.checkins import book_call
from tests.page_client import PageClient
from tests.worlds import World

NOW = "2027-03-12T11:00:00Z"
SITE = "/sites/northmoor/check-ins"


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> Iterator[None]:
    """Friday 12 March 2027, an hour after the call began."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def call(world: World, app: Portal) -> CheckInCall:
    """A call at ten this morning."""
    return booked(world, app, date(2027, 3, 12))


def booked(world: World, app: Portal, on: date) -> CheckInCall:
    """A call that was booked a month before its day."""
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False), app.app_context():
        return book_call(world, on)


def mails(template: str) -> list[OutboxMail]:
    """What was queued, the earliest first."""
    with db.reading() as session:
        wanted = OutboxMail.template == template
        return list(session.scalars(select(OutboxMail).where(wanted).order_by(OutboxMail.id)))


def save(client: PageClient, world: World, call: CheckInCall) -> None:
    """Fill in a note and save it with the next call as proposed."""
    form = client.sign_in(world.lead).get(f"{SITE}/{call.id}/note").form("Save the note")
    client.allowed = 60  # keeps, saves, books and tells at once
    client.submit(
        form,
        took_part=[str(world.strategic.id)],
        since="Two teams have begun.",
        barriers=["B03", "B06"],
        confidence="7",
        private="MARKER: the sponsor sounded tired.",
    )


def test_a_note_is_typed_and_saved_with_the_next_call(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    assert "Write the note" in client.sign_in(world.lead).get(f"{SITE}/{call.id}").text
    save(client, world, call)
    page = client.follow()
    for words in (
        "This call was held",
        "Two teams have begun.",
        "Restructure",
        "7 of 10",
        "MARKER",
    ):
        assert words in page.text
    with db.reading():
        row = queries.call_of(world.home.id, call.id)
        assert row is not None
        assert row.state.value == "held"
        ahead = [one for one in queries.calls_of(world.home.id) if one.state.value == "planned"]
        assert [f"{one.starts_at:%d %B %H:%M}" for one in ahead] == ["12 April 09:00"]


def test_the_authority_gets_the_shared_part_by_mail_and_on_the_page(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    save(client, world, call)
    (mail,) = mails("checkins_note")
    assert mail.address == world.strategic.email
    assert "Two teams have begun." in mail.text
    assert "MARKER" not in mail.text + mail.html
    page = client.sign_in(world.strategic).get(f"{SITE}/{call.id}")
    assert "Two teams have begun." in page.text
    assert "MARKER" not in page.text


def test_an_action_is_added_while_typing_and_nothing_typed_is_lost(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    form = client.sign_in(world.lead).get(f"{SITE}/{call.id}/note").form("Save the note")
    client.allowed = 30
    typed = {
        "training": "Ten more in May.",
        "action_title": "Send the dates of the sessions",
        "action_owner": str(world.strategic.id),
    }
    client.post(f"{SITE}/{call.id}/note", {**form.filled(typed), "do": "action"})
    assert client.response.headers["Location"].endswith("/note#actions")
    page = client.follow()
    assert "Ten more in May." in page.text
    assert "Send the dates of the sessions" in page.text
    with db.reading() as session:
        (action,) = session.scalars(select(Action))
        assert (action.origin_kind, action.origin_id) == ("call", call.id)
        assert action.owner_id == world.strategic.id
        assert action.due_on == date(2027, 4, 12)


def test_a_field_is_kept_as_it_is_typed_and_two_people_lose_nothing(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    fields = client.sign_in(world.lead).get(f"{SITE}/{call.id}/note").form("Save the note").fields
    seen = fields["seen-cases"][0]
    path = f"{SITE}/{call.id}/note/cases"
    client.fetch("POST", path, {"cases": "Three", "seen-cases": seen}, 201)
    first = client.response.get_json()["version"]
    client.sign_in(world.admin)
    client.fetch("POST", path, {"cases": "Four", "seen-cases": seen}, 409)
    answer = client.response.get_json()
    assert (answer["mine"], answer["theirs"], answer["by"]) == ("Four", "Three", "Lena Lead")
    assert answer["version"] == first
    client.fetch("POST", path, {"cases": "Four", "seen-cases": answer["version"]}, 201)
    # whoever sends the whole page without having touched the field leaves it as it is
    client.fetch("POST", path, {"cases": "Three", "seen-cases": first}, 201)
    with db.reading() as session:
        assert session.scalars(select(CallDraft.words)).all() == ["Four"]
    client.fetch("POST", f"{SITE}/{call.id}/note/nothing", {}, 404)


def test_without_script_a_conflict_shows_both_and_saving_again_keeps_mine(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    form = client.sign_in(world.lead).get(f"{SITE}/{call.id}/note").form("Save the note")
    path = f"{SITE}/{call.id}/note/cases"
    client.sign_in(world.admin)
    client.fetch("POST", path, {"cases": "Three", "seen-cases": form.fields["seen-cases"][0]}, 201)
    client.sign_in(world.lead)
    typed = {"took_part": [str(world.strategic.id)], "cases": "Four"}
    client.allowed = 60
    page = client.submit(form, 409, **typed)
    assert "Ada Admin saved something else meanwhile" in page.text
    assert "Three" in page.text
    client.submit(page.form("Save the note"), 303)
    with db.reading():
        note = queries.note_of(world.home.id, call.id)
        assert note is not None
        assert dict(note.sections)[Section.CASES] == "Four"


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_saved(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    form = client.sign_in(world.lead).get(f"{SITE}/{call.id}/note").form("Save the note")
    client.allowed = 30
    page = client.submit(form, 400, **{"next": "not-yet", "minutes": "x", "since": "Kept"})
    assert "Say in a few words why no call is booked." in page.text
    page = client.submit(page.form("Save the note"), 400, **{"why_not": "They restructure."})
    assert "Tick who took part" in page.text
    assert "how many minutes" in page.text
    assert "Kept" in page.text
    assert not mails("checkins_note")


def test_a_correction_is_a_new_version_with_its_reason(
    client: PageClient, world: World, call: CheckInCall, app: Portal
) -> None:
    with app.app_context():
        hold(world, call, since="Two teams.", private="MARKER")
    form = client.sign_in(world.lead).get(f"{SITE}/{call.id}/note").form("Save the correction")
    client.allowed = 60
    page = client.submit(form, 400, **{"since": "Three teams."})
    assert "Say in a few words what is put right." in page.text
    page.form("Save the correction")
    client.submit(page.form("Save the correction"), 303, **{"reason": "Miscounted."})
    page = client.follow()
    assert "Three teams." in page.text
    assert "Miscounted." in page.text
    assert "Version 1, as written on" in page.text
    assert "Two teams." in page.text
    assert (
        "it was corrected.\n\nWhat was put right:\nMiscounted." in mails("checkins_note")[-1].text
    )
    page = client.sign_in(world.strategic).get(f"{SITE}/{call.id}")
    assert "Three teams." in page.text
    assert "MARKER" not in page.text


def test_a_call_that_was_not_held_says_why_and_books_the_next(
    client: PageClient, world: World, call: CheckInCall
) -> None:
    page = client.sign_in(world.lead).get(f"{SITE}/{call.id}/missed")
    client.allowed = 60
    typed: dict[str, Any] = {"why": "nobody-came", "words": "Nobody picked up.", "next": "other"}
    page = client.submit(page.form("Record that it was not held"), 400, **typed)
    assert "Enter the date and the time of the next call." in page.text
    when: dict[str, Any] = {"next_on": ["16", "3", "2027"], "next_at": "14:00"}
    client.submit(page.form("Record that it was not held"), 303, **when)
    page = client.follow()
    assert "This call was not held." in page.text
    assert "Nobody from the authority came. Nobody picked up." in page.text
    page = client.get(SITE)
    assert "16 March 2027" in page.text
    assert "Not held" in page.text
    page = client.get(f"{SITE}?state=held")
    assert "0 of 1 calls: held" in page.text


def test_a_call_ahead_or_cancelled_cannot_be_written_up(
    client: PageClient, world: World, app: Portal
) -> None:
    ahead = booked(world, app, date(2027, 3, 15))
    client.sign_in(world.lead).get(f"{SITE}/{ahead.id}/note", 303)
    client.get(f"{SITE}/{ahead.id}/missed", 303)
    client.fetch("POST", f"{SITE}/{ahead.id}/note/cases", {"cases": "3", "seen-cases": ""}, 403)


def test_confidence_is_drawn_from_three_calls_on(
    client: PageClient, world: World, app: Portal
) -> None:
    for month, confidence in ((1, "8"), (2, "6"), (3, "5")):
        found = booked(world, app, date(2027, month, 11 if month < 3 else 12))
        with app.app_context():
            hold(world, found, confidence=confidence)
        page = client.sign_in(world.lead).get(SITE)
        assert ("Confidence that it will last was" in page.text) == (month == 3)
    assert "was 8 of 10 on 11 January 2027 and is 5 now: down over 3 calls." in page.text
    page = client.sign_in(world.strategic).get(SITE)
    assert "5 of 10" in page.text


def test_two_missed_calls_propose_a_concern_to_the_nspcc_alone(
    client: PageClient, world: World, app: Portal
) -> None:
    for on in (date(2027, 2, 11), date(2027, 3, 12)):
        found = booked(world, app, on)
        with app.app_context():
            not_held(world, found)
    assert "The last two calls were not held." in client.sign_in(world.lead).get(SITE).text
    page = client.sign_in(world.strategic).get(SITE)
    assert "concern" not in page.text.casefold()
