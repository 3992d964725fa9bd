"""Fidelity across sites: what the page says of rounds, components, trend and adaptations."""

from datetime import timedelta

from app.core import audit, clock
from app.core.db import transaction
from tests.factories.adaptations import make_adaptation, make_viewed
from tests.factories.programme import judge, seal_round
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World

ADDRESS = "/dashboards/fidelity"


def rounds(world: World, sites: int = 5) -> None:
    """Sites with two rounds each, the latest at 60, 70, 80, 90 … per cent."""
    with transaction():
        audit.because("rounds sealed", summary="Made for a test.")
        for place in range(sites):
            site = make_site(f"Site {place:03}")
            old, new = clock.today() - timedelta(days=400), clock.today() - timedelta(days=120)
            seal_round(site, 1, old, median=40.0)
            parts = (("CC1", 10, 9), ("CC5", 10, 2 + place % 3), ("CC12", 0, 0))
            seal_round(site, 2, new, median=60.0 + 10 * (place % 4), parts=parts)
            seal_round(site, 3, clock.today(), cases=3, median=None, lower=None, upper=None)
            judge(site, adherence=60.0 + 10 * (place % 4), reach=[70.0, 10.0][place % 2])


def test_the_page_reads_the_latest_round_with_figures(world: World, client: PageClient) -> None:
    rounds(world)
    with transaction():
        make_adaptation(world.home, world.strategic, components=("CC1", "CC5"))
        make_viewed(world.home, world.strategic, world.lead, view="watch")
    page = client.sign_in(world.lead).get(ADDRESS)
    for words in (
        "Half of 5 sites follow the framework to 70% or more",
        "the middle half lies between 60% and 80%, and 2 are at 80% or more",
        "“Classification at set points, with reasons” is there least often, in 28% of 50 cases",
        "“Analytical chronology” most often, in 90%",
        "Of 5 sites with both numbers, 2 follow it closely",
        "and 1 does both",
        "Site 003 follows it closely, but in isolated cases only",
        "nothing can be said yet of where it goes",
        "Of 2 changes in force",
    ):
        assert words in page.text, words
    assert client.statements <= 20


def test_statements_do_not_grow_with_sites(world: World, client: PageClient) -> None:
    rounds(world)
    client.sign_in(world.admin).get(ADDRESS)
    few = client.statements
    with transaction():
        audit.because("more sites", summary="Made for a test.")
        for place in range(60):
            judge(make_site(f"More {place}"), adherence=50.0, reach=5.0)
    client.get(ADDRESS)
    assert client.statements == few


def test_without_rounds_the_page_says_what_is_missing(world: World, client: PageClient) -> None:
    page = client.sign_in(world.lead).get(ADDRESS)
    assert "No site has closed a round of five cases or more yet" in page.text
    assert "No change to the framework is in force at any site." in page.text
    assert b"data-chart " not in client.response.data


def test_an_authority_reads_nothing_of_other_sites(world: World, client: PageClient) -> None:
    client.sign_in(world.strategic).get(ADDRESS, status=403)
