"""Monthly use counts: entered in a minute, corrected as versions, read as they were known."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from app.core import db
from app.core.refusals import Refused
from app.measures.queries import use as queries
from app.measures.service import use as service
from tests.factories.measures import enter_month, said
from tests.page_client import PageClient
from tests.worlds import World

USE = "/sites/northmoor/measures/use"
APRIL, MAY = date(2027, 4, 1), date(2027, 5, 1)


def test_a_contributor_enters_a_month_and_corrects_it(client: PageClient, june: World) -> None:
    page = client.sign_in(june.contributor).get("/sites/northmoor/measures")
    assert "And 4 earlier months to enter" in page.text
    form = client.get(page.links["Enter May 2027"]).form("Save the count")
    page = client.submit(form, 400, cases="")
    assert "Enter how many cases began, 0 if none" in page.text
    page = client.submit(form, 400, cases="0")
    assert "Say why no case began" in page.text
    page = client.submit(form, 400, cases="3", co="4")
    assert "The types add up to 4, and 3 cases began" in page.text
    assert 'value="4"' in page.body
    client.submit(form, 303, cases="3", co="1", outside="1", eligible="12")
    page = client.follow()
    assert "3 cases began. Outside intended use: 1" in page.text
    assert "Type not said: 1" in page.text
    assert "11 days late" in page.text
    page = client.submit(form, 409, cases="5")  # filled in over nothing, and May is there by now
    assert "cases begun: 3" in page.text
    form = client.get(f"{USE}/2027-05").form("Save the count")
    page = client.submit(form, 400, cases="4")
    assert "Say why the count changes" in page.text
    client.submit(form, 303, cases="4", reason="A case was found in the system.")
    page = client.get(f"{USE}/2027-05")
    assert [row[2] for row in page.table("What was said of this month, newest first")[1:]] == [
        "4",
        "3",
    ]
    client.get(f"{USE}.csv")
    assert "2027-05,4," in client.response.get_data(as_text=True)


def test_the_nspcc_reads_in_full_and_enters_nothing(client: PageClient, june: World) -> None:
    with db.transaction():
        enter_month(june.home, MAY, 2)
    page = client.sign_in(june.other_lead).get(f"{USE}/2027-05")
    assert "Care order (section 31): 2" in page.text
    assert "Save the count" not in page.text
    client.post(f"{USE}/2027-05", {"cases": "3"}, 403)
    client.get(f"{USE}/2027-12", 404)
    client.sign_in(june.foreign_strategic).get(f"{USE}/2027-05", 404)
    client.get("/sites/northmoor/measures", 404)


def test_this_month_is_entered_so_far_and_put_right_without_a_reason(june: World) -> None:
    with db.transaction():
        enter_month(june.home, date(2027, 6, 1), 1)
        service.enter_month(june.home.id, date(2027, 6, 1), said(2), 1)
    with pytest.raises(Refused, match="cannot be entered"), db.transaction():
        enter_month(june.home, date(2027, 7, 1), 1)


def test_a_past_day_is_read_as_it_was_known_then(june: World) -> None:
    site = june.home.id
    with time_machine.travel(datetime(2027, 5, 8, 10, tzinfo=UTC), tick=False), db.transaction():
        enter_month(june.home, APRIL, 4, eligible=10)
    then = datetime(2027, 5, 20, tzinfo=UTC)
    with db.transaction():
        enter_month(june.home, MAY, 0)
        service.enter_month(site, APRIL, said(0), 1, "They were of another framework.")
        enter_month(june.home, date(2027, 2, 1), 1)
    with db.reading():
        now = queries.cases_by_month([site], APRIL, MAY)[site]
        known = queries.cases_by_month([site], APRIL, MAY, then)[site]
        assert {month: one.cases for month, one in now.items()} == {APRIL: 0, MAY: 0}
        assert {month: one.cases for month, one in known.items()} == {APRIL: 4}
        assert queries.last_case_on([site], MAY) == {site: date(2027, 2, 28)}
        assert queries.last_case_on([site], MAY, then) == {site: date(2027, 4, 30)}
        assert queries.last_case_on([site], date(2027, 2, 10)) == {site: date(2027, 2, 10)}
        assert queries.first_case_on([site], MAY, then) == {site: APRIL}
        assert queries.eligible([site], APRIL, MAY, then) == {site: (4, 10)}
        assert queries.eligible([site, june.foreign.id], APRIL, MAY) == {}
