"""The front page of training, and the teams behind it."""

import csv
import io

import pytest

from app.core import db
from app.training.queries.coverage import headcounts
from tests.factories.training import make_staff, make_team
from tests.page_client import PageClient
from tests.worlds import World

TRAINING = "/sites/northmoor/training"


@pytest.mark.parametrize("role", ["admin", "lead", "strategic", "contributor"])
def test_everyone_of_the_site_sees_coverage_with_managers_apart(
    client: PageClient, world: World, role: str
) -> None:
    with db.transaction():
        make_staff(world.home)
        make_team(world.home, "Care team", practitioners=1, managers=0)
    page = client.sign_in(world.person(role)).get(TRAINING)
    assert "2 of 5 practitioners and 1 of 1 manager are trained and still in post." in page.text
    assert page.table("Coverage of practitioners")[1:] == [
        ["Care team", "1", "0", "0", "0%"],
        ["Duty team", "4", "3", "2", "50%"],
        ["All teams", "5", "3", "2", "40%"],
    ]
    assert page.table("Coverage of managers")[1:] == [["Duty team", "1", "1", "1", "100%"]]
    assert "Below 80%: Care team and Duty team." in page.text
    assert "Coverage is below 80%: 2 more would bring it there." in page.text
    assert "trained people have worked 12 months here, and 24 are needed" in page.text
    assert page.links["Training"] == TRAINING
    assert ("Add a team" in page.links) is (role == "strategic")
    assert ("Training register" in page.links) is (role in ("strategic", "contributor"))


def test_the_file_holds_what_the_chart_shows(client: PageClient, world: World) -> None:
    with db.transaction():
        make_staff(world.home)
    client.sign_in(world.lead).get(f"{TRAINING}/coverage.csv?role=manager")
    lines = list(csv.reader(io.StringIO(client.response.get_data().decode("utf-8-sig"))))
    assert lines[1] == ["Duty team", "1", "1", "1", "100.0"]
    client.get(f"{TRAINING}/coverage.csv?role=nobody")
    assert "50.0" in client.response.get_data().decode("utf-8-sig")


def test_without_teams_the_page_says_what_to_do(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(TRAINING)
    assert page.links["Add a team"] == f"{TRAINING}/teams/new"
    page = client.sign_in(world.lead).get(TRAINING)
    assert "The strategic lead enters the teams" in page.text
    assert "Add a team" not in page.links


def test_the_strategic_lead_adds_and_changes_a_team(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(f"{TRAINING}/teams/new")
    client.submit(page.form("Add the team"), name="Duty  team", practitioners="12", managers="2")
    page = client.follow()
    assert page.table("Teams")[1] == ["Duty team", "12", "2", "0"]
    form = client.get(page.links["Duty team"]).form("Save the team")
    client.submit(form, practitioners="14")
    assert client.follow().table("Teams")[1] == ["Duty team", "14", "2", "0"]
    page = client.submit(form, 409, practitioners="9")
    assert "14 practitioners" in page.text
    assert "9 practitioners" in page.text
    history = client.get("/sites/northmoor/history/changes").text
    assert "Team “Duty team”: 14 practitioners and 2 managers are to be trained." in history


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": " "}, "Enter the name of the team"),
        ({"name": "DUTY team"}, "There is a team with this name already"),
        ({"practitioners": "many"}, "Enter how many practitioners, as a whole number"),
        ({"practitioners": ""}, "Enter how many practitioners, as a whole number"),
        ({"managers": "-1"}, "Enter how many managers, as a whole number from 0 to 2,000"),
        ({"managers": "2001"}, "Enter how many managers, as a whole number from 0 to 2,000"),
    ],
)
def test_a_faulty_team_is_not_added(
    client: PageClient, world: World, changed: dict[str, str], message: str
) -> None:
    with db.transaction():
        make_team(world.home)
    form = client.sign_in(world.strategic).get(f"{TRAINING}/teams/new").form("Add the team")
    typed = {"name": "Other", "practitioners": "3", "managers": "1"} | changed
    assert message in client.submit(form, 400, **typed).text
    with db.reading():
        assert len(headcounts(world.home.id)) == 1


def test_only_the_strategic_lead_sets_numbers(client: PageClient, world: World) -> None:
    with db.transaction():
        number = make_team(world.foreign, "Far team")
    for person in (world.contributor, world.lead, world.admin):
        client.sign_in(person).get(f"{TRAINING}/teams/new", 403)
        client.post(f"{TRAINING}/teams/new", {}, 403)
    client.sign_in(world.strategic).get(f"{TRAINING}/teams/{number}", 404)
    client.post(f"{TRAINING}/teams/{number}", {}, 404)
