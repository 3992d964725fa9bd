"""The register of an authority: who sees whom, what is written, and how the list behaves."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.audit import AuditChange, AuditEvent
from app.training.queries import register as reads
from app.training.queries.register import EntryRow, Wanted
from app.training.rules.register import StaffRole
from tests.factories.training import make_entry, make_staff, make_team
from tests.page_client import PageClient
from tests.worlds import World

TRAINING = "/sites/northmoor/training"
REGISTER = f"{TRAINING}/register"
NAMES = ("Asha", "Ben", "Carl", "Dee", "Mary")


def parts(on: date | None) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)] if on else ["", "", ""]


@pytest.fixture
def staffed(world: World) -> World:
    """A team of five at home, and one person abroad."""
    with db.transaction():
        make_staff(world.home)
        make_entry(world.foreign, make_team(world.foreign, "Far team"), "Fay Far")
    return world


def listed(world: World, **wanted: str) -> list[EntryRow]:
    with db.reading():
        return list(reads.entries(world.home.id, Wanted(**wanted), clock.today()).rows)


def typed(number: int, **given: Any) -> dict[str, Any]:
    values = {"name": "Nia New", "team": str(number), "role": "practitioner"}
    return {**values, "started_on": parts(None), "left_on": parts(None), **given}


@pytest.mark.parametrize("role", ["admin", "lead", "other_lead"])
def test_the_nspcc_sees_numbers_and_never_a_name(
    client: PageClient, staffed: World, role: str
) -> None:
    client.sign_in(getattr(staffed, role))
    number = listed(staffed)[0].id
    for path in (
        TRAINING,
        f"{TRAINING}/coverage.csv",
        f"{TRAINING}/coverage.csv?role=manager",
        "/sites/northmoor/history",
        "/sites/northmoor/history/changes",
    ):
        body = client.get(path).body
        assert not [name for name in NAMES if name in body], path
    for path in (REGISTER, f"{REGISTER}.csv", f"{REGISTER}/new", f"{REGISTER}/{number}"):
        client.get(path, 403)
    for path in (f"{REGISTER}/new", f"{REGISTER}/{number}", f"{REGISTER}/{number}/trained"):
        client.post(path, {}, 403)
    assert "The names on the register stay in the authority" in client.get(TRAINING).text


def test_the_trail_holds_no_name(staffed: World) -> None:
    with db.reading() as session:
        told = [str(row) for row in session.scalars(select(AuditEvent.summary))]
        told += [str(row) for row in session.scalars(select(AuditChange.changes))]
    assert told
    assert not [line for line in told for name in NAMES if name in line]


@pytest.mark.parametrize("role", ["strategic", "contributor"])
def test_the_authority_reads_its_own_register(
    client: PageClient, staffed: World, role: str
) -> None:
    page = client.sign_in(staffed.person(role)).get(REGISTER)
    assert [row[0] for row in page.table("Training register")[1:]] == [
        *("Asha Able", "Ben Bold", "Carl Calm", "Dee Dawn", "Mary Manager")
    ]
    page = client.get(page.links["Carl Calm"])
    assert "Left on" in page.text
    assert "Framework training" in page.table("Trainings")[1][0]


def test_another_authority_finds_no_such_page(client: PageClient, staffed: World) -> None:
    number = listed(staffed)[0].id
    client.sign_in(staffed.foreign_strategic)
    for path in (TRAINING, REGISTER, f"{REGISTER}.csv", f"{REGISTER}/{number}"):
        client.get(path, 404)
    client.get(f"/sites/farfield/training/register/{number}", 404)
    client.post(f"/sites/farfield/training/register/{number}/trained", {}, 404)
    with db.reading():
        assert reads.entry(staffed.foreign.id, number) is None


@pytest.mark.parametrize(
    ("wanted", "first_names"),
    [
        ({"q": "bol"}, ["Ben"]),
        ({"role": "manager"}, ["Mary"]),
        ({"standing": "left"}, ["Carl"]),
        ({"standing": "in-post", "trained": "yes"}, ["Asha", "Ben", "Mary"]),
        ({"trained": "no"}, ["Dee"]),
        ({"sort": "-name"}, ["Mary", "Dee", "Carl", "Ben", "Asha"]),
        ({"sort": "left"}, ["Carl", "Asha", "Ben", "Dee", "Mary"]),
        ({"sort": "trained"}, ["Asha", "Ben", "Carl", "Mary", "Dee"]),
        ({"team": "999999999"}, []),
        ({"q": "%"}, []),
    ],
)
def test_each_filter_narrows_and_each_sort_orders(
    staffed: World, wanted: dict[str, str], first_names: list[str]
) -> None:
    assert [row.name.split()[0] for row in listed(staffed, **wanted)] == first_names


def test_filters_stand_in_the_address_and_unknown_ones_do_not_narrow(
    client: PageClient, staffed: World
) -> None:
    client.sign_in(staffed.strategic)
    page = client.get(f"{REGISTER}?standing=left&sort=-name")
    assert "1 person: Left" in page.text
    assert len(page.table("Training register")) == 2
    page = client.get(f"{REGISTER}?standing=x&team=y&sort=z&page=99")
    assert "5 people" in page.text
    page = client.get(f"{REGISTER}?q=nobody")
    assert page.links["Clear all filters"] == REGISTER


def test_thirty_people_take_as_many_statements_as_one(client: PageClient, world: World) -> None:
    client.sign_in(world.strategic)
    with db.transaction():
        team = make_team(world.home)
        make_entry(world.home, team, "Asha Able", trained_on=date(2026, 1, 5))
    one = {path: (client.get(path), client.statements)[1] for path in (TRAINING, REGISTER)}
    with db.transaction():
        for number in range(29):
            other = make_team(world.home, f"Team {number}")
            make_entry(world.home, other, f"Person {number}", trained_on=date(2026, 1, 5))
    many = {path: (client.get(path), client.statements)[1] for path in (TRAINING, REGISTER)}
    assert one == many
    assert max(many.values()) <= 8


def test_a_long_register_is_cut_into_pages(client: PageClient, world: World) -> None:
    with db.transaction():
        team = make_team(world.home)
        for number in range(51):
            make_entry(world.home, team, f"Person {number:02}")
    page = client.sign_in(world.strategic).get(f"{REGISTER}?page=2")
    assert [row[0] for row in page.table("Training register")[1:]] == ["Person 50"]


def test_an_empty_register_says_what_to_do(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(REGISTER)
    assert page.links["Add somebody"] == f"{REGISTER}/new"
    page = client.get(page.links["Add somebody"])
    assert page.links["Add a team"] == f"{TRAINING}/teams/new"


def test_somebody_is_added_trained_and_leaves(client: PageClient, world: World) -> None:
    with db.transaction():
        team = make_team(world.home)
    page = client.sign_in(world.contributor).get(f"{REGISTER}/new")
    client.submit(page.form("Add to the register"), **typed(team))
    page = client.follow()
    assert page.table("Training register")[1][:3] == ["Nia New", "Duty team", "Practitioner"]
    page = client.get(page.links["Nia New"])
    client.submit(page.form("Enter the training"), trained_on=parts(date(2026, 5, 4)))
    page = client.follow()
    assert page.table("Trainings")[1][:2] == ["Framework training", "4 May 2026"]
    client.submit(page.form("Save changes"), left_on=parts(date(2026, 9, 30)))
    assert "Left on 30 September 2026; trained on 4 May 2026." in client.follow().text
    page = client.get(REGISTER)
    client.submit(client.get(page.links["Nia New"]).form("Take back"))
    assert "not trained yet" in client.follow().text
    history = client.get("/sites/northmoor/history/changes").text
    assert "One practitioner leaves, last day 30 September 2026." in history
    assert "Nia" not in history


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": " "}, "Enter the person’s name"),
        ({"name": "n" * 101}, "100 characters or fewer"),
        ({"team": ""}, "Choose a team of this site"),
        ({"team": "99999"}, "Choose a team of this site"),
        ({"role": ""}, "Choose a role"),
        ({"started_on": ["1", "1", "2099"]}, "must be today or earlier"),
        ({"started_on": ["2", "1", "2026"], "left_on": ["1", "1", "2026"]}, "before the first"),
        ({"name": "asha  ABLE"}, "Somebody with this name is in this team already"),
    ],
)
def test_a_faulty_entry_says_what_to_do_and_writes_nothing(
    client: PageClient, staffed: World, changed: dict[str, Any], message: str
) -> None:
    team = listed(staffed)[0].team_id
    page = client.sign_in(staffed.strategic).get(f"{REGISTER}/new")
    page = client.submit(page.form("Add to the register"), 400, **typed(team, **changed))
    assert message in page.text
    assert page.title.startswith("Error: ")
    assert len(listed(staffed)) == 5


def test_who_left_can_come_back_as_a_new_entry(client: PageClient, staffed: World) -> None:
    team = listed(staffed)[0].team_id
    page = client.sign_in(staffed.strategic).get(f"{REGISTER}/new")
    client.submit(page.form("Add to the register"), **typed(team, name="Carl Calm"))
    assert len(listed(staffed, q="Carl")) == 2


def test_a_team_of_another_site_cannot_be_chosen(client: PageClient, staffed: World) -> None:
    with db.reading():
        theirs = reads.entries(staffed.foreign.id, Wanted(), clock.today()).rows[0].team_id
    page = client.sign_in(staffed.strategic).get(f"{REGISTER}/new")
    page = client.submit(page.form("Add to the register"), 400, **typed(theirs))
    assert "Choose a team of this site" in page.text


def test_two_who_change_one_entry_see_both_texts(client: PageClient, staffed: World) -> None:
    number = listed(staffed)[0].id
    form = client.sign_in(staffed.strategic).get(f"{REGISTER}/{number}").form("Save changes")
    client.submit(form, name="Asha Abler")
    page = client.submit(form, 409, name="Asha Ablest")
    assert "Asha Abler" in page.text
    assert "Asha Ablest" in page.text
    assert listed(staffed)[0].name == "Asha Abler"


def test_a_training_to_come_or_twice_is_not_entered(client: PageClient, staffed: World) -> None:
    number, tomorrow = listed(staffed)[3].id, clock.today() + timedelta(days=1)
    page = client.sign_in(staffed.contributor).get(f"{REGISTER}/{number}")
    form = page.form("Enter the training")
    assert "today or earlier" in client.submit(form, 400, trained_on=parts(tomorrow)).text
    assert "Choose the course" in client.submit(form, 400, course="trainers").text
    for _ in range(2):
        client.submit(form, trained_on=parts(clock.today()))
    with db.reading():
        assert len(reads.trainings(number)) == 1


def test_the_file_holds_the_list_and_runs_nothing(client: PageClient, staffed: World) -> None:
    with db.transaction():
        team = listed(staffed)[0].team_id
        make_entry(staffed.home, team, "=1+1", role=StaffRole.MANAGER)
    client.sign_in(staffed.strategic).get(f"{REGISTER}.csv?role=manager")
    lines = list(csv.reader(io.StringIO(client.response.get_data().decode("utf-8-sig"))))
    assert lines[0] == ["name", "team", "role", "started", "left", "trained"]
    assert [line[0] for line in lines[1:]] == ["'=1+1", "Mary Manager"]
