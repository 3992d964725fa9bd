"""Stages and bands: their order, the gate, the decision and the peak."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules import (
    Programme,
    ProgrammeError,
    Stage,
    StageGuide,
    TimeBand,
    assess_gate,
    band_on,
    check_stage_move,
    months_after,
    parse_stages,
    peak_stage,
)

Guides = dict[Stage, StageGuide]
STAGES = st.sampled_from(Stage)
SEED = Path(__file__).parents[2] / "seeds" / "programme" / "stages.v1.yaml"


def stages_raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    return raw


def test_the_five_stages_come_in_this_order() -> None:
    assert [(stage.number, stage.label) for stage in Stage] == [
        (1, "Exploration"),
        (2, "Installation"),
        (3, "Initial implementation"),
        (4, "Full implementation"),
        (5, "Sustainability and innovation"),
    ]


def test_the_seed_names_stages_as_the_code_does(stages: Guides) -> None:
    assert {stage: guide.label for stage, guide in stages.items()} == {s: s.label for s in Stage}


def test_every_milestone_a_gate_names_exists(stages: Guides, programme: Programme) -> None:
    codes = {milestone.code for milestone in programme.milestones}
    named = {c.milestone for guide in stages.values() for c in guide.gate if c.milestone}
    assert named <= codes
    assert len(named) == 16


def test_a_gate_without_facts_rests_on_milestones_and_leaves_the_rest_to_people(
    stages: Guides,
) -> None:
    findings = assess_gate(stages[Stage.EXPLORATION], ["preisa"])
    assert [(f.criterion.code, f.met) for f in findings] == [
        ("preisa-agreed", True),
        ("no-low-critical-item", None),
        ("decision-to-proceed", None),
        ("contract-signed", False),
    ]


def test_a_fact_goes_before_a_milestone(stages: Guides) -> None:
    facts = {"no-low-critical-item": False, "preisa-agreed": False}
    findings = assess_gate(stages[Stage.EXPLORATION], ["preisa", "contract"], facts)
    assert [f.met for f in findings] == [False, False, None, True]


def test_going_forward_needs_a_reason_and_evidence() -> None:
    assert check_stage_move(Stage.EXPLORATION, Stage.INSTALLATION, "", " ") == [
        "Enter the reason for the decision",
        "Enter the evidence that the site is ready for Installation",
    ]
    assert check_stage_move(Stage.EXPLORATION, Stage.INSTALLATION, "Agreed", "Contract") == []


def test_going_back_needs_a_reason_only() -> None:
    assert check_stage_move(Stage.FULL, Stage.INITIAL, "Coverage fell", "") == []
    assert check_stage_move(Stage.FULL, Stage.INITIAL, "", "") == [
        "Enter the reason for the decision"
    ]


@given(STAGES, st.text(min_size=1))
def test_staying_is_no_decision(stage: Stage, reason: str) -> None:
    (message,) = check_stage_move(stage, stage, reason, reason)
    assert message == f"Choose another stage: the site is in {stage.label} already"


@given(STAGES, st.lists(STAGES))
def test_the_peak_is_never_below_any_stage_reached(current: Stage, earlier: list[Stage]) -> None:
    peak = peak_stage(current, earlier)
    assert peak in {current, *earlier}
    assert all(peak.number >= stage.number for stage in (current, *earlier))


def test_going_back_keeps_the_peak() -> None:
    assert peak_stage(Stage.INITIAL, [Stage.EXPLORATION, Stage.FULL]) is Stage.FULL


@pytest.mark.parametrize(
    ("day", "band"),
    [
        (date(2027, 1, 14), TimeBand.PRE_CONTRACT),
        (date(2027, 1, 15), TimeBand.MONTHS_0_3),
        (date(2027, 4, 14), TimeBand.MONTHS_0_3),
        (date(2027, 4, 15), TimeBand.MONTHS_3_6),
        (date(2027, 7, 14), TimeBand.MONTHS_3_6),
        (date(2027, 7, 15), TimeBand.MONTHS_6_12),
        (date(2028, 1, 14), TimeBand.MONTHS_6_12),
        (date(2028, 1, 15), TimeBand.MONTHS_12_ON),
        (date(2035, 1, 1), TimeBand.MONTHS_12_ON),
    ],
)
def test_bands_change_on_calendar_months_from_the_contract(day: date, band: TimeBand) -> None:
    assert band_on(date(2027, 1, 15), day) is band


def test_without_a_contract_every_day_is_before_it() -> None:
    assert band_on(None, date(2027, 1, 1)).label == "Before the contract"


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2027, 10, 31), 13) == date(2028, 11, 30)
    assert months_after(date(2027, 1, 31), 0) == date(2027, 1, 31)


def test_the_names_of_bands_are_told_apart() -> None:
    assert len({band.label for band in TimeBand}) == 5


def test_stages_out_of_order_are_refused() -> None:
    raw = stages_raw()
    raw["stages"].reverse()
    with pytest.raises(ProgrammeError, match="stages must be, in this order: exploration, inst"):
        parse_stages(raw)


def test_a_criterion_named_twice_is_refused_with_its_place() -> None:
    raw = stages_raw()
    raw["stages"][1]["gate"][2]["code"] = "trainers-accredited"
    with pytest.raises(ProgrammeError) as caught:
        parse_stages(raw)
    assert str(caught.value) == "stages[1].gate[2].code is used twice: 'trainers-accredited'"
