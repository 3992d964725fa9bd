"""The lists across sites: who is before a contract and silent, and which contract ends next."""

from datetime import timedelta

import pytest

from app.access.actor import Actor
from app.access.policy import Role
from app.core import audit, clock, db
from app.joining import service
from app.joining.queries import enquiries, everywhere
from app.joining.rules import ContractState
from app.sites.models import Site
from app.sites.rules import Stage, Status
from tests.factories.joining import (
    ago,
    make_contact,
    make_contract,
    make_conversation,
    make_decision,
    make_enquiry,
)
from tests.factories.journey import make_journey, set_milestone
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World

ADMIN = Actor(1, "Ada", "ada@people.example", Role.ADMIN)


@pytest.fixture
def pipeline(world: World) -> World:
    """Sites at each step before a contract, and some that are not before one."""
    with db.transaction():
        _site(world, "Aa Asked", days=70)
        webinar = _site(world, "Bb Webinar")
        make_contact(webinar, 50)
        make_contact(webinar, 5, "no-answer")
        make_conversation(_site(world, "Cc Conversation"), 20)
        make_decision(_site(world, "Dd Decided"), days=30)
        preisa = _site(world, "Ee Preisa")
        make_journey(preisa)
        set_milestone(preisa, "preisa", happened_on=ago(10))
        make_contract(_site(world, "Ff Draft"), drafted=3, signed=False)
        later = _site(world, "Gg Later", days=90)
        make_decision(later, "not-now", clock.today() + timedelta(days=9))
        make_contract(_site(world, "Hh Signed"))
        _site(world, "Ii Installed").stage = Stage.INSTALLATION
        _site(world, "Jj Stopped").status = Status.STOPPED
    return world


def _site(world: World, name: str, days: int = 60) -> Site:
    audit.because("site made", summary="Made for a test.")
    site = make_site(name, lead=world.lead)
    make_enquiry(site, days)
    return site


def names(**wanted: str) -> list[str]:
    with db.reading():
        found = enquiries.listed(ADMIN, enquiries.Wanted(**wanted), clock.today())
    assert found.found == len(found.rows)
    return [row.name.split()[0] for row in found.rows if " " in row.name]


CASES: list[tuple[dict[str, str], str]] = [
    ({"sort": "site"}, "Aa Bb Cc Dd Ee Ff Gg"),
    ({}, "Gg Aa Dd Ff Bb Cc Ee"),
    ({"sort": "silence"}, "Ee Cc Bb Dd Ff Aa Gg"),
    ({"sort": "step"}, "Aa Gg Bb Cc Dd Ee Ff"),
    ({"step": "enquiry", "sort": "site"}, "Aa Gg"),
    ({"step": "webinar"}, "Bb"),
    ({"step": "conversation"}, "Cc"),
    ({"step": "decision"}, "Dd"),
    ({"step": "preisa"}, "Ee"),
    ({"step": "contract"}, "Ff"),
    ({"quiet": "38", "sort": "site"}, "Aa Bb Dd Ff"),
    ({"quiet": "60", "sort": "site"}, "Aa Dd Ff"),
    ({"answer": "yes"}, "Dd"),
    ({"answer": "not-now"}, "Gg"),
    ({"answer": "none", "sort": "-site"}, "Ff Ee Cc Bb Aa"),
    ({"lead": "nobody"}, ""),
    ({"q": "web"}, "Bb"),
]


def test_enquiries_are_narrowed_and_ordered(pipeline: World) -> None:
    found = [(wanted, " ".join(names(**wanted))) for wanted, _ in CASES]
    assert found == CASES


@pytest.fixture
def contracts(world: World) -> World:
    """A contract in each state."""
    today = clock.today()
    with db.transaction():
        audit.because("sites made", summary="Made for a test.")
        make_contract(make_site("Aa Drafted"), drafted=5, sent=False, signed=False)
        make_contract(make_site("Bb Sent"), drafted=5, signed=False)
        make_contract(make_site("Cc Signed"), drafted=5, starts=today + timedelta(days=3))
        make_contract(make_site("Dd Running", lead=world.lead), drafted=5)
        make_contract(make_site("Ee Ending"), ends=today + timedelta(days=50))
        make_contract(make_site("Ff Lapsed"), ends=today - timedelta(days=1))
        renewed = make_site("Gg Renewed")
        make_contract(renewed, drafted=800, ends=ago(2))
        make_contract(renewed, drafted=5, starts=ago(1), ends=today + timedelta(days=600))
        ended = make_site("Hh Ended")
        service.end_early(ended.id, make_contract(ended), ago(1), "No money", 1)
    return world


def test_the_state_in_the_list_is_the_one_the_rules_say(contracts: World) -> None:
    today, over = clock.today(), {ContractState.RENEWED, ContractState.ENDED}
    with db.reading():
        every = _every(everywhere.ANY)
        found = {state: _every(state) for state in ("", *ContractState)}
    assert {state: {line.id for line in found[state]} for state in ContractState} == {
        state: {line.id for line in every if line.state(today) is state} for state in ContractState
    }
    assert {line.state(today) for line in every} == set(ContractState)
    assert {line.id for line in found[""]} == {
        line.id for line in every if line.state(today) not in over
    }


def _every(state: str) -> tuple[everywhere.ContractLine, ...]:
    return everywhere.everything(ADMIN, everywhere.Wanted(state=state), clock.today())


def test_a_lead_reads_filters_and_keeps_both_lists(
    client: PageClient, pipeline: World, contracts: World
) -> None:
    page = client.sign_in(pipeline.lead).get("/enquiries?quiet=38&lead=nonsense")
    rows = {row[0]: row[1:] for row in page.table("Enquiries")[1:]}
    assert rows["Aa Asked"][:2] == ["Enquiry", "Silent for 70 days"]
    assert "Silent for 38 days or more" in page.text
    client.get(page.links["Download this list (CSV)"])
    lines = client.response.get_data(as_text=True).splitlines()
    assert len(lines) == 5
    assert lines[1].startswith("Aa Asked,Enquiry,")
    page = client.get("/contracts?ends=60")
    rows = {row[0]: row[1:] for row in page.table("Contracts")[1:]}
    assert (rows["Ee Ending"][0], rows["Ff Lapsed"][0]) == ("Ends in 50 days", "Lapsed")
    assert set(rows) == {"Ee Ending", "Ff Lapsed"}
    client.get(page.links["Download this list (CSV)"])
    assert len(client.response.get_data(as_text=True).splitlines()) == 3
    page = client.get("/contracts?q=nothing+like+it")
    assert "No contract fits these filters" in page.text
    page = client.get(f"/contracts?lead={pipeline.lead.id}&sort=-site")
    assert [row[0] for row in page.table("Contracts")[1:]] == [
        "Hh Signed",
        "Ff Draft",
        "Dd Running",
    ]
    client.sign_in(pipeline.strategic).get("/contracts", 403)
    client.get("/enquiries", 403)


def test_thirty_sites_take_as_many_statements_as_one(client: PageClient, world: World) -> None:
    def add(number: int) -> None:
        make_conversation(_site(world, f"Site {number}"))
        make_contract(_site(world, f"Signed {number}"))

    client.sign_in(world.lead)
    with db.transaction():
        add(0)
    paths = ("/enquiries", "/contracts", "/enquiries.csv", "/contracts.csv", "/")
    few = {path: (client.get(path), client.statements)[1] for path in paths}
    with db.transaction():
        for number in range(1, 30):
            add(number)
    many = {path: (client.get(path), client.statements)[1] for path in paths}
    assert few == many
    assert max(many[path] for path in paths[:4]) <= 8
    page = client.get("/contracts?page=2&sort=site")
    assert len(page.table("Contracts")[1:]) == 5
