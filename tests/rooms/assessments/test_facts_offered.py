"""The portal's figures beside items: offered while rating, judged, then never changed."""

from dataclasses import replace
from datetime import date

import pytest
from flask import render_template_string
from sqlalchemy import func, select

from app.assessments import service
from app.assessments.forms import AnswerForm
from app.assessments.models import OfferedFact
from app.assessments.queries.offered import Offered, offered
from app.assessments.rules import Draft, FactView, faults
from app.assessments.service.facts_offered import OfferedWords, offer_facts
from app.core import clock
from app.core.db import reading, session, transaction
from app.core.web.edge import Portal
from app.instruments.rules import AnswerKind
from tests.factories.assessments import answer_all, hand_in, make_rater, make_round
from tests.worlds import World

FACT = OfferedWords(
    "Cases were started in 4 of the last 6 months.", 2, date(2027, 3, 31), "the monthly counts"
)
R1 = Offered(FACT.words, FACT.score, FACT.as_of, FACT.source)
SHOWN = """{% from "assessments/offered_fact.html" import offered_fact %}
{{ offered_fact(fact, form, scale) }}"""


@pytest.fixture
def slug(world: World) -> str:
    """An open 12-month review, which has items the portal fills in."""
    with transaction():
        return make_round(world.home, world.lead, "review")


def _offered(world: World, slug: str) -> dict[str, Offered]:
    with transaction():
        found = make_rater(world.home, slug, world.strategic)
    with reading():
        return offered(found.id)


def test_facts_stand_beside_their_items(world: World, slug: str) -> None:
    other = replace(FACT, words="Nobody returned home yet.", score=None)
    with transaction():
        assert offer_facts(world.home.id, slug, {"R1": FACT, "R2": other}) == 2
    shown = _offered(world, slug)
    assert shown == {"R1": R1, "R2": replace(R1, words=other.words, score=None)}


def test_the_same_once_more_changes_nothing_and_newer_figures_replace_older_ones(
    world: World, slug: str
) -> None:
    newer = replace(FACT, words="In 6 of the last 6 months.", score=3, as_of=date(2027, 4, 30))
    for facts in ({"R1": FACT}, {"R1": FACT}, {"R1": newer}, {}):
        with transaction():
            assert offer_facts(world.home.id, slug, facts) == len(facts)
    with reading():
        assert session().scalar(select(func.count(OfferedFact.id))) == 1
    assert _offered(world, slug)["R1"].words == "In 6 of the last 6 months."
    assert _offered(world, slug)["R1"].as_of == date(2027, 4, 30)


def test_what_a_rater_has_judged_stays_as_they_read_it(world: World, slug: str) -> None:
    newer = replace(FACT, words="In 6 of the last 6 months.", score=3)
    with transaction():
        offer_facts(world.home.id, slug, {"R1": FACT, "R2": FACT})
        found = make_rater(world.home, slug, world.strategic)
        agrees = Draft(AnswerKind.SCORE, 2, fact_view=FactView.AGREE.value)
        service.save_answer(found, "R1", agrees, seen=0)
    with transaction():
        assert offer_facts(world.home.id, slug, {"R1": newer, "R2": newer}) == 1
    with reading():
        shown = offered(found.id)
    assert (shown["R1"].words, shown["R2"].words) == (FACT.words, newer.words)


@pytest.mark.parametrize("item", ["Z9", ""])
def test_an_item_that_is_not_there_or_is_not_filled_in_is_refused_and_nothing_is_offered(
    world: World, slug: str, item: str
) -> None:
    with transaction():
        found = make_rater(world.home, slug, world.strategic).instrument
        item = item or next(one.id for one in found.items if not one.auto_filled)
        with pytest.raises(KeyError, match=item):
            offer_facts(world.home.id, slug, {"R1": FACT, item: FACT})
    assert _offered(world, slug) == {}


def test_a_score_off_the_scale_and_a_round_that_is_not_there_are_refused(
    world: World, slug: str
) -> None:
    with transaction(), pytest.raises(ValueError, match="9 is no point"):
        offer_facts(world.home.id, slug, {"R1": replace(FACT, score=9)})
    with transaction(), pytest.raises(LookupError, match="no round"):
        offer_facts(world.foreign.id, slug, {"R1": FACT})


def test_nothing_is_offered_once_rating_is_over(world: World, slug: str) -> None:
    with transaction():
        hand_in(world.home, slug, world.strategic, "strategic", score=2)
    with transaction(), pytest.raises(service.NotOpen):
        offer_facts(world.home.id, slug, {"R1": FACT})


def test_whoever_disagrees_says_why_before_the_item_is_complete(world: World, slug: str) -> None:
    with transaction():
        found = make_rater(world.home, slug, world.strategic)
        item, scale = found.instrument.by_id["R1"], found.instrument.scale
        disagrees = Draft(AnswerKind.SCORE, 1, fact_view=FactView.DISAGREE.value)
        said = faults(item, scale, disagrees, clock.today())
        assert said == {"fact_reason": "Enter what is not right about it, or what explains it"}
        explained = replace(disagrees, fact_reason="One team counts by hand.")
        assert faults(item, scale, explained, clock.today()) == {}
        answer_all(found, 2, {"R1": disagrees})
        with pytest.raises(service.NotComplete) as refusal:
            service.hand_in(found)
    assert refusal.value.missing == ("R1",)


def _shown(app: Portal, world: World, slug: str, fact: Offered | None) -> str:
    with transaction():
        found = make_rater(world.home, slug, world.strategic)
    with app.test_request_context(base_url="http://portal.test"):
        form = AnswerForm(data={"fact_view": "disagree", "fact_reason": "Counted twice."})
        return render_template_string(SHOWN, fact=fact, form=form, scale=found.instrument.scale)


def test_the_fact_is_shown_with_its_date_its_source_and_what_it_suggests(
    app: Portal, world: World, slug: str
) -> None:
    shown = _shown(app, world, slug, R1)
    assert FACT.words in shown
    assert "From the monthly counts, as of 31 March 2027. That suggests 2 – " in shown
    assert 'name="fact_reason"' in shown
    assert "Counted twice." in shown
    without = _shown(app, world, slug, replace(R1, score=None, words="<b>2</b> teams"))
    assert "It suggests no score" in without
    assert "&lt;b&gt;2&lt;/b&gt; teams" in without


def test_an_item_without_a_figure_yet_says_so_and_asks_for_no_judgement(
    app: Portal, world: World, slug: str
) -> None:
    shown = _shown(app, world, slug, None)
    assert "has none for you yet. Answer from what you know." in shown
    assert "fact_view" not in shown
