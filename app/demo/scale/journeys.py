"""The milestones of a site among many, their sums, and the stages it went through."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.demo.scale.filling import Row
from app.journey.programme import programme
from app.journey.rules import MilestoneStatus, MilestoneTemplate, Stage, count, planned_date
from app.journey.rules.keeping import packed
from app.journey.rules.scores import Activity, activity, tally

STAGE_DAYS = {Stage.INSTALLATION: 3, Stage.INITIAL: 190, Stage.FULL: 440, Stage.SUSTAINABILITY: 800}


@dataclass(frozen=True)
class Course:
    """How a site went: its two dates, how many days late it usually is, and when it stalled."""

    today: date
    contract_on: date
    training_on: date
    pace: int
    reached: date


def moment(day: date, chance: random.Random) -> datetime:
    """Some minute of a working day."""
    return datetime.combine(day, time(9), UTC) + timedelta(minutes=chance.randrange(480))


def milestone_rows(site_id: int, course: Course, by: int, chance: random.Random) -> list[Row]:
    """The 32 milestones: done as far as the site came, the others open."""
    version = programme().version
    return [
        _milestone(site_id, version, position, template, course, by, chance)
        for position, template in enumerate(programme().milestones, 1)
    ]


def _milestone(
    site_id: int,
    version: int,
    position: int,
    template: MilestoneTemplate,
    course: Course,
    by: int,
    chance: random.Random,
) -> Row:
    planned = planned_date(template, course.contract_on, course.training_on) or course.contract_on
    done_on = planned + timedelta(days=chance.randint(-5, 2 * course.pace))
    is_done = done_on < course.reached
    entered = done_on + timedelta(days=chance.randint(0, 6)) if is_done else None
    entered = min(entered, course.today - timedelta(days=1)) if entered else None
    return {
        "site_id": site_id,
        "code": template.code,
        "template_version": version,
        "position": position,
        "band": template.band.value,
        "stage": template.stage.value,
        "anchor": template.anchor.value,
        "critical": template.critical,
        "status": (MilestoneStatus.DONE if is_done else MilestoneStatus.NOT_STARTED).value,
        "planned_on": planned,
        "first_planned_on": planned,
        "happened_on": done_on if is_done else None,
        "entered_at": moment(entered, chance) if entered else None,
        "entered_by_id": by if is_done else None,
        "evidence": "Minutes of the steering group." if is_done else "",
        "note": "",
        "reason": "",
        "version": 2 if is_done else 1,
    }


def progress_row(site_id: int, milestones: list[Row]) -> Row:
    """The sums of these milestones, as `journey.service.refresh_progress` works them out."""
    counted = count(MilestoneStatus(row["status"]) for row in milestones)
    ahead = [row for row in milestones if MilestoneStatus(row["status"]).is_open]
    ahead.sort(key=lambda row: (row["planned_on"], row["position"]))
    critical = [row for row in ahead if row["critical"]]
    return {
        "site_id": site_id,
        "done": counted.done,
        "counted": counted.of,
        "percent": counted.done * 100 // counted.of if counted.of else 0,
        "next_code": ahead[0]["code"] if ahead else None,
        "next_on": ahead[0]["planned_on"] if ahead else None,
        "critical_code": critical[0]["code"] if critical else None,
        "critical_on": critical[0]["planned_on"] if critical else None,
        "tallies": packed(tally(_activity(row) for row in milestones)),
        "template_version": max(row["template_version"] for row in milestones),
    }


def _activity(row: Row) -> Activity:
    status = MilestoneStatus(row["status"])
    return activity(Stage(row["stage"]), status, row["happened_on"], row["first_planned_on"])


def stages_reached(course: Course) -> list[tuple[Stage, date]]:
    """The stages a site moved to, each with its day."""
    found = []
    for stage, days in STAGE_DAYS.items():
        on = course.contract_on + timedelta(days=days + 2 * course.pace)
        if on < course.reached:
            found.append((stage, on))
    return found


def decision_rows(
    site_id: int, reached: list[tuple[Stage, date]], by: int, chance: random.Random
) -> list[Row]:
    """The decisions behind these stages."""
    before = [Stage.EXPLORATION, *(stage for stage, _ in reached)]
    return [
        {
            "site_id": site_id,
            "from_stage": before[index],
            "to_stage": stage,
            "decided_on": on,
            "reason": "The criteria of the stage before are met.",
            "evidence": "Minutes of the steering group.",
            "decided_by_id": by,
            "entered_at": moment(on, chance),
        }
        for index, (stage, on) in enumerate(reached)
    ]
