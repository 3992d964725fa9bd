"""Case audits from planning a round to its result, and what of them nobody may ever see."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.db import Base
from app.core.due import Due
from app.core.refusals import Refused
from app.core.stream import Entry
from app.journey.models import Milestone
from app.notices.models import Notice
from app.plans.models import Action
from app.quality.models import AuditedCase, CaseAudit
from app.quality.queries import due
from app.quality.queries.audit_results import closed_rounds, sealed_of
from app.quality.queries.stream import stream
from app.quality.service import audits as service
from app.quality.service.auditing import hand_in
from tests.factories.audits import (
    audited,
    begin_audit,
    fill_audit,
    make_audit,
    make_audited_round,
    make_round,
)
from tests.factories.instruments import publish_seeds
from tests.factories.journey import make_journey
from tests.page_client import PageClient
from tests.worlds import World

HERE = "/sites/northmoor/quality"
AUDITS = f"{HERE}/audits"
REFERENCE = "LCS 55-10471"


@pytest.fixture(autouse=True)
def published(world: World) -> None:
    """The audit is published."""
    with db.transaction():
        publish_seeds()


@pytest.fixture
def open_round(world: World) -> int:
    """A round at home in which two people audit; its number."""
    with db.transaction():
        return make_round(world.home, world.contributor, world.strategic)


def parts(day: object) -> list[str]:
    return str(day).split("-")[::-1]


def test_the_strategic_lead_plans_a_round_and_its_auditors_are_told(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.strategic)
    page = client.get(client.get(HERE).links["Case audits"])
    form = client.get(page.links["Plan a round"]).form("Open the round")
    page = client.submit(form, 400, name="Spring", planned="4", drawn="by-hand")
    assert "Enter how many cases the period had" in page.text
    assert "Choose at least one auditor" in page.text
    today = clock.today()
    days = {"first_day": today - timedelta(days=90), "last_day": today - timedelta(days=1)}
    client.submit(
        form,
        303,
        name="Spring",
        available="24",
        planned="10",
        drawn="random",
        auditors=[str(world.contributor.id)],
        **{name: parts(day) for name, day in (days | {"due_on": today}).items()},
    )
    page = client.follow()
    assert page.h1 == "Round 1: Spring"
    assert "10 of 24 cases" in page.text
    with db.reading() as current:
        told = current.scalars(select(Notice).where(Notice.kind == "audits")).one()
    assert (told.person_id, told.path) == (world.contributor.id, f"{AUDITS}/1")


def test_an_auditor_audits_a_case_stage_by_stage(
    client: PageClient, world: World, open_round: int
) -> None:
    client.sign_in(world.contributor)
    form = client.get(f"{AUDITS}/{open_round}/cases/new").form("Begin")
    page = client.submit(form, 400, case_reference=REFERENCE)
    assert "ask another auditor" in page.text
    assert REFERENCE not in page.body
    client.submit(form, case_reference=REFERENCE, declared="y")
    page = client.follow()
    assert page.h1 == "Initial assessment"
    for stage in range(6):
        form = page.form("Save and continue")
        ids = [name for name in form.names if name.startswith("score_")]
        if stage == 4:
            client.submit(form, skipped="y", skip_reason="It was decided not to go on.")
        else:
            client.submit(form, 303, **dict.fromkeys(ids, "1"))
        page = client.follow()
    assert page.h1 == "Case 1"
    page = client.submit(page.form("Hand in the audit"), 400)
    assert "Choose how good the work was" in page.text
    client.submit(page.form("Hand in the audit"), grade="3", grade_note="It served the child.")
    page = client.follow()
    assert "1 of 6 are handed in" in page.text
    page = client.get(page.links[next(t for t in page.links if t.startswith("Yours, handed in"))])
    assert "50.0% of the points" in page.text
    client.submit(page.form("Take it back"))
    assert "Hand in the audit" in client.follow().text


def test_what_is_typed_is_kept_item_by_item_and_two_windows_lose_nothing(
    client: PageClient, world: World, open_round: int
) -> None:
    with db.transaction():
        audit_id = begin_audit(world.home, open_round, world.contributor, REFERENCE)
    client.sign_in(world.contributor)
    path = f"{HERE}/case-audits/{audit_id}/stages"
    item = {"score_Q1": "2", "comment_Q1": "Clear.", "seen-Q1": "0"}
    saved = client.fetch("POST", f"{path}/S1/Q1/autosave", item, 201)
    assert saved.get_json()["version"] == "1"
    other = item | {"score_Q1": "0"}
    refused = client.fetch("POST", f"{path}/S1/Q1/autosave", other, 409)
    assert refused.get_json()["theirs"] == "2. Clear."
    named = item | {"comment_Q1": "NHS 943 476 5919", "seen-Q1": "1"}
    client.fetch("POST", f"{path}/S1/Q1/autosave", named, 422)
    stage = {"skipped": "y", "skip_reason": "Stopped.", "seen-stage": "0"}
    client.fetch("POST", f"{path}/S2/stage/autosave", stage, 201)
    client.fetch("POST", f"{path}/S1/stage/autosave", stage, 404)
    client.fetch("POST", f"{path}/S1/Q20/autosave", item, 404)
    assert "checked" in client.get(f"{path}/S2").body


def test_a_second_audit_is_blind_to_the_first(
    client: PageClient, world: World, open_round: int
) -> None:
    with db.transaction():
        first = make_audit(world.home, open_round, world.contributor, REFERENCE)
    client.sign_in(world.strategic)
    page = client.get(f"{AUDITS}/{open_round}")
    assert f"{HERE}/case-audits/{first}" not in page.body  # who leads audits too, and may be second
    assert "audits of others open to you once a case has both" in page.text
    client.get(f"{HERE}/case-audits/{first}", 404)
    form = client.get(f"{AUDITS}/{open_round}/cases/new").form("Begin")
    client.submit(form, case_reference="lcs5510471", declared="y")
    page = client.follow()
    assert "This is case 1 of this round. Yours is the second audit" in page.text
    client.get(f"{HERE}/case-audits/{first}", 404)
    with db.transaction() as current:
        second = current.scalars(select(CaseAudit.id).where(CaseAudit.place == 2)).one()
        fill_audit(world.home, second, score=1)
        found = audited(world.home, second)
        assert found.audit.case_number == 1
        hand_in(found, "2", "The child was seen.")
    client.get(f"{HERE}/case-audits/{first}")
    for person, mine in ((world.strategic, second), (world.contributor, first)):
        page = client.sign_in(person).get(f"{HERE}/case-audits/{mine}")
        assert "Take it back" not in page.text  # now that the other could have been read
        client.post(f"{HERE}/case-audits/{mine}/take-back")
        assert "The case has two audits now" in client.follow().text
    client.get(f"{HERE}/case-audits/{second}", 404)


def test_the_same_case_is_recognised_in_a_later_round_of_the_site_alone(world: World) -> None:
    with db.transaction() as current:
        numbers = [make_round(world.home, world.contributor) for _ in range(2)]
        make_round(world.foreign, world.foreign_strategic)
        begin_audit(world.home, numbers[0], world.contributor, REFERENCE)
        begin_audit(world.home, numbers[1], world.contributor, "lcs 5510471")
        begin_audit(world.foreign, 1, world.foreign_strategic, REFERENCE)
        kept = current.scalars(select(AuditedCase.reference).order_by(AuditedCase.id)).all()
    assert kept[0] == kept[1] != kept[2]


def test_a_reference_stands_nowhere(
    client: PageClient, world: World, open_round: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.sign_in(world.contributor)
    form = client.get(f"{AUDITS}/{open_round}/cases/new").form("Begin")
    for declared in ({}, {"declared": "y"}):
        page = client.submit(form, 303 if declared else 400, case_reference=REFERENCE, **declared)
        assert REFERENCE not in page.body
    assert REFERENCE not in client.follow().body
    with db.reading() as current:
        for table in Base.metadata.sorted_tables:
            assert REFERENCE not in repr(current.execute(select(table)).all()), table.name
    assert REFERENCE not in caplog.text


def test_the_trail_says_nothing_of_a_single_case(world: World, open_round: int) -> None:
    with db.transaction():
        make_audit(world.home, open_round, world.contributor, REFERENCE, low=("Q1",))
    with db.reading() as current:
        trail = [table for table in Base.metadata.sorted_tables if table.name.startswith("audit_")]
        kept = {table.name: repr(current.execute(select(table)).all()) for table in trail}
    assert "An audit of audit round 1 was handed in." in kept["audit_events"]
    for word in ("case_audits", "audit_answers", "audited_cases", "seen and heard"):
        assert word not in kept["audit_changes"], word


def test_the_nspcc_sees_what_a_round_comes_to_and_no_case(client: PageClient, world: World) -> None:
    with db.transaction() as current:
        number = make_audited_round(world.home, world.contributor, world.strategic)
        one = current.scalars(select(CaseAudit.id)).first()
    client.sign_in(world.lead)
    page = client.get(f"{AUDITS}/{number}")
    for word in ("Case 1", world.contributor.name, "Audit a case", "Plan a round"):
        assert word not in page.text
    client.get(f"{HERE}/case-audits/{one}", 403)
    page = client.get(f"{AUDITS}/{number}/result")
    assert "Half of the 6 cases follow the framework to" in page.text
    assert "Not enough data to say how far auditors agree" in page.text  # of one case with both
    assert "seen and heard" not in page.body
    rows = {row[0]: row[1:] for row in page.table("Critical items")}
    q10 = next(row for name, row in rows.items() if name.startswith("Q10"))
    assert q10 == ["0%", "0%", "6"]
    q14 = next(row for name, row in rows.items() if name.startswith("Q14"))
    assert q14[2] == "5"
    assert client.get(f"{AUDITS}/{number}/result/components.csv").status == 200
    client.get(f"{AUDITS}/{number}/result/cases.csv", 404)


def test_four_cases_give_no_percentage_anywhere(client: PageClient, world: World) -> None:
    with db.transaction():
        for _ in range(2):
            number = make_audited_round(world.home, world.contributor, world.strategic, cases=4)
            service.close_round(world.home.id, number, "No more files.")
    client.sign_in(world.strategic)
    for path in (f"{AUDITS}/{number}/result", AUDITS):
        assert not re.search(r"\d%(?! or more|: followed)", client.get(path).text), path
    assert "1 too few" in client.get(f"{AUDITS}/{number}/result").text
    assert "Nothing to turn into actions" in client.get(f"{AUDITS}/{number}/findings").text
    for part in ("items", "rounds"):
        client.get(f"{AUDITS}/{number}/result/{part}.csv")
        assert b"100" not in client.response.data, part
        assert b"95.0" not in client.response.data, part  # how far two auditors agreed


def test_findings_become_actions_once(client: PageClient, world: World) -> None:
    with db.transaction():
        number = make_audited_round(world.home, world.contributor, world.strategic)
    client.sign_in(world.strategic)
    form = client.get(f"{AUDITS}/{number}/findings").form("Add to the plan")
    page = client.submit(form, 400)
    assert "Tick at least one" in page.text
    given: dict[str, Any] = {"ticked": ["Q10"], "owner": str(world.strategic.id)}
    due_on = parts(clock.today() + timedelta(days=30))
    for _ in range(2):
        client.submit(form, 303, due_on=due_on, **given)
    page = client.follow()
    assert "1 action in the plan" in page.text
    assert "In the plan already" in page.text
    page = client.get(f"{AUDITS}/{number}/findings")
    assert 'value="Q10"' not in page.body
    assert "In the plan already" in page.text
    with db.reading() as current:
        action = current.scalars(select(Action)).one()
    assert (action.origin_kind, action.origin_part) == ("audit", "Q10")
    assert action.origin_path.startswith(f"{AUDITS}/{number}/result")


def test_closing_wants_a_reason_and_completes_quality_assurance(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_journey(world.home)
        number = make_audited_round(world.home, world.contributor, world.strategic, cases=5)
    client.sign_in(world.strategic)
    page = client.submit(client.get(f"{AUDITS}/{number}/close").form("Close the round"), 400)
    assert "Enter why the round ends" in page.text
    client.post(f"{AUDITS}/{number + 1}/close", {"reason": "There is none."}, 404)
    client.submit(page.form("Close the round"), reason="One file could not be opened.")
    assert "closed on" in client.follow().text
    with db.reading() as current:
        statuses = {
            row.code: row.status
            for row in current.scalars(select(Milestone).where(Milestone.site_id == world.home.id))
        }
    assert statuses["qa-in-place"] == "done"
    assert statuses["two-strong-audit-rounds"] != "done"
    client.get(f"{AUDITS}/{number}/cases/new")
    with db.transaction(), pytest.raises(Refused):
        begin_audit(world.home, number, world.contributor, "LCS 999")


def test_what_was_known_on_a_day_is_found_again(world: World) -> None:
    with db.transaction():
        number = make_audited_round(world.home, world.contributor, world.strategic)
        service.close_round(world.home.id, number, "")
        closed = closed_rounds([world.home.id])
        assert closed_rounds([world.home.id], closed[0].closed_at) == []
        sealed = sealed_of([closed[0].id])[closed[0].id]
    assert (len(sealed.first), len(sealed.pairs), set(sealed.grades)) == (6, 1, {3})
    assert sealed.first[1]["Q14"] is None


def test_an_open_round_falls_due_for_its_auditors_and_a_closed_one_is_told(world: World) -> None:
    with db.transaction():
        number = make_audited_round(world.home, world.contributor, world.strategic)
        today = clock.today()
        (found,) = due(today, today + timedelta(days=30))
        assert isinstance(found, Due)
        assert set(found.owner_ids) == {world.contributor.id, world.strategic.id}
        service.close_round(world.home.id, number, "")
        assert due(today, today + timedelta(days=30)) == []
        told = stream(world.home.id, None, 10)
    assert [entry.title.split(":")[0] for entry in told] == [
        "Audit round 1 closed",
        "Audit round 1 opened",
    ]
    assert all(isinstance(entry, Entry) for entry in told)


def test_another_sites_rounds_and_audits_are_not_found(
    client: PageClient, world: World, open_round: int
) -> None:
    with db.transaction():
        audit_id = begin_audit(world.home, open_round, world.contributor, REFERENCE)
    client.sign_in(world.foreign_strategic)
    client.get("/sites/farfield/quality/audits/1", 404)
    client.get(f"/sites/farfield/quality/case-audits/{audit_id}", 404)
    client.get(AUDITS, 404)
