"""When an action may be written, how its status changes, when it is late."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.plans.rules import (
    ActionStatus,
    DueState,
    NewAction,
    Origin,
    OriginKind,
    Owner,
    Side,
    check_action,
    check_status_change,
    due_state,
    may_set_status,
)

S = ActionStatus
TODAY = date(2027, 3, 12)
STELLA = Owner(3, "Stella Strategic", "Strategic lead", Side.AUTHORITY)
LENA = Owner(1, "Lena Lead", "NSPCC implementation lead", Side.NSPCC)
GOOD = NewAction("Agree who counts the cases", TODAY, "authority", owner_id=3)


def faults(new: NewAction, kept: NewAction | None = None) -> list[str]:
    return [field for field, _ in check_action(new, [STELLA, LENA], TODAY, kept=kept)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, DueState.OVERDUE),
        (0, DueState.SOON),
        (14, DueState.SOON),
        (15, DueState.LATER),
    ],
)
def test_an_open_action_is_overdue_from_the_day_after_its_date(
    days: int, expected: DueState
) -> None:
    due_on = TODAY + timedelta(days=days)
    assert due_state(S.OPEN, due_on, TODAY) is expected
    assert due_state(S.IN_PROGRESS, due_on, TODAY) is expected
    assert due_state(S.DONE, due_on, TODAY) is DueState.CLOSED
    assert due_state(S.DROPPED, due_on, TODAY) is DueState.CLOSED


def test_a_complete_action_has_no_fault() -> None:
    assert faults(GOOD) == []
    assert faults(replace(GOOD, owner_id=None, owner_name="Data lead")) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"detail": "x" * 4001}, "detail"),
        ({"side": "both"}, "side"),
        ({"owner_id": None}, "owner"),
        ({"owner_id": 99}, "owner"),
        ({"owner_name": "Data lead"}, "owner_name"),
        ({"owner_id": None, "owner_name": "x" * 101}, "owner_name"),
        ({"owner_id": 1}, "side"),
        ({"due_on": None}, "due_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_each_fault_of_an_action_is_named_beside_its_field(
    changed: dict[str, Any], field: str
) -> None:
    assert faults(replace(GOOD, **changed)) == [field]


def test_the_length_of_a_title_is_counted_without_doubled_blanks() -> None:
    assert faults(replace(GOOD, title="x" + " " * 300 + "y")) == []


def test_a_passed_date_and_an_owner_who_left_may_stay_in_a_change_but_not_come_in() -> None:
    kept = replace(GOOD, owner_id=99, due_on=TODAY - timedelta(days=9))
    assert faults(replace(kept, title="Agree it"), kept) == []
    assert faults(replace(kept, owner_id=98), kept) == ["owner"]
    assert faults(replace(kept, side="nspcc"), kept) == ["owner"]
    assert faults(replace(kept, due_on=TODAY - timedelta(days=8)), kept) == ["due_on"]


ALLOWED = {
    (S.OPEN, S.IN_PROGRESS),
    (S.OPEN, S.DONE),
    (S.OPEN, S.DROPPED),
    (S.IN_PROGRESS, S.OPEN),
    (S.IN_PROGRESS, S.DONE),
    (S.IN_PROGRESS, S.DROPPED),
    (S.DONE, S.OPEN),
    (S.DROPPED, S.OPEN),
}


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_what_is_closed_is_opened_before_it_is_closed_otherwise(before: S, after: S) -> None:
    found = check_status_change(before, after, reason="Not wanted", on=TODAY, today=TODAY)
    assert ([field for field, _ in found] == []) is ((before, after) in ALLOWED)


@pytest.mark.parametrize(
    ("after", "reason", "on", "field"),
    [
        (S.DROPPED, " ", None, "reason"),
        (S.DROPPED, "x" * 2001, None, "reason"),
        (S.DONE, "", None, "on"),
        (S.DONE, "", TODAY + timedelta(days=1), "on"),
    ],
)
def test_dropping_needs_a_reason_and_done_a_day_that_has_come(
    after: S, reason: str, on: date | None, field: str
) -> None:
    found = check_status_change(S.OPEN, after, reason=reason, on=on, today=TODAY)
    assert [name for name, _ in found] == [field]


def test_the_owner_and_who_edits_the_plan_may_say_how_far_it_is() -> None:
    assert may_set_status(edits_plan=True, owner_id=None, person_id=5)
    assert may_set_status(edits_plan=False, owner_id=5, person_id=5)
    assert not may_set_status(edits_plan=False, owner_id=6, person_id=5)
    assert not may_set_status(edits_plan=False, owner_id=None, person_id=5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "none"},
        {"kind": "rumour"},
        {"words": " "},
        {"words": "x" * 201},
        {"part": "x" * 41},
        {"path": "https://elsewhere.example/sites/"},
        {"path": "//elsewhere.example"},
        {"path": "/account"},
        {"path": "/sites/" + "x" * 300},
    ],
)
def test_an_origin_that_cannot_be_kept_or_leads_elsewhere_is_refused(wrong: dict[str, str]) -> None:
    good: dict[str, Any] = {"kind": "assessment", "id": 1, "words": "PreISA, round 1: B2"}
    Origin(**good)
    with pytest.raises(ValueError, match="origin|raises no actions"):
        Origin(**(good | wrong))


def test_everything_that_raises_actions_has_a_name() -> None:
    assert all(kind.label for kind in OriginKind)
