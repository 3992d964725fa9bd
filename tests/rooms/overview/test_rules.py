"""Who needs somebody first, what a list is asked for, and the gate of a stage in words."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.assessments.rules import Answering, RoundState
from app.journey.programme import stage_guides
from app.overview.rules import (
    OTHER,
    Calls,
    ContractFacts,
    Late,
    Need,
    Paging,
    PortfolioSort,
    PortfolioWish,
    RoundFacts,
    SiteFacts,
    attend,
    first_words_of,
    kind_of,
    sum_in_words,
)
from app.overview.rules.gate import KnownFact, criteria, met_in_words
from app.overview.rules.owed import Owed, What
from app.sites.rules import Stage

TODAY = date(2026, 11, 22)


def facts(name: str, **given: Any) -> SiteFacts:
    values: dict[str, Any] = {
        "site_id": 1,
        "slug": name.lower(),
        "stage": Stage.INSTALLATION,
        "critical_late": (),
        "overdue": 0,
        "has_call": True,
        "next_name": "Plan the pilot",
        "next_on": date(2027, 1, 21),
    }
    return SiteFacts(name=name, **values | given)


def open_round(asked: int, done: int, **given: Any) -> RoundFacts:
    values: dict[str, Any] = {
        "name": "ISA",
        "slug": "isa-1",
        "state": RoundState.OPEN,
        "opens_on": TODAY - timedelta(days=22),
        "closes_on": TODAY + timedelta(days=6),
        "answering": Answering(asked, done, done),
    }
    return RoundFacts(**values | given)


def signed_round(days_ago: int = 3, **given: Any) -> RoundFacts:
    on = TODAY - timedelta(days=days_ago)
    return open_round(5, 5, state=RoundState.SIGNED_OFF, signed_off_on=on, **given)


PAST = TODAY - timedelta(days=1)


def test_the_most_urgent_site_comes_first_whatever_the_order_of_the_input() -> None:
    sites = [
        facts("Steady"),
        facts("Overdue", overdue=2),
        facts("Uncalled", has_call=False),
        facts("Slow", rounds=(open_round(5, 2, closes_on=PAST),)),
        facts("Slower", rounds=(open_round(5, 2, closes_on=PAST - timedelta(days=1)),)),
        facts("Ready", rounds=(open_round(6, 5, is_enough=True),)),
        facts("Waiting", rounds=(signed_round(3),)),
        facts("Waiting longer", rounds=(signed_round(4),)),
        facts("Late", critical_late=(("Plan", TODAY - timedelta(days=5)),), overdue=1),
        facts("Later", critical_late=(("Plan", TODAY - timedelta(days=50)),), overdue=1),
    ]
    order = ["Later", "Late", "Waiting longer", "Waiting", "Ready", "Uncalled"]
    order += ["Slower", "Slow", "Overdue", "Steady"]
    assert [one.facts.name for one in attend(sites, TODAY)] == order
    assert [one.facts.name for one in attend(reversed(sites), TODAY)] == order


def test_a_view_that_is_owed_comes_before_counts_that_are_late() -> None:
    late = TODAY - timedelta(days=16)
    view = Owed(What.VIEW, 12, "No chronology", late)
    quiet = (Owed(What.AUDIT, 2, "Spring", TODAY), Owed(What.SIGN, 4, "", date(2026, 7, 1)))
    counts = (Owed(What.AUDIT, 1, "Winter", late), Owed(What.MONTHS, 2), Owed(What.QUARTERS, 1))
    sites = [facts("Steady", owed=quiet), facts("Silent", owed=counts), facts("Asks", owed=(view,))]
    asks, silent, steady = attend(sites, TODAY)
    assert asks.reasons == ("The NSPCC’s view on “No chronology” was due on 6 November 2026.",)
    assert (asks.need, asks.owed) == (Need.VIEW, view)
    assert silent.reasons == (
        "Audit round 1 was due on 6 November 2026.",
        "The use of 2 months is not counted yet.",
        "1 quarterly return is overdue.",
    )
    assert steady.need is Need.NOTHING


def test_every_reason_is_a_sentence_and_nothing_is_counted_twice() -> None:
    late = (("Hold training", TODAY - timedelta(days=41)), ("Plan", TODAY - timedelta(days=1)))
    one = attend([facts("A", critical_late=late, overdue=3, has_call=False)], TODAY)[0]
    assert one.reasons == (
        "“Hold training” is 41 days late. 1 more critical milestone is overdue.",
        "No check-in call is booked.",
        "1 other milestone is overdue.",
    )


@pytest.mark.parametrize(
    ("found", "need", "reason", "next_step"),
    [
        (
            signed_round(3),
            Need.RESULT_WAITS,
            "The ISA was signed off on 19 November 2026 and waits for a decision.",
            "answer and decide on the ISA",
        ),
        (
            open_round(6, 5, is_enough=True),
            Need.ROOM_TO_OPEN,
            "5 of 6 handed in the ISA; the consensus room is not open.",
            "agree a time and open the consensus room",
        ),
        (
            open_round(3, 3),
            Need.ROOM_TO_OPEN,
            "3 of 3 handed in the ISA, fewer people or roles than it asks for; "
            "the consensus room is not open.",
            "ask more people, or agree a time and open the consensus room",
        ),
        (
            open_round(6, 2, closes_on=PAST),
            Need.ROUND_LATE,
            "The ISA was due on 21 November 2026, and 2 of 6 handed in.",
            "ask those who have not handed in what they need, or move the date",
        ),
        (
            open_round(0, 0, closes_on=PAST),
            Need.ROUND_LATE,
            "The ISA was due on 21 November 2026, and nobody is asked to answer yet.",
            "agree with the strategic lead who answers, and move the date",
        ),
        (
            open_round(6, 6, state=RoundState.IN_ROOM),
            Need.ROOM_OPEN,
            "The consensus room of the ISA is open and not finished.",
            "finish the conversation",
        ),
        (
            open_round(1, 1, state=RoundState.SUBMITTED, closes_on=PAST),
            Need.ROUND_LATE,
            "The ISA was due on 21 November 2026 and waits for the strategic lead's sign-off.",
            "ask the strategic lead to sign it off",
        ),
    ],
)
def test_a_self_assessment_that_waits_for_the_nspcc_says_for_what(
    found: RoundFacts, need: Need, reason: str, next_step: str
) -> None:
    one = attend([facts("A", rounds=(found,))], TODAY)[0]
    assert (one.need, one.reasons, one.next_step) == (need, (reason,), next_step)
    assert one.round == found


@pytest.mark.parametrize(
    "found",
    [
        open_round(6, 2, closes_on=TODAY),
        open_round(0, 0),
        open_round(1, 1, state=RoundState.SUBMITTED),
        signed_round(decided="Roll out"),
    ],
)
def test_a_self_assessment_that_waits_for_nobody_at_the_nspcc_asks_nothing(
    found: RoundFacts,
) -> None:
    assert attend([facts("A", rounds=(found,))], TODAY)[0].need is Need.NOTHING


def test_of_several_self_assessments_the_one_that_waits_longest_is_taken_up_first() -> None:
    rounds = (
        open_round(6, 5, is_enough=True),
        signed_round(2, name="12-month review", slug="review-1"),
        signed_round(9, name="PreISA", slug="preisa-1"),
    )
    one = attend([facts("A", rounds=rounds)], TODAY)[0]
    assert one.round == rounds[2]
    assert one.next_step == "answer and decide on the PreISA"
    assert [reason.split(" was")[0] for reason in one.reasons] == [
        "The PreISA",
        "The 12-month review",
        "5 of 6 handed in the ISA; the consensus room is not open.",
    ]


def test_a_late_critical_milestone_goes_before_a_result_that_waits_for_longer() -> None:
    late = (("Hold training", TODAY - timedelta(days=2)),)
    one = attend([facts("A", critical_late=late, overdue=1, rounds=(signed_round(9),))], TODAY)[0]
    assert (one.need, one.round) == (Need.CRITICAL_OVERDUE, None)
    assert one.next_step == "ask what stands in the way"


def test_a_lead_is_asked_to_book_a_call_before_asking_what_stands_in_the_way() -> None:
    late = (("Hold training", TODAY - timedelta(days=41)),)
    without = attend([facts("A", critical_late=late, overdue=1, has_call=False)], TODAY)[0]
    booked = attend([facts("A", critical_late=late, overdue=1)], TODAY)[0]
    assert without.next_step == "book a check-in call and ask what stands in the way"
    assert booked.next_step == "ask what stands in the way"


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day late"), (99, "99 days late"), (180, "6 months late"), (800, "more than 2 years")],
)
def test_lateness_is_said_as_people_say_it(days: int, words: str) -> None:
    late = (("Plan", TODAY - timedelta(days=days)),)
    assert words in attend([facts("A", critical_late=late, overdue=1)], TODAY)[0].reasons[0]


def test_a_site_that_needs_nothing_says_so_and_names_what_comes_next() -> None:
    one = attend([facts("A")], TODAY)[0]
    assert one.reasons == ("Nothing is overdue and a call is booked.",)
    assert one.next_step == "Plan the pilot, 21 January 2027"


def test_an_address_and_the_wish_it_stands_for_are_the_same_both_ways() -> None:
    asked = {
        "stage": "installation",
        "status": "active",
        "lead": "7",
        "nation": "Wales",
        "region": "Wales",
        "late": "critical",
        "call": "none",
        "q": "moor",
        "sort": "next",
        "order": "descending",
        "page": "3",
    }
    wish = PortfolioWish.read(asked)
    assert (wish.stage, wish.late, wish.call) == (Stage.INSTALLATION, Late.CRITICAL, Calls.NONE)
    assert wish.address() == asked
    assert wish.without("stage") == {
        name: value for name, value in asked.items() if name not in ("stage", "page")
    }


@pytest.mark.parametrize(
    "asked",
    [
        {"stage": "x", "status": "'", "lead": "-1", "nation": "France", "sort": "id", "page": "0"},
        {"lead": "٣", "page": "99999999999999", "late": "yes", "order": "up", "call": "maybe"},
    ],
)
def test_what_an_address_asks_and_nobody_understands_is_passed_over(asked: dict[str, str]) -> None:
    assert PortfolioWish.read(asked) == PortfolioWish(sort=PortfolioSort.NAME)


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (25, 1), (26, 2), (200, 8)])
def test_pages_are_counted(total: int, pages: int) -> None:
    assert Paging(1, total).pages == pages


def test_the_filters_are_summed_up_in_words() -> None:
    chosen = ["Initial implementation", "North West"]
    assert sum_in_words(5, 12, chosen) == "5 of 12 sites: Initial implementation, North West"
    assert sum_in_words(1, 1, []) == "1 site"


@pytest.mark.parametrize(
    ("verb", "label"),
    [
        ("milestone done", "Journey"),
        ("stage moved", "Journey"),
        ("call booked", "Check-in calls"),
        ("round opened", "Assessments"),
        ("raters asked", "Assessments"),
        ("room closed", "Assessments"),
        ("evidence added", "Evidence"),
        ("person joined", "People"),
        ("NSPCC lead changed", "People"),
        ("site added", "Site"),
        ("refused", "Other"),
    ],
)
def test_every_verb_has_a_kind(verb: str, label: str) -> None:
    assert kind_of(verb).label == label


def test_other_is_what_no_kind_names() -> None:
    wanted, left_out = first_words_of(OTHER.code)
    assert wanted == ()
    assert {"milestone", "call", "round", "person", "site"} <= set(left_out)
    assert first_words_of("calls") == (("call",), ())
    assert first_words_of("no such kind") == ((), ())


def test_the_gate_says_what_is_met_and_where_it_knows_that_from() -> None:
    guide = stage_guides()[Stage.EXPLORATION]
    rows = criteria(
        guide,
        {"contract": date(2026, 8, 14)},
        {"no-low-critical-item": KnownFact(False, "PreISA, round 1: item 4 scores 2.")},
    )
    assert [row.met for row in rows] == [False, False, None, True]
    assert [row.source for row in rows] == [
        "The milestone is open.",
        "PreISA, round 1: item 4 scores 2.",
        "The portal does not hold this. Judge it together.",
        "The milestone was done on 14 August 2026.",
    ]
    assert met_in_words(rows) == "1 of 4 criteria is met, 1 is not known to the portal."


def test_a_contract_that_lapsed_or_ends_soon_asks_for_somebody() -> None:
    lapsed = ContractFacts(7, TODAY - timedelta(days=3), renewal=False)
    soon = ContractFacts(8, TODAY + timedelta(days=50), renewal=True)
    found = attend([facts("B", contract=soon), facts("A"), facts("C", contract=lapsed)], TODAY)
    assert [one.facts.name for one in found] == ["C", "B", "A"]
    assert [one.need for one in found[:2]] == [Need.CONTRACT_LAPSED, Need.CONTRACT_ENDS]
    assert found[0].next_step == "agree on a renewal"
    assert found[1].reasons == ("The contract ends in 50 days. A new one is drafted.",)
    assert found[1].next_step == "get the new contract signed"
