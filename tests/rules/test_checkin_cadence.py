"""When the next check-in call is proposed."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkins.rules.cadence import (
    Cadence,
    is_outside_cadence,
    parse_cadence,
    propose_next_call,
)
from app.journey.rules import ProgrammeError, Stage
from app.sites.rules.working_days import is_working_day

FRIDAY = date(2027, 3, 12)
DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))
LEVELS = st.sampled_from([None, "steady", "watch", "concern", "acute"])


def test_the_usual_cadence_depends_on_the_stage(cadence: Cadence) -> None:
    assert [cadence.days(stage) for stage in Stage] == [30, 30, 35, 90, 180]


def test_concern_and_acute_shorten_every_cadence(cadence: Cadence) -> None:
    for stage in Stage:
        assert cadence.days(stage, "concern") == 21
        assert cadence.days(stage, "acute") == 14
        assert cadence.days(stage, "watch") == cadence.days(stage)


def test_a_level_never_lengthens_a_cadence(cadence: Cadence) -> None:
    slow = Cadence(cadence.stages, {"concern": 400})
    assert slow.days(Stage.FULL, "concern") == 90


def test_the_next_call_follows_the_last_by_the_cadence(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INITIAL, FRIDAY, last_on=FRIDAY)
    assert proposal.on == date(2027, 4, 16)
    assert (
        proposal.reason == "35 days after the last call, the usual time in Initial implementation"
    )


def test_a_first_call_is_counted_from_today(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INSTALLATION, date(2027, 3, 10))
    assert proposal.on == date(2027, 4, 9)
    assert "after today" in proposal.reason


def test_a_weekend_moves_on_to_monday(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.EXPLORATION, date(2027, 3, 11))
    assert proposal.on == date(2027, 4, 12)  # 10 April 2027 is a Saturday


def test_a_holiday_moves_on_to_the_next_working_day(cadence: Cadence) -> None:
    holidays = {date(2027, 4, 12), date(2027, 4, 13)}
    proposal = propose_next_call(cadence, Stage.EXPLORATION, date(2027, 3, 11), holidays=holidays)
    assert proposal.on == date(2027, 4, 14)


def test_a_level_brings_the_call_forward_and_says_so(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.FULL, FRIDAY, last_on=FRIDAY, level="acute")
    assert proposal.on == date(2027, 3, 26)
    assert proposal.reason.endswith("because of the early-warning level")


def test_a_call_long_due_is_proposed_for_the_next_working_day(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INSTALLATION, FRIDAY, last_on=date(2026, 11, 2))
    assert proposal.on == date(2027, 3, 15)
    assert proposal.reason == "since a call was due 30 days after the last one"


def test_a_call_due_today_is_proposed_for_the_next_working_day(cadence: Cadence) -> None:
    last_on = FRIDAY - timedelta(days=30)
    proposal = propose_next_call(cadence, Stage.INSTALLATION, FRIDAY, last_on=last_on)
    assert proposal.on == date(2027, 3, 15)
    assert "was due" in proposal.reason


@given(DAYS, st.integers(0, 400), st.sampled_from(Stage), LEVELS)
def test_a_proposal_is_always_a_working_day_to_come(
    cadence: Cadence, today: date, ago: int, stage: Stage, level: str | None
) -> None:
    last_on = today - timedelta(days=ago)
    proposal = propose_next_call(cadence, stage, today, last_on=last_on, level=level)
    assert proposal.on > today
    assert is_working_day(proposal.on)
    due = last_on + timedelta(days=cadence.days(stage, level))
    assert proposal.on - max(due, today + timedelta(days=1)) <= timedelta(days=2)


def test_a_day_outside_the_range_of_the_stage_is_told(cadence: Cadence) -> None:
    def outside(days: int) -> bool:
        chosen = FRIDAY + timedelta(days=days)
        return is_outside_cadence(cadence, Stage.INITIAL, FRIDAY, chosen)

    assert [outside(days) for days in (29, 30, 42, 43)] == [True, False, False, True]


# Faults in the files


def cadence_raw() -> dict[str, Any]:
    interval = {"days": 30, "earliest": 20, "latest": 40}
    return {
        "version": 1,
        "levels": {"acute": 14},
        "stages": {s.value: dict(interval) for s in Stage},
    }


def test_a_stage_without_a_cadence_is_refused() -> None:
    raw = cadence_raw()
    del raw["stages"]["full-implementation"]
    with pytest.raises(ProgrammeError, match=r"stages\.full-implementation is missing"):
        parse_cadence(raw)


def test_days_outside_their_own_range_are_refused() -> None:
    raw = cadence_raw()
    raw["stages"]["exploration"]["latest"] = 25
    with pytest.raises(ProgrammeError, match=r"stages\.exploration must have days between"):
        parse_cadence(raw)
