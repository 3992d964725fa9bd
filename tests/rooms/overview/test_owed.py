"""What audits, adaptations and measures wait for, where people look first."""

from dataclasses import replace
from datetime import UTC, date, datetime

import time_machine

from app.core import audit, clock, db
from app.measures.rules.use import Asking
from app.overview.queries.owed import owed_by_site
from app.overview.rules.owed import Owed, What
from app.sites.models import Site
from app.sites.rules import Stage, Status
from tests.factories.adaptations import make_adaptation, make_viewed
from tests.factories.audits import make_round
from tests.factories.instruments import publish_seeds
from tests.factories.measures import enter_month, hand_in_return
from tests.page_client import PageClient
from tests.worlds import World

NOW = datetime(2027, 6, 21, 9, 30, tzinfo=UTC)
HERE = "/sites/northmoor"


def test_what_waits_stands_on_the_homes_and_on_the_page_of_the_site(
    client: PageClient, world: World
) -> None:
    with time_machine.travel(NOW, tick=False):
        with db.transaction() as current:
            publish_seeds()
            audit.because("made", summary="Made for a test.")
            current.get_one(Site, world.home.id).stage = Stage.INITIAL
            make_round(world.home, world.contributor)
            enter_month(world.home, date(2027, 5, 1), 1)
            enter_month(world.home, date(2027, 6, 1), 1)  # not over: it makes up for no other
            hand_in_return(world.home, date(2027, 1, 1))
            make_adaptation(world.home, world.contributor)
            make_viewed(
                world.home, world.strategic, world.lead, "No agreement", "not-the-framework"
            )
        page = client.sign_in(world.lead).get("/")
        assert "The NSPCC’s view on “Chronology of two pages” is due by 5 July 2027." in page.text
        assert "The use of 6 months is not counted yet." in page.text
        assert "is overdue." not in page.text  # the one return that is late was handed in
        assert "See the adaptation" in client.get(HERE).links
        page = client.sign_in(world.strategic).get("/")
        assert page.links["See the return (Quarterly return)"] == f"{HERE}/measures/returns/2027-01"
        assert "The return of January to March 2027 waits for your sign-off." in page.text
        assert "“No agreement” is not the framework: answer" in page.text
        assert "is due by 5 July" not in page.text  # it waits for the NSPCC
        assert "Audit round" not in page.text  # others audit, and it is not late
        page = client.sign_in(world.contributor).get("/")
        assert "Audit round 1 is due by 5 July 2027." in page.text
        assert "waits for the strategic lead’s sign-off" not in page.text
        assert page.links["See the months (Use of the framework)"] == f"{HERE}/measures/use"
        page = client.sign_in(world.foreign_strategic).get("/")
        assert "Chronology" not in page.text
        with db.transaction() as session:
            audit.because("made", summary="Made for a test.")
            session.get_one(Site, world.home.id).status = Status.STOPPED
        for path in ("/", HERE):
            assert "not counted yet" not in client.sign_in(world.strategic).get(path).text


def test_months_and_quarters_are_asked_for_once_the_training_is_over(world: World) -> None:
    days = {world.home.id: date(2026, 12, 15), world.foreign.id: date(2027, 4, 1)}
    asked = {number: Asking(Stage.INITIAL, on) for number, on in days.items()}
    with time_machine.travel(NOW, tick=False), db.transaction():
        before = owed_by_site(asked, world.lead.id, clock.today())
        hand_in_return(world.home, date(2027, 1, 1))
        enter_month(world.home, date(2027, 4, 1), 2)
        after = owed_by_site(asked, world.lead.id, clock.today())
    home, foreign = world.home.id, world.foreign.id
    assert before[home] == [Owed(What.MONTHS, 5), Owed(What.QUARTERS, 1)]
    assert before[foreign] == after[foreign] == [Owed(What.MONTHS, 1)]  # May alone
    sign, months = after[home]
    before_use = {number: replace(one, stage=Stage.INSTALLATION) for number, one in asked.items()}
    # the training was held, and nobody works with the framework yet
    with time_machine.travel(NOW, tick=False), db.transaction():
        (left,) = owed_by_site(before_use, world.lead.id, clock.today())[home]
    assert left.what is What.SIGN
    assert (sign.what, sign.on, months) == (What.SIGN, date(2027, 1, 1), Owed(What.MONTHS, 4))
