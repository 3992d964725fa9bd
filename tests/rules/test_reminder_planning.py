"""Who is reminded of what, when, and what is dropped; and ten years of it, day by day."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.due import Due
from app.notices.rules import Kind
from app.reminders.rules import (
    Cover,
    Dropped,
    Facts,
    Ladders,
    Person,
    Planned,
    Site,
    Told,
    looked_at_from,
    plan,
    run_after_run,
    slots_between,
    steps,
)
from app.reminders.rules.ladder import LONDON
from app.sites.rules import Nation
from app.sites.rules.working_days import bank_holidays

LEAD, DEPUTY, STRATEGIC, OWNER, ADMIN, OTHER = range(1, 7)
DUE_ON = date(2027, 3, 12)  # a Friday
MORNING = datetime(2027, 3, 5, 7, 30, tzinfo=LONDON)
HOLIDAYS = bank_holidays(Nation.ENGLAND)


def make_facts(**more: Any) -> Facts:
    staff = (LEAD, DEPUTY, ADMIN, OTHER)
    people = {n: Person(n, f"P{n}", f"p{n}@example.org", n in staff) for n in range(1, 7)}
    site = Site(
        1, "Northmoor", Nation.ENGLAND, LEAD, DEPUTY, (STRATEGIC,), frozenset({STRATEGIC, OWNER})
    )
    given: dict[str, Any] = {"people": people, "sites": {1: site}, "portfolio": (ADMIN,), **more}
    return Facts(**given)


def without(*gone: int) -> dict[int, Person]:
    """Everybody but these."""
    return {number: one for number, one in make_facts().people.items() if number not in gone}


def an_action(**more: Any) -> Due:
    given: dict[str, Any] = {"owner_ids": (OWNER,), **more}
    return Due("actions", "action:1", 1, "Ask the teams", DUE_ON, "/x", **given)


def a_call(**more: Any) -> Due:
    begins = datetime(2027, 3, 12, 10, 0, tzinfo=LONDON)
    given: dict[str, Any] = {"phase": "ahead", "moment": begins, "owner_ids": (LEAD, STRATEGIC)}
    return Due("calls", "call:1", 1, "Check-in call", DUE_ON, "/x", **{**given, **more})


def planned(
    ladders: Ladders,
    due: Due,
    now: datetime,
    *,
    facts: Facts | None = None,
    told: set[Told] | None = None,
    finished: datetime | None = None,
) -> list[Planned]:
    after = looked_at_from(ladders, now, finished)
    found = steps([due], ladders, lambda _: HOLIDAYS, after, now)
    return plan(found, facts or make_facts(), told or set(), now)


def said(found: list[Planned]) -> list[tuple[str, int, str]]:
    return [(one.step.rung.code, one.person_id, one.dropped or "") for one in found]


def on(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, 0, tzinfo=LONDON)


def test_a_rung_is_sent_on_its_day_and_not_before_or_again(ladders: Ladders) -> None:
    action = an_action()
    assert said(planned(ladders, action, on(9, 7))) == []
    (first,) = planned(ladders, action, on(9))
    assert said([first]) == [("before", OWNER, "")]
    assert planned(ladders, action, on(9, 10), told={first.told}) == []
    assert planned(ladders, action, on(10), finished=on(9)) == []


def test_after_days_without_a_worker_the_newest_rung_is_sent_and_what_it_overtook_is_named(
    ladders: Ladders,
) -> None:
    found = planned(ladders, an_action(), on(16), finished=on(8))
    assert said(found) == [("before", OWNER, "overtaken"), ("overdue", OWNER, "")]
    long_ago = planned(ladders, an_action(), on(16), finished=on(1, month=1))
    assert said(long_ago) == said(found)
    assert planned(ladders, an_action(), on(30, month=6), finished=on(8)) == []


def test_a_call_that_is_over_is_dropped_and_then_asked_about(ladders: Ladders) -> None:
    found = planned(ladders, a_call(), on(15), finished=on(4))
    assert said(found) == [
        ("week-before", LEAD, "over"),
        ("week-before", STRATEGIC, "over"),
        ("on-the-day", LEAD, "over"),
        ("on-the-day", STRATEGIC, "over"),
        ("not-recorded", LEAD, ""),
        ("not-recorded", DEPUTY, ""),
    ]
    known = a_call(phase="unrecorded")
    assert said(planned(ladders, known, on(15), finished=on(4))) == said(found)
    assert said(planned(ladders, a_call(phase="missed"), on(15))) == [
        ("missed-3", LEAD, ""),
        ("missed-3", DEPUTY, ""),
    ]


def test_nothing_announces_what_has_begun_or_what_people_were_just_told(ladders: Ladders) -> None:
    at_once = a_call(moment=datetime(2027, 3, 12, 7, 30, tzinfo=LONDON))
    assert said(planned(ladders, at_once, on(12, 8))) == []
    told_after = a_call(since=on(11, 15))
    assert said(planned(ladders, told_after, on(11, 16), finished=on(4))) == []
    assert len(planned(ladders, told_after, on(12))) == 2
    told_today = a_call(since=on(12, 8))
    assert said(planned(ladders, told_today, on(12, 8) + timedelta(minutes=59))) == []
    assert len(planned(ladders, told_today, on(12, 9))) == 2


def test_a_moved_subject_begins_anew(ladders: Ladders) -> None:
    (first,) = planned(ladders, an_action(turn=1), on(9))
    assert said(planned(ladders, an_action(turn=2), on(9), told={first.told}))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (make_facts(), [(OWNER, "")]),
        (make_facts(mutes={(OWNER, Kind.ACTIONS)}), [(OWNER, "muted")]),
        (make_facts(mutes={(OWNER, Kind.CALLS)}), [(OWNER, "")]),
        (
            make_facts(away={(OWNER, date(2027, 3, 9))}),
            [(STRATEGIC, ""), (OWNER, "away")],
        ),
        (make_facts(people=without(OWNER)), [(STRATEGIC, "")]),
        (make_facts(people=without(OWNER, STRATEGIC)), [(LEAD, ""), (DEPUTY, "")]),
        (make_facts(people={ADMIN: make_facts().people[ADMIN]}), [(ADMIN, "")]),
        (make_facts(people={}), []),
    ],
)
def test_who_cannot_be_told_is_replaced_by_the_next(
    ladders: Ladders, facts: Facts, expected: list[tuple[int, str]]
) -> None:
    found = planned(ladders, an_action(), on(9), facts=facts)
    assert {(one.person_id, one.dropped or "") for one in found} == set(expected)


def test_an_owner_who_left_the_site_is_replaced_and_one_of_the_nspcc_is_not(
    ladders: Ladders,
) -> None:
    known = make_facts()
    site = replace(known.sites[1], members=frozenset({STRATEGIC}))
    left = replace(known, sites={1: site})
    assert [one.person_id for one in planned(ladders, an_action(), on(9), facts=left)] == [
        STRATEGIC
    ]
    ours = an_action(owner_ids=(OTHER,))
    assert [one.person_id for one in planned(ladders, ours, on(9))] == [OTHER]


def test_whoever_covers_gets_it_instead_and_only_on_their_days(ladders: Ladders) -> None:
    week = (Cover(OTHER, date(2027, 3, 12), date(2027, 3, 16)),)
    facts = make_facts(covers={LEAD: week})
    week_before = planned(ladders, a_call(), MORNING, facts=facts)
    assert {one.person_id for one in week_before} == {LEAD, STRATEGIC}
    the_day = planned(ladders, a_call(), on(12), facts=facts)
    assert {one.person_id for one in the_day} == {OTHER, STRATEGIC}
    both = make_facts(
        covers={LEAD: week, OTHER: (Cover(ADMIN, date(2027, 3, 12), date(2027, 3, 12)),)}
    )
    assert {one.person_id for one in planned(ladders, a_call(), on(12), facts=both)} == {
        ADMIN,
        STRATEGIC,
    }


def test_what_is_personal_reaches_its_owner_or_nobody_and_what_is_critical_everybody(
    ladders: Ladders,
) -> None:
    gone = make_facts(people=without(OWNER))
    draft = Due("drafts", "try:1", 1, "Your try", DUE_ON, "/x", owner_ids=(OWNER,))
    assert planned(ladders, draft, on(12), facts=gone) == []
    contract = Due("contracts", "contract:1", 1, "Contract", DUE_ON, "/x")
    deaf = make_facts(mutes={(STRATEGIC, Kind.CONTRACTS), (LEAD, Kind.CONTRACTS)})
    assert {one.person_id for one in planned(ladders, contract, on(12), facts=deaf)} == {
        LEAD,
        DEPUTY,
        STRATEGIC,
    }


def test_a_kind_or_phase_without_a_ladder_is_left_alone(ladders: Ladders) -> None:
    assert planned(ladders, an_action(phase="other"), on(9)) == []
    nowhere = replace(an_action(owner_ids=()), site_id=None)
    assert [one.person_id for one in planned(ladders, nowhere, on(9))] == [ADMIN]


# Ten years


@pytest.mark.parametrize("kind", ["calls", "assessments"])
def test_over_ten_years_every_rung_goes_out_once_on_one_day_at_its_hour(
    ladders: Ladders, kind: str
) -> None:
    """Every due day from 2026 to 2036, with both clock changes and 29 February of each."""
    first, last = date(2026, 1, 1), date(2036, 12, 31)
    phase = {"calls": "ahead", "assessments": "rate"}[kind]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    dues = [
        Due(
            kind,
            f"{kind}:{day}",
            1,
            "Something",
            day,
            "/x",
            phase=phase,
            owner_ids=(OWNER,),
            moment=datetime(day.year, day.month, day.day, 14, 0, tzinfo=LONDON)
            if phase == "ahead"
            else None,
        )
        for day in days
    ]
    slots = list(slots_between(ladders, first - timedelta(days=14), last + timedelta(days=40)))
    found = steps(dues, ladders, lambda _: HOLIDAYS, slots[0].moment, slots[-1].moment)
    foreseen = run_after_run(slots, found, make_facts(), set(), slots[0].moment)
    sent = [one for one in foreseen if one.planned.dropped is None]
    overtaken = [one for one in foreseen if one.planned.dropped is Dropped.OVERTAKEN]
    rungs = [*ladders.rungs[kind, phase]]
    after = ladders.after(ladders.phases[kind, phase])
    rungs += ladders.rungs[after.key] if after else ()
    once = Counter(one.planned.told for one in foreseen)
    assert set(once.values()) == {1}
    assert len({one.planned.told[:3] for one in foreseen}) == len(dues) * len(rungs)
    assert len(sent) + len(overtaken) == len(foreseen)
    by_local_date = Counter((one.planned.told, one.planned.step.local_date) for one in sent)
    assert set(by_local_date.values()) == {1}
    assert all(one.slot.on == one.planned.step.local_date for one in sent)
    assert {(one.slot.at.hour, one.slot.at.minute) for one in sent} == {(7, 30)}
    assert {one.slot.moment.astimezone(UTC).hour for one in sent} == {6, 7}


@settings(deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    st.lists(st.integers(0, 60 * 24 * 40), min_size=1, max_size=40),
    st.integers(1, 3),
)
def test_whenever_runs_happen_nobody_is_told_twice_and_the_last_rung_reached_is_told(
    ladders: Ladders, on: date, minutes: list[int], workers: int
) -> None:
    """Runs at any moments, several at each, some after a long silence."""
    due = Due("actions", "action:1", 1, "Something", on, "/x", owner_ids=(OWNER,))
    begin = datetime.combine(on - timedelta(days=10), datetime.min.time(), UTC)
    told: set[Told] = set()
    finished: datetime | None = None
    sent: list[Planned] = []
    for minute in sorted(minutes):
        now = begin + timedelta(minutes=minute)
        for _ in range(workers):
            for one in planned(ladders, due, now, told=told, finished=finished or begin):
                assert one.told not in told
                told.add(one.told)
                sent += [one] if one.dropped is None else []
        finished = now
    assert len({one.told for one in sent}) == len(sent)
    reached = steps([due], ladders, lambda _: HOLIDAYS, begin, finished or begin)
    if reached:
        assert (reached[-1].rung.code, OWNER) in {(one.told[2], one.told[3]) for one in sent}
