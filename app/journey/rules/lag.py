"""Lag: how far a site is behind its first plan, in stages and in weeks."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.journey.rules.scores import (
    BACKWARDS,
    NOTHING,
    Activity,
    ActivityState,
    Tallies,
    stage_reached,
)
from app.sites.rules import Stage


def expected_stage(tallies: Tallies, on: date) -> Stage | None:
    """The furthest stage of which the first plan wanted an activity done by this day."""
    return next(
        (
            stage
            for stage in BACKWARDS
            if (planned := tallies.get(stage, NOTHING).planned_first) and planned <= on
        ),
        None,
    )


def stages_behind(tallies: Tallies, on: date) -> int:
    """The stage the plan expected by this day, less the one reached; below 0 is ahead."""
    expected, reached = expected_stage(tallies, on), stage_reached(tallies)
    return (expected.number if expected else 0) - (reached.number if reached else 0)


def weeks_behind(activities: Iterable[Activity], on: date) -> int | None:
    """Whole weeks behind the first plan on a day; below 0 is ahead, None is without a plan.

    The earned schedule (Lipke, 2003): with n activities done, the day on which the plan wanted the
    next one done is held against `on`. What was dropped is not waited for.
    """
    left_out = (ActivityState.NOT_APPLICABLE, ActivityState.DROPPED)
    meant = [one for one in activities if one.state not in left_out]
    plan = sorted(one.planned_on for one in meant if one.planned_on is not None)
    finished = [one.done_on for one in meant if one.done_on is not None]
    done = min(len(finished), len(plan))
    if not plan:
        return None
    if done == len(plan):  # all done: the end is held against the planned end
        return _whole_weeks(max(finished) - plan[-1])
    if on > plan[done]:  # the next one was due
        return _whole_weeks(on - plan[done])
    if done and on < plan[done - 1]:  # the last one was not due yet
        return _whole_weeks(on - plan[done - 1])
    return 0


def _whole_weeks(late: timedelta) -> int:
    return int(late / timedelta(weeks=1))
