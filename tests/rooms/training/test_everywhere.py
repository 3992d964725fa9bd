"""Coverage of all sites side by side: the database counts as the rules do."""

from datetime import timedelta

from app.core import audit, clock, db
from app.training.queries.coverage import headcounts, posts
from app.training.rules.coverage import altogether, coverage
from app.training.rules.register import StaffRole
from tests.factories.sites import make_site
from tests.factories.training import (
    hold_session,
    make_entry,
    make_session,
    make_staff,
    make_team,
    make_trainer,
)
from tests.page_client import PageClient
from tests.worlds import World

COVERAGE = "/training/coverage"


def furnish(world: World) -> None:
    """At home two teams, one with more people than posts; abroad one that is covered."""
    today = clock.today()
    since = today - timedelta(days=30)
    with db.transaction():
        make_staff(world.home)
        small = make_team(world.home, "Small", practitioners=1, managers=0)
        for name in ("Una", "Vik"):
            make_entry(world.home, small, name, trained_on=since, started_on=since)
        trainer = make_trainer(world.home, expires_on=today + timedelta(days=40))
        entry = make_entry(world.home, small, "Wyn")
        hold_session(world.home, make_session(world.home, [trainer]), [entry])
        make_trainer(world.home, "Zita", expires_on=today + timedelta(days=400))
        full = make_team(world.foreign, practitioners=1, managers=0)
        make_entry(world.foreign, full, "Xan", trained_on=since)
        make_trainer(world.foreign, expires_on=today - timedelta(days=1))


def test_the_list_counts_as_the_page_of_each_site_does(client: PageClient, world: World) -> None:
    furnish(world)
    client.sign_in(world.lead)
    page = client.get(COVERAGE)
    assert page.table("Coverage by site")[1:] == [
        ["Northmoor", "60% (3 of 5)", "100% (1 of 1)", "1 of 2 needed", short(40)],
        ["Farfield", "100% (1 of 1)", "", "0 of 2 needed", ""],
    ]
    with db.reading():
        teams, people = headcounts(world.home.id), posts(world.home.id)
    whole = altogether(coverage(teams, people, StaffRole.PRACTITIONER, clock.today()))
    assert (whole.covered, whole.intended) == (3, 5)

    def names(query: str) -> list[str]:
        found = client.get(f"{COVERAGE}?{query}")
        return [row[0] for row in found.table("Coverage by site")[1:]]

    assert names("sort=-practitioners") == ["Farfield", "Northmoor"]
    assert names("sort=-trainers") == names("sort=-expires") == ["Northmoor", "Farfield"]
    assert names("state=below") == names("mine=yes") == names("q=moor") == ["Northmoor"]
    assert names("state=reached") == ["Farfield"]
    assert "No site fits these filters" in client.get(f"{COVERAGE}?state=no-teams").text
    assert [r[0] for r in client.sign_in(world.strategic).get(COVERAGE).table()[1:]] == [
        "Northmoor"
    ]
    client.sign_in(world.member).get(COVERAGE, 403)


def short(days: int) -> str:
    on = clock.today() + timedelta(days=days)
    return f"{on.day} {on:%b %Y}"


def test_sixty_sites_take_the_same_statements_and_two_pages(
    client: PageClient, world: World
) -> None:
    furnish(world)
    client.sign_in(world.lead).get(COVERAGE)
    before = client.statements
    with db.transaction():
        audit.because("sites made", summary="Made for a test.")
        for number in range(58):
            make_site(f"Town {number:02}", lead=world.lead)
    page = client.get(f"{COVERAGE}?sort=site")
    assert client.statements == before
    assert len(page.table("Coverage by site")) == 51
    assert len(client.get(f"{COVERAGE}?sort=site&page=2").table("Coverage by site")) == 11
    assert "58 sites" in client.get(f"{COVERAGE}?state=no-teams").text
