"""Trainers and their licences, as each role meets them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.audit import AuditChange, AuditEvent
from app.training.queries import trainers as reads
from app.training.queries.trainers import TrainerRow, Wanted
from app.training.service import trainers as service
from tests.factories.training import (
    hold_session,
    make_entry,
    make_session,
    make_team,
    make_trainer,
)
from tests.page_client import PageClient
from tests.worlds import World

TRAINERS = "/sites/northmoor/training/trainers"


def parts(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def ahead(number: int) -> date:
    return clock.today() + timedelta(days=number)


@pytest.fixture
def licensed(world: World) -> World:
    """Five trainers at home, each with a licence that stands otherwise, and one abroad."""
    with db.transaction():
        good = make_trainer(world.home, "Gia Good", expires_on=ahead(200))
        make_trainer(world.home, "Sam Soon", expires_on=ahead(45))
        make_trainer(world.home, "Ed Expired", expires_on=ahead(-5))
        lost = make_trainer(world.home, "Wim Withdrawn", expires_on=ahead(300))
        service.withdraw_licence(world.home.id, lost, "Has not taught")
        gone = make_trainer(world.home, "Nia Never")
        service.record_leaving(world.home.id, gone, ahead(-1))
        make_trainer(world.foreign, "Fay Far", expires_on=ahead(10))
        entry = make_entry(world.home, make_team(world.home))
        hold_session(world.home, make_session(world.home, [good]), [entry])
    return world


def listed(world: World, **wanted: str) -> list[TrainerRow]:
    with db.reading():
        return list(reads.of_site(world.home.id, Wanted(**wanted), clock.today()).rows)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["Ed", "Gia", "Nia", "Sam", "Wim"]),
        ({"state": "good"}, ["Gia"]),
        ({"state": "soon"}, ["Sam"]),
        ({"state": "expired"}, ["Ed"]),
        ({"state": "withdrawn"}, ["Wim"]),
        ({"state": "none"}, ["Nia"]),
        ({"standing": "active"}, ["Gia"]),
        ({"standing": "quiet"}, ["Ed", "Sam", "Wim"]),
        ({"standing": "left"}, ["Nia"]),
        ({"q": "soo"}, ["Sam"]),
        ({"sort": "expires"}, ["Ed", "Sam", "Gia", "Nia", "Wim"]),
        ({"sort": "-name"}, ["Wim", "Sam", "Nia", "Gia", "Ed"]),
        ({"sort": "delivered"}, ["Gia", "Ed", "Nia", "Sam", "Wim"]),
    ],
)
def test_each_filter_narrows_and_each_sort_orders(
    licensed: World, wanted: dict[str, str], names: list[str]
) -> None:
    assert [row.name.split()[0] for row in listed(licensed, **wanted)] == names


@pytest.mark.parametrize("role", ["admin", "lead", "strategic", "contributor"])
def test_both_sides_see_who_may_train(client: PageClient, licensed: World, role: str) -> None:
    page = client.sign_in(licensed.person(role)).get(TRAINERS)
    rows = {row[0]: row[1:] for row in page.table("Trainers")[1:]}
    assert rows["Sam Soon"][0] == "Expires in 45 days"
    assert rows["Gia Good"][3] == "Active"
    assert rows["Nia Never"][3] == "Left"
    assert "1 active trainer; 2 are needed for 5 people to be trained." in page.text
    assert ("Add a trainer" in page.links) is (role in ("admin", "lead"))
    page = client.get(page.links["Wim Withdrawn"])
    assert "Has not taught" in page.text
    assert ("Issue a licence" in page.text) is (role in ("admin", "lead"))


def test_the_list_of_all_sites_shows_what_one_reaches(client: PageClient, licensed: World) -> None:
    page = client.sign_in(licensed.lead).get("/training?sort=site")
    assert [row[:2] for row in page.table("Trainers")[1:]][0] == ["Fay Far", "Farfield"]
    assert len(page.table("Trainers")) == 7
    page = client.get("/training?state=soon")
    assert "2 trainers: Expires within 90 days" in page.text
    page = client.sign_in(licensed.strategic).get("/training")
    assert "Fay Far" not in page.text
    assert len(page.table("Trainers")) == 6
    client.sign_in(licensed.member).get("/training", 403)


def test_thirty_trainers_take_as_many_statements_as_one(client: PageClient, world: World) -> None:
    client.sign_in(world.lead)
    with db.transaction():
        make_trainer(world.home, expires_on=ahead(9))
    paths = (TRAINERS, "/training")
    one = {path: (client.get(path), client.statements)[1] for path in paths}
    with db.transaction():
        for number in range(29):
            make_trainer(world.home, f"Trainer {number}", expires_on=ahead(number))
    many = {path: (client.get(path), client.statements)[1] for path in paths}
    assert one == many
    assert max(many.values()) <= 8


def test_a_long_list_is_cut_into_pages(client: PageClient, world: World) -> None:
    with db.transaction():
        for number in range(51):
            make_trainer(world.home, f"Trainer {number:02}")
    page = client.sign_in(world.lead).get(f"{TRAINERS}?page=2")
    assert [row[0] for row in page.table("Trainers")[1:]] == ["Trainer 50"]


def test_without_trainers_the_page_says_who_acts(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(TRAINERS)
    assert page.links["Add a trainer"] == f"{TRAINERS}/new"
    page = client.sign_in(world.strategic).get(TRAINERS)
    assert "adds the people you chose" in page.text
    assert "No trainers yet" in client.get("/training").text


def test_the_nspcc_adds_a_trainer_and_issues_renews_and_withdraws_a_licence(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get(f"{TRAINERS}/new")
    page = client.submit(page.form("Add the trainer"), 400, name=" ", email="nowhere")
    assert "Enter the person’s name" in page.text
    assert "Enter an e-mail address like" in page.text
    client.submit(page.form("Add the trainer"), name="Tara Trainer", email="tara@people.example")
    page = client.get(client.follow().links["Tara Trainer"])
    assert "No licence was issued yet." in page.text
    form = page.form("Issue")
    page = client.submit(form, 400, expires_on=["", "", ""])
    assert "Enter the last day of the licence" in page.text
    for _ in range(2):  # sent twice is issued once
        client.submit(form, expires_on=parts(ahead(80)))
    page = client.follow()
    assert len(page.table("Licences")) == 2
    client.submit(page.form("Renew"), expires_on=parts(ahead(400)))
    page = client.follow()
    assert len(page.table("Licences")) == 3
    assert "Licence Licensed" in page.text
    page = client.submit(page.form("Withdraw"), 400, reason="")
    assert "Enter why the licence is withdrawn" in page.text
    client.submit(page.form("Withdraw"), reason="Moved to other work")
    page = client.follow()
    assert "Licence Withdrawn" in page.text
    assert page.text.count("Moved to other work") == 2
    with db.reading() as session:
        told = [str(row) for row in session.scalars(select(AuditEvent.summary))]
        told += [str(row) for row in session.scalars(select(AuditChange.changes))]
    assert not [line for line in told if "Tara" in line or "other work" in line]


def test_a_trainer_who_left_gets_no_licence(licensed: World) -> None:
    (gone,) = listed(licensed, standing="left")
    with pytest.raises(ValueError, match="has left"), db.transaction():
        service.issue_licence(licensed.home.id, gone.id, clock.today(), ahead(90))


@pytest.mark.parametrize(
    ("role", "status"),
    [("strategic", 303), ("lead", 303), ("contributor", 403), ("other_lead", 403)],
)
def test_the_authority_and_its_lead_say_who_stops(
    client: PageClient, licensed: World, role: str, status: int
) -> None:
    number = listed(licensed, q="Gia")[0].id
    day: dict[str, Any] = {"left_on": parts(ahead(-1))}
    client.sign_in(getattr(licensed, role)).post(f"{TRAINERS}/{number}/left", day, status)
    is_left = bool(listed(licensed, q="Gia", standing="left"))
    assert is_left is (status == 303)
    if is_left:
        client.post(f"{TRAINERS}/{number}/left", {"left_on": ["", "", ""]})
        assert listed(licensed, q="Gia", standing="active")


def test_only_the_nspcc_of_the_site_issues_licences(client: PageClient, licensed: World) -> None:
    number = listed(licensed)[0].id
    for person in (licensed.strategic, licensed.contributor, licensed.other_lead):
        client.sign_in(person).get(f"{TRAINERS}/new", 403)
        client.post(f"{TRAINERS}/{number}/licence", {}, 403)
        client.post(f"{TRAINERS}/{number}/withdraw", {}, 403)
    client.sign_in(licensed.admin).get(f"/sites/farfield/training/trainers/{number}", 404)
    client.post(f"/sites/farfield/training/trainers/{number}/licence", {}, 404)
