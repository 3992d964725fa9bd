"""An authority beside similar ones: who they are, what is shown of them, what never is."""

from datetime import timedelta

from app.core import audit, clock
from app.core.db import session, transaction
from app.dashboards.compared import compared
from app.dashboards.queries.similar import members
from app.dashboards.rules.similar import group_of
from app.sites.models import Site
from app.sites.rules import SiteRole, Stage
from app.sites.rules.months import quarter_of
from tests.factories.accounts import make_person
from tests.factories.programme import decide, seal_round, stand
from tests.factories.sites import make_membership, make_site
from tests.page_client import PageClient
from tests.worlds import World

LONG_AGO = timedelta(days=200)


def similar(world: World, others: int = 5) -> list[Site]:
    """The home site and others like it, all of them there long before the quarter; every one has
    a round and a judgement, the others at 70, 71, 72 … per cent."""
    made = []
    with transaction():
        audit.because("similar sites", summary="Made for a test.")
        for place in range(others + 1):
            home = session().get_one(Site, world.home.id)
            site = make_site(f"Alike {place}") if place else home
            made.append(site)
            day = quarter_of(clock.today()) - timedelta(days=40)
            site.created_at = clock.now() - LONG_AGO
            value = 69.0 + place if place else 85.0
            stand(site, day, "active", adherence=value, reach=40.0, index=50.0)
            parts = (("CC1", 10, 8 if place else 6), ("CC2", 10, 0 if place > 1 else 1))
            seal_round(site, 1, day, median=value, parts=parts)
    return made


def test_the_others_are_shown_as_one_and_never_by_name(world: World, client: PageClient) -> None:
    similar(world)
    page = client.sign_in(world.strategic).get("/sites/northmoor/compare")
    for words in (
        "5 other authorities in the same nation, of the same type and at the same stage.",
        "Adherence was 85% here and 72% in the mean of 5 others",
        "reach was 40% here and 40% in the mean of 5 others",
        "There less often: “Analytical chronology”",
    ):
        assert words in page.text, words
    assert "Alike" not in page.text
    assert "too small to share" in page.text  # one case of fifty
    assert client.statements <= 20


def test_fewer_than_five_others_are_no_group(world: World, client: PageClient) -> None:
    similar(world, others=4)
    page = client.sign_in(world.strategic).get("/sites/northmoor/compare")
    assert "Not enough similar authorities yet" in page.text
    assert "72" not in page.text.replace("2072", "")
    client.get("/sites/northmoor/compare/headlines.csv", status=404)


def test_what_is_entered_within_the_quarter_changes_nothing(world: World) -> None:
    sites = similar(world)
    quarter = quarter_of(clock.today())
    with transaction():
        before = compared(world.home.id, clock.today())
        group = group_of(world.home.id, members(quarter))
    with transaction():
        audit.because("later", summary="Made for a test.")
        make_site("Alike too late")
        decide(sites[1], Stage.FULL, quarter)
        stand(sites[2], quarter, "active", adherence=1.0, reach=1.0, index=1.0)
        seal_round(sites[2], 2, quarter, median=1.0, parts=(("CC1", 10, 1),))
    with transaction():
        after = compared(world.home.id, clock.today())
        assert after.others == before.others
        assert group_of(world.home.id, members(quarter)) == group


def test_only_strategic_leads_and_the_nspcc_compare(world: World, client: PageClient) -> None:
    similar(world)
    client.sign_in(world.contributor).get("/sites/northmoor/compare", status=403)
    client.sign_in(world.foreign_strategic).get("/sites/northmoor/compare", status=404)
    client.sign_in(world.lead).get("/sites/northmoor/compare")


def test_who_leads_two_of_a_group_sees_the_others_they_do_not_know(
    world: World, client: PageClient
) -> None:
    sites = similar(world, others=6)
    with transaction():
        audit.because("two sites", summary="Made for a test.")
        both, three = make_person("Bo Both"), make_person("Thea Three")
        for site in sites[:2]:
            make_membership(site, both, SiteRole.STRATEGIC)
        for site in sites[:3]:
            make_membership(site, three, SiteRole.STRATEGIC)
    for slug in ("northmoor", "alike-1"):  # the same five, so that nothing can be taken off
        page = client.sign_in(both).get(f"/sites/{slug}/compare")
        assert "5 other authorities" in page.text
        assert "73% in the mean of 5 others" in page.text
        page = client.sign_in(three).get(f"/sites/{slug}/compare")
        assert "Not enough similar authorities yet" in page.text
        client.get(f"/sites/{slug}/compare/headlines.csv", status=404)
