"""Groups and meetings: terms, seats, plans, quorum, end, approval, what comes up again."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from app.core.refusals import Faults
from app.journey.rules import CompletedBy, Programme
from app.meetings.rules import (
    EVENT_KINDS,
    GROUP_KINDS,
    SET_UP,
    Attendance,
    Kind,
    MemberRole,
    Outcome,
    Plan,
    Seat,
    State,
    Terms,
    check_approval,
    check_finish,
    check_items,
    check_plan,
    check_seat,
    check_terms,
    is_carried,
    is_link,
    is_quorate,
    items_of,
    may_minute,
    members_present,
    quorum_words,
    sits,
)

TODAY = date(2027, 3, 12)
NOW = datetime(2027, 3, 12, 9, tzinfo=UTC)
PRESENT, AWAY = Attendance.PRESENT, Attendance.APOLOGIES
CHAIR, GUEST = MemberRole.CHAIR, MemberRole.GUEST


def terms(**given: Any) -> Terms:
    values: dict[str, Any] = {
        "kind": Kind.STEERING,
        "name": "Steering group",
        "purpose": "Owns it",
        "decides": "Time",
        "meets": "Monthly",
        "quorum": 3,
        "set_up_on": TODAY,
    }
    return Terms(**(values | given))


def seat(**given: Any) -> Seat:
    values: dict[str, Any] = {
        "role": CHAIR,
        "organisation": "Health",
        "starts_on": TODAY,
        "name": "Petra Partner",
    }
    return Seat(**(values | given))


def fields(faults: Faults) -> list[str]:
    return [field for field, _ in faults]


def test_every_kind_is_a_group_or_an_event_and_has_words() -> None:
    assert set(GROUP_KINDS) | set(EVENT_KINDS) == set(Kind)
    assert [kind.is_group for kind in Kind] == [True] * 3 + [False] * 3
    assert len({kind.label for kind in Kind}) == 6


def test_every_word_that_meetings_report_completes_exactly_one_milestone(
    programme: Programme,
) -> None:
    words = [*SET_UP.values(), *(kind.completes for kind in Kind if kind.completes)]
    completed = {word: programme.completed_by(CompletedBy(word)) for word in words}
    assert completed == {
        "steering-group-set-up": ("steering-group",),
        "practice-group-held": ("practice-groups",),
        "forum-held": ("multi-agency-forum",),
        "first-workshop-held": ("first-strategic-workshop",),
        "second-workshop-held": ("second-strategic-workshop",),
    }
    training = {"training-for-trainers-held", "trainers-refreshed", "in-house-course-held"}
    assert {word for word in CompletedBy if not word.is_assessment} >= {*words, *training}


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({}, []),
        ({"kind": Kind.FIRST_WORKSHOP}, ["kind"]),
        ({"quorum": 0}, ["quorum"]),
        ({"quorum": 51}, ["quorum"]),
        ({"set_up_on": TODAY + timedelta(days=1)}, ["set_up_on"]),
    ],
)
def test_terms_of_reference_need_a_group_a_quorum_and_a_day(
    given: dict[str, object], faulty: list[str]
) -> None:
    assert fields(check_terms(terms(**given), TODAY)) == faulty


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({}, []),
        ({"name": " "}, ["name"]),
        ({"person_id": 4}, ["name"]),
        ({"person_id": 4, "name": ""}, []),
        ({"ends_on": TODAY - timedelta(days=1)}, ["ends_on"]),
        ({"ends_on": TODAY}, []),
    ],
)
def test_a_seat_is_of_one_person_and_ends_after_it_begins(
    given: dict[str, object], faulty: list[str]
) -> None:
    assert fields(check_seat(seat(**given))) == faulty


def test_a_seat_counts_on_its_first_and_last_day() -> None:
    first, last = TODAY, TODAY + timedelta(days=5)
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [sits(first, last, day) for day in days] == [False, True, True, False]
    assert sits(first, None, date(2099, 1, 1))


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({}, []),
        ({"on": date(2027, 3, 13)}, ["on"]),
        ({"on": date(2026, 3, 13)}, []),
        ({"on": date(2037, 3, 13)}, ["on"]),
        ({"at": time(7, 29)}, ["at"]),
        ({"at": time(7, 30)}, []),
        ({"at": time(20, 1)}, ["at"]),
        ({"minutes": 14}, ["minutes"]),
        ({"minutes": 480}, []),
        ({"minutes": 481}, ["minutes"]),
        ({"place": " "}, ["place"]),
    ],
)
def test_a_plan_has_a_weekday_a_time_a_length_and_a_place(
    given: dict[str, Any], faulty: list[str]
) -> None:
    values: dict[str, Any] = {
        "on": date(2027, 3, 26),
        "at": time(10, 0),
        "minutes": 90,
        "place": "Room 4",
    }
    plan = Plan(**(values | given))
    assert fields(check_plan(plan, NOW)) == faulty


def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change() -> None:
    before = Plan(date(2027, 3, 26), time(10, 0), 90, "Room 4").starts_at
    after = Plan(date(2027, 3, 29), time(10, 0), 90, "Room 4").starts_at
    assert (before.hour, after.hour) == (10, 9)


def test_an_agenda_is_typed_one_item_on_each_line() -> None:
    assert items_of(" Dates \n\nData  and\tmeasures\nDates\n") == ("Dates", "Data and measures")
    assert check_items(("x" * 200,) * 30) == []
    assert fields(check_items(("x" * 201,))) == ["agenda"]
    assert fields(check_items(("x",) * 31)) == ["agenda"]


def test_a_link_is_a_link() -> None:
    assert [is_link(place) for place in ("https://a.example/b", "https://a b", "Room 4")] == [
        *(True, False, False)
    ]


def test_guests_do_not_make_a_quorum() -> None:
    people = [(CHAIR, PRESENT), (MemberRole.MEMBER, AWAY), (GUEST, PRESENT)]
    assert members_present(people) == 1
    assert [is_quorate(present, 2) for present in (1, 2, 3)] == [False, True, True]


def test_the_quorum_is_said_in_words() -> None:
    assert quorum_words(3, 3) == "Quorate: 3 members present, and the quorum is 3."
    assert quorum_words(1, 2).startswith("Not quorate: 1 member present, and the quorum is 2. Dec")
    assert quorum_words(1, 0) == ""


@pytest.mark.parametrize(
    ("state", "starts_at", "attendance", "words"),
    [
        (State.PLANNED, NOW, PRESENT, ""),
        (State.PLANNED, NOW + timedelta(hours=3), PRESENT, ""),
        (State.PLANNED, NOW + timedelta(days=1), PRESENT, "still ahead"),
        (State.PLANNED, NOW, AWAY, "Record first"),
        (State.HELD, NOW, PRESENT, "already"),
        (State.CANCELLED, NOW, PRESENT, "already"),
    ],
)
def test_a_meeting_ends_once_on_its_day_or_later_when_somebody_was_there(
    state: State, starts_at: datetime, attendance: Attendance, words: str
) -> None:
    said = check_finish(state, starts_at, NOW, [(CHAIR, attendance)])
    assert words in said
    assert bool(words) is bool(said)


def test_minutes_are_written_until_they_are_approved() -> None:
    assert may_minute(State.PLANNED, None)
    assert may_minute(State.HELD, None)
    assert not may_minute(State.HELD, TODAY)
    assert not may_minute(State.CANCELLED, None)


@pytest.mark.parametrize(
    ("state", "outcome", "carried"),
    [
        (State.HELD, Outcome.DONE, False),
        (State.HELD, Outcome.AGAIN, True),
        (State.HELD, Outcome.OPEN, True),
        (State.CANCELLED, Outcome.DONE, True),
        (State.PLANNED, Outcome.OPEN, False),
    ],
)
def test_what_was_not_dealt_with_comes_up_again(
    state: State, outcome: Outcome, carried: bool
) -> None:
    assert is_carried(state, outcome) is carried


def test_minutes_of_a_held_meeting_are_approved_once_and_not_before_it() -> None:
    assert check_approval(State.HELD, None, TODAY, TODAY) == []
    assert check_approval(State.HELD, TODAY, TODAY, TODAY)
    assert check_approval(State.PLANNED, None, TODAY, TODAY)
    assert check_approval(State.HELD, None, TODAY, TODAY - timedelta(days=1))
