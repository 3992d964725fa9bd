"""A result beside earlier ones: what is compared and what is not, and what became of gaps."""

import copy
import csv
import io
from typing import Any

import pytest
import yaml

from app.assessments.rules import Draft
from app.core import clock
from app.core.db import transaction
from app.instruments.rules import AnswerKind, parse_instrument
from app.instruments.service import SEEDS, publish
from app.plans import service as plan_service
from app.plans.rules import NewAction, Origin
from tests.factories.assessments import (
    answer_all,
    make_rater,
    make_round,
    make_signed_round,
    round_ref,
    scored,
    sign_off,
    unknown,
)
from tests.factories.results import make_colleagues, make_shared_result
from tests.page_client import PageClient
from tests.rooms.assessments.conftest import BASE
from tests.worlds import World

FIRST: dict[str, Draft | None] = {
    "A1": scored(2),
    "A2": scored(1),
    "B1": scored(2),
    "C3": scored(1),
    "D2": scored(2),
    "E2": scored(2),
}
SECOND: dict[str, Draft | None] = {
    "A1": scored(3),
    "A2": scored(2),
    "B1": scored(2),
    "C3": Draft(AnswerKind.NOT_APPLICABLE, reason="Nobody this year"),
    "D2": scored(1),
    "E2": unknown(),
}


def sign(world: World, *rounds: dict[str, Draft | None]) -> None:
    """Signed-off rounds after each other."""
    with transaction():
        for others in rounds:
            make_signed_round(world.home, world.strategic, 4, others)


def publish_second_version() -> None:
    """A PreISA in which A3 asks something new, B2 is asked no more and C1 is called C9."""
    raw: dict[str, Any] = yaml.safe_load((SEEDS / "preisa.v1.yaml").read_text("utf-8"))
    changed = copy.deepcopy(raw)
    changed["version"] = 2
    for section in changed["sections"]:
        section["items"] = [item for item in section["items"] if item["id"] != "B2"]
        for item in section["items"]:
            item["id"] = {"C1": "C9"}.get(item["id"], item["id"])
    ids = [item["id"] for section in changed["sections"] for item in section["items"]]
    same = {item: {"C9": "C1"}.get(item, item) for item in ids if item != "A3"}
    changed["comparable"] = {"version": 1, "items": same}
    publish(parse_instrument(changed), changed)


def fates(page: Any, older: str = "round 1") -> dict[str, list[str]]:
    rows = page.table(f"What became of the gaps of {older}")[1:]
    return {row[0].split()[0]: row[1:] for row in rows}


def test_each_earlier_gap_says_what_became_of_it(client: PageClient, world: World) -> None:
    sign(world, FIRST, SECOND)
    page = client.sign_in(world.strategic).get(f"{BASE}/preisa-2/compare")
    found = fates(page)
    assert found["A1"][:3] == ["2", "3", "Closed"]
    assert found["A2"][:3] == ["1", "2", "Better"]
    assert found["B1"][:3] == ["2", "2", "Unchanged"]
    assert found["D2"][:3] == ["2", "1", "Worse"]
    assert found["C3"][:3] == ["1", "Does not apply now", "Not comparable"]
    assert found["E2"][:3] == ["2", "Not known now", "Not comparable"]
    assert (
        "Of the 6 gaps of round 1, 1 is closed, 1 is better, 1 is unchanged, 1 is worse and "
        "2 cannot be compared." in page.text
    )
    assert "Of the 6 gaps of round 1, 1 is closed" in client.get(f"{BASE}/preisa-2/result").text


def test_actions_raised_from_a_gap_stand_beside_what_became_of_it(
    client: PageClient, world: World
) -> None:
    sign(world, FIRST)
    with transaction():
        origin = Origin("assessment", 1, part="A1", words="PreISA, round 1: A1", path="/sites/x")
        new = NewAction("Write it down", clock.today(), "authority", "", None, "Lead", origin)
        plan_service.raise_actions(world.home.id, [new], world.lead.id)
    sign(world, SECOND)
    page = client.sign_in(world.contributor).get(f"{BASE}/preisa-2/compare")
    assert "Write it down Lead, by" in fates(page)["A1"][3]
    assert fates(page)["A2"][3] == "No action"
    page = client.get(f"{BASE}/preisa-2/result")
    assert "Write it down" in fates(page)["A1"][3]


def test_sections_items_and_the_whole_say_how_they_changed(
    client: PageClient, world: World
) -> None:
    sign(world, FIRST, {})
    page = client.sign_in(world.lead).get(f"{BASE}/preisa-2/compare?with=1")
    changes = dict(page.table("What changed by section")[1:])
    assert changes["A Need"] == "Rose from 3.0 to 4.0"
    assert [words for name, words in changes.items() if name[0] == "F"] == ["Stayed at 4.0"]
    assert "All 28 items ask the same and are compared." in page.text
    assert "6 scores changed, 22 stayed the same." in page.text
    assert page.table("Scores that changed")[1][1:] == ["1", "4"]
    assert "Over everything: rose from 3.5 to 4.0." in page.text
    client.get(f"{BASE}/preisa-2/compare.csv?with=1")
    text = client.response.get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Section", "Round 1", "Round 2"]
    assert rows[1] == ["A Need", "3.0", "4.0"]


def test_between_versions_only_what_asks_the_same_is_compared(
    client: PageClient, world: World
) -> None:
    sign(world, {"A3": scored(1), "B2": scored(1), "C1": scored(2)})
    with transaction():
        publish_second_version()
    sign(world, {"A3": scored(5), "C9": scored(4)})
    page = client.sign_in(world.lead).get(f"{BASE}/preisa-2/compare")
    assert "26 items ask the same and are compared." in page.text
    assert "New, or asked in another way than in round 1: A3 " in page.text
    assert "Asked in round 1, and no longer or in another way: A3 " in page.text
    changes = dict(page.table("What changed by section")[1:])
    assert changes["A Need"] == "Stayed at 4.0"  # without A3, which would have risen
    found = fates(page)
    assert found["C1"][:3] == ["2", "4", "Closed"]
    assert found["B2"][1:3] == ["No longer asked, or asked in another way", "Not comparable"]
    assert [row[0].split()[0] for row in page.table("Scores that changed")[1:]] == ["C9"]
    page = client.get(f"{BASE}/preisa-2/result")
    assert "26 of 27 items ask the same and are compared." in page.text


def test_at_most_three_earlier_rounds_stand_beside_the_newest(
    client: PageClient, world: World
) -> None:
    low: list[dict[str, Draft | None]] = [
        {f"A{n}": scored(score) for n in range(1, 6)} for score in (1, 2, 3, 4, 5)
    ]
    sign(world, *low)
    client.sign_in(world.lead)
    page = client.get(f"{BASE}/preisa-5/result")
    rows = page.table("Rounds by section")
    assert rows[0] == ["Section", "Round 2", "Round 3", "Round 4", "Round 5"]
    assert rows[1] == ["A Need", "2.0", "3.0", "4.0", "5.0"]
    assert "Since round 4, “Need” rose from 4.0 to 5.0 and 5 sections stayed" in page.text
    many = client.statements
    client.get(f"{BASE}/preisa-2/result")
    assert client.statements == many <= 8
    page = client.get(f"{BASE}/preisa-5/compare?with=1")
    assert {"round 2", "round 3", "round 4"} <= set(page.links)
    assert dict(page.table("What changed by section")[1:])["A Need"] == "Rose from 1.0 to 5.0"
    client.get(f"{BASE}/preisa-5/result/rounds.csv")
    assert "Round 2" in client.response.get_data().decode("utf-8-sig")


def test_results_of_another_site_never_stand_beside(client: PageClient, world: World) -> None:
    with transaction():
        make_signed_round(world.foreign, world.foreign_strategic, 1)
    sign(world, FIRST)
    with transaction():
        make_signed_round(world.foreign, world.foreign_strategic, 2)
    sign(world, SECOND)
    page = client.sign_in(world.lead).get(f"{BASE}/preisa-2/result")
    assert page.table("Rounds by section")[0] == ["Section", "Round 1", "Round 2"]
    assert page.table("Rounds by section")[1][1] == "3.0"
    assert "Of the 6 gaps of round 1" in page.text
    page = client.get(f"{BASE}/preisa-2/compare")
    assert dict(page.table("What changed by section")[1:])["A Need"].startswith("Rose from 3.0")
    assert "Of the 6 gaps of round 1" in page.text


def test_results_of_another_instrument_never_stand_beside(client: PageClient, world: World) -> None:
    with transaction():
        raters = make_colleagues(world.home)
        make_shared_result(world.home, world.lead, world.strategic, raters, code="selfcheck")
    sign(world, FIRST, SECOND)
    page = client.sign_in(world.lead).get(f"{BASE}/preisa-2/result")
    assert page.table("Rounds by section")[0] == ["Section", "Round 1", "Round 2"]
    assert "Since the results before" not in client.get(f"{BASE}/selfcheck-1/result").text
    page = client.get(f"{BASE}/preisa-2/compare")
    assert page.h1 == "PreISA, round 2 beside round 1"
    assert "Compare with" not in page.text  # there is one earlier result, so nothing to choose


def test_a_first_result_shows_no_comparison_and_leads_back(
    client: PageClient, world: World
) -> None:
    sign(world, FIRST)
    page = client.sign_in(world.lead).get(f"{BASE}/preisa-1/result")
    assert "Since the results before" not in page.text
    client.get(f"{BASE}/preisa-1/compare", 303)


def test_after_opening_again_the_result_before_is_compared(
    client: PageClient, world: World
) -> None:
    sign(world, FIRST)
    client.sign_in(world.strategic)
    form = client.get(f"{BASE}/preisa-1/reopen").form("Open it again")
    client.submit(form, reason="A1 was read wrongly.")
    form = client.get(f"{BASE}/preisa-1/items/A1").form("Save and continue")
    client.submit(form, answer="4")
    with transaction():
        sign_off(world.home, "preisa-1", world.strategic)
    page = client.get(f"{BASE}/preisa-1/compare")
    assert page.h1 == "PreISA, round 1 beside round 1, result 1"
    assert fates(page, "round 1, result 1")["A1"][:3] == ["2", "4", "Closed"]
    assert client.get(f"{BASE}/preisa-1/compare?with=1.1").h1 == page.h1
    assert (
        "Compare with round 1, result 1 item by item" in client.get(f"{BASE}/preisa-1/result").links
    )


@pytest.mark.parametrize("asked", ["2", "3", "0", "x", "1.9", "-1", "1.1.1", "99999999999999999"])
def test_what_cannot_be_compared_with_answers_404(
    client: PageClient, world: World, asked: str
) -> None:
    sign(world, FIRST, SECOND)
    client.sign_in(world.lead).get(f"{BASE}/preisa-2/compare?with={asked}", 404)


def test_whoever_does_not_see_the_round_sees_no_comparison(
    client: PageClient, world: World
) -> None:
    sign(world, FIRST, SECOND)
    for path in ("compare", "compare.csv"):
        client.sign_in(world.foreign_strategic).get(f"{BASE}/preisa-2/{path}", 404)
        client.sign_in(world.member).get(f"{BASE}/preisa-2/{path}", 404)


def test_a_round_that_is_still_open_leads_to_its_start(client: PageClient, world: World) -> None:
    sign(world, FIRST)
    with transaction():
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.strategic))
        assert round_ref(world.home, slug, world.strategic).result_number == 0
    client.sign_in(world.lead).get(f"{BASE}/{slug}/compare", 303)
