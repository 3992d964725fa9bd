"""Training sessions: planned, filled, held; what they complete and who sees whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import audit, clock, db
from app.journey import queries as journey
from app.training.queries import sessions as reads
from app.training.queries.sessions import SessionRow, Wanted
from app.training.queries.trainers import all_of_site
from app.training.rules.register import Course
from app.training.rules.sessions import NewSession, SessionStatus
from app.training.service import sessions as service
from tests.factories.journey import make_journey
from tests.factories.training import hold_session, make_session, make_staff, make_trainer
from tests.page_client import PageClient
from tests.worlds import World

TRAINING = "/sites/northmoor/training"
SESSIONS = f"{TRAINING}/sessions"


def parts(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def ahead(number: int) -> date:
    return clock.today() + timedelta(days=number)


@pytest.fixture
def staffed(world: World) -> World:
    """A team, a trainer, and the journey of the site."""
    with db.transaction():
        audit.because("journey made", summary="Made for a test.")
        make_journey(world.home)
        make_staff(world.home)
        make_trainer(world.home)
    return world


def planned(world: World, on: date | None = None, **given: Any) -> int:
    with db.transaction():
        trainers = [one.id for one in all_of_site(world.home.id)]
        return make_session(world.home, trainers, on, **given)


def one(world: World, number: int) -> SessionRow:
    with db.reading():
        found = reads.one(world.home.id, number)
    assert found is not None
    return found


def who(world: World) -> dict[str, int]:
    with db.reading():
        return {p.name.split()[0]: p.id for p in reads.who_can_come(world.home.id, clock.today())}


def done(world: World) -> set[str]:
    with db.reading():
        rows = journey.milestones_of(world.home.id, clock.today())
    return {row.template.code for row in rows if row.status.value == "done"}


def test_an_in_house_session_from_plan_to_trained_people(
    client: PageClient, staffed: World
) -> None:
    page = client.sign_in(staffed.contributor).get(f"{SESSIONS}/new")
    form = page.form("Plan the session")
    page = client.submit(form, 400)
    for message in ("Choose the course", "Enter the day of the session", "Tick who teaches"):
        assert message in page.text
    with db.reading():
        trainer = str(all_of_site(staffed.home.id)[0].id)
    today = parts(clock.today())
    client.submit(
        form, course="framework", held_on=today, venue="Room 3", places="2", trainers=[trainer]
    )
    page = client.follow()
    assert page.table("Sessions")[1][1:5] == ["Framework training", "Planned", "0", "2"]
    page = client.get(page.links[page.table("Sessions")[1][0]])
    people = who(staffed)
    assert "Carl" not in people  # has left
    form, dee = page.form("Save the places"), str(people["Dee"])
    everyone = [str(number) for number in people.values()]
    assert "There are 2 places: tick 2 fewer" in client.submit(form, 400, people=everyone).text
    client.submit(form, people=[dee, str(people["Asha"])])
    page = client.follow()
    assert [row[0] for row in page.table("People")[1:]] == ["Asha Able", "Dee Dawn"]
    client.submit(page.form("Record who came"), people=[dee])
    page = client.follow()
    assert "1 of 2 people came." in page.text
    assert [row[2] for row in page.table("People")[1:]] == ["No", "Yes"]
    assert "3 of 4 practitioners" in client.get(TRAINING).text
    trainer_row = client.get(f"{TRAINING}/trainers").table("Trainers")[1]
    assert trainer_row[4] == "Active"
    assert "in-house-course" in done(staffed)
    history = client.get("/sites/northmoor/history/changes").text
    assert "held: 1 of 2 people came." in history
    assert "Dee" not in history


def test_a_session_taught_with_the_nspcc_does_not_stand_for_an_in_house_course(
    staffed: World,
) -> None:
    number = planned(staffed, with_nspcc=True)
    with db.transaction():
        hold_session(staffed.home, number, [who(staffed)["Dee"]])
    assert "in-house-course" not in done(staffed)
    assert one(staffed, number).status is SessionStatus.HELD


def test_training_for_trainers_is_the_nspccs_and_completes_its_milestone(
    client: PageClient, staffed: World
) -> None:
    page = client.sign_in(staffed.lead).get(f"{SESSIONS}/new-for-trainers")
    with db.reading():
        trainer = str(all_of_site(staffed.home.id)[0].id)
    client.submit(
        page.form("Plan the session"),
        course="trainers",
        held_on=parts(clock.today()),
        places="8",
        trainers=[trainer],
    )
    page = client.follow()
    page = client.get(page.links[page.table("Sessions")[1][0]])
    assert "Save the places" not in page.text
    client.submit(page.form("Record who came"))
    page = client.follow()
    assert "1 of 1 person came." in page.text
    assert page.table("Trainers")[1] == ["Tara Trainer", "Yes"]
    assert "training-for-trainers" in done(staffed)
    assert "trainers-refreshed" not in done(staffed)
    number = planned(staffed, course=Course.TRAINERS_AGAIN)
    client.post(f"{SESSIONS}/{number}/attendance", {"people": [trainer]})
    assert "trainers-refreshed" in done(staffed)


@pytest.mark.parametrize("role", ["admin", "lead", "other_lead"])
def test_the_nspcc_sees_how_many_came_and_never_who(
    client: PageClient, staffed: World, role: str
) -> None:
    waiting, held = planned(staffed), planned(staffed)
    people = who(staffed)
    with db.transaction():
        service.give_places(staffed.home.id, waiting, [people["Asha"]])
        hold_session(staffed.home, held, [people["Dee"], people["Ben"]])
    client.sign_in(getattr(staffed, role))
    assert client.get(SESSIONS).table("Sessions")[1][-1] == "2"
    for number in (waiting, held):
        body = client.get(f"{SESSIONS}/{number}").body
        assert not [name for name in ("Asha", "Ben", "Dee") if name in body]
        assert "stay in the authority" in body
        for step in ("places", "attendance", "cancel", "edit"):
            client.post(f"{SESSIONS}/{number}/{step}", {}, 403)
    client.get(f"{SESSIONS}/new", 403)


def test_the_authority_does_not_record_training_for_trainers(
    client: PageClient, staffed: World
) -> None:
    number = planned(staffed, course=Course.TRAINERS)
    for person in (staffed.strategic, staffed.contributor):
        client.sign_in(person).get(f"{SESSIONS}/new-for-trainers", 403)
        assert "Record who came" not in client.get(f"{SESSIONS}/{number}").text
        for step in ("attendance", "cancel", "edit"):
            client.post(f"{SESSIONS}/{number}/{step}", {}, 403)
    client.get(f"{SESSIONS}/{number}/edit", 303)
    assert client.follow().h1.startswith("Training for trainers on")
    assert one(staffed, number).status is SessionStatus.PLANNED
    client.sign_in(staffed.foreign_strategic)
    client.get(f"/sites/farfield/training/sessions/{number}", 404)
    client.post(f"/sites/farfield/training/sessions/{number}/cancel", {}, 404)


def test_a_session_is_changed_and_two_who_change_it_see_both(
    client: PageClient, staffed: World
) -> None:
    number = planned(staffed, ahead(20))
    page = client.sign_in(staffed.strategic).get(f"{SESSIONS}/{number}")
    assert "Record who came" not in page.text
    form = client.get(page.links["Change day, place or trainers"]).form("Save the session")
    client.submit(form, held_on=parts(ahead(30)), places="9")
    assert one(staffed, number).held_on == ahead(30)
    assert "9 places" in client.submit(form, 409, places="7").text


def test_a_session_to_come_cannot_be_recorded_and_a_cancelled_one_not_changed(
    client: PageClient, staffed: World
) -> None:
    number, dee = planned(staffed, ahead(2)), who(staffed)["Dee"]
    with db.transaction():
        service.give_places(staffed.home.id, number, [dee])
    page = client.sign_in(staffed.strategic).get(f"{SESSIONS}/{number}")
    body = {"people": [str(dee)]}
    assert "still ahead" in client.post(f"{SESSIONS}/{number}/attendance", body, 400).text
    client.submit(page.form("Cancel this session"))
    assert "This session was cancelled." in client.follow().text
    for step in ("attendance", "places"):
        answer = client.post(f"{SESSIONS}/{number}/{step}", body, 400)
        assert "cannot be changed any longer" in answer.text
    client.post(f"{SESSIONS}/{number}/cancel")
    assert "Nothing was changed" in client.follow().text
    history = client.get("/sites/northmoor/history/changes").text.lower()
    assert "trained" not in history.split("cancelled")[0]


def test_recording_twice_trains_once(staffed: World) -> None:
    number, dee = planned(staffed), who(staffed)["Dee"]
    with db.transaction():
        hold_session(staffed.home, number, [dee])
    with pytest.raises(ValueError, match="cannot be changed"), db.transaction():
        service.record_attendance(staffed.home.id, number, [dee])
    assert one(staffed, number).attended == 1


def test_places_are_not_cut_below_those_taken(staffed: World) -> None:
    number, people = planned(staffed), who(staffed)
    with db.transaction():
        service.give_places(staffed.home.id, number, [people["Dee"], people["Ben"]])
        trainers = tuple(one.id for one in all_of_site(staffed.home.id))
    fewer = NewSession("framework", clock.today(), "", 1, trainers)
    with pytest.raises(ValueError, match="have a place already"), db.transaction():
        service.change_session(staffed.home.id, number, fewer, 1, for_trainers=False)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [3, 1, 2]),
        ({"sort": "on"}, [2, 1, 3]),
        ({"course": "refresher"}, [2]),
        ({"status": "cancelled"}, [3]),
        ({"status": "planned", "course": "framework"}, [1]),
    ],
)
def test_each_filter_narrows_the_sessions(
    staffed: World, wanted: dict[str, str], expected: list[int]
) -> None:
    first = planned(staffed)
    second = planned(staffed, ahead(-3), course=Course.REFRESHER)
    third = planned(staffed, ahead(3))
    with db.transaction():
        service.cancel_session(staffed.home.id, third)
    order = {first: 1, second: 2, third: 3}
    with db.reading():
        rows = reads.sessions(staffed.home.id, Wanted(**wanted)).rows
    assert [order[row.id] for row in rows] == expected


def test_thirty_sessions_take_as_many_statements_as_one(client: PageClient, staffed: World) -> None:
    client.sign_in(staffed.strategic)
    planned(staffed)
    one_takes = (client.get(SESSIONS), client.statements)[1]
    for number in range(50):
        planned(staffed, ahead(number))
    page = client.get(SESSIONS)
    assert client.statements == one_takes <= 8
    assert len(page.table("Sessions")) == 51
    assert len(client.get(f"{SESSIONS}?page=2").table("Sessions")) == 2


def test_without_sessions_or_trainers_the_pages_say_what_to_do(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get(SESSIONS)
    page = client.get(page.links["Plan a session"])
    assert "The NSPCC’s implementation lead adds them." in page.text
    page = client.sign_in(world.lead).get(SESSIONS)
    page = client.get(page.links["Plan training for trainers"])
    assert page.links["Add a trainer"] == f"{TRAINING}/trainers/new"
