"""Pages of groups and meetings, as each role meets them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.core.words import day
from app.meetings import queries, service
from app.meetings.queries import MeetingRow
from app.meetings.rules import Kind, MemberRole
from tests.factories.journey import make_journey
from tests.factories.meetings import (
    again,
    all_present,
    make_group,
    make_held,
    make_meeting,
    make_member,
    name_of,
    weekday,
    write_on,
)
from tests.page_client import PageClient
from tests.worlds import World

LIST = "/sites/northmoor/meetings"


def parts(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def planned(world: World, app: Portal, **given: Any) -> MeetingRow:
    with app.app_context(), db.transaction():
        group = make_group(world.home)
        make_member(group, world.strategic, MemberRole.CHAIR)
        make_member(group)
        return make_meeting(world.home, world.strategic, group, **given)


def mails() -> list[OutboxMail]:
    with db.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_an_empty_list_leads_to_the_steering_group(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(LIST)
    assert page.links["Set up a group"] == f"{LIST}/groups/new"
    page = PageClient(client.app).sign_in(world.contributor).get(LIST)
    assert "No meetings yet" in page.text
    assert "Set up a group" not in page.links


def test_a_group_is_set_up_with_members_and_plans_a_meeting(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get(f"{LIST}/groups/new")
    client.submit(
        page.form("Set up the group"),
        kind="steering",
        name="Steering group",
        set_up_on=parts(clock.today()),
        purpose="Owns the work.",
        decides="Time and people.",
        meets="Every six weeks",
        quorum="2",
    )
    page = client.follow()
    assert page.h1 == "Steering group"
    assert "Nobody yet" in page.text
    seats: tuple[dict[str, Any], ...] = (
        {"person": str(world.strategic.id), "role": "chair"},
        {"name": "Petra Partner", "email": "petra@health.example", "organisation": "Health"},
    )
    for typed in seats:
        page = client.get(page.links["Add a member"])
        client.submit(page.form("Add the member"), **typed)
        page = client.follow()
    assert [row[:3] for row in page.table("Members")[1:]] == [
        ["Stella Strategic", "Chair", ""],
        ["Petra Partner", "Member", "Health"],
    ]
    assert page.links["Plan a meeting"] == f"{LIST}/new?what=group-1"


def test_members_with_and_without_an_account_are_invited_to_a_planned_meeting(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        group = make_group(world.home)
        make_member(group, world.strategic)
        make_member(group)
    page = client.sign_in(world.strategic).get(f"{LIST}/new?what=group-{group.id}")
    form = page.form("Plan the meeting")
    client.submit(
        form, on=parts(weekday(9)), at="10:00", place="Room 4", agenda="Training dates\n\nData"
    )
    page = client.follow()
    assert "Invitations are on their way" in page.text
    assert "1. Training dates" in page.text
    assert "2. Data" in page.text
    sent = mails()
    assert {mail.address for mail in sent} == {world.strategic.email, "petra@health.example"}
    assert all(b"SEQUENCE:0" in (mail.calendar or b"") for mail in sent)
    texts = {mail.address: mail.text or "" for mail in sent}
    assert f"{LIST}/" in texts[world.strategic.email]
    assert f"{LIST}/" not in texts["petra@health.example"]
    assert "1. Training dates" in texts["petra@health.example"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"what": ""}, "Choose which meeting it is"),
        ({"on": ["31", "2", "2027"]}, "must be a real date"),
        ({"at": "06:00"}, "between 07:30 and 20:00"),
        ({"minutes": "5"}, "between 15 and 480 minutes"),
        ({"place": ""}, "Enter the room"),
        ({"agenda": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_faulty_plan_says_what_to_do_and_keeps_what_was_typed(
    client: PageClient, world: World, changed: dict[str, Any], message: str
) -> None:
    page = client.sign_in(world.lead).get(f"{LIST}/new")
    typed = {"what": "first-workshop", "on": parts(weekday(5)), "at": "10:00", "place": "Room 4"}
    page = client.submit(page.form("Plan the meeting"), status=400, **{**typed, **changed})
    assert message in page.text
    assert page.title.startswith("Error: ")
    assert mails() == []


def test_errors_stand_in_the_order_of_the_page(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(f"{LIST}/new")
    page = client.submit(page.form("Plan the meeting"), status=400)
    said = ["Choose which meeting", "Enter the date", "Enter the time", "Enter the room"]
    places = [page.text.index(words) for words in said]
    assert places == sorted(places)


def test_a_moved_and_cancelled_meeting_updates_the_same_calendar_entry(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    page = client.sign_in(world.strategic).get(f"{LIST}/{found.id}/move")
    client.submit(page.form("Move the meeting"), at="14:00", reason="Half term")
    page = client.follow()
    assert "14:00" in page.text
    page = client.get(f"{LIST}/{found.id}/cancel")
    client.submit(page.form("Cancel the meeting"), reason="The chair is ill")
    assert "This meeting was cancelled" in client.follow().text
    theirs = [mail for mail in mails() if mail.address == "petra@health.example"]
    assert [mail.calendar_method for mail in theirs] == ["REQUEST", "REQUEST", "CANCEL"]
    calendars = [(mail.calendar or b"").decode().replace("\r\n ", "") for mail in theirs]
    assert [f"SEQUENCE:{n}" in text for n, text in enumerate(calendars)] == [True] * 3
    uids = {line for text in calendars for line in text.splitlines() if line.startswith("UID:")}
    assert len(uids) == 1
    assert "The chair is ill" in (theirs[-1].text or "")


def test_moving_what_somebody_else_moved_shows_both(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    other = PageClient(app).sign_in(world.lead)
    form = client.sign_in(world.strategic).get(f"{LIST}/{found.id}/move").form("Move the meeting")
    theirs = other.get(f"{LIST}/{found.id}/move")
    other.submit(theirs.form("Move the meeting"), at="15:00", reason="Room")
    page = client.submit(form, status=409, at="16:00", reason="Room")
    assert "15:00" in page.text
    assert "16:00" in page.text


def test_the_agenda_grows_and_shrinks(client: PageClient, world: World, app: Portal) -> None:
    found = planned(world, app)
    page = client.sign_in(world.strategic).get(f"{LIST}/{found.id}/agenda")
    client.submit(page.form("Add to the agenda"), agenda="Partners\nAny other business")
    page = client.follow()
    assert "4. Any other business" in page.text
    client.submit(page.form("Take off item 1"))
    page = client.follow()
    assert "Training dates" not in page.text
    assert "1. Data" in page.text
    page = client.submit(page.form("Add to the agenda"), status=400, agenda=" ")
    assert "Enter at least one item" in page.text


def test_the_agenda_is_sent_before_the_meeting(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    page = client.sign_in(world.strategic).get(f"{LIST}/{found.id}/agenda")
    client.submit(page.form("Send the agenda"))
    assert "Agenda sent" in client.follow().text
    sent = mails()[-1]
    assert sent.subject == f"Northmoor: Steering group agenda for {day(found.starts_at)}"
    assert "1. Training dates\n2. Data" in (sent.text or "")
    assert b"SEQUENCE:1" in (sent.calendar or b"")
    other = planned(world, app, items=[], on=weekday(20))
    version = {"version": other.version}
    client.post(f"{LIST}/{other.id}/agenda/send", version)
    assert "Nothing was sent. Put at least one item" in client.follow().text


def test_a_meeting_is_held_minuted_and_approved(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app, on=weekday(-3))
    client.sign_in(world.strategic)
    page = client.get(f"{LIST}/{found.id}/finish")
    assert "Record first who was there" in page.text
    page = client.get(f"{LIST}/{found.id}/attendance")
    form = page.form("Save attendance")
    came: dict[str, Any] = {name: "present" for name in form.names if "person-" in name}
    client.submit(form, **came)
    page = client.get(f"{LIST}/{found.id}/attendance")
    client.submit(page.form("Add the guest"), guest="Gil Guest", organisation="School")
    page = client.get(f"{LIST}/{found.id}")
    assert "Quorate: 2 members present, and the quorum is 2." in page.text
    assert "Gil Guest (School, guest)" in page.text


def test_minutes_decisions_and_actions_are_written_item_by_item(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app, on=weekday(-3))
    page = client.sign_in(world.strategic).get(f"{LIST}/{found.id}")
    page = client.get(page.links["Training dates"])
    client.submit(page.form("Save and go to the next"), text="We agreed.", outcome="done")
    page = client.follow()
    assert page.h1 == "Data"
    client.submit(page.form("Record the decision"), words="Two teams begin in May.")
    page = client.follow()
    assert "Two teams begin in May." in page.text
    client.submit(
        page.form("Add the action"),
        title="Name the teams",
        side="authority",
        owner=str(world.contributor.id),
        due_on=parts(weekday(20)),
    )
    page = client.follow()
    assert "Name the teams" in page.links
    page = client.get(page.links["Name the teams"])
    assert page.links[f"Steering group, {day(found.starts_at)}"].startswith(f"{LIST}/{found.id}#")


def test_minutes_are_approved_after_the_end_and_then_stay(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app, on=weekday(-3))
    with db.transaction():
        all_present(found)
        write_on(found, world.lead, ["We agreed."])
    page = client.sign_in(world.strategic).get(f"{LIST}/{found.id}/finish")
    assert "Dealt with 1 of 2 items" in page.text
    client.submit(page.form("Record as held"))
    page = client.get(f"{LIST}/{found.id}/approval")
    client.submit(page.form("Approve the minutes"), corrections="“May” should read “June”.")
    page = client.follow()
    assert "Held and approved" in page.text
    client.get(f"{LIST}/items/{queries_items(found)[0]}", status=303)


def queries_items(found: MeetingRow) -> list[int]:
    with db.reading():
        return [item.id for item in queries.items_at(found.id)]


def test_the_record_can_be_printed_and_copied(
    client: PageClient, world: World, app: Portal
) -> None:
    with db.transaction():
        found = make_held(world.home, world.strategic)
    page = client.sign_in(world.contributor).get(f"{LIST}/{found.id}/record")
    assert "Decision: Training begins in May." in page.text
    text = client.get(f"{LIST}/{found.id}/record.txt").body
    assert client.response.mimetype == "text/plain"
    assert "1. Training dates\nWe agreed the dates.\nDecision: Training begins in May.\n" in text
    assert text.startswith(f"First strategic workshop, Northmoor\n{day(found.starts_at)}, 10:00")


def test_autosave_saves_and_shows_both_texts_to_the_second_writer(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    item = queries_items(found)[0]
    address = f"{LIST}/items/{item}/autosave"
    other = PageClient(app).sign_in(world.lead)
    client.sign_in(world.strategic)
    answer = client.fetch("POST", address, {"text": "Mine", "version": 0}, status=201)
    assert answer.json is not None
    assert answer.json["version"] == 1
    answer = other.fetch("POST", address, {"text": "Theirs", "version": 0}, status=409)
    assert answer.json == {
        "mine": "Theirs",
        "theirs": "Mine",
        "by": "Stella Strategic",
        "version": 1,
    }
    other.fetch("POST", address, {"text": "Theirs", "version": 1}, status=201)
    answer = client.fetch("POST", address, {"text": "NHS 943 476 5919", "version": 2}, status=422)
    page = client.get(f"{LIST}/items/{item}")
    form = page.form("Save and go to the next")
    other.fetch("POST", address, {"text": "Later", "version": 2}, status=201)
    page = client.submit(form, status=409, text="Mine again")
    assert "Lena Lead saved something else meanwhile" in page.text
    assert "Later" in page.text
    assert "Mine again" in page.text


def test_a_contributor_reads_and_cannot_write(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    page = client.sign_in(world.contributor).get(f"{LIST}/{found.id}")
    assert "End the meeting" not in page.links
    client.get(f"{LIST}/{found.id}/move", status=403)
    client.get(f"{LIST}/items/{queries_items(found)[0]}", status=403)


def test_another_site_has_no_such_meeting_or_group(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    client.sign_in(world.foreign_strategic)
    client.get(f"/sites/farfield/meetings/{found.id}", status=404)
    client.get(f"/sites/farfield/meetings/groups/{found.group_id}", status=404)
    client.get(f"{LIST}/{found.id}", status=404)


def test_the_list_is_filtered_sorted_and_paged_by_its_address(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        for n in range(30):
            make_meeting(world.home, world.lead, kind=Kind.REVIEW_WORKSHOP, on=weekday(-40 - 7 * n))
        make_meeting(world.home, world.lead)
    page = client.sign_in(world.lead).get(LIST)
    assert f"Next: First strategic workshop, {day(weekday(9))}, 10:00." in page.text
    assert page.table("Meetings")[1][1] == "First strategic workshop"
    assert len(page.table("Meetings")) == 26
    assert len(client.get(f"{LIST}?page=2").table("Meetings")) == 7
    page = client.get(f"{LIST}?kind=first-workshop&period=ahead&state=planned")
    assert "1 of 31 meetings: First strategic workshop, Planned, Ahead" in page.text
    assert "No meeting fits these filters" in client.get(f"{LIST}?state=held").text
    oldest = client.get(f"{LIST}?sort=when").table("Meetings")[1][0]
    assert oldest.startswith(day(weekday(-40 - 7 * 29)))
    client.get(f"{LIST}?kind=nonsense&page=x&sort=1")


def test_decisions_are_listed_and_found_by_words(client: PageClient, world: World) -> None:
    with db.transaction():
        make_held(world.home, world.strategic)
    page = client.sign_in(world.contributor).get(f"{LIST}/decisions")
    assert page.table("Decisions")[1][0] == "Training begins in May."
    assert "1 of 1 decision: “in may”" in client.get(f"{LIST}/decisions?q=in+may").text
    assert "No decision fits" in client.get(f"{LIST}/decisions?q=june&kind=forum").text
    assert (
        "No decisions yet"
        in PageClient(client.app)
        .sign_in(world.other_lead)
        .get("/sites/farfield/meetings/decisions")
        .text
    )


def statements(client: PageClient, page: str) -> int:
    client.get(page)
    return client.statements


def test_lists_take_the_same_number_of_statements_for_1_row_and_for_30(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        group = make_group(world.home)
        make_member(group, world.strategic, starts_on=weekday(-500))
        first = make_held(world.home, world.strategic, group, on=weekday(-400), items=["One"])
    client.sign_in(world.lead)
    pages = [LIST, f"{LIST}/decisions", f"{LIST}/groups/{group.id}", f"{LIST}/{first.id}"]
    counted = [statements(client, page) for page in pages]
    with db.transaction():
        for n in range(29):
            make_member(group, name=f"Partner {n}")
            make_group(world.home, Kind.PRACTICE, name=f"Group {n}")
        for n in range(29):
            last = make_held(world.home, world.strategic, group, on=weekday(-390 + 7 * n))
        for n in range(29):
            make_held(world.home, world.strategic, on=weekday(-390 + 7 * n), items=[f"{n}"] * 30)
    pages[-1] = f"{LIST}/{last.id}"
    assert [statements(client, page) for page in pages] == counted
    assert max(counted) <= 10


def test_a_reached_meeting_is_ended_only_on_its_day(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    with db.transaction():
        all_present(found)
        version = again(world.home, found.id).version
    page = client.sign_in(world.strategic).get(f"{LIST}/{found.id}/finish")
    assert "The meeting is still ahead" in page.text
    client.post(f"{LIST}/{found.id}/finish", {"version": version})
    assert "Nothing was changed. The meeting is still ahead" in client.follow().text


def test_pages_that_come_too_early_or_too_late_lead_back_to_the_meeting(
    client: PageClient, world: World, app: Portal
) -> None:
    found = planned(world, app)
    client.sign_in(world.strategic).get(f"{LIST}/{found.id}/approval", status=303)
    with app.app_context(), db.transaction():
        service.cancel(name_of(world.home), found, "Ill", found.version)
    for page in ("move", "cancel", "agenda", "attendance", "approval"):
        client.get(f"{LIST}/{found.id}/{page}", status=303)
        assert client.response.headers["Location"] == f"{LIST}/{found.id}"
    client.get(f"{LIST}/items/{queries_items(found)[0]}", status=303)
    client.get(f"{LIST}/items/99999", status=404)


def test_a_milestone_says_that_setting_up_the_group_completes_it(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_journey(world.home)
    page = client.sign_in(world.strategic).get("/sites/northmoor/journey/steering-group")
    assert "marked as done when the steering group is set up" in page.text
    assert page.links["Go to the meetings"] == LIST
    with db.transaction():
        make_group(world.home)
    assert "This milestone is about a group" in client.get(page.path).text
    page = client.get("/sites/northmoor/journey/preisa")
    assert page.links["Go to the assessments"] == "/sites/northmoor/assessments"
