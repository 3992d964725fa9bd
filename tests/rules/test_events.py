"""Places, waiting lists, plans and feedback of events."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules import (
    Answer,
    Audience,
    Details,
    Holder,
    Kind,
    Plan,
    Way,
    check_details,
    check_plan,
    is_material_link,
    moving_up,
    must_wait,
    remarks_are_shown,
    results,
    taken,
    waiting_line,
)

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DETAILS = Details("Hand-over", Kind.WEBINAR, Audience.EVERYONE, "What to settle.", 2)
PLAN = Plan(date(2027, 3, 27), time(10), 60, Way.ONLINE, "", "https://meet.example/a")


def came(person: int, minutes: int | None = None) -> Holder:
    waits = None if minutes is None else NOW + timedelta(minutes=minutes)
    return Holder(person, Answer.YES, waits)


def test_the_first_come_have_the_places_and_the_next_waits() -> None:
    full = [came(1), came(2), Holder(3, Answer.MAYBE)]
    assert not must_wait(full[:1], 2)
    assert must_wait(full, 2)
    assert not must_wait(full, None)


def test_nobody_overtakes_those_who_wait() -> None:
    assert must_wait([came(1), came(9, 1)], 2)


def test_the_longest_waiting_move_up_into_what_is_free() -> None:
    people = [came(1), came(4, 30), came(3, 10), came(2, 20), Holder(5, Answer.NO)]
    assert waiting_line(people) == (3, 2, 4)
    assert moving_up(people, 3) == (3, 2)
    assert moving_up(people, 1) == ()
    assert moving_up(people, None) == (3, 2, 4)


@given(
    st.lists(st.tuples(st.sampled_from(Answer), st.integers(-1, 50)), max_size=30),
    st.integers(1, 12),
)
def test_moving_up_fills_every_place_and_never_more(
    said: list[tuple[Answer, int]], capacity: int
) -> None:
    people = [
        Holder(n, answer, NOW + timedelta(minutes=at) if at >= 0 and answer is Answer.YES else None)
        for n, (answer, at) in enumerate(said)
    ]
    lucky = moving_up(people, capacity)
    after = [replace(one, waiting_since=None) if one.person_id in lucky else one for one in people]
    assert taken(after) == max(
        taken(people), min(capacity, taken(people) + len(waiting_line(people)))
    )


def test_a_whole_plan_has_no_faults() -> None:
    assert check_details(DETAILS) == []
    assert check_plan(PLAN, NOW) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"about": " \n"}, "about"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 2001}, "capacity"),
    ],
)
def test_what_details_lack_is_named(changed: dict[str, Any], field: str) -> None:
    given_now = replace(DETAILS, **changed)
    assert [name for name, _ in check_details(given_now)] == [field]


def test_places_that_are_given_are_not_taken_away() -> None:
    (fault,) = check_details(DETAILS, taken=3)
    assert fault[0] == "capacity"
    assert "at least 3" in fault[1]


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (replace(PLAN, on=date(2027, 2, 27)), ["on"]),
        (replace(PLAN, on=date(2030, 1, 1)), ["on"]),
        (replace(PLAN, at=time(5)), ["at"]),
        (replace(PLAN, minutes=5), ["minutes"]),
        (replace(PLAN, way=Way.BOTH), ["place"]),
        (replace(PLAN, way=Way.FACE_TO_FACE, place="Hall"), ["link"]),
        (replace(PLAN, link="javascript:alert(1)"), ["link"]),
        (replace(PLAN, link="https://meet.example/a b"), ["link"]),
    ],
)
def test_what_a_plan_lacks_is_named(plan: Plan, fields: list[str]) -> None:
    assert [name for name, _ in check_plan(plan, NOW)] == fields


def test_the_wall_clock_counts_on_both_sides_of_a_clock_change() -> None:
    assert replace(PLAN, on=date(2027, 3, 27)).starts_at.hour == 10
    assert replace(PLAN, on=date(2027, 3, 29)).starts_at.hour == 9


@pytest.mark.parametrize(
    ("link", "taken_as"),
    [
        ("https://files.example/slides", True),
        ("/community/resources/12", True),
        ("http://files.example/slides", False),
        ("//evil.example/x", False),
        ("/community//evil.example", False),
        ("/community/\\evil.example", False),
        ("/sites/northmoor", False),
        ("javascript:alert(1)", False),
        ('https://x.example/"onclick=', False),
    ],
)
def test_material_links_lead_to_the_web_or_into_the_community(link: str, taken_as: bool) -> None:
    assert is_material_link(link) is taken_as


def test_results_say_nothing_of_fewer_than_five() -> None:
    few = {("E1", 5): 4, ("E1", -1): 9}
    (one,) = results(["E1"], [1, 2, 3, 4, 5], few)
    assert (one.n, one.mean, one.agree) == (4, None, None)
    assert not remarks_are_shown(4, is_closed=True)
    assert not remarks_are_shown(9, is_closed=False)
    assert remarks_are_shown(5, is_closed=True)


def test_results_leave_out_what_does_not_apply() -> None:
    given_now = {("E1", 5): 2, ("E1", 4): 1, ("E1", 1): 2, ("E1", -1): 7}
    (one,) = results(["E1"], [1, 2, 3, 4, 5], given_now)
    assert (one.n, one.mean, one.agree) == (5, 3.2, 3)
