"""The questions of 2018, asked of what the tables hold."""

from datetime import date, timedelta

from app.core import audit, clock
from app.core.db import transaction
from app.sites.rules import Stage, Status
from app.sites.rules.months import first_of
from tests.factories.adaptations import make_adaptation
from tests.factories.dashboards import summed
from tests.factories.programme import declare, give_support, make_used, raise_barrier, stand
from tests.page_client import PageClient
from tests.worlds import World

ADDRESS = "/dashboards/scale-up"


def months_ago(number: int) -> date:
    """The first day of the month so many months before the present one."""
    present = first_of(clock.today())
    place = 12 * present.year + present.month - 1 - number
    return date(place // 12, place % 12 + 1, 1)


def story(world: World) -> None:
    """Eight that adopted it: one keeps it, most changed it, some use it now and then, one stopped,
    one came back."""
    regular = [2, 1, 3, 2, 1, 1, 2, 1, 2, 1, 1, 2] * 2
    with transaction():
        audit.because("story told", summary="Made for a test.")
        make_used("Kept", months_ago(24), regular)
        for name in ("Cutter", "Adder"):
            changed = make_used(name, months_ago(24), regular)
            make_adaptation(changed, world.lead, kind="shortened", fidelity="consistent")
        tools = make_used("Tools", months_ago(24), regular)
        make_adaptation(tools, world.lead, kind="toolkit", fidelity="unknown")
        make_adaptation(tools, world.lead, kind="reworded", fidelity="consistent")
        make_used("Rare", months_ago(24), [1, 0, 0, 0, 0, 0] * 4)
        lapsed = make_used("Lapsed", months_ago(30), [2, 1] + [0] * 28)
        make_used("Back", months_ago(30), [1, 1] + [0] * 14 + [1, 2] * 7)
        gone = make_used("Gone", months_ago(30), [1] * 12)
        declare(gone, Status.STOPPED, months_ago(17))
        make_used("New", months_ago(2), [], stage=Stage.INSTALLATION)
    assert lapsed.status is Status.ACTIVE
    summed()


def test_the_page_tells_how_the_framework_is_used(world: World, client: PageClient) -> None:
    story(world)
    page = client.sign_in(world.lead).get(ADDRESS)
    for words in (
        "Of 8 sites that began to use it: 4 in original form, 2 adapted, 1 as a toolkit and 1 now",
        "Today 5 are in use, 1 is in use again after a stop and 2 stopped.",
        "use ended at 3",
        "Not enough data: use faltered at 3 sites",
        "came back once",
    ):
        assert words in page.text, words
    assert client.statements <= 20


def test_what_came_before_five_falterings_is_said_with_its_lead(
    world: World, client: PageClient
) -> None:
    ended = months_ago(3)
    with transaction():
        audit.because("falterings told", summary="Made for a test.")
        for place in range(6):
            gone = make_used(f"Gone {place}", months_ago(30), [1] * 27)
            declare(gone, Status.STOPPED, ended)
            stand(gone, ended - timedelta(days=120 + place), "active", signals="002" + "0" * 9)
            stand(gone, ended - timedelta(days=20), "liminal", signals="202" + "0" * 9)
            if place:
                raise_barrier(world, gone, ended - timedelta(days=100), "B03")
                give_support(world, gone, ended - timedelta(days=50))
    summed()
    page = client.sign_in(world.lead).get(ADDRESS)
    for words in (
        "“F3 Sponsor and strategic lead” was there most often: at 6 of 6 sites, in the middle 122",
        "“Restructure” was there most often: at 5 of 6 sites, in the middle 100",
        "Use never came back.",
        "the support given most often was “Advice on direct practice”, before 5",
    ):
        assert words in page.text, words
    assert client.statements <= 20


def test_statements_do_not_grow_with_sites(world: World, client: PageClient) -> None:
    story(world)
    client.sign_in(world.lead).get(ADDRESS)
    few = client.statements
    with transaction():
        audit.because("many sites", summary="Made for a test.")
        for place in range(120):
            make_used(f"Many {place}", months_ago(6), [place % 3, 0, 1])
    summed()
    client.get(ADDRESS)
    assert client.statements == few


def test_the_download_holds_what_the_table_shows(world: World, client: PageClient) -> None:
    story(world)
    client.sign_in(world.admin).http.get("/")
    found = client.http.get(f"{ADDRESS}/ways.csv", base_url="http://portal.test")
    assert b"Adapted,2,0,0,0,0,2" in found.data
    assert found.headers["Content-Disposition"].endswith("''ways-of-use.csv")
    assert client.http.get(f"{ADDRESS}/none.csv", base_url="http://portal.test").status_code == 404


def test_an_authority_reads_nothing_of_it(world: World, client: PageClient) -> None:
    client.sign_in(world.strategic).get(ADDRESS, status=403)
