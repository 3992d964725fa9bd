"""The result: worked checks, words, lists, chart and download; the decision; opening again."""

import csv
import io
import json
import re
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from app.assessments import queries
from app.assessments.models import SignOff
from app.assessments.rules import Draft
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.instruments.rules import AnswerKind, content_hash
from tests.factories.assessments import make_signed_round, scored, unknown
from tests.page_client import PageClient
from tests.rooms.assessments.conftest import BASE
from tests.worlds import World

URL = f"{BASE}/preisa-1"
SIX_SECTIONS = {"A": 5, "B": 5, "C": 5, "D": 5, "E": 4, "F": 4}


def sign(world: World, score: int = 4, others: Mapping[str, Draft | None] | None = None) -> None:
    with transaction():
        make_signed_round(world.home, world.strategic, score, others)


def every_section(*scores: int) -> dict[str, Draft | None]:
    """Each section gets its own score throughout."""
    return {
        f"{section}{n}": scored(score)
        for (section, size), score in zip(SIX_SECTIONS.items(), scores, strict=True)
        for n in range(1, size + 1)
    }


def test_an_overall_score_of_3_5_is_62_5_per_cent(client: PageClient, world: World) -> None:
    """Worked check of domain.md §7.5: (3.5 - 1) / 4 = 62.5 %."""
    sign(world, others=every_section(3, 4, 3, 4, 3, 4))
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "3.5 of 5 overall (62.5%)" in page.text
    assert "The guide suggests: ready" in page.text
    assert "every section reaches the 3.0 that “Ready” asks for" in page.text
    rows = page.table("Score by section")
    assert rows[1] == ["A Need", "3.0", "50.0%", "5", "5", "0"]
    assert rows[2][1:3] == ["4.0", "75.0%"]


def test_a_section_short_of_3_makes_the_result_conditional_and_says_why(
    client: PageClient, world: World
) -> None:
    low = {f"E{n}": scored(2) for n in range(1, 5)}
    sign(world, others=low)
    page = client.sign_in(world.strategic).get(f"{URL}/result")
    assert "The guide suggests: ready with conditions" in page.text
    assert "Section E, Data, systems and quality, scores 2.0" in page.text
    assert "“Need” is strongest at 4.0 of 5 and “Data, systems and quality” weakest" in page.text
    assert "1 section is below the 3.0 that “Ready” asks for" in page.text
    assert "Each of these critical items needs an action with an owner and a date: E1" in page.text


def test_a_critical_item_at_1_means_not_yet(client: PageClient, world: World) -> None:
    sign(world, others={"C1": scored(1)})
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "The guide suggests: not yet" in page.text
    assert "C1 is a critical item and scores 1" in page.text


def test_too_few_answers_give_no_score_rather_than_a_misleading_one(
    client: PageClient, world: World
) -> None:
    sign(world, others={"A1": unknown(), "A2": unknown("Jo", 3), "A3": unknown()})
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "– of 5 overall (–)" in page.text
    assert page.table("Score by section")[1][1] == "Too few answers"
    assert "“Need” has too few answers for a score" in page.text
    assert "Find out first: “Need”, where 3 of 5 are not known yet." in page.text
    first = page.table("To find out")[1]
    assert first[0].startswith("A2")
    assert first[1] == "Jo"


def test_high_answers_without_evidence_and_low_ones_are_listed(
    client: PageClient, world: World
) -> None:
    na = Draft(AnswerKind.NOT_APPLICABLE, reason="Nobody returned last year")
    others = {"B2": scored(5, ""), "D3": scored(1), "D4": scored(2), "A4": na}
    sign(world, others=others)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "1 high answer names no evidence" in page.text
    assert [row[0][:2] for row in page.table("Low answers")[1:]] == ["D3", "D4"]
    assert "Does not apply: Nobody returned last year" in page.text
    assert page.table("Score by section")[1][3:5] == ["4", "4"]


def test_chart_table_and_download_say_the_same(client: PageClient, world: World) -> None:
    sign(world, others=every_section(3, 4, 3, 4, 3, 2))
    page = client.sign_in(world.lead).get(f"{URL}/result")
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page.body, re.S)
    assert found is not None
    figure = json.loads(found.group(1))
    shown = [float(row[1]) for row in page.table("Score by section")[1:]]
    assert figure["data"][0]["x"] == shown == [3, 4, 3, 4, 3, 2]
    client.get(f"{URL}/result/sections.csv?number=1")
    assert client.response.mimetype == "text/csv"
    text = client.response.get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["Section", "Score", "Per cent (%)"]
    assert [float(row[1]) for row in rows[1:]] == shown


def test_everyone_at_the_site_and_the_nspcc_reads_the_result_after_sign_off(
    client: PageClient, world: World
) -> None:
    sign(world)
    for person in (world.strategic, world.contributor, world.lead, world.other_lead, world.admin):
        page = client.sign_in(person).get(f"{URL}/result")
        assert "Folder 12 of May" in page.text
        alarms = person == world.admin  # administrators are told where no worker runs
        assert client.statements <= 7 + alarms
    client.sign_in(world.foreign_strategic).get(f"{URL}/result", 404)
    for path in ("/items/A1", "/check", "/facts", "/sign-off"):
        client.sign_in(world.strategic).get(URL + path, 303)


def test_markup_in_answers_stays_text(client: PageClient, world: World) -> None:
    nasty = Draft(
        AnswerKind.SCORE, 4, evidence="<script>alert(1)</script>", comment="</script>{{ 7*7 }}"
    )
    sign(world, others={"A1": nasty})
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text


def test_what_is_signed_off_is_kept_with_its_hash_and_facts_not_given_say_so(
    client: PageClient, world: World
) -> None:
    sign(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert (
        "Do you have a written policy on children returning home from care? Not given" in page.text
    )
    with reading() as session:
        row = session.scalars(select(SignOff)).one()
        assert row.content_hash == content_hash(row.content)
        assert row.minutes >= 1


def test_the_nspcc_decides_with_a_reason_that_the_authority_reads(
    client: PageClient, world: World
) -> None:
    sign(world)
    page = client.sign_in(world.lead).get(f"{URL}/decision")
    page = client.submit(page.form("Send the answer"), 400, decision="defer")
    assert "Enter the reason, in words the authority can read" in page.text
    assert page.form("Send the answer").fields["decision"] == ["defer"]
    form = page.form("Send the answer")
    client.submit(form, reason="Data first")
    client.submit(form, reason="Data first")  # the button pressed twice
    page = client.sign_in(world.strategic).get(f"{URL}/result")
    assert "Defer. Work on what is missing first" in page.text
    assert "Data first" in page.text
    assert "Lena Lead" in page.text
    assert "Defer" in client.get(BASE).table("Self assessments")[1]
    with reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.verb == "round decided")).all()
    assert [(e.actor_id, e.reason) for e in events] == [(world.lead.id, "Data first")]


def test_two_who_decide_differently_at_once_do_not_overwrite_each_other(
    client: PageClient, world: World
) -> None:
    sign(world)
    form = client.sign_in(world.lead).get(f"{URL}/decision").form("Send the answer")
    client.submit(form, decision="proceed", reason="All there")
    page = client.submit(form, 409, decision="decline", reason="Not now")
    assert "Decline: Not now" in page.text
    assert "Proceed: All there" in page.text


@pytest.mark.parametrize("role", ["strategic", "contributor"])
def test_the_authority_does_not_decide_for_the_nspcc(
    client: PageClient, world: World, role: str
) -> None:
    sign(world)
    client.sign_in(world.person(role)).get(f"{URL}/decision", 403)
    client.post(f"{URL}/decision", {"decision": "proceed", "reason": "x"}, status=403)
    client.sign_in(world.other_lead).get(f"{URL}/decision", 403)


def test_opening_again_needs_a_reason_and_keeps_the_first_result(
    client: PageClient, world: World
) -> None:
    sign(world)
    page = client.sign_in(world.strategic).get(f"{URL}/reopen")
    page = client.submit(page.form("Open it again"), 400)
    assert "Enter why it is opened again" in page.text
    client.submit(page.form("Open it again"), reason="C1 was answered by mistake.")
    assert "C1 was answered by mistake." in client.follow().text
    assert "has been open again since" in client.get(f"{URL}/result").text
    form = client.get(f"{URL}/items/C1").form("Save and continue")
    client.submit(form, answer="2")
    client.submit(client.get(f"{URL}/sign-off").form("Sign off and send"), caveat="Nobody else.")
    page = client.get(f"{URL}/result")
    assert "ready with conditions" in page.text
    page = client.get(page.links["Read the result signed off before"])
    assert "The guide suggests: ready" in page.text
    assert "kept as it was signed off" in page.text
    with reading():
        found = queries.round_at(world.home.id, "preisa-1", world.lead.id)
        assert found is not None
        assert found.result_number == 2


def test_a_result_that_is_not_there_answers_404(client: PageClient, world: World) -> None:
    sign(world)
    client.sign_in(world.lead)
    for number in ("7", "0", "-1", "99999999999999999999"):
        client.get(f"{URL}/result?number={number}", 404)


def test_a_decision_is_about_the_newest_result_of_a_round_that_is_signed_off(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = make_signed_round(world.home, world.strategic)
    client.sign_in(world.strategic)
    page = client.get(f"/sites/northmoor/assessments/{slug}/reopen")
    client.submit(page.form("Open"), reason="A count was wrong and has to be put right.")
    client.sign_in(world.lead)
    client.post(
        f"/sites/northmoor/assessments/{slug}/decision?number=1",
        {"decision": "proceed", "reason": "Everything asked for is there."},
    )
    with reading() as session:
        assert session.scalars(select(SignOff)).one().decision is None
