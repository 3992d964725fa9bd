"""The programme's template: the 32 milestones, their planned dates, and faults in the file."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules import (
    Anchor,
    CompletedBy,
    EvidenceRule,
    Programme,
    ProgrammeError,
    Stage,
    TimeBand,
    drift_days,
    first_plan,
    parse_programme,
    planned_date,
)

Raw = dict[str, Any]
SEEDS = Path(__file__).parents[2] / "seeds"
CONTRACT = date(2027, 1, 4)
OFFSETS = {
    "strategic-conversation": -150,
    "preisa": -70,
    "contract": 0,
    "steering-group": 30,
    "training-for-trainers": 60,
    "implementation-plan": 75,
    "communication-plan": 75,
    "baseline-and-measures": 90,
    "first-strategic-workshop": 110,
    "regular-monitoring": 120,
    "practice-groups": 130,
    "qa-mechanisms": 140,
    "pilot-plan": 160,
    "test-strategies": 200,
    "second-strategic-workshop": 240,
    "qa-in-place": 260,
    "multi-agency-forum": 270,
    "pilot-review": 330,
    "wider-implementation-plan": 350,
    "training-roll-out-plan": 350,
    "isa": 355,
    "twelve-month-review": 425,
    "start-full-implementation": 440,
    "full-training-roll-out": 470,
    "communicate-progress": 480,
    "ongoing-review": 540,
    "framework-embedded": 600,
    "trainers-refreshed": 660,
    "in-house-course": 730,
    "half-trained-and-using": 730,
    "two-strong-audit-rounds": 730,
    "sustainability-review": 790,
}


def test_there_are_32_milestones_with_these_offsets(programme: Programme) -> None:
    assert {m.code: m.offset_days for m in programme.milestones} == OFFSETS
    assert len(programme.milestones) == 32


def test_the_bands_hold_3_5_5_8_and_5_plus_6(programme: Programme) -> None:
    bands = Counter(m.band for m in programme.milestones)
    assert [bands[band] for band in TimeBand] == [3, 5, 5, 8, 11]


def test_each_band_belongs_to_its_stage_and_the_six_to_sustainability(
    programme: Programme,
) -> None:
    stages = Counter(m.stage for m in programme.milestones)
    assert [stages[stage] for stage in Stage] == [3, 10, 8, 5, 6]
    assert {(m.band, m.stage) for m in programme.milestones} == {
        (TimeBand.PRE_CONTRACT, Stage.EXPLORATION),
        (TimeBand.MONTHS_0_3, Stage.INSTALLATION),
        (TimeBand.MONTHS_3_6, Stage.INSTALLATION),
        (TimeBand.MONTHS_6_12, Stage.INITIAL),
        (TimeBand.MONTHS_12_ON, Stage.FULL),
        (TimeBand.MONTHS_12_ON, Stage.SUSTAINABILITY),
    }


def test_nine_milestones_are_critical(programme: Programme) -> None:
    assert {m.code for m in programme.milestones if m.critical} == {
        "contract",
        "steering-group",
        "implementation-plan",
        "training-for-trainers",
        "qa-mechanisms",
        "pilot-plan",
        "qa-in-place",
        "isa",
        "twelve-month-review",
    }


def test_a_note_or_file_is_needed_where_the_programme_says_so(programme: Programme) -> None:
    needing = {m.code for m in programme.milestones if m.evidence is EvidenceRule.NOTE_OR_FILE}
    assert needing == {
        "preisa",
        "contract",
        "implementation-plan",
        "communication-plan",
        "baseline-and-measures",
        "qa-mechanisms",
        "qa-in-place",
        "pilot-review",
        "isa",
        "twelve-month-review",
    }


def test_submitted_assessments_complete_their_milestones(programme: Programme) -> None:
    assert programme.completed_by(CompletedBy.PREISA_SUBMITTED) == ("preisa",)
    assert programme.completed_by(CompletedBy.ISA_SUBMITTED) == ("isa",)
    assert programme.completed_by(CompletedBy.REVIEW_SUBMITTED) == ("twelve-month-review",)


def test_held_trainings_complete_their_milestones(programme: Programme) -> None:
    held = CompletedBy.TRAINING_FOR_TRAINERS_HELD
    assert programme.completed_by(held) == ("training-for-trainers",)
    assert programme.completed_by(CompletedBy.TRAINERS_REFRESHED) == ("trainers-refreshed",)
    assert programme.completed_by(CompletedBy.IN_HOUSE_COURSE_HELD) == ("in-house-course",)


def test_the_12_month_review_waits_for_the_isa(programme: Programme) -> None:
    assert programme.milestone("twelve-month-review").requires == ("isa",)


def test_what_a_milestone_builds_on_is_planned_before_it(programme: Programme) -> None:
    for milestone in programme.milestones:
        for code in milestone.requires:
            assert programme.milestone(code).offset_days < milestone.offset_days


def test_names_are_short_and_unique_and_hints_say_why(programme: Programme) -> None:
    names = [m.name for m in programme.milestones]
    assert len(set(names)) == 32
    for m in programme.milestones:
        assert len(m.name) <= 60, m.code
        assert m.hint.endswith("."), m.code
        assert m.hint.count(".") == 1, m.code


def test_a_code_the_programme_lacks_is_refused(programme: Programme) -> None:
    with pytest.raises(KeyError):
        programme.milestone("party")


# Planned dates


def test_the_contract_is_day_0(programme: Programme) -> None:
    assert planned_date(programme.milestone("contract"), CONTRACT, None) == CONTRACT


def test_milestones_before_the_contract_lie_before_it(programme: Programme) -> None:
    preisa = programme.milestone("preisa")
    assert planned_date(preisa, CONTRACT, None) == date(2026, 10, 26)


def test_the_isa_and_the_review_follow_the_training(programme: Programme) -> None:
    following = {m.code for m in programme.milestones if m.anchor is Anchor.TRAINING}
    assert following == {"isa", "twelve-month-review"}
    training = date(2027, 6, 1)
    review = planned_date(programme.milestone("twelve-month-review"), CONTRACT, training)
    assert review == training + timedelta(days=365)
    isa = planned_date(programme.milestone("isa"), CONTRACT, training)
    assert isa == training + timedelta(days=295)


def test_a_training_that_moves_leaves_the_other_dates_alone(programme: Programme) -> None:
    pilot = programme.milestone("pilot-plan")
    moved = planned_date(pilot, CONTRACT, date(2027, 6, 1))
    assert moved == planned_date(pilot, CONTRACT, None) == CONTRACT + timedelta(days=160)


@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_a_training_on_day_60_changes_no_date(programme: Programme, contract_on: date) -> None:
    training_on = contract_on + timedelta(days=60)
    for milestone in programme.milestones:
        with_training = planned_date(milestone, contract_on, training_on)
        assert with_training == planned_date(milestone, contract_on, None)
    assert drift_days(contract_on, training_on) == 0


def test_without_a_contract_only_what_follows_the_training_has_a_date(
    programme: Programme,
) -> None:
    dated = {
        m.code for m in programme.milestones if planned_date(m, None, date(2027, 6, 1)) is not None
    }
    assert dated == {"training-for-trainers", "isa", "twelve-month-review"}
    assert all(planned_date(m, None, None) is None for m in programme.milestones)


def test_drift_is_counted_from_day_60() -> None:
    assert drift_days(CONTRACT, CONTRACT + timedelta(days=121)) == 61
    assert drift_days(CONTRACT, CONTRACT + timedelta(days=50)) == -10


# Faults in the file


def _first(raw: Raw) -> Raw:
    first: Raw = raw["milestones"][0]
    return first


FAULTS: list[tuple[Callable[[Raw], object], str]] = [
    (lambda r: _first(r).pop("hint"), "milestones[0].hint is missing"),
    (lambda r: _first(r).update(code="Contract"), "milestones[0].code is 'Contract'"),
    (lambda r: _first(r).update(code="isa"), "milestones[20].code is used twice: 'isa'"),
    (lambda r: _first(r).update(requires=["isa"]), "milestones[0].requires names 'isa'"),
    (lambda r: _first(r).update(band="later"), "milestones[0].band is 'later'; it must be one"),
    (lambda r: _first(r).update(offset="5"), "milestones[0] has the key 'offset'"),
    (lambda r: _first(r).update(offset_days=1.5), "offset_days must be a whole number"),
    (lambda r: _first(r).update(completed_by="x"), "milestones[0].completed_by is 'x'"),
    (lambda r: r.update(milestones="x"), "milestones must be a list"),
]


@pytest.mark.parametrize(("spoil", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_a_fault_in_the_programme_is_refused_with_its_place(
    programme_raw: Raw, spoil: Callable[[Raw], object], message: str
) -> None:
    spoil(programme_raw)
    with pytest.raises(ProgrammeError) as caught:
        parse_programme(programme_raw)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("contract_on", "planned_on"),
    [
        (date(2027, 3, 12), date(2026, 11, 22)),  # 150 days before lies in the past: today
        (date(2027, 6, 1), date(2027, 1, 2)),
        (date(2026, 11, 22), date(2026, 11, 22)),
        (date(2026, 11, 21), date(2026, 6, 24)),  # signed yesterday: it is late, and shown so
    ],
)
def test_while_the_contract_is_ahead_nothing_is_planned_for_the_past(
    programme: Programme, contract_on: date, planned_on: date
) -> None:
    first = next(m for m in programme.milestones if m.offset_days == -150)
    assert first_plan(first, contract_on, None, date(2026, 11, 22)) == planned_on


def test_version_2_differs_from_version_1_only_in_what_completes_a_milestone() -> None:
    first, second = (
        yaml.safe_load((SEEDS / f"programme/milestones.v{n}.yaml").read_text("utf-8"))
        for n in (1, 2)
    )
    assert (first["version"], second["version"]) == (1, 2)
    added = {
        new["code"]: new.pop("completed_by")
        for old, new in zip(first["milestones"], second["milestones"], strict=True)
        if "completed_by" in new and "completed_by" not in old
    }
    assert first["milestones"] == second["milestones"]
    assert set(added) == {
        "strategic-conversation",
        "contract",
        "implementation-plan",
        "communication-plan",
        "pilot-plan",
        "test-strategies",
        "pilot-review",
        "wider-implementation-plan",
        "steering-group",
        "first-strategic-workshop",
        "practice-groups",
        "second-strategic-workshop",
        "multi-agency-forum",
        "training-for-trainers",
        "trainers-refreshed",
        "qa-in-place",
        "two-strong-audit-rounds",
        "in-house-course",
    }
