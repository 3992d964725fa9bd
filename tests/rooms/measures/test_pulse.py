"""Pulse surveys: opened by those who lead, answered without a name, shown from five answers on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.audit import AuditEvent
from app.measures.models import Pulse, PulseAnswer
from app.measures.queries import pulses as queries
from app.measures.service import pulses as service
from app.sites.rules.posts import Post
from tests.factories.measures import hold_pulse
from tests.factories.posts import fill
from tests.page_client import PageClient
from tests.worlds import World

PULSE = "/sites/northmoor/measures/pulse"
ANSWERS = {"confident": "4", "useful": "5", "time": "2", "backing": "3", "keep": "4"}


def test_a_pulse_is_opened_and_answered_without_signing_in(client: PageClient, june: World) -> None:
    page = client.sign_in(june.strategic).get(PULSE)
    client.submit(page.form("Open the pulse"), 400, closes_on=["1", "1", "2027"])
    page = client.submit(page.form("Open the pulse"), 201, asked="12")
    token = page.body.split("/pulse/")[1].split('"')[0]
    assert "Please answer by 5 July 2027" in page.text
    assert token not in client.get(PULSE).body
    with db.transaction():
        assert token not in str(db.session().scalars(select(Pulse.token_hash)).all())
        before = db.session().scalars(select(AuditEvent.id)).all()
    guest = PageClient(client.app)
    form = guest.get(f"/pulse/{token}").form("Send my answers")
    page = guest.submit(form, 400, **(ANSWERS | {"time": ""}))
    assert "Choose an answer" in page.text
    with db.transaction():
        assert db.session().scalars(select(PulseAnswer.id)).all() == []
    guest.submit(form, 303, **ANSWERS)
    assert "without your name" in guest.follow().text
    with db.transaction():
        kept = db.session().scalars(select(PulseAnswer)).one()
        assert set(PulseAnswer.__table__.columns.keys()) == {
            *("id", "pulse_id", "answered_on", "points")
        }
        assert kept.answered_on == clock.today()
        assert db.session().scalars(select(AuditEvent.id)).all() == before
    page = client.get(PULSE)
    assert "So far: 1 answer from 12 asked" in page.text
    client.submit(page.form("Close it now"), 303)
    assert "Not shown: fewer than 5 answers" in client.follow().text
    guest.get(f"/pulse/{token}", 410)
    guest.post(f"/pulse/{token}", ANSWERS, 410)


def test_results_wait_until_it_is_closed_and_stand_beside_earlier_ones(
    client: PageClient, june: World
) -> None:
    with db.transaction():
        hold_pulse(june.home, 5)
        hold_pulse(june.home, 6, close=False)
    page = client.sign_in(june.other_lead).get(PULSE)
    assert len(page.table("Results, the newest pulse first")[0]) == 2
    assert "Open the pulse" not in page.text
    with db.transaction():
        service.close_pulse(june.home.id, 2)
        found = queries.results_of([june.home.id])
        assert [one.pulse.number for one in found] == [2, 1]
        assert queries.results_of([june.home.id], clock.now() - timedelta(days=1)) == []
    rows = client.get(PULSE).table("Results, the newest pulse first")
    assert rows[1][2] == "Median 3; 40% gave 4 or 5 (2 of 5; likely 12% to 77%)"


def test_only_the_leads_run_pulses_and_a_new_link_ends_the_old(
    client: PageClient, june: World
) -> None:
    with db.transaction():
        token = hold_pulse(june.home, 0, close=False)
    client.sign_in(june.contributor).post(f"{PULSE}/1/close", {}, 403)
    client.sign_in(june.lead).post(f"{PULSE}/1/close", {}, 403)
    with db.transaction():
        fill(june.home, Post.DATA, june.contributor)
    page = client.sign_in(june.contributor).get(PULSE)
    page = client.submit(page.form("Make a new link"), 201)
    assert "Send this now" in page.text
    client.get(f"/pulse/{token}", 410)
    with db.transaction(), pytest.raises(service.NotOpen):
        service.answer(token, {key: int(point) for key, point in ANSWERS.items()})
