"""Agreed measures: chosen, agreed by both sides, valued period by period, changed, retired."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from app.core import clock, db
from app.core.refusals import Refused
from app.journey.rules.outcomes import MENU
from app.measures.queries import agreed as queries
from app.measures.queries import values_due
from app.measures.queries.stream import stream
from app.measures.rules.agreed import Value
from app.measures.service import agreed as service
from tests.factories.measures import a_measure, agree_measure
from tests.page_client import PageClient
from tests.worlds import World

AGREED = "/sites/northmoor/measures/agreed"
Q1, Q2 = date(2027, 4, 1), date(2027, 7, 1)


def test_both_sides_choose_agree_and_see_values(client: PageClient, june: World) -> None:
    page = client.sign_in(june.strategic).get("/sites/northmoor/measures")
    page = client.get(client.get(page.links["Agreed measures"]).links["Add a measure"])
    form = client.get(page.links["Returns home that have lasted"]).form("Add the measure")
    page = client.submit(form, 400, target="80", every="quarter")
    assert "Choose who sees to it, or enter a role" in page.text
    assert 'value="80"' in page.body
    typed = {"owner_role": "Performance team", "every": "quarter", "target": "80"}
    client.submit(form, 303, **typed, target_on=["31", "3", "2029"])
    page = client.follow()
    assert "Both sides agree first" in page.text
    client.submit(page.form("Agree to this measure"), 303)
    page = client.follow()
    assert "The NSPCC: not yet" in page.text
    assert "Agree to this measure" not in page.text
    here = page.path
    page = client.sign_in(june.lead).get(here)
    client.submit(page.form("Agree to this measure"), 303)
    assert "Both sides agree first" not in client.follow().text
    client.get(f"{here}/values/2027-01")  # the NSPCC reads
    client.post(f"{here}/values/2027-01", {"value": "70"}, 403)
    client.sign_in(june.foreign_strategic).get(here, 404)
    client.get(here.replace("northmoor", june.foreign.slug), 404)


def test_a_value_of_few_is_kept_and_not_shown(client: PageClient, june: World) -> None:
    with db.transaction():
        here = f"{AGREED}/{agree_measure(june.home)}"
    form = client.sign_in(june.contributor).get(f"{here}/values/2027-01").form("Save the value")
    page = client.submit(form, 400, value="70")
    assert "Enter of how many it is" in page.text
    client.submit(form, 303, value="75", n="4")
    page = client.follow()
    assert "Not shown: fewer than 5" in page.text
    assert "75" not in page.text
    form = client.get(f"{here}/values/2027-01").form("Save the value")
    page = client.submit(form, 400, value="70", n="20")
    assert "Enter why the value changes" in page.text
    client.submit(form, 303, value="70", n="20", reason="Two were missing.")
    page = client.follow()
    assert "January to March 2027: 70%; the target is 80% by 31 March 2029" in page.text
    rows = client.get(AGREED).table("Agreed measures")
    assert rows[1][1] == "70%"
    client.get(f"{AGREED}.csv")
    assert "Returns home that have lasted,%,January" in client.response.get_data(as_text=True)
    client.get(f"{here}.csv")
    assert "January to March 2027,70.0,20,1" in client.response.get_data(as_text=True)


def test_a_changed_definition_asks_both_again(client: PageClient, june: World) -> None:
    with db.transaction():
        number = agree_measure(june.home)
    page = client.sign_in(june.strategic).get(f"{AGREED}/{number}/change")
    form = page.form("Save the measure")
    page = client.submit(form, 400, definition="Only children under ten.")
    assert "Enter why it changes" in page.text
    client.submit(form, 303, definition="Only children under ten.", reason="They are most.")
    page = client.follow()
    assert "Both sides agree first" in page.text
    assert "Version 2, definition 2" in page.text
    client.submit(form, 409, definition="All.", reason="No.")
    with db.transaction():
        said = queries.measures_of([june.home.id])[0]
        assert said.agreed_at is not None  # values go on being asked for
        titles = [one.title for one in stream(june.home.id, None, 9)]
    assert "Measure agreed by both sides: Returns home that have lasted" in titles


def test_the_thirteenth_is_refused_and_retiring_makes_room(june: World) -> None:
    with db.transaction():
        numbers = [agree_measure(june.home, one.code) for one in MENU[:12] if one.sort != "count"]
        for one in MENU[:12]:
            if one.sort == "count":
                numbers.append(service.add_measure(june.home.id, a_measure(one.code)))
    with db.transaction(), pytest.raises(Refused, match="Retire one first"):
        service.add_measure(june.home.id, a_measure(MENU[12].code))
    with db.transaction():
        service.retire(june.home.id, numbers[0], "Nobody can count it.")
        service.add_measure(june.home.id, a_measure(MENU[12].code))
        with pytest.raises(Refused, match="retired"):
            service.enter_value(june.home.id, numbers[0], Q1, Value(60.0, 9), 0)


def test_values_fall_due_and_a_past_day_is_read_as_it_was_known(june: World) -> None:
    with db.transaction():
        number = agree_measure(june.home)
    before = clock.now()
    with time_machine.travel(datetime(2027, 11, 2, tzinfo=UTC), tick=False), db.transaction():
        service.enter_value(june.home.id, number, Q1, Value(70.0, 20), 0)
        found = values_due.due(date(2027, 6, 1), date(2027, 12, 31))
        assert [one.subject for one in found] == [f"value:{number}:2027-07"]
        assert found[0].on == date(2027, 10, 30)
        then = clock.now() + timedelta(minutes=1)
    with time_machine.travel(datetime(2027, 11, 5, tzinfo=UTC), tick=False), db.transaction():
        service.enter_value(june.home.id, number, Q1, Value(65.0, 20), 1, "Two were double.")
        service.retire(june.home.id, number, "Enough.")
        assert queries.measures_of([june.home.id]) == []
        assert [one.id for one in queries.measures_of([june.home.id], then)] == [number]
        assert queries.values_of([number], before) == {}
        assert queries.values_of([number], then)[number][0].value == 70.0
        assert queries.values_of([number])[number][0].value == 65.0
        assert values_due.due(date(2027, 6, 1), date(2027, 12, 31)) == []
