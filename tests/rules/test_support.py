"""Support on plain values: which step may follow, whose turn it is, what is late, answer times."""

from datetime import date, timedelta

import pytest

from app.journey.rules import ProgrammeError
from app.sites.rules import Nation
from app.sites.rules.sides import Side
from app.sites.rules.working_days import bank_holidays
from app.support.rules.answers import (
    Promise,
    Targets,
    Times,
    answer_due,
    figures,
    late_words,
    parse_targets,
)
from app.support.rules.conversation import Said
from app.support.rules.entries import (
    Asker,
    Need,
    Offer,
    Session,
    check_asker,
    check_closing,
    check_decline,
    check_need,
    check_offer,
    check_session,
)
from app.support.rules.mails import told
from app.support.rules.states import MOVES, Move, State, Turn, check_move, may, turn_after

TODAY = date(2026, 11, 20)  # a Friday
NEED = Need("A workshop", "On agreements", "training", "Two teams", 12)
OFFER = Offer("usual", "Half a day", 3, "", TODAY)
SESSION = Session(TODAY, 90, "workshop", 3, "", 12, "We wrote two agreements.")


def test_the_table_leads_from_asking_to_saying_whether_it_helped_and_every_end_is_one() -> None:
    state = State.ASKED
    for move in (Move.OFFER, Move.ASK_AGAIN, Move.OFFER, Move.AGREE, Move.RECORD, Move.FINISH):
        assert may(move, state, sessions=1), (move, state)
        state = MOVES[move][state]
    assert MOVES[Move.CLOSE][state] is State.CLOSED
    ends = {state for state in State if state.is_over}
    for move, steps in MOVES.items():
        left = ends & set(steps) - {State.DECLINED if move is Move.ASK_AGAIN else None}
        assert move is Move.WRITE or not left, f"{move} leaves {left}"


@pytest.mark.parametrize(
    ("move", "state", "words"),
    [
        (Move.AGREE, State.ASKED, "There is no offer to agree to"),
        (Move.OFFER, State.AGREED, "while the request waits for an answer"),
        (Move.CHANGE, State.OFFERED, "Write a message instead"),
        (Move.CLOSE, State.AGREED, "once the support is delivered"),
        (Move.WITHDRAW, State.DELIVERED, "until the support is given"),
        (Move.RECORD, State.ASKED, "once you have offered it"),
    ],
)
def test_a_step_that_is_not_open_says_what_to_do_and_where_the_request_stands(
    move: Move, state: State, words: str
) -> None:
    ((_, said),) = check_move(move, state)
    assert words in said
    assert said.endswith(f"now: {state.label.lower()}")


def test_what_was_given_is_not_declined_and_nothing_is_delivered_that_was_not_given() -> None:
    assert may(Move.DECLINE, State.AGREED)
    ((_, said),) = check_move(Move.DECLINE, State.AGREED, sessions=1)
    assert "delivered instead" in said
    assert not may(Move.FINISH, State.AGREED)


def test_it_is_the_turn_of_whoever_was_written_to_and_waiting_goes_on_from_the_first_day() -> None:
    asked = Turn(Side.NSPCC, TODAY - timedelta(days=4))
    ours, theirs = Side.NSPCC, Side.AUTHORITY
    assert turn_after(Move.WRITE, ours, State.ASKED, asked, TODAY) == Turn(theirs, TODAY)
    assert turn_after(Move.WRITE, theirs, State.ASKED, asked, TODAY) == asked
    assert turn_after(Move.TRIAGE, ours, State.ASKED, asked, TODAY) == asked
    offered = Turn(theirs, TODAY)
    assert turn_after(Move.AGREE, theirs, State.AGREED, offered, TODAY) == Turn()
    assert turn_after(Move.WRITE, theirs, State.AGREED, Turn(), TODAY) == Turn(ours, TODAY)
    assert turn_after(Move.WRITE, ours, State.AGREED, Turn(ours, TODAY), TODAY) == Turn()
    assert turn_after(Move.FINISH, ours, State.DELIVERED, Turn(), TODAY) == Turn(theirs, TODAY)
    assert turn_after(Move.CLOSE, theirs, State.CLOSED, Turn(theirs, TODAY), TODAY) == Turn()
    assert turn_after(Move.WRITE, theirs, State.CLOSED, Turn(), TODAY) == Turn()


def test_an_answer_is_due_after_working_days_of_the_nation() -> None:
    eve = date(2026, 12, 24)
    three = Targets(3)
    assert answer_due(TODAY, three, ()) == date(2026, 11, 25)
    assert answer_due(eve, three, bank_holidays(Nation.ENGLAND)) == date(2026, 12, 31)
    new_year = date(2026, 12, 31)
    assert answer_due(new_year, Targets(1), bank_holidays(Nation.ENGLAND)) == date(2027, 1, 4)
    assert answer_due(new_year, Targets(1), bank_holidays(Nation.SCOTLAND)) == date(2027, 1, 5)


def test_the_middle_is_said_from_three_answers_on() -> None:
    asked = date(2026, 11, 2)

    def answered(*days: int) -> list[Times]:
        return [Times(asked, asked + timedelta(days=number)) for number in days]

    two = figures([*answered(0, 1), Times(asked)], Targets(3), ())
    assert (two.asked, two.answered, two.answer_days) == (3, 2, None)
    three = figures(answered(0, 2, 7), Targets(3), ())
    assert (three.answer_days, three.in_time, three.delivered) == (2, 2, 0)


def test_late_is_said_of_the_most_pressing() -> None:
    before, later = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    asked = Promise(State.ASKED, answer_due_on=before, needed_by=before)
    assert late_words(asked, TODAY) == "Answer overdue"
    assert late_words(Promise(State.ASKED, answer_due_on=TODAY), TODAY) == ""
    agreed = Promise(State.AGREED, offered_for=before, needed_by=later)
    assert late_words(agreed, TODAY) == "The day offered has passed"
    given = Promise(State.AGREED, offered_for=before, last_given_on=before)
    assert late_words(given, TODAY) == ""
    assert "passed" in late_words(Promise(State.AGREED, needed_by=before), TODAY)
    assert late_words(Promise(State.DELIVERED, needed_by=before), TODAY) == ""
    assert late_words(Promise(State.CLOSED, answer_due_on=before), TODAY) == ""


def test_what_is_typed_is_checked_all_at_once() -> None:
    assert check_need(NEED, TODAY) == []
    bare = Need("", " ", "tea", "", 0, TODAY - timedelta(days=1), "x" * 301, "B99")
    assert [field for field, _ in check_need(bare, TODAY)] == [
        *("title", "detail", "kind", "for_whom", "people", "needed_by", "urgency", "barrier")
    ]
    assert check_asker(Asker(None, "Ann of the duty team", TODAY), TODAY) == []
    both = Asker(4, "Ann", TODAY + timedelta(days=1))
    assert [field for field, _ in check_asker(both, TODAY)] == ["asker_name", "asked_on"]
    assert check_offer(OFFER, TODAY) == []
    nobody = Offer("", "", None, "", TODAY - timedelta(days=1))
    assert [field for field, _ in check_offer(nobody, TODAY)] == [
        *("priority", "words", "helper", "on")
    ]


def test_nobody_is_left_with_a_bare_no_and_what_did_not_help_wants_a_sentence() -> None:
    ((field, words),) = check_decline("We have nobody for it", "")
    assert field == "instead"
    assert "what else may help" in words
    assert check_closing("yes", "") == []
    ((field, _),) = check_closing("partly", "")
    assert field == "words"


def test_support_was_given_between_the_request_and_today() -> None:
    assert check_session(SESSION, TODAY, TODAY) == []
    early = Session(TODAY - timedelta(days=1), None, "", None, "", 0, "")
    assert [field for field, _ in check_session(early, TODAY, TODAY)] == [
        *("on", "minutes", "delivery", "given_by", "people", "words")
    ]


def test_what_the_nspcc_enters_for_the_authority_is_told_to_it_as_such() -> None:
    mine = told(Said.AGREED, "Northmoor", "", to_nspcc=False, by_nspcc=True)
    assert "entered this for Northmoor" in mine.words
    ours = told(Said.ASKED_AGAIN, "Northmoor", "3 March 2027", to_nspcc=True, by_nspcc=False)
    assert ours.words.endswith("An answer is due by 3 March 2027.")
    message = told(Said.MESSAGE, "Northmoor", "", to_nspcc=False, by_nspcc=True)
    assert message.words == "Read the message: the NSPCC wrote about a request for support."


def test_a_target_that_makes_no_sense_is_refused() -> None:
    assert parse_targets({"version": 1, "answer": {"working_days": 3}}).answer_days == 3
    with pytest.raises(ProgrammeError, match=r"answer must be 1 to 20"):
        parse_targets({"version": 1, "answer": {"working_days": 0}})
