"""What follows from a review: the decision, the next pilot, the roll-out."""

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.core.words import count
from app.journey import service as journey
from app.pilots import queries
from app.pilots.models import Pilot, RollOutStep
from app.pilots.queries.pilots import cohort_of
from app.pilots.rules.learning import Lesson
from app.pilots.rules.plan import Cohort, Part
from app.pilots.rules.review import Decision, NewDecision, NextStep, check_decision
from app.pilots.rules.states import State
from app.pilots.service.holding import held, name_of, only_if
from app.pilots.service.parts import row_of
from app.pilots.service.planning import begin


def decide(site_id: int, pilot_id: int, new: NewDecision) -> None:
    """Widen, adjust or stop, once the review is finished. Raises `Refused`, LookupError."""
    row, state = held(site_id, pilot_id)
    review = queries.review_of(pilot_id)
    is_ready = state is State.IN_REVIEW and review is not None and bool(review.finished_on)
    only_if(is_ready, "decision", "Decide after the review is finished, and once")
    refuse(check_decision(new))
    chosen = Decision(new.decision).label.lower()
    audit.because("pilot decided", summary=f"{name_of(row)}: decided to {chosen}.", site_id=site_id)
    row.decided_on, row.decided_by_id = clock.today(), audit.who_acts().actor_id
    row.decision, row.next_step = new.decision, new.next_step
    row.reason, row.conditions = new.reason.strip(), new.conditions.strip()
    session().flush()


def plan_next(site_id: int, pilot_id: int) -> int:
    """Plan the pilot that follows: a draft with the same teams, owner, measures and risks, and the
    strategies that were not abandoned.

    Asked twice, there is one. Returns its number. Raises `Refused`, LookupError.
    """
    row, state = held(site_id, pilot_id)
    is_ready = state is State.DECIDED and row.next_step == NextStep.NEXT_PILOT
    only_if(is_ready, "next", "The decision does not ask for another pilot")
    there = session().scalar(select(Pilot.id).where(Pilot.follows_id == pilot_id))
    if there is not None:
        return there
    cohort = _again(cohort_of(row))
    number = begin(site_id, cohort, follows_id=pilot_id, owner_id=row.owner_id)
    session().add_all(
        row_of(number, part, position) for position, part in enumerate(_kept_parts(pilot_id))
    )
    session().flush()
    return number


def _kept_parts(pilot_id: int) -> list[Part]:
    """What the next plan begins with."""
    last = {one.strategy_id: one.lesson for one in queries.every_entry(pilot_id)}
    tried: list[Part] = [
        one.said
        for one in queries.strategies_of(pilot_id)
        if last.get(one.id) is not Lesson.ABANDON
    ]
    measures = [one.said for one in queries.measures_of(pilot_id)]
    return [*tried, *measures, *(one.said for one in queries.risks_of(pilot_id))]


def finish_roll_out(site_id: int, pilot_id: int) -> None:
    """The roll-out plan is complete; completes the milestone. Raises `Refused`, LookupError."""
    row, state = held(site_id, pilot_id)
    is_ready = state is State.DECIDED and row.next_step == NextStep.ROLL_OUT
    only_if(is_ready, "finish", "A roll-out is planned once it was decided")
    if row.roll_out_on is not None:
        return
    chosen = select(func.count()).select_from(RollOutStep).where(RollOutStep.pilot_id == pilot_id)
    steps = session().scalar(chosen) or 0
    only_if(steps > 0, "finish", "Add the teams that begin first")
    today = clock.today()
    audit.because(
        "roll-out planned",
        summary=f"The roll-out after {name_of(row)} is planned: {count(steps, 'step')}.",
        site_id=site_id,
    )
    row.roll_out_on = today
    session().flush()
    note = f"Roll-out plan after {name_of(row)}: {count(steps, 'step')}."
    journey.complete(site_id, "roll-out-planned", today, note)


def _again(cohort: Cohort) -> Cohort:
    name = cohort.name if len(cohort.name) > 80 else f"{cohort.name}, continued"
    return Cohort(name, cohort.aim, cohort.teams, cohort.children, cohort.case_types)
