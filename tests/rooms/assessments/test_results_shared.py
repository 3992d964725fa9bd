"""The result of a round that several people rated: spread, agreement, other views, the room."""

import csv
import io
import json
import re
from typing import Any

import plotly.graph_objects as go

from app.assessments.rules import Draft, Task
from app.core.db import transaction
from app.instruments.rules import AnswerKind
from tests.factories.assessments import scored, unknown
from tests.factories.results import Said, Talk, make_colleagues, make_shared_result
from tests.page_client import PageClient
from tests.rooms.assessments.conftest import BASE
from tests.worlds import World

URL = f"{BASE}/isa-1"
TALKED = Talk(
    agreed={"A1": 1, "B1": 0, "C1": Draft(AnswerKind.NOT_KNOWN, owner="Data officer")},
    other_views=[
        ("A1", 2, "Our team sees her every month.", False),
        ("B1", 4, "There is a draft policy.", True),
    ],
    note="The sponsor joined for the first half.",
    done=(Task.QUORUM, Task.DEFINITIONS),
)
SAID: dict[str, list[Said]] = {
    "A1": [2, 2, 1, 2, 2],
    "B1": [0, 0, 0, 2, 1],
    "D2": [scored(2, "")] * 5,
    "E1": [unknown("Cora Contributor", 9)] * 5,
}


def make(
    world: World, people: int = 5, talk: Talk = TALKED, said: dict[str, list[Said]] | None = None
) -> None:
    chosen = SAID if said is None else said
    with transaction():
        raters = make_colleagues(world.home, people)
        cut = {item: (each * people)[:people] for item, each in chosen.items()}
        make_shared_result(world.home, world.lead, world.strategic, raters, said=cut, talk=talk)


CHART = r'<figure class="portal-chart" id="(\w+)".*?<script type="application/json"[^>]*>(.*?)<'


def figures(body: str) -> dict[str, Any]:
    """The charts of a page by name."""
    return {name: json.loads(text) for name, text in re.findall(CHART, body, re.DOTALL)}


def rows_of(client: PageClient) -> list[list[str]]:
    text = client.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_an_item_that_lay_apart_shows_its_tally_the_agreed_score_and_why(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.strategic).get(f"{URL}/result")
    said = {row[0].split()[0]: row for row in page.table("What was said and agreed")[1:]}
    assert said["A1"][1] == "4 said 2, one said 1 (1 apart)"
    assert said["A1"][2].startswith("Agreed: 1, partly in place")
    assert "Why: Read the minutes together" in said["A1"][2]
    assert said["B1"][1] == "3 said 0, one said 1, one said 2 (2 apart)"
    assert (
        "Ratings lay apart on 2 of 37 items, furthest on B1, by 2; an answer was agreed for each"
        in (page.text)
    )


def test_other_views_stand_by_role_or_by_the_name_their_owner_wanted(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "Team manager sees it otherwise: Our team sees her every month." in page.text
    assert "Rae Rater5, data or quality assurance lead sees it otherwise: There is a" in page.text
    assert "Rae Rater1" not in page.body
    assert "Rae Rater3" not in page.body


def test_everybody_is_shown_by_role_with_what_they_said_to_each_item(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.contributor).get(f"{URL}/result")
    rows = {row[0].split()[0]: row for row in page.table("Answers to section B")[1:]}
    assert rows["B1"][1] == (
        "Agreed: 0, not in place. Read the minutes together "
        "Sponsor, Strategic lead or deputy, Team manager: 0, not in place "
        "Data or quality assurance lead: 1, partly in place "
        "Practitioner or advanced practitioner: 2, in place"
    )
    assert rows["B2"][1] == "The same from all: 2, in place"
    assert rows["B2"][2] == "All: Folder 12 of May"
    assert "5 people answered, in 1 minute each" in page.text


def test_two_in_one_role_are_numbered(client: PageClient, world: World) -> None:
    make(world, people=7)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    rows = {row[0].split()[0]: row[1] for row in page.table("Answers to section A")[1:]}
    assert "Team manager: 1, partly in place" in rows["A1"]
    assert "Sponsor 1, Strategic lead or deputy 1, Practitioner" in rows["A1"]
    assert "Sponsor 2, Strategic lead or deputy 2: 2, in place" in rows["A1"]


def test_the_band_says_why_it_is_capped(client: PageClient, world: World) -> None:
    make(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "alone would be “Established”. It is capped:" in page.text
    assert "C1 is a critical item and is not known, which counts as 0" in page.text
    assert page.h1 == "ISA result"


def test_what_the_room_could_not_know_is_listed_with_who_was_agreed_to_find_out(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    rows = page.table("To find out")
    owners = {row[0].split()[0]: row[1] for row in rows[1:]}
    assert owners == {"C1": "Data officer", "E1": "Cora Contributor"}


def test_the_checklist_names_what_was_not_ticked_beside_the_note(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "The sponsor joined for the first half." in page.text
    assert "The facilitator’s checklist: 2 of 5 ticked" in page.text
    left = page.text.split("Not ticked:")[1]
    assert "Evidence was looked at where a high score was agreed" in left
    assert "Enough people from enough roles were there" not in left


def test_a_room_without_quorum_says_what_lacked_and_why_it_was_opened(
    client: PageClient, world: World
) -> None:
    make(world, people=2, talk=Talk(without_quorum="Two were ill."), said={"A1": [2, 1]})
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert "The room was opened without a quorum." in page.text
    assert "2 people have handed in, and 5 are asked for" in page.text
    assert "Why it was opened all the same: Two were ill." in page.text


def test_the_spread_is_drawn_from_the_same_rows_as_its_table_and_file(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    figure = figures(page.body)["spread"]
    go.Figure(figure)
    ratings, outcome = figure["data"]
    dots = list(zip(ratings["y"], ratings["x"], ratings["text"], strict=True))
    assert dots == [
        ("B1", 0, "3"),
        ("B1", 1, "1"),
        ("B1", 2, "1"),
        ("A1", 1, "1"),
        ("A1", 2, "4"),
    ]
    assert list(zip(outcome["y"], outcome["x"], strict=True)) == [("B1", 0.0), ("A1", 1.0)]
    client.get(f"{URL}/result/spread.csv")
    assert [row[0][:2] for row in rows_of(client)[1:]] == ["B1", "A1"]


def test_sections_of_an_instrument_in_per_cent_are_drawn_and_filed_in_per_cent(
    client: PageClient, world: World
) -> None:
    make(world)
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert page.table("Score by section")[0][:3] == ["Section", "Per cent", "Scored"]
    assert page.table("Score by section")[1][1] == "91.6%"
    figure = figures(page.body)["sections"]
    assert figure["layout"]["xaxis"]["range"] == [0, 100]
    client.get(f"{URL}/result/sections.csv")
    assert rows_of(client)[0][:2] == ["Section", "Per cent (%)"]
    assert [float(row[1]) for row in rows_of(client)[1:]] == figure["data"][0]["x"]


def test_the_file_of_items_holds_scores_spread_and_how_they_came_about(
    client: PageClient, world: World
) -> None:
    make(world, talk=Talk(agreed={"A1": 1}), said={"A1": [2, 2, 1, 2, 2]})
    client.sign_in(world.lead).get(f"{URL}/result/items.csv")
    heading, *rows = rows_of(client)
    items = {row[0]: dict(zip(heading, row, strict=True)) for row in rows}
    assert len(items) == 38
    assert items["A1"]["Score"] == "1.0"
    assert items["A1"]["How it came about"] == "Agreed"
    assert items["A1"]["Ratings apart"] == "1"
    assert items["A2"]["How it came about"] == "Middle of the ratings"
    assert items["A2"]["Ratings"] == "5"


def test_a_file_there_is_not_answers_404(client: PageClient, world: World) -> None:
    make(world, people=2, talk=Talk(without_quorum="Two were ill."), said={})
    client.sign_in(world.lead)
    for part in ("rounds", "people", "sections.csv"):
        client.get(f"{URL}/result/{part}.csv", 404)


def test_more_raters_take_no_more_statements(client: PageClient, world: World) -> None:
    make(world, people=2, talk=Talk(without_quorum="Two were ill."), said={"A1": [2, 1]})
    client.sign_in(world.lead).get(f"{URL}/result")
    few = client.statements
    with transaction():
        raters = make_colleagues(world.foreign, 12)
        make_shared_result(
            world.foreign,
            world.other_lead,
            world.foreign_strategic,
            raters,
            said={"A1": [2, 1] * 6},
        )
    client.sign_in(world.foreign_strategic).get("/sites/farfield/assessments/isa-1/result")
    assert client.statements <= few <= 7


def test_markup_in_a_reason_an_other_view_or_a_note_stays_text(
    client: PageClient, world: World
) -> None:
    nasty = "<script>alert(1)</script>"
    talk = Talk(why=nasty, note=nasty, other_views=[("A1", 0, nasty, True)])
    make(world, talk=talk, said={"A1": [2, 2, 1, 2, 2]})
    page = client.sign_in(world.lead).get(f"{URL}/result")
    assert page.text.count(nasty) >= 4
    assert nasty not in page.body


def test_sections_with_bands_of_their_own_show_them_and_so_does_the_answer_page(
    client: PageClient, world: World
) -> None:
    with transaction():
        raters = make_colleagues(world.home)
        make_shared_result(
            world.home,
            world.lead,
            world.strategic,
            raters,
            code="review",
            usual=3,
            said={"R1": [0] * 5, "R2": [0] * 5, "R3": [1] * 5, "R4": [1] * 5},
            caveat="The ISA was not done in the pilot year.",
        )
    page = client.sign_in(world.lead).get(f"{BASE}/review-1/result")
    heading, first, second, *_ = page.table("Score by section")
    assert heading[:3] == ["Section", "Per cent", "Band"]
    assert first[1] == "16.6%"
    assert first[2] != second[2]
    assert (
        "Why it was signed off all the same: The ISA was not done in the pilot year." in page.text
    )
    page = client.get(f"{BASE}/review-1/decision")
    assert f"{first[1]}, {first[2]}. Low: R1, R2, R3, R4" in page.text
    assert f"{second[1]}, {second[2]}" in page.text


def test_where_nobody_knows_anything_there_is_no_score_and_everything_to_find_out(
    client: PageClient, world: World
) -> None:
    with transaction():
        raters = make_colleagues(world.home, 2)
        everything = {item: [unknown(), unknown()] for item in ("A1", "A2", "A3", "A4", "A5")}
        make_shared_result(
            world.home,
            world.lead,
            world.strategic,
            raters,
            code="preisa",
            usual=4,
            said=everything,
            talk=Talk(without_quorum="Two were ill."),
        )
    page = client.sign_in(world.strategic).get(f"{BASE}/preisa-1/result")
    assert "– of 5 overall (–)" in page.text
    assert "“Need” has too few answers for a score" in page.text
    assert len(page.table("To find out")) == 6
    assert page.table("To find out")[1][1] == "Data officer"
    assert "0 of 5 low or unknown answers have an action" in page.text
