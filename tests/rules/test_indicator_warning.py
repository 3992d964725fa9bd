"""Early warning on worked cases: each signal at its limits, the level, patience."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.indicators.rules.known import AuditRound, Call, Known, Meeting, MonthCount
from app.indicators.rules.marks import Ground
from app.indicators.rules.patience import Held, judge, judged, weeks_to_go
from app.indicators.rules.seeing import facts_on
from app.indicators.rules.signals import SIGNS
from app.indicators.rules.signals.use import (
    is_halved,
    is_run_below_median,
    is_seven_below_mean,
)
from app.indicators.rules.warning import level_of, warn
from app.sites.rules import Stage
from app.sites.rules.levels import Level
from app.sites.rules.posts import Post, Term
from tests.factories.indicators import BEGUN, ON, a_site, months

CODES = tuple(f"F{number}" for number in range(1, 13))
BASE = a_site()


def grade(known: Known, code: str, on: date = ON) -> int | str:
    """The grade of one signal, "?" or "-"."""
    mark = SIGNS[code](facts_on(known, on)).mark
    return int(mark) if mark.isdigit() else mark


def words(known: Known, code: str) -> str:
    """What it says."""
    return SIGNS[code](facts_on(known, ON)).words


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 0), (60, 0), (89, 0), (90, 1), (179, 1), (180, 2), (400, 2)]
)
def test_silence_is_graded_by_the_days_counted_without_a_case(days: int, expected: int) -> None:
    counted = (
        MonthCount(date(2027, 1, 1), 3),
        *(
            MonthCount(date(2027 + (month - 1) // 12, (month - 1) % 12 + 1, 1), 0)
            for month in range(2, 24)
        ),
    )
    on = date(2027, 1, 31) + timedelta(days=days)
    known = replace(BASE, months=counted)
    facts = facts_on(known, on)
    quiet = facts.use.quiet
    assert quiet is not None
    assert quiet <= days  # only complete months count
    at_limit = replace(facts, use=replace(facts.use, quiet=days))
    assert SIGNS["F1"](at_limit).grade == expected


def test_months_that_nobody_counted_are_not_silence() -> None:
    never = replace(BASE, months=())
    assert grade(never, "F1") == "?"
    exploring = replace(never, basics=replace(BASE.basics, stages=()))
    assert grade(exploring, "F1") == "-"
    stale = replace(BASE, months=(MonthCount(date(2026, 1, 1), 4),))
    assert grade(stale, "F1") == "?"
    gap = replace(BASE, months=months({2026: [4, None, None, None, None, None, 0, 0, 0, 0, 0, 0]}))
    facts = facts_on(gap, date(2026, 12, 31))
    assert (facts.use.quiet, facts.use.exact) == (184, False)
    assert "at least 184 days" in SIGNS["F1"](facts).words


def test_falling_use_needs_all_of_twelve_months() -> None:
    assert is_halved((4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 2, 2))
    assert not is_halved((4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 2, 2))
    assert is_seven_below_mean((9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1))
    assert not is_seven_below_mean((9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1))
    # 12 useful points: a run longer than 7; 10 points: longer than 6 (domain.md §7.2)
    assert is_run_below_median((9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1)) is False  # 1 is the median
    assert is_run_below_median((8, 8, 8, 8, 8, 8, 1, 1, 1, 1, 1, 1)) is False
    some = months({2026: [4] * 8 + [None] + [0] * 3})
    assert grade(replace(BASE, months=months({2025: [4] * 12}) + some), "F2") == "?"
    halved = months({2025: [4] * 12, 2026: [4] * 9 + [0] * 3})
    assert grade(replace(BASE, months=halved), "F2", date(2026, 12, 31)) == 2


def test_posts_are_graded_by_the_days_they_are_vacant() -> None:
    lead = Term(Post.STRATEGIC, BEGUN, ON - timedelta(days=60))
    sponsor = Term(Post.SPONSOR, BEGUN)
    assert grade(replace(BASE, posts=(lead, sponsor)), "F3") == 2
    fresh = replace(lead, ends_on=ON - timedelta(days=59))
    assert grade(replace(BASE, posts=(fresh, sponsor)), "F3") == 1
    assert grade(replace(BASE, posts=(sponsor,)), "F3") == 2  # never filled since it was added
    assert grade(replace(BASE, posts=()), "F3") == "?"
    gone = replace(lead, ends_on=date(2027, 5, 2))
    assert words(replace(BASE, posts=(gone, sponsor)), "F3") == (
        "The strategic lead’s post has been vacant since 3 May 2027."
    )


def test_both_posts_new_within_six_months_is_a_signal() -> None:
    changed = ON - timedelta(days=100)
    old = [Term(post, BEGUN, changed) for post in (Post.SPONSOR, Post.STRATEGIC)]
    new = [Term(post, changed + timedelta(days=1)) for post in (Post.SPONSOR, Post.STRATEGIC)]
    assert grade(replace(BASE, posts=(*old, *new)), "F3") == 2
    assert grade(replace(BASE, posts=(*old, *new)), "F3", ON + timedelta(days=120)) == 0


@pytest.mark.parametrize(("days", "expected"), [(60, 0), (61, 1), (120, 1), (121, 2)])
def test_the_steering_group_is_graded_by_its_last_quorate_meeting(days: int, expected: int) -> None:
    met = Meeting(ON - timedelta(days=days), quorate=True)
    assert grade(replace(BASE, meetings=(met,)), "F5") == expected


def test_two_meetings_without_a_quorum_are_a_signal() -> None:
    held = tuple(Meeting(ON - timedelta(days=number), quorate=False) for number in (5, 35))
    quorate = Meeting(ON - timedelta(days=40), quorate=True)
    assert grade(replace(BASE, meetings=(quorate, *held)), "F5") == 2
    assert grade(replace(BASE, meetings=(quorate, held[0])), "F5") == 0


@pytest.mark.parametrize(("days", "expected"), [(112, 0), (113, 1), (180, 1), (181, 2)])
def test_silence_is_measured_against_the_stage_not_the_level(days: int, expected: int) -> None:
    """Full implementation: calls 90 days apart, whatever shorter ones a level asks for."""
    held = Call(ON - timedelta(days=days), held=True, confidence=7)
    assert grade(replace(BASE, calls=(held,), contacts=()), "F10") == expected


def test_two_calls_missed_in_a_row_are_a_signal() -> None:
    held = Call(ON - timedelta(days=50), held=True)
    missed = [Call(ON - timedelta(days=number), held=False) for number in (30, 10)]
    assert grade(replace(BASE, calls=(held, *missed)), "F10") == 2
    between = replace(held, on=ON - timedelta(days=20))
    assert grade(replace(BASE, calls=(missed[0], between, missed[1])), "F10") == 0


@pytest.mark.parametrize(
    ("said", "expected"),
    [((8, 6), 1), ((8, 7), 0), ((4, 4), 2), ((4, 5), 0), ((7, 4), 1), ((9, 3, 4), 2), ((4,), 0)],
)
def test_confidence(said: tuple[int, ...], expected: int) -> None:
    calls = tuple(
        Call(ON - timedelta(days=30 * (len(said) - place)), held=True, confidence=one)
        for place, one in enumerate(said)
    )
    assert grade(replace(BASE, calls=calls), "F12") == expected


@pytest.mark.parametrize(
    ("medians", "files", "expected"),
    [
        ((80,), 5, 0),
        ((79,), 5, 1),
        ((59,), 5, 2),
        ((95, 85), 10, 1),
        ((94, 85), 10, 0),
        ((40,), 4, "?"),
    ],
)
def test_fidelity(medians: tuple[float, ...], files: int, expected: int | str) -> None:
    audits = tuple(
        AuditRound(ON - timedelta(days=20 + 100 * (len(medians) - place)), files, one)
        for place, one in enumerate(medians)
    )
    assert grade(replace(BASE, audits=audits), "F8") == expected
    assert grade(replace(BASE, audits=None), "F8") == "?"
    assert grade(replace(BASE, audits=audits), "F8", ON + timedelta(days=400)) == 2


def test_levels_follow_the_points_and_the_three_grave_signals() -> None:
    assert [level_of(points, {}) for points in (0, 3, 4, 7, 8, 12, 13)] == [
        *(Level.STEADY, Level.STEADY, Level.WATCH, Level.WATCH),
        *(Level.CONCERN, Level.CONCERN, Level.ACUTE),
    ]
    assert level_of(4, {"F1": 2, "F6": 2}) is Level.CONCERN
    assert level_of(4, {"F3": 2, "F6": 2}) is Level.CONCERN
    assert level_of(4, {"F1": 2, "F3": 2}) is Level.ACUTE
    assert level_of(3, {"F1": 2, "F6": 1}) is Level.STEADY


def test_a_site_of_which_nothing_is_known_is_blind_and_steady() -> None:
    empty = Known(replace(BASE.basics, added_on=ON), BASE.cadence)
    found = warn(facts_on(empty, ON))
    assert (found.points, found.level, found.blind) == (0, Level.STEADY, True)
    assert {one.mark for one in found.signals} <= {"?", "-", "0"}


def test_data_marked_as_wrong_counts_as_not_known() -> None:
    silent = replace(BASE, months=months({2026: [4] * 6 + [0] * 6, 2027: [0] * 6}))
    assert warn(facts_on(silent, ON)).points >= 2
    found = warn(facts_on(silent, ON), frozenset({"F1"}))
    assert found.signals[0].ground is Ground.NOT_KNOWN
    assert found.marks[0] == "?"


def test_the_reason_names_what_is_wrong_in_plain_words() -> None:
    known = replace(
        BASE,
        months=months({2026: [4] * 12, 2027: [3, 2, 1, 0, 0, 0]}),
        posts=(Term(Post.SPONSOR, BEGUN), Term(Post.STRATEGIC, BEGUN, date(2027, 5, 2))),
    )
    reason = warn(facts_on(known, ON)).reason
    assert "No case started for 91 days." in reason
    assert "The strategic lead’s post has been vacant since 3 May 2027." in reason


# patience


def test_two_weeks_raise_the_level_and_three_lower_it() -> None:
    first = date(2027, 3, 1)
    weeks = [Level.STEADY, Level.CONCERN, Level.ACUTE, Level.WATCH, Level.STEADY, Level.WATCH]
    looks = [(first + timedelta(days=7 * place), level) for place, level in enumerate(weeks)]
    assert [held.level for held in judged(looks)] == [
        *(Level.STEADY, Level.STEADY, Level.CONCERN),  # both weeks point at least to concern
        *(Level.CONCERN, Level.CONCERN, Level.WATCH),  # all three point at most to watch
    ]


def test_only_the_first_look_of_a_week_counts() -> None:
    held = judge(None, Level.STEADY, date(2027, 3, 1))
    same_week = judge(held, Level.ACUTE, date(2027, 3, 7))
    assert same_week is held
    assert judge(held, Level.ACUTE, date(2027, 3, 8)).latest == (Level.STEADY, Level.ACUTE)


def test_a_week_without_a_look_begins_the_count_anew() -> None:
    held = Held(Level.STEADY, date(2027, 3, 1), (Level.ACUTE,))
    after = judge(held, Level.ACUTE, date(2027, 3, 15))
    assert (after.level, after.latest) == (Level.STEADY, (Level.ACUTE,))


LEVELS = st.sampled_from(list(Level))


@given(st.lists(LEVELS, min_size=1, max_size=40))
def test_the_level_never_flaps(pointed: list[Level]) -> None:
    first = date(2027, 3, 1)
    looks = [(first + timedelta(days=7 * place), one) for place, one in enumerate(pointed)]
    held = judged(looks)
    order = list(Level)
    changes = [
        (place, order.index(one.level) - order.index(before.level))
        for place, (before, one) in enumerate(zip(held, held[1:], strict=False), start=1)
        if one.level is not before.level
    ]
    for (place, way), (later, back) in zip(changes, changes[1:], strict=False):
        if way * back < 0:
            assert later - place >= (2 if back < 0 else 3) or place == 0
    for place, way in changes:
        span = pointed[place - 1 : place + 1] if way < 0 else pointed[place - 2 : place + 1]
        gravest = order.index(held[place - 1].level)
        assert all((order.index(one) - gravest) * way > 0 for one in span)


@given(LEVELS, st.lists(LEVELS, min_size=1, max_size=12), LEVELS)
def test_the_weeks_to_go_are_those_it_takes(
    start: Level, pointed: list[Level], then: Level
) -> None:
    first = date(2027, 3, 1)
    looks = [
        (first + timedelta(days=7 * place), one) for place, one in enumerate([start, *pointed])
    ]
    held = judged(looks)[-1]
    to_go = weeks_to_go(held, then)
    week = held.week
    for _ in range(to_go):
        before = held
        week += timedelta(days=7)
        held = judge(held, then, week)
    assert to_go == 0 or (held.level is not before.level)


@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 2)))
def test_more_signals_never_make_a_milder_level(grades: dict[str, int]) -> None:
    order = list(Level)
    here = order.index(level_of(sum(grades.values()), grades))
    for code in CODES:
        worse = grades | {code: min(2, grades.get(code, 0) + 1)}
        assert order.index(level_of(sum(worse.values()), worse)) <= here


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=1, max_size=18),
    st.integers(0, 30),
)
def test_what_is_not_counted_is_never_taken_as_nothing(counts: list[int | None], more: int) -> None:
    """Leaving a count out never lengthens the silence up to the latest count."""
    listed = months({2026: counts[:12], 2027: counts[12:]})
    on = date(2027, 8, 1)
    known = replace(BASE, months=listed)
    whole = facts_on(known, on).use.quiet
    for place, one in enumerate(listed):
        if one.cases == 0:
            fewer = replace(known, months=listed[:place] + listed[place + 1 :])
            use = facts_on(fewer, on).use
            quiet = use.quiet
            assert (
                use.as_of != facts_on(known, on).use.as_of
                or quiet is None
                or whole is None
                or quiet <= whole
            )
    later = facts_on(known, on + timedelta(days=more)).use.quiet
    assert later == whole


def test_silence_of_exploration_counts_from_the_day_it_was_added() -> None:
    known = Known(replace(BASE.basics, stages=(), added_on=ON - timedelta(days=75)), BASE.cadence)
    found = SIGNS["F10"](facts_on(known, ON))
    assert facts_on(known, ON).stage is Stage.EXPLORATION
    assert (found.grade, found.words) == (
        2,
        "Nobody has been in contact for 75 days; calls are meant to be 30 days apart.",
    )
