"""One authority begins: three people, real mail and a calendar; `test_year` goes on from there."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.core import audit, clock
from app.core.db import transaction
from tests.browser.chapters import CAST, LONDON, call_day, deciding, self_assessment, setting_up
from tests.browser.conftest import Meet
from tests.browser.portal import LivePortal
from tests.factories.accounts import give_password, make_person
from tests.factories.instruments import publish_seeds


@pytest.fixture
def programme(data: str) -> None:
    """What a new portal holds: the instruments, an administrator and an NSPCC lead."""
    with transaction():
        audit.because("programme loaded", summary="Made for a test.")
        publish_seeds()
        admin = make_person("Ada Admin", staff_role="admin", email=CAST.admin)
        lead = make_person("Lena Lead", staff_role="lead", email=CAST.lead)
    give_password(admin)
    give_password(lead)


@pytest.mark.one_database("sqlite")
def test_one_authority_goes_all_the_way(
    programme: None, portal: LivePortal, meet: Meet, capsys: pytest.CaptureFixture[str]
) -> None:
    today = clock.today()
    admin, strategic, lead = meet("admin"), meet("strategic"), meet("lead")
    with portal.worker():
        setting_up.import_the_register(admin)
        setting_up.create_the_adoption(admin, today)
        link = setting_up.invite_the_strategic_lead(admin, portal)
        self_assessment.join(strategic, link)
        took = self_assessment.complete(strategic, today)
        self_assessment.see_it_done(strategic)
        deciding.record_the_decision(lead, today)
        deciding.move_to_installation(lead, today)
        deciding.book_the_first_call(lead, today)
        deciding.receive_the_invitations(portal, today)
    week_before = datetime.combine(call_day(today) - timedelta(days=7), time(9, 30), LONDON)
    ahead = (week_before - datetime.now(UTC)) / timedelta(days=1)
    deciding.receive_the_reminder(portal, today, ahead)
    deciding.read_the_history(lead, today)
    with capsys.disabled():
        print(f"\n{took}; {admin.looks + strategic.looks + lead.looks} pages looked at")
