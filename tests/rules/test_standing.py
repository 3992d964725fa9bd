"""Declaring a status, events and their dates, coming back: the rules alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.access.actor import is_left_at_rest
from app.access.policy import Can
from app.overview.rules.re_entry import Left, PastRound, lines, shifted
from app.sites.rules import Status
from app.standing.rules import (
    Dates,
    Declaration,
    Phase,
    Present,
    Reason,
    When,
    check_declaration,
    check_event,
    is_around,
    offered_statuses,
    phase_of,
    reasons_for,
    said_in_words,
    when_in_words,
)

TODAY = date(2027, 3, 12)
ACTIVE = Present(Status.ACTIVE)
WORDS = "Everybody is taken up with the inspection."


def fields(now: Present, to: Status, **given: Any) -> list[str]:
    asked = {"reasons": (Reason.INSPECTION,), "words": WORDS, "on": TODAY, **given}
    said = Declaration(to, **asked)
    return [field for field, _ in check_declaration(now, said, TODAY)]


def test_a_site_at_rest_leaves_what_shows_people_resuming_and_asking() -> None:
    writes = {can for can in Can if is_left_at_rest(can, writes=True)}
    people_and_resuming = {Can.INVITE_PEOPLE, Can.EDIT_SITE, Can.ASK_TO_RESUME}
    support = {Can.ASK_SUPPORT, Can.DECIDE_SUPPORT, Can.ANSWER_SUPPORT}
    assert writes == people_and_resuming | support | {Can.HANDLE_CONCERNS, Can.SET_PROCEDURES}
    shows = {can for can in Can if is_left_at_rest(can, writes=False)} - writes
    assert shows == {can for can in Can if can.name.startswith("SEE_")}


@pytest.mark.parametrize(
    ("until", "faults"),
    [
        (None, ["until"]),
        (TODAY, ["until"]),
        (TODAY + timedelta(days=1), []),
        (date(2029, 3, 12), []),
        (date(2029, 3, 13), ["until"]),
    ],
)
def test_a_pause_ends_on_a_day_to_come_within_two_years(
    until: date | None, faults: list[str]
) -> None:
    assert fields(ACTIVE, Status.PAUSED, until=until) == faults


def test_a_pause_can_be_made_longer_but_not_declared_again() -> None:
    now = Present(Status.PAUSED, date(2027, 1, 1), date(2027, 6, 1))
    assert fields(now, Status.PAUSED, until=date(2027, 9, 1)) == []
    assert fields(now, Status.PAUSED, until=date(2027, 6, 1)) == ["until"]
    assert offered_statuses(Status.STOPPED) == (Status.ACTIVE, Status.PAUSED)
    assert fields(ACTIVE, Status.ACTIVE) == ["to"]


def test_stopping_wants_a_day_since_the_last_declaration_a_reason_and_words() -> None:
    now = Present(Status.PAUSED, date(2027, 1, 1), date(2027, 6, 1))
    assert fields(now, Status.STOPPED, on=date(2026, 12, 31)) == ["on"]
    assert fields(now, Status.STOPPED, on=date(2027, 3, 13)) == ["on"]
    assert fields(now, Status.STOPPED, reasons=(), words="Over") == ["reasons", "words"]
    assert Reason.MERGED not in {*reasons_for(Status.STOPPED), *reasons_for(Status.ACTIVE)}


def test_a_pause_that_is_over_is_said_to_be_and_resumes_nothing() -> None:
    until = date(2027, 3, 12)
    assert Present(Status.PAUSED, None, until).is_over(TODAY)
    assert not Present(Status.PAUSED, None, until).is_over(TODAY - timedelta(days=1))
    words = said_in_words(Status.PAUSED, None, until, TODAY)
    assert words == "Paused until 12 March 2027, which has passed"
    assert said_in_words(Status.STOPPED, until, None, TODAY) == "Stopped since 12 March 2027"


def test_a_month_is_written_without_a_day_and_reached_on_its_first() -> None:
    dates = Dates(When(date(2027, 3, 1), is_month=True), None, When(date(2028, 4, 1)))
    assert when_in_words(dates.announced) == "March 2027"
    assert when_in_words(dates.in_force) == "1 April 2028"
    assert phase_of(dates, TODAY) is Phase.ANNOUNCED
    assert phase_of(dates, date(2028, 4, 1)) is Phase.IN_FORCE
    assert phase_of(dates, date(2027, 2, 28)) is Phase.EXPECTED


@pytest.mark.parametrize(
    ("dates", "near"),
    [
        (Dates(in_force=When(TODAY + timedelta(days=365))), True),
        (Dates(in_force=When(TODAY + timedelta(days=366))), False),
        (Dates(in_force=When(TODAY - timedelta(days=365))), True),
        (Dates(in_force=When(TODAY - timedelta(days=366))), False),
        (Dates(announced=When(TODAY - timedelta(days=200))), True),
        (Dates(announced=When(TODAY - timedelta(days=400))), False),
        (Dates(), False),
    ],
)
def test_an_event_is_near_for_twelve_months_on_either_side(dates: Dates, *, near: bool) -> None:
    assert is_around(dates, TODAY) is near


@pytest.mark.parametrize(
    ("dates", "faults"),
    [
        (Dates(), ["announced"]),
        (Dates(When(TODAY), When(TODAY - timedelta(days=1))), ["decided"]),
        (Dates(When(TODAY), When(date(2027, 3, 1), is_month=True)), []),
        (Dates(When(TODAY), None, When(date(2026, 1, 1))), ["in_force"]),
        (Dates(When(TODAY), When(TODAY), When(date(2026, 1, 1))), ["in_force"]),
        (Dates(When(date(1999, 1, 1))), ["announced"]),
    ],
)
def test_the_steps_of_an_event_follow_each_other(dates: Dates, faults: list[str]) -> None:
    assert [field for field, _ in check_event("One directorate", dates, TODAY)] == faults


def left(**given: Any) -> Left:
    base: dict[str, Any] = {
        "rounds": (),
        "done": 5,
        "counted": 30,
        "coverage": 85.0,
        "trainers_good": 2,
        "trainers_lapsed": 0,
        "groups": 1,
        "last_met": TODAY - timedelta(days=100),
        "actions_open": 3,
        "actions_overdue": 0,
        "strategic_leads": 1,
    }
    return Left(**{**base, **given})


@pytest.mark.parametrize(
    ("given", "renew"),
    [
        ({}, []),
        ({"strategic_leads": 0}, ["Lead"]),
        ({"coverage": 79.9}, ["Trained practitioners"]),
        ({"coverage": None}, ["Trained practitioners"]),
        ({"trainers_good": 1, "trainers_lapsed": 2}, ["Trainers"]),
        ({"last_met": TODAY - timedelta(days=184)}, ["Groups"]),
        ({"last_met": None}, ["Groups"]),
        ({"actions_overdue": 1}, ["Actions"]),
        ({"done": 0}, ["Milestones"]),
        ({"rounds": (PastRound("ISA", "isa-1", TODAY - timedelta(days=366)),)}, ["ISA"]),
        ({"rounds": (PastRound("ISA", "isa-1", None),)}, ["ISA"]),
        ({"rounds": (PastRound("ISA", "isa-1", TODAY - timedelta(days=365)),)}, []),
    ],
)
def test_coming_back_says_what_is_too_old_to_build_on(
    given: dict[str, object], renew: list[str]
) -> None:
    found = lines(left(**given), TODAY)
    assert [one.what for one in found if not one.is_reusable] == renew
    assert all(one.fact.endswith(".") and one.step for one in found)


def test_a_proposed_day_is_later_by_as_long_as_the_site_rested() -> None:
    assert shifted(date(2027, 1, 31), timedelta(days=28)) == date(2027, 2, 28)
