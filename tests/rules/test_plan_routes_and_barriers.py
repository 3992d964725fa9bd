"""When a route or an answer is late; how fast barriers are answered."""

from datetime import date, timedelta

import pytest

from app.plans.rules import Owner, Side
from app.plans.rules.barriers import NewBarrier, check_answer, check_barrier, figures
from app.plans.rules.objectives import (
    NewObjective,
    ObjectiveStatus,
    check_ending,
    check_objective,
)
from app.plans.rules.routes import (
    Frequency,
    NewRoute,
    RouteState,
    check_route,
    check_use,
    late_from,
    next_use,
    state,
)
from app.plans.rules.together import Together, check_together, read_picks

TODAY = date(2027, 3, 12)
DAY = timedelta(days=1)


def fields(faults: list[tuple[str, str]]) -> list[str]:
    return [field for field, _ in faults]


def test_a_route_is_next_used_a_frequency_after_its_last_use_and_not_before_it_begins() -> None:
    begins = date(2027, 3, 1)
    assert next_use(Frequency.MONTHLY, begins, None) == begins
    assert next_use(Frequency.MONTHLY, begins, date(2027, 3, 2)) == date(2027, 4, 2)
    assert next_use(Frequency.WEEKLY, begins, date(2027, 1, 1)) == begins
    assert next_use(Frequency.WHEN_NEEDED, begins, None) is None
    assert all(f.days for f in Frequency if f is not Frequency.WHEN_NEEDED)


def test_a_route_is_late_from_the_fourth_day_on_and_a_late_answer_is_said_first() -> None:
    def now(next_on: date | None, reply_by: date | None = None, stopped: bool = False) -> str:
        return state(stopped=stopped, next_on=next_on, reply_by=reply_by, today=TODAY)

    assert late_from(TODAY) == TODAY + 4 * DAY
    assert now(TODAY - 3 * DAY) is RouteState.IN_USE
    assert now(TODAY - 4 * DAY) is RouteState.LATE
    assert now(None) is RouteState.IN_USE
    assert now(TODAY, TODAY) is RouteState.WAITING
    assert now(TODAY - 9 * DAY, TODAY) is RouteState.LATE
    assert now(TODAY - 9 * DAY, TODAY - DAY) is RouteState.REPLY_LATE
    assert now(TODAY - 9 * DAY, TODAY - DAY, stopped=True) is RouteState.STOPPED


def test_a_route_says_who_whom_what_how_and_when() -> None:
    good = NewRoute("Lead", "Teams", "What was decided", "mail", "monthly", 14, TODAY)
    assert check_route(good) == []
    assert fields(check_route(NewRoute(" ", "", "", "pigeon", "daily", 91, None))) == [
        *("sender", "receiver", "content", "channel", "frequency", "reply_days", "begins_on"),
    ]
    assert fields(check_use(TODAY + DAY, "x" * 2001, None, TODAY)) == ["used_on", "note"]
    assert fields(check_use(TODAY - 2 * DAY, "", TODAY - DAY, TODAY)) == ["used_on"]
    assert check_use(None, "", TODAY, TODAY) == []


def test_a_barrier_needs_words_a_code_of_the_list_and_somebody_to_answer() -> None:
    assert check_barrier(NewBarrier("No time", "nspcc", ("B05",))) == []
    assert fields(check_barrier(NewBarrier("", "", ()))) == ["words", "codes", "goes_to"]
    assert fields(check_barrier(NewBarrier("No time", "nspcc", ("F01",)))) == ["codes"]


def test_no_answer_is_without_words_and_a_refusal_says_why() -> None:
    assert check_answer("fixed", "Done.") == []
    assert fields(check_answer("", "")) == ["disposition", "answer"]
    assert "why it is not accepted" in dict(check_answer("declined", " "))["answer"]


def test_how_fast_answers_come_is_said_from_five_on_and_counts_who_waits_too_long() -> None:
    def took(days: int) -> tuple[date, date | None]:
        return TODAY - 100 * DAY, TODAY - 100 * DAY + days * DAY

    four = [took(days) for days in (1, 5, 30, 31)]
    few = figures(four, TODAY)
    assert (few.answered, few.median_days, few.counted, few.share) == (4, None, 4, None)
    waiting = [(TODAY - 30 * DAY, None), (TODAY - 31 * DAY, None)]
    found = figures([*four, took(40), *waiting], TODAY)
    assert (found.answered, found.median_days) == (5, 30)
    assert (found.counted, found.share) == (6, 50)  # 3 of 5 answers and 1 that is overdue
    assert figures([], TODAY).share is None


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [
        (Together("nonsense"), ["change"]),
        (Together("owner"), ["owner"]),
        (Together("due"), ["due_on", "due_reason"]),
        (Together("due", due_on=TODAY - DAY, reason="Late"), ["due_on"]),
        (Together("drop", reason=" "), ["drop_reason"]),
        (Together("drop", reason="x" * 2001), ["drop_reason"]),
        (Together("done", done_on=TODAY + DAY), ["done_on"]),
        (Together("done"), []),
        (Together("due", due_on=TODAY, reason="The course moved"), []),
        (Together("owner", owner_id=3), []),
    ],
)
def test_each_change_of_several_actions_asks_for_what_it_needs(
    wanted: Together, missing: list[str]
) -> None:
    assert fields(check_together(wanted, TODAY)) == missing


def test_picks_are_numbers_with_versions_and_anything_else_is_passed_over() -> None:
    assert read_picks(["12.3", "7.1", "x.1", "9", "", "1.-2", "4.99999999999"]) == {12: 3, 7: 1}
    assert len(read_picks([f"{n}.1" for n in range(200)])) == 50


def test_an_objective_says_what_good_looks_like_who_leads_it_and_by_when() -> None:
    owners = [Owner(3, "Ada", "Strategic lead", Side.AUTHORITY)]
    good = NewObjective("data", "We can count", "One table", "", TODAY, owner_id=3, codes=("B18",))
    assert check_objective(good, owners, TODAY) == []
    bad = NewObjective("sport", "", "", "x" * 501, None, owner_id=4, codes=("B99",))
    assert fields(check_objective(bad, owners, TODAY)) == [
        *("area", "title", "good", "measure", "owner", "due_on", "codes"),
    ]
    both = NewObjective("data", "T", "G", "", TODAY, owner_id=3, owner_name="Ada")
    assert fields(check_objective(both, owners, TODAY)) == ["owner_name"]
    past = NewObjective("data", "T", "G", "", TODAY - DAY, owner_id=4)
    assert fields(check_objective(past, owners, TODAY)) == ["owner", "due_on"]
    assert check_objective(past, owners, TODAY, kept=past) == []


def test_an_objective_ends_with_words_and_is_opened_again_without() -> None:
    open_, reached = ObjectiveStatus.OPEN, ObjectiveStatus.REACHED
    assert fields(check_ending(open_, reached, "")) == ["reason"]
    assert check_ending(open_, reached, "Two rounds above 80 %") == []
    assert check_ending(reached, open_, "") == []
    assert fields(check_ending(reached, ObjectiveStatus.DROPPED, "No")) == ["status"]
