"""What is critical about an adaptation, the clock of the view, and what has to be put right."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.quality.rules.adaptations.entries import (
    Change,
    Edited,
    More,
    Ruling,
    check_change,
    check_edited,
    check_end,
    check_more,
    check_ruling,
)
from app.quality.rules.adaptations.frame import CRITICAL, Kind, joined, parted
from app.quality.rules.adaptations.more import BY_NAME, FIELDS
from app.quality.rules.adaptations.states import (
    Standing,
    Turn,
    View,
    asked,
    is_critical,
    is_outside,
    lateness,
    state_words,
    turn_after_change,
    turn_after_view,
)
from app.quality.rules.components import Component
from app.sites.rules import Nation
from app.sites.rules.sides import Side
from app.sites.rules.working_days import bank_holidays

TODAY = date(2026, 12, 21)  # a Monday
ENGLAND, SCOTLAND = bank_holidays(Nation.ENGLAND), bank_holidays(Nation.SCOTLAND)
CHANGE = Change(
    "Chronology of two pages",
    "Two pages instead of ten.",
    "shortened",
    ("1",),
    ("CC1",),
    "manager",
    date(2026, 10, 1),
    "one",
    "Duty team",
    "consistent",
)


def test_what_the_framework_cannot_do_without_is_critical_where_it_is_taken_away() -> None:
    assert {one.value for one in CRITICAL} == {"CC1", "CC2", "CC5", "CC6", "CC7", "CC10"}
    for one in Component:
        assert is_critical("left-out", (one.value,), "consistent") == (one in CRITICAL)
    assert is_critical("toolkit", ("CC5",), "consistent")
    assert is_critical("drifted", ("CC10",), "consistent")
    assert not is_critical("left-out", (), "consistent")
    assert not is_critical("shortened", ("CC1",), "consistent")
    assert is_critical("shortened", ("CC1",), "consistent", ("shortening", "removing"))
    assert is_critical("reworded", (), "unknown")
    assert is_critical("reworded", (), "inconsistent")


def test_other_cases_than_intended_are_flagged() -> None:
    assert is_outside("other-cases")
    assert is_outside("shortened", ("population",))
    assert not is_outside("shortened", ("setting",))


def test_every_kind_leads_to_codes_of_the_fields() -> None:
    for kind in Kind:
        assert kind.label
        assert kind.example
        for name, codes in kind.usual.items():
            assert set(codes) <= set(BY_NAME[name].options), (kind, name)
            assert len(codes) == 1 or BY_NAME[name].several
    assert len({one.name for one in FIELDS}) == len(FIELDS)


def test_a_view_is_due_after_ten_working_days_of_the_nation() -> None:
    assert asked(TODAY, ENGLAND) == Turn(Side.NSPCC, TODAY, date(2027, 1, 7))
    assert asked(TODAY, SCOTLAND).due_on == date(2027, 1, 8)  # 2 January is moved to the 4th


def test_the_clock_goes_on_until_there_is_a_view_and_begins_anew_for_what_matters() -> None:
    owed = asked(TODAY, ENGLAND)
    later = date(2027, 1, 4)
    assert turn_after_change(owed, later, ENGLAND, critical=True, material=True) == owed
    assert turn_after_change(owed, later, ENGLAND, critical=False, material=True) == owed
    none = Turn()
    assert turn_after_change(none, later, ENGLAND, critical=True, material=False) == none
    assert turn_after_change(none, later, ENGLAND, critical=False, material=True) == none
    anew = turn_after_change(none, later, ENGLAND, critical=True, material=True)
    assert anew == asked(later, ENGLAND)


def test_what_is_not_the_framework_waits_for_the_authority() -> None:
    assert turn_after_view("not-the-framework", TODAY).side is Side.AUTHORITY
    assert turn_after_view("consistent", TODAY) == Turn()
    assert turn_after_view("watch", TODAY) == Turn()


def test_lateness_is_said_only_while_it_goes_on() -> None:
    owed = Standing(None, Side.NSPCC, TODAY, None, None)
    assert lateness(owed, TODAY) == ""
    assert lateness(owed, date(2026, 12, 22)) == "View overdue"
    review = Standing(View.WATCH, None, None, TODAY, None)
    assert lateness(review, date(2026, 12, 22)) == "Review overdue"
    assert lateness(replace(owed, ended_on=TODAY), date(2027, 2, 1)) == ""
    assert state_words(review) == "Watch"
    assert state_words(owed) == "Waits for the NSPCC"
    assert state_words(Standing(None, None, None, None, None)) == "No view yet"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("detail", "x" * 2001),
        ("kind", "other"),
        ("stages", ("6",)),
        ("stages", ()),
        ("components", ("CC13",)),
        ("decided_by", ""),
        ("since", None),
        ("since", date(2026, 12, 22)),
        ("scope", "none"),
        ("teams", ""),
        ("fidelity", ""),
    ],
)
def test_each_fault_of_what_changed_stands_beside_its_field(field: str, value: Any) -> None:
    assert check_change(CHANGE, TODAY) == []
    assert [name for name, _ in check_change(replace(CHANGE, **{field: value}), TODAY)] == [field]


def test_what_is_not_known_of_frame_is_refused_and_nothing_is_needed() -> None:
    assert check_more(More()) == []
    assert check_more(More({"nature": ("adding", "drift")}, "B10")) == []
    faults = check_more(More({"nature": ("other",), "phase": ("before", "scale-up")}, "B99"))
    assert [name for name, _ in faults] == ["nature", "phase", "trigger"]


def test_a_view_says_why_and_what_follows_from_it() -> None:
    assert check_ruling(Ruling("consistent", "The analysis stays."), TODAY) == []
    assert [name for name, _ in check_ruling(Ruling("", ""), TODAY)] == ["view", "reason"]
    watch = Ruling("watch", "We do not know yet.")
    assert [name for name, _ in check_ruling(watch, TODAY)] == ["review_on"]
    assert check_ruling(replace(watch, review_on=date(2027, 3, 1)), TODAY) == []
    assert check_ruling(replace(watch, review_on=TODAY), TODAY)[0][0] == "review_on"
    hard = Ruling("not-the-framework", "No classification is made.")
    assert [name for name, _ in check_ruling(hard, TODAY)] == ["must_keep"]


def test_nothing_in_the_library_names_the_authority() -> None:
    text = Edited("Shorter chronology", "Two pages.", "The analysis stays.")
    assert check_edited(text, ["Northmoor", "Northmoor Council", ""]) == []
    told = replace(text, reason="In NORTHMOOR it worked.")
    assert [name for name, _ in check_edited(told, ["Northmoor"])] == ["reason"]


def test_an_end_lies_between_the_beginning_and_today() -> None:
    begun = date(2026, 10, 1)
    assert check_end(TODAY, "Done as before again.", begun, TODAY) == []
    assert [f for f, _ in check_end(None, "", begun, TODAY)] == ["ended_on", "why"]
    assert check_end(date(2026, 9, 30), "Over.", begun, TODAY)[0][0] == "ended_on"


def test_codes_are_kept_so_that_one_is_never_found_in_another() -> None:
    assert joined(()) == ""
    assert joined(("CC1", "CC10", "CC1")) == ",CC1,CC10,"
    assert parted(joined(("CC10",))) == ("CC10",)
    assert ",CC1," not in joined(("CC10", "CC12"))
