"""What is right about entries before a contract, the steps, and how a contract stands."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.refusals import Faults
from app.joining.rules import (
    Answer,
    Aspect,
    ContactEntry,
    ContractEntry,
    ContractState,
    ConversationEntry,
    Dates,
    DecisionEntry,
    EnquiryEntry,
    Reached,
    Step,
    check_contact,
    check_contract,
    check_conversation,
    check_decision,
    check_ending,
    check_enquiry,
    contract_state,
    days_since,
    is_silent,
)

TODAY = date(2027, 3, 12)
ENQUIRY = EnquiryEntry(date(2027, 3, 1), "mail", "Head of service", "A talk")
TALK = ConversationEntry(TODAY, "Director", "Need", "Fit", "Capacity")
NO = DecisionEntry(TODAY, "no", "Director", "No time")
DRAFT = ContractEntry(date(2027, 2, 1), parties=(1,))
SIGNED = replace(
    DRAFT,
    sent_on=date(2027, 2, 5),
    signed_on=date(2027, 3, 1),
    starts_on=date(2027, 4, 1),
    ends_on=date(2029, 3, 31),
)
RUNS = Dates(
    date(2026, 1, 5), date(2026, 1, 9), date(2026, 2, 1), date(2026, 2, 1), date(2028, 1, 31), None
)


def fields(faults: Faults) -> list[str]:
    return [field for field, _ in faults]


def test_a_whole_enquiry_is_right_and_an_empty_one_says_all_that_is_missing() -> None:
    assert check_enquiry(ENQUIRY, TODAY) == []
    empty = EnquiryEntry(None, "", " ", "")
    assert fields(check_enquiry(empty, TODAY)) == ["asked_on", "way", "post", "wanted"]


def test_an_answer_lies_between_the_enquiry_and_today() -> None:
    early, late = date(2027, 2, 28), date(2027, 3, 13)
    for on in (early, late):
        assert fields(check_enquiry(replace(ENQUIRY, answered_on=on), TODAY)) == ["answered_on"]
    assert fields(check_enquiry(replace(ENQUIRY, asked_on=late), TODAY)) == ["asked_on"]
    assert fields(check_enquiry(replace(ENQUIRY, internal="x" * 4001), TODAY)) == ["internal"]


def test_a_webinar_says_how_many_and_which_posts_and_other_contacts_need_not() -> None:
    assert check_contact(ContactEntry(TODAY, "phone"), TODAY) == []
    assert fields(check_contact(ContactEntry(TODAY, "webinar"), TODAY)) == ["people", "posts"]
    assert check_contact(ContactEntry(TODAY, "webinar", 4, "Team managers"), TODAY) == []
    odd = ContactEntry(None, "letter", 0, "x" * 201)
    assert fields(check_contact(odd, TODAY)) == ["on", "kind", "people", "posts"]


def test_a_conversation_needs_words_and_no_scores() -> None:
    assert check_conversation(TALK, TODAY) == []
    bare = ConversationEntry(None, "", "", "", "")
    missing = ["held_on", "posts", "need", "fit", "capacity"]
    assert fields(check_conversation(bare, TODAY)) == missing
    assert fields(check_conversation(replace(TALK, fit_score=6), TODAY)) == ["fit_score"]


def test_a_next_step_has_a_day_and_a_day_has_a_step() -> None:
    assert fields(check_conversation(replace(TALK, next_step="Call"), TODAY)) == ["next_on"]
    assert fields(check_conversation(replace(TALK, next_on=TODAY), TODAY)) == ["next_step"]
    before = replace(TALK, next_step="Call", next_on=date(2027, 3, 11))
    assert fields(check_conversation(before, TODAY)) == ["next_on"]


def test_every_point_of_the_scale_has_its_own_words() -> None:
    said = {aspect.anchor(score) for aspect in Aspect for score in range(1, 6)}
    assert len(said) == 15


def test_not_now_says_until_when() -> None:
    assert check_decision(NO, TODAY) == []
    later = replace(NO, answer="not-now")
    assert fields(check_decision(later, TODAY)) == ["until"]
    assert fields(check_decision(replace(later, until=TODAY), TODAY)) == ["until"]
    assert check_decision(replace(later, until=date(2027, 9, 1)), TODAY) == []
    empty = DecisionEntry(None, "perhaps", "", "")
    assert fields(check_decision(empty, TODAY)) == ["decided_on", "answer", "post", "reason"]


def test_a_contract_may_be_entered_as_far_as_it_is() -> None:
    assert check_contract(DRAFT, TODAY) == []
    assert check_contract(SIGNED, TODAY) == []
    assert fields(check_contract(ContractEntry(None), TODAY)) == ["drafted_on", "parties"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2027, 4, 1)}, "ends_on"),
        ({"ends_on": date(2037, 4, 20)}, "ends_on"),
        ({"sent_on": date(2027, 1, 31)}, "sent_on"),
        ({"signed_on": date(2027, 2, 4)}, "signed_on"),
        ({"signed_on": date(2027, 3, 13)}, "signed_on"),
        ({"notice_months": 37}, "notice_months"),
        ({"licence": "x" * 41}, "licence"),
    ],
)
def test_a_signed_contract_has_its_days_in_order(change: dict[str, Any], field: str) -> None:
    assert fields(check_contract(replace(SIGNED, **change), TODAY)) == [field]


@pytest.mark.parametrize(
    ("change", "on", "state"),
    [
        ({"sent_on": None, "signed_on": None}, TODAY, ContractState.DRAFTED),
        ({"signed_on": None}, TODAY, ContractState.SENT),
        ({}, date(2026, 1, 31), ContractState.SIGNED),
        ({}, date(2026, 2, 1), ContractState.RUNNING),
        ({}, date(2027, 8, 3), ContractState.RUNNING),
        ({}, date(2027, 8, 4), ContractState.ENDING),
        ({}, date(2028, 1, 31), ContractState.ENDING),
        ({}, date(2028, 2, 1), ContractState.LAPSED),
        ({"followed": True}, date(2028, 1, 31), ContractState.RUNNING),
        ({"followed": True}, date(2028, 2, 1), ContractState.RENEWED),
        ({"ended_on": date(2027, 1, 1)}, date(2028, 2, 1), ContractState.ENDED),
    ],
)
def test_a_contract_stands_as_its_days_say(
    change: dict[str, Any], on: date, state: ContractState
) -> None:
    assert contract_state(replace(RUNS, **change), on) is state


def test_a_contract_ends_early_once_and_for_a_reason() -> None:
    assert check_ending(TODAY, "No money", RUNS, TODAY) == []
    assert fields(check_ending(None, " ", RUNS, TODAY)) == ["ended_on", "reason"]
    for on in (date(2027, 3, 13), date(2026, 1, 4)):
        assert fields(check_ending(on, "No money", RUNS, TODAY)) == ["ended_on"]
    over = date(2028, 1, 31)
    assert fields(check_ending(over, "No money", RUNS, date(2028, 3, 1))) == ["ended_on"]
    assert fields(check_ending(TODAY, "Again", replace(RUNS, ended_on=TODAY), TODAY)) == ["reason"]


def test_the_next_step_follows_the_furthest_and_nobody_has_to_see_a_webinar() -> None:
    assert Reached({}).next_step is Step.ENQUIRY
    assert Reached({Step.ENQUIRY: TODAY}).next_step is Step.CONVERSATION
    talked = {Step.ENQUIRY: TODAY, Step.CONVERSATION: TODAY, Step.DECISION: TODAY}
    assert Reached(talked, Answer.NO).furthest is Step.CONVERSATION
    assert Reached(talked, Answer.YES).next_step is Step.PREISA
    assert Reached({Step.SIGNED: TODAY}).next_step is None


def test_silence_begins_after_38_days_and_not_before_a_not_now_is_over() -> None:
    heard = date(2027, 2, 2)
    assert days_since(heard, TODAY) == 38
    assert days_since(None, TODAY) is None
    assert is_silent(heard, None, TODAY)
    assert not is_silent(date(2027, 2, 3), None, TODAY)
    assert not is_silent(heard, date(2027, 3, 13), TODAY)
    assert is_silent(heard, TODAY, TODAY)
    assert not is_silent(None, None, TODAY)
