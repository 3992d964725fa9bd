"""Quarterly returns: page by page, checked, signed off, sent back, read as they were known."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from app.core import audit, db
from app.core.refusals import ChangedMeanwhile, Refused
from app.measures.queries import returns as queries
from app.measures.queries.falling_due import due
from app.measures.queries.stream import stream
from app.measures.rules.quarters import ReturnState
from app.measures.service import returns as service
from app.notices.models import Notice
from app.sites.models import Site
from app.sites.rules import Stage, Status
from tests.factories.measures import FIGURES, enter_month, hand_in_return
from tests.page_client import PageClient
from tests.worlds import World

QUARTER = date(2027, 1, 1)
RETURN = "/sites/northmoor/measures/returns/2027-01"


def test_a_return_is_filled_in_page_by_page_and_signed_off(client: PageClient, june: World) -> None:
    page = client.sign_in(june.contributor).get("/sites/northmoor/measures")
    page = client.get(page.links["January to March 2027"])
    assert "due by 30 April 2027, 52 days ago" in page.text
    form = client.get(page.links["Fill it in, page by page"]).form("Save and go on")
    page = client.submit(form, 400, **{"rpf-rpf_cases_started": "some"})
    assert "Cases begun (stage 1) (with the framework): enter a whole number" in page.text
    client.submit(form, 303, **{"rpf-rpf_cases_started": "5", "rpf-rpf_stage2": "4"})
    page = client.follow()
    assert "Children who could be assessed" in page.text
    form = client.get(f"{RETURN}/fill/care").form("Save and go on")
    client.submit(
        form, 303, **{"all-ceased_care": "2", "all-exit_home_planned": "3", "rpf-ceased_care": "5"}
    )
    page = client.get(f"{RETURN}/check")
    assert "All children: 3 went home, and only 2 ceased to be looked after" in page.text
    assert "Hand in the return" not in page.text
    form = client.get(page.links["Put it right"]).form("Save and go on")
    client.submit(form, 303, **{"all-ceased_care": "4"})
    form = client.get(f"{RETURN}/check").form("Hand in the return")
    page = client.submit(form, 400)
    assert "5 with the framework, 4 of all children" in page.text
    assert "Say why, in a few words" in page.text
    client.submit(
        form, 303, **{"more-than-all-ceased_care": "One is counted twice; we look into it."}
    )
    page = client.follow()
    assert "Waits for sign-off" in page.text
    assert (
        "5 cases began with the framework; 3 children went home, 3 of them as planned" in page.text
    )
    assert "Sign off this return" not in page.text
    page = client.sign_in(june.strategic).get(RETURN)
    client.submit(page.form("Sign off this return"))
    assert "Signed off by Stella Strategic on 21 June 2027" in client.follow().text
    with db.reading():
        told = [one.title for one in stream(june.home.id, None, 9)]
    assert "Return of January to March 2027 signed off" in told


def test_what_is_typed_is_kept_by_page_and_by_version(client: PageClient, june: World) -> None:
    address = f"{RETURN}/fill/cases"
    client.sign_in(june.contributor)
    first = {"rpf-rpf_cases_started": "5", "version": "0"}
    kept = client.fetch("POST", f"{address}/autosave", first, 201).get_json()
    assert kept["version"] == 1
    client.fetch("POST", f"{address}/autosave", {**first, "rpf-rpf_stage2": "x"}, 422)
    answer = client.fetch("POST", f"{address}/autosave", {**first, "rpf-rpf_stage2": "2"}, 409)
    assert answer.get_json()["theirs"] == "Cases begun (stage 1) (with the framework): 5"
    page = client.get(RETURN)
    assert "Draft" in page.text
    client.submit(page.form("Throw the draft away"))
    assert "Not begun" in client.follow().text


def test_what_nobody_was_shown_is_not_handed_in_and_a_draft_stays_in_the_authority(
    client: PageClient, june: World
) -> None:
    with db.transaction():
        service.save_page(june.home.id, QUARTER, "cases", {"RPF": {"rpf_cases_started": 5}}, 0)
    form = client.sign_in(june.strategic).get(f"{RETURN}/check").form("Hand in the return")
    with db.transaction():
        service.save_page(june.home.id, QUARTER, "cases", {"RPF": {"rpf_cases_started": 55}}, 1)
    page = client.submit(form, 409)
    assert "Somebody changed the draft after this page was shown" in page.text
    for person, wanted, drafted in (
        (june.lead, "?draft=1", False),
        (june.strategic, "", False),
        (june.strategic, "?draft=1", True),
    ):
        client.sign_in(person).get(f"{RETURN}/return.csv{wanted}")
        assert (",55," in client.response.get_data(as_text=True)) == drafted
    client.submit(page.form("Hand in the return"))
    assert "Now sign it off." in client.follow().text


def test_sent_back_it_no_longer_counts_until_it_is_handed_in_anew(
    client: PageClient, june: World
) -> None:
    with db.transaction(), audit.acting(audit.Acting(june.contributor.id)):
        hand_in_return(june.home, QUARTER)
    page = client.sign_in(june.strategic).get(RETURN)
    form = page.form("Send it back")
    assert "Say what has to be put right" in client.submit(form, 400).text
    client.submit(form, why="Returns home are too few.")
    assert "Returns home are too few." in client.follow().text
    with db.reading() as session:
        told = [one.title for one in session.query(Notice).order_by(Notice.id)]
        assert queries.quarters_of(june.home.id)[QUARTER].state is ReturnState.SENT_BACK
        assert queries.figures_by_quarter([june.home.id], QUARTER, QUARTER) == {}
    assert told == [
        "Northmoor: the return of January to March 2027 waits for your sign-off",
        "Northmoor: the return of January to March 2027 was sent back to be put right",
    ]
    client.sign_in(june.contributor)
    page = client.get(f"{RETURN}/fill/care")
    assert 'value="24"' in page.body  # what was handed in stands on the pages
    client.submit(client.get(f"{RETURN}/check").form("Hand in the return"))
    assert "Version 2" in client.follow().text


def test_a_signed_return_is_replaced_with_a_reason_and_the_past_stays(june: World) -> None:
    site = june.home.id
    with time_machine.travel(datetime(2027, 4, 20, 10, tzinfo=UTC), tick=False), db.transaction():
        service.sign(site, hand_in_return(june.home, QUARTER))
    then = datetime(2027, 5, 1, tzinfo=UTC)
    with pytest.raises(Refused, match="Say why the return changes"), db.transaction():
        hand_in_return(june.home, QUARTER, 1)
    with pytest.raises(ChangedMeanwhile), db.transaction():
        hand_in_return(june.home, QUARTER, 0, "Counted again")
    with db.transaction():
        hand_in_return(june.home, QUARTER, 1, "Counted again")
    with db.reading():
        now, before = queries.statuses([site])[site], queries.statuses([site], then)[site]
        assert now[QUARTER].state is ReturnState.SUBMITTED
        assert before[QUARTER].state is ReturnState.SIGNED
        assert now[QUARTER].first_on == date(2027, 4, 20)
        signed = queries.figures_by_quarter([site], QUARTER, QUARTER, signed_alone=True)
        assert signed == {}
        known = queries.figures_by_quarter([site], QUARTER, QUARTER, then, signed_alone=True)
        assert known == {site: {QUARTER: FIGURES}}


def test_of_another_site_nothing_is_found_and_the_nspcc_only_reads(
    client: PageClient, june: World
) -> None:
    with db.transaction():
        number = hand_in_return(june.home, QUARTER)
    client.sign_in(june.foreign_strategic)
    client.get(f"/sites/farfield/measures/returns/versions/{number}", 404)
    client.post(f"/sites/farfield/measures/returns/versions/{number}/sign", {}, 404)
    client.sign_in(june.lead)
    assert "Sign off this return" not in client.get(RETURN).text
    client.post(f"/sites/northmoor/measures/returns/versions/{number}/sign", {}, 403)
    client.get(f"{RETURN}/check", 403)
    client.get("/sites/northmoor/measures/returns/2027-04", 404)  # not over yet
    client.get(f"{RETURN}/return.csv")
    assert "E06000901,Q,2027-01-01" in client.response.get_data(as_text=True)


def test_what_is_missing_is_due_and_rests_with_the_site(june: World) -> None:
    with db.transaction() as session:
        enter_month(june.home, date(2027, 5, 1), 1)
        hand_in_return(june.home, QUARTER)
        audit.because("made", summary="Made for a test.")
        session.get_one(Site, june.home.id).stage = Stage.INSTALLATION
    first, last = date(2027, 4, 25), date(2027, 7, 1)
    with db.reading():
        found = [one for one in due(first, last) if one.site_id == june.home.id]
        assert [one.phase for one in found] == ["sign"]  # the framework is not used yet
    with db.transaction() as session:
        audit.because("made", summary="Made for a test.")
        for site in (june.home, june.foreign):
            session.get_one(Site, site.id).stage = Stage.INITIAL
    with db.reading():
        found = [one for one in due(first, last) if one.site_id == june.home.id]
        assert {(one.phase, one.on) for one in found} == {
            ("month", date(2027, 5, 10)),
            ("sign", date(2027, 6, 28)),
        }
        assert any(one.phase == "quarter" for one in due(first, last))  # of the other site
    with db.transaction() as session:
        audit.because("made", summary="Made for a test.")
        session.get_one(Site, june.home.id).status = Status.STOPPED
    with db.reading():
        assert not [one for one in due(first, last) if one.site_id == june.home.id]
