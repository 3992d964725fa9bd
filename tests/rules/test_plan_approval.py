"""What changed since a plan was approved, said in sentences."""

import json
from dataclasses import replace
from typing import Any

from app.plans.rules.approval import Part, changes, frozen, thawed

GOAL = Part("objective", 1, "Leaders know", {"By when": "1 May 2027", "Measure": ""}, owner_id=7)
TASK = Part("action", 5, "Write it down", {"By when": "2 April 2027"}, owner_id=7, under=1)
DROPPED = Part("action", 6, "Ask around", {"By when": "3 April 2027"}, owner_id=7, is_open=False)


def changed(part: Part, **given: Any) -> Part:
    return replace(part, **given)


def test_a_copy_survives_being_stored_and_holds_only_what_counts() -> None:
    kept = json.loads(json.dumps(frozen([GOAL, TASK, DROPPED])))
    assert thawed(kept) == (GOAL, TASK)
    assert changes(thawed(kept), [GOAL, TASK, DROPPED]) == []


def test_what_is_done_since_is_no_change_of_the_plan() -> None:
    assert changes([GOAL, TASK], [GOAL]) == []


def test_each_kind_of_change_is_named() -> None:
    now = [
        changed(GOAL, name="Leaders decide", facts={"By when": "1 June 2027", "Measure": "One"}),
        changed(TASK, is_open=False),
        Part("action", 9, "Train six", under=1),
    ]
    assert changes([GOAL, TASK], now) == [
        "Objective changed: “Leaders decide” (other words; by when was 1 May 2027, is 1 June 2027; "
        "measure changed).",
        "Action dropped: “Write it down”.",
        "Action added: “Train six”.",
    ]
    assert changes(
        [GOAL, TASK], [changed(GOAL, owner_id=8), changed(TASK, owner_id=8, under=2)]
    ) == [
        "Objective changed: “Leaders know” (somebody else leads it).",
        "Action changed: “Write it down” (somebody else does it; moved to another objective).",
    ]


def test_what_was_dropped_before_the_approval_is_no_change() -> None:
    assert changes([GOAL], [GOAL, DROPPED]) == []
