"""The pilots of a site among many: plan, monthly counts, learning, review and decision."""

from datetime import date

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.journey.rules.case_types import CaseType
from app.journey.rules.outcomes import MENU
from app.pilots.models import (
    Pilot,
    PilotEntry,
    PilotMeasure,
    PilotMonth,
    PilotReview,
    PilotRisk,
    PilotStrategy,
    RollOutStep,
)
from app.pilots.rules.learning import Lesson
from app.pilots.rules.months import STAGES, open_months
from app.pilots.rules.review import Decision, NextStep

FIRST, LENGTH, GAP = 200, 182, 60  # days: after the contract, of a pilot, between two
STRATEGIES = (
    "Parental agreements are written with the family",
    "The practice group looks at every plan to return home",
    "Families keep a named worker for six months",
)
COUNTED = 0.9


def pilot_rows(ground: Ground) -> Rows:
    """Pilots one after the other for as long as the work went on, at most three."""
    found: dict[type, list[Row]] = {
        model: [] for model in (Pilot, PilotStrategy, PilotMeasure, PilotRisk, PilotMonth)
    } | {PilotEntry: [], PilotReview: [], RollOutStep: []}
    follows = None
    for number, starts_on in enumerate(list(ground.days(FIRST, LENGTH + GAP))[:3], 1):
        follows = _pilot(ground, number, starts_on, follows, found)
    return found


def _pilot(
    ground: Ground, number: int, starts_on: date, follows: int | None, found: dict[type, list[Row]]
) -> int:
    pilot, ends_on = ground.numbers.take(Pilot), later(starts_on, LENGTH)
    is_over = later(ends_on, 30) < ground.course.reached
    row = _plan(ground, pilot, number, starts_on, follows)
    found[Pilot].append(row | (_decided(ground, number, ends_on) if is_over else _open()))
    strategies = [_strategy(ground, pilot, place) for place in range(1, len(STRATEGIES) + 1)]
    found[PilotStrategy] += strategies
    found[PilotMeasure] += [_measure(ground, pilot, place, is_over) for place in range(1, 4)]
    found[PilotRisk].append(_risk(pilot))
    found[PilotMonth] += _months(ground, pilot, starts_on, ends_on)
    for days in range(20, LENGTH, 25):
        if (on := later(starts_on, days)) < ground.course.reached:
            found[PilotEntry].append(_entry(ground, pilot, strategies, on))
    if is_over:
        found[PilotReview].append(_review(ground, pilot, ends_on))
        found[RollOutStep] += [
            _step(pilot, team, later(ends_on, 60)) for team in ("North", "South")
        ]
    return pilot


def _plan(ground: Ground, pilot: int, number: int, starts_on: date, follows: int | None) -> Row:
    return {
        "id": pilot,
        "site_id": ground.site_id,
        "number": number,
        "follows_id": follows,
        "name": f"Pilot {number}",
        "aim": "Find out what it takes to work with the framework in these teams.",
        "teams": "Looked after children\nAssessment and support",
        "children": ground.chance.randint(8, 30),
        "case_types": f"{CaseType.S20} {CaseType.CO}",
        "owner_id": ground.people[0],
        "starts_on": starts_on,
        "ends_on": later(starts_on, LENGTH),
        "agreed_on": later(starts_on, -14),
        "agreed_by_id": ground.people[0],
        "noted_on": later(starts_on, -10),
        "noted_by_id": ground.lead,
        "entered_at": ground.moment(later(starts_on, -40)),
        "entered_by_id": ground.people[0],
        "version": 3,
    }


def _open() -> Row:
    named = ("ended_on", "decided_on", "decided_by_id", "roll_out_on")
    said = dict.fromkeys(("end_note", "decision", "next_step", "reason", "conditions"), "")
    return dict.fromkeys(named) | said


def _decided(ground: Ground, number: int, ends_on: date) -> Row:
    decision = Decision.ADJUST if number == 1 else Decision.WIDEN
    return {
        "ended_on": ends_on,
        "end_note": "",
        "decided_on": later(ends_on, 25),
        "decided_by_id": ground.people[0],
        "decision": decision,
        "next_step": NextStep.NEXT_PILOT if number < 3 else NextStep.ROLL_OUT,
        "reason": "Assessments are written earlier; agreements still come late.",
        "conditions": "Managers are trained first.",
        "roll_out_on": None,
    }


def _strategy(ground: Ground, pilot: int, place: int) -> Row:
    return {
        "id": ground.numbers.take(PilotStrategy),
        "pilot_id": pilot,
        "what": STRATEGIES[place - 1],
        "signs": "Seen in supervision and in the files.",
        "cycle": "Plan, try with two families, look, change.",
        "position": place,
    }


def _measure(ground: Ground, pilot: int, place: int, is_over: bool) -> Row:
    item = MENU[place - 1]
    return {
        "pilot_id": pilot,
        "code": item.code,
        "name": item.name,
        "unit": item.unit,
        "wanted": item.wanted,
        "baseline": 4.0,
        "target": 8.0,
        "result": float(ground.chance.randint(3, 10)) if is_over else None,
        "words": "As counted." if is_over else "",
        "position": place,
    }


def _risk(pilot: int) -> Row:
    said = {"what": "Staff leave during the pilot.", "response": "Two are trained for each seat."}
    return {"pilot_id": pilot, **said, "owner_name": "Team manager", "position": 1}


def _months(ground: Ground, pilot: int, starts_on: date, ends_on: date) -> list[Row]:
    months = open_months(starts_on, ends_on, ground.course.reached)
    return [_month(ground, pilot, month) for month in months if ground.chance.random() < COUNTED]


def _month(ground: Ground, pilot: int, month: date) -> Row:
    """Counts that get fewer from stage to stage, so that none can exceed the one before."""
    begun = ground.chance.randint(4, 8)
    counts: Row = {}
    for stage in range(1, len(STAGES) + 1):
        counts |= {f"begun_{stage}": max(0, begun - stage), f"finished_{stage}": 0}
        counts[f"finished_{stage}"] = max(0, begun - stage - 1)
    return counts | {
        "pilot_id": pilot,
        "month": month,
        "children": begun + 4,
        "for_return": 1,
        "against_return": 1,
        "returned": max(0, begun - 5),
        "return_ended": 0,
        "families": begun,
        "staff": begun + 2,
        "groups": 2,
        "entered_at": ground.moment(later(month, 35)),
        "entered_by_id": ground.people[1],
    }


def _entry(ground: Ground, pilot: int, strategies: list[Row], on: date) -> Row:
    return {
        "pilot_id": pilot,
        "strategy_id": ground.chance.choice(strategies)["id"],
        "happened_on": on,
        "tried": "Looked at a plan in the practice group before the review.",
        "happened": "The group saw early what was missing.",
        "learnt": "An hour is enough when the worker brings the grid.",
        "lesson": ground.chance.choice(list(Lesson)),
        "change": "The grid goes out with the invitation.",
        "codes": "B05 F03",
        "entered_at": ground.moment(on),
        "entered_by_id": ground.chance.choice(ground.people),
    }


def _review(ground: Ground, pilot: int, ends_on: date) -> Row:
    return {
        "pilot_id": pilot,
        "figures": "More assessments were begun than before.",
        "helped": "A manager who asked for it in supervision.",
        "hindered": "Staff who left.",
        "fidelity": "Stages were kept, agreements came late.",
        "families": "Parents said they knew what had to change.",
        "staff": "Takes time at first.",
        "begun_on": later(ends_on, 5),
        "finished_on": later(ends_on, 20),
        "finished_by_id": ground.people[0],
    }


def _step(pilot: int, team: str, starts_on: date) -> Row:
    said = {"training": "Two days with our trainers", "owner_name": "Team manager"}
    return {"pilot_id": pilot, "team": f"{team} team", "starts_on": starts_on, **said}
