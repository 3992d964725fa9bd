"""Sustainability across sites: index, components, status over time."""

from datetime import timedelta

from sqlalchemy import delete

from app.access.actor import Actor
from app.access.policy import Role
from app.core import audit, clock
from app.core.db import session, transaction
from app.dashboards.queries.sustainability import months
from app.indicators.models import IndicatorSnapshot
from app.indicators.queries.standings import month_ends
from app.indicators.service.summing import close_months, open_months
from tests.factories.programme import judge, stand
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World

ADDRESS = "/dashboards/sustainability"


def judged(world: World) -> None:
    """Three sites: one kept it for years, one fell silent half a year ago, one is not known."""
    today = clock.today()
    with transaction():
        audit.because("sites judged", summary="Made for a test.")
        kept, lost, blind = (make_site(name) for name in ("Kept", "Lost", "Blind"))
        stand(kept, today - timedelta(days=600), "active", index=70.0)
        stand(kept, today - timedelta(days=200), "sustained", index=80.0)
        judge(kept, index=80.0, status="sustained", components="g" * 19 + "?")
        stand(lost, today - timedelta(days=600), "active", index=60.0)
        stand(lost, today - timedelta(days=180), "dormant", index=20.0)
        judge(lost, index=20.0, status="dormant", components="r" + "a" * 18 + "?")
        stand(blind, today, None)
        judge(blind, components="?" * 20)


def test_what_stood_at_the_end_of_a_month_is_the_last_row_before(
    world: World, client: PageClient
) -> None:
    judged(world)
    today = clock.today()
    actor = Actor(id=world.lead.id, name="", email="", staff_role=Role.LEAD)
    with transaction():
        live = months(actor, today)
        close_months(today)
        close_months(today)
        kept = months(actor, today)
        session().execute(delete(IndicatorSnapshot).where(IndicatorSnapshot.on < today))
        assert months(actor, today)[:-1] == live[:-1]  # what is over is not counted again
        open_months(today - timedelta(days=600))
        assert [one.on for one in months(actor, today)] == [today]
    assert kept == live
    found = live[2], live[-1]
    assert [one.sites for one in found] == [2, 3]
    assert {str(one): number for one, number in found[0].statuses.items()} == {"active": 2}
    assert (found[0].with_index, found[0].index) == (2, 65.0)
    assert (found[1].with_index, found[1].index) == (2, 50.0)


def test_the_page_reads_index_components_and_status(world: World, client: PageClient) -> None:
    judged(world)
    page = client.sign_in(world.lead).get(ADDRESS)
    for words in (
        "Half of 2 sites have an index of 50 or more of 100",
        "1 site more has too little data for one",
        "1 is in lasting use, 1 is dormant and of 1 it is not known",
        "went up from 0 in",
        "“Months since the last case” is weak at 1 site, more than any other",
        "at 3 sites",
        "1 weak",
        "1 strong",
    ):
        assert words in page.text, words
    assert client.statements <= 20


def test_before_anything_is_judged_the_page_says_when_it_will_be(
    world: World, client: PageClient
) -> None:
    page = client.sign_in(world.admin).get(ADDRESS)
    assert "Sites are judged every night" in page.text
    client.sign_in(world.contributor).get(ADDRESS, status=403)


def test_months_end_on_their_last_days(world: World) -> None:
    today = clock.today()
    found = month_ends(today)
    assert found[-1] == today
    assert len(found) == 13
    assert all((one + timedelta(days=1)).day == 1 for one in found[:-1])
