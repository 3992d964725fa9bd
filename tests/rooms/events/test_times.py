"""What the pages of an event show before, while and after it is on, and who writes at once."""

from datetime import timedelta

import time_machine

from app.core import clock, db
from app.core.web.edge import Portal
from app.events import queries
from app.events.queries import MINE, Wanted
from tests.factories.events import (
    after,
    closed,
    during,
    event_row,
    in_days,
    mails,
    make_answer,
    make_event,
)
from tests.factories.instruments import publish_seeds
from tests.page_client import PageClient
from tests.worlds import World

LIST, LINK = "/community/events", "https://meet.example/abc"


def test_the_link_stays_until_the_end_and_only_answering_closes_at_the_start(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
        make_answer(event, world.member)
    with time_machine.travel(during(event), tick=False):
        page = client.sign_in(world.member).get(event.path)
        assert page.links[LINK] == LINK
        assert "is on now, until 11:00. The link to join is below." in page.text
        assert "Send my answer" not in page.text
        assert event.title in client.get(LIST).links
        assert event.title not in client.get(f"{LIST}?when=past").links
        with db.reading():
            assert [one.id for one in queries.ahead(clock.now(), 5)] == [event.id]
        assert LINK not in client.sign_in(world.strategic).get(event.path).text
    with time_machine.travel(after(event), tick=False):
        page = client.sign_in(world.member).get(event.path)
        assert LINK not in page.text
        assert event.title not in client.get(LIST).links
        assert event.title in client.get(f"{LIST}?when=past").links


def test_my_events_begin_with_what_comes_next_and_end_with_what_is_longest_ago(
    world: World, app: Portal
) -> None:
    with app.app_context():
        with db.transaction():
            for title, days in (("Old", 1), ("Recent", 5), ("Next", 10), ("Later", 12)):
                make_answer(make_event(world.lead, title=title, days=days), world.member)
        now = clock.now() + timedelta(days=7)
        with db.reading():
            rows = queries.listed(Wanted(MINE), world.member.id, now, 1).rows
    assert [row.title for row in rows] == ["Next", "Later", "Recent", "Old"]


def test_an_event_that_has_begun_is_not_moved(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
        make_answer(event, world.member)
    on = in_days(30)
    with time_machine.travel(after(event), tick=False):
        form = client.sign_in(world.lead).get(f"{event.path}/move").form("Move the event")
        parts = [str(on.day), str(on.month), str(on.year)]
        page = client.submit(form, status=400, on=parts, reason="Too late")
        assert "has begun already" in page.text
    assert len(mails(world.member)) == 1


def test_feedback_is_asked_for_from_the_end_until_it_closes(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        publish_seeds()
        event = make_event(world.lead)
        make_answer(event, world.member)
    path, asked = f"{event.path}/feedback", []
    for moment in (during(event), after(event), closed(event)):
        with time_machine.travel(moment, tick=False):
            page = client.sign_in(world.member).get(path)
            asked.append(("Send my feedback" in page.text, "What people said" in page.text))
            offered = "Give feedback" in client.get(event.path).text
            assert offered is asked[-1][0]
    assert asked == [(False, False), (True, False), (False, True)]


def test_notes_and_who_came_are_not_written_over_what_another_host_saved(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
        make_answer(event, world.member)
        make_answer(event, world.strategic)
    other = PageClient(app)
    with time_machine.travel(after(event), tick=False):
        client.sign_in(world.lead)
        other.sign_in(world.admin)
        notes = other.get(f"{event.path}/notes").form("Save the notes")
        came = other.get(f"{event.path}/attendance").form("Save who came")
        for text in ("First wording.", "Second wording."):
            client.submit(client.get(f"{event.path}/notes").form("Save the notes"), notes=text)
        client.submit(
            client.get(f"{event.path}/attendance").form("Save who came"),
            came=[str(world.member.id)],
        )
        page = other.submit(notes, status=409, notes="What I heard.")
        assert "Second wording." in page.text
        assert "What I heard." in page.text
        edited = other.get(f"{event.path}/notes").form("Save the notes")
        with db.reading():
            post = event_row(event.id).notes_id
        page = client.get(f"/community/posts/{post}/edit")
        client.submit(page.form("Save"), text="Third wording, where it stands.")
        page = other.submit(edited, status=409, notes="Mine again.")
        assert "Third wording, where it stands." in page.text
        page = other.submit(came, status=409, came=[str(world.strategic.id)])
        assert "Came: Stella Strategic" in page.text
        assert "Came: Mo Member" in page.text


def test_a_new_wording_of_what_it_is_about_is_not_written_over(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
    client.sign_in(world.lead)
    old = client.get(f"{event.path}/change").form("Save the changes")
    client.submit(client.get(f"{event.path}/change").form("Save the changes"), about="Theirs now.")
    page = client.submit(old, status=409, about="Mine now.")
    assert "Theirs now." in page.text
    assert "Mine now." in page.text


def test_the_page_names_the_place_in_the_line_and_reads_nobody_elses_answer(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead, capacity=1)
        for person in (world.contributor, world.strategic, world.admin, world.member):
            with db.transaction():
                make_answer(event, person, needs="Nobody else reads this")
        with db.reading():
            everybody = {one.person_id: one for one in queries.sign_ups(event.id)}
            line = [
                queries.place_in_line(everybody[one.id])
                for one in (world.contributor, world.strategic, world.admin, world.member)
            ]
    assert line == [None, 1, 2, 3]
    page = client.sign_in(world.member).get(event.path)
    assert "You are number 3 on the waiting list" in page.text
