"""One site goes through a year: from Installation to Full implementation, whatever comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import transaction
from app.core.web.edge import Portal
from app.journey.service import decide
from app.sites.models import Site
from app.sites.rules import SiteRole, Stage
from tests.browser.chapters import arriving, changing_hands, installing, piloting
from tests.browser.chapters.year import Year
from tests.browser.conftest import Meet
from tests.browser.portal import LivePortal, live_portal
from tests.browser.visitor import Visitor
from tests.factories.accounts import give_password, make_person
from tests.factories.instruments import publish_seeds
from tests.factories.journey import make_journey, set_milestone
from tests.factories.sites import make_membership, make_site


@pytest.fixture
def portal(data: str, tmp_path: Path) -> Iterator[LivePortal]:
    """A running portal whose clock the test moves."""
    with live_portal(data, tmp_path, clock_moves=True) as running:
        yield running


@pytest.fixture
def year(data: str, app: Portal, portal: LivePortal) -> Year:
    """A site whose contract is signed today, and the three people who carry it."""
    with transaction():
        audit.because("year begun", summary="Made for a test.")
        publish_seeds()
        lead = make_person("Lena Lead", staff_role="lead")
        strategic, successor = make_person("Stella Strategic"), make_person("Sam Successor")
        site = make_site("Northmoor", lead=lead, contract_on=clock.today())
        make_membership(site, strategic, SiteRole.STRATEGIC)
        make_membership(site, successor, SiteRole.CONTRIBUTOR)
        begin(site, lead)
    for person in (lead, strategic, successor):
        give_password(person)
    return Year(portal, app, site, lead, strategic, successor)


def begin(site: Site, lead: Person) -> None:
    """Installation, with the journey planned and Exploration behind."""
    make_journey(site)
    for code in ("preisa", "contract"):
        set_milestone(site, code, happened_on=clock.today())
    with audit.acting(audit.Acting(lead.id, "test")):
        decide(site.id, Stage.INSTALLATION, "Both sides go ahead.", "Contract", clock.today())


@pytest.mark.one_database("postgresql")
def test_a_site_comes_through_a_year(
    year: Year, meet: Meet, capsys: pytest.CaptureFixture[str]
) -> None:
    strategic, lead = meet("strategic"), meet("lead")
    install(strategic, lead, year)
    pilot(strategic, year)
    successor = meet("successor", width=360)
    change_hands(strategic, successor, lead, year)
    year.comes_to(arriving.ARRIVED)
    arriving.assess_meanwhile(year)
    arriving.decide(lead, year)
    arriving.read_the_year(lead, year)
    with capsys.disabled():
        print(f"\n{strategic.looks + lead.looks + successor.looks} pages looked at")


def install(strategic: Visitor, lead: Visitor, year: Year) -> None:
    """Days 0 to 60."""
    year.comes_to(installing.SET_UP)
    with year.portal.worker(year.ahead(installing.SET_UP)):
        installing.set_up_the_steering_group(strategic, year)
        installing.move_its_first_meeting(strategic, year)
    year.comes_to(year.weekday(installing.MET))
    installing.hold_the_meeting(strategic, year)
    installing.approve_the_plan(strategic, year)
    year.comes_to(installing.TRAINED)
    installing.train_the_trainers(lead, year)
    installing.begin_to_implement(lead, year)


def pilot(strategic: Visitor, year: Year) -> None:
    """Months 3 to 5."""
    year.comes_to(piloting.PLANNED)
    piloting.plan_the_pilot(strategic, year)
    year.comes_to(piloting.COUNTED)
    piloting.enter_a_month(strategic, year)
    year.comes_to(piloting.ENDED)
    piloting.review_and_adjust(strategic, year)


def change_hands(strategic: Visitor, successor: Visitor, lead: Visitor, year: Year) -> None:
    """Months 5 to 8: the lead leaves, a licence ends, the next pilot is widened."""
    year.comes_to(changing_hands.LEFT)
    changing_hands.hand_over(strategic, year)
    changing_hands.stay_out(strategic, year)
    with year.portal.worker(year.ahead(changing_hands.LEFT)):
        changing_hands.take_over(successor, year)
    piloting.agree_the_next(successor, year)
    with year.portal.worker(year.ahead(changing_hands.NOTICED)):
        changing_hands.read_the_notice(year)
    year.comes_to(changing_hands.EXPIRED)
    changing_hands.renew(lead, year)
    piloting.review_meanwhile(year)
    year.comes_to(piloting.WIDENED)
    piloting.widen(successor, year)
