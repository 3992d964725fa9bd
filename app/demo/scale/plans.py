"""The plan of a site among many: objectives, actions, reviews, routes, barriers raised."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.plans.models import (
    Action,
    ActionCode,
    BarrierCode,
    Objective,
    ObjectiveCode,
    ObjectiveReview,
    PlanReview,
    RaisedBarrier,
    Route,
    RouteUse,
)
from app.plans.rules import ActionStatus, OriginKind, Side
from app.plans.rules.barriers import Disposition, GoesTo
from app.plans.rules.codes import Barrier, Facilitator
from app.plans.rules.objectives import Area, ObjectiveStatus
from app.plans.rules.reviewing import Colour
from app.plans.rules.routes import Channel, Frequency

AIMS = {
    Area.LEADERSHIP: "Leaders ask for the framework in every supervision",
    Area.PEOPLE: "Every team has two who can train others",
    Area.PRACTICE: "Every plan to return home rests on a full assessment",
    Area.DATA: "Counts are complete by the tenth of each month",
    Area.PARTNERS: "Health and schools know what the stages mean",
}
DUTIES = (
    "Name a trainer for the next team",
    "Bring the counts to the steering group",
    "Put the grid into the recording system",
    "Ask managers what takes too long",
    "Agree with health who joins the forum",
    "Write the note for members",
)
ROUTES = (
    ("Strategic lead", "Assistant director", Channel.MEETING, Frequency.MONTHLY, 30),
    ("Steering group", "Team managers", Channel.MAIL, Frequency.SIX_WEEKLY, 42),
    ("Trainer", "NSPCC lead", Channel.CALL, Frequency.QUARTERLY, 91),
)
RAISED = (
    "There is no time for agreements between two court dates.",
    "The template asks for the same thing twice.",
    "Agency staff have not been trained.",
)


def plan_rows(ground: Ground) -> Rows:
    """Everything of the plan; nothing before the contract began."""
    if not ground.is_begun:
        return {}
    objectives = [_objective(ground, *one) for one in enumerate(AIMS, 1)]
    actions = [_action(ground, objectives, on) for on in ground.days(40, 14)]
    reviews = [_review(ground, on) for on in ground.days(150, 120)]
    routes = [_route(ground, place) for place in range(len(ROUTES))]
    uses = [use for place, route in enumerate(routes) for use in _uses(ground, place, route)]
    barriers = [_barrier(ground, on) for on in ground.days(90, 70)]
    codes, helps = list(Barrier), list(Facilitator)
    return {
        Objective: objectives,
        ObjectiveCode: [
            {"objective_id": row["id"], "code": ground.chance.choice(helps)} for row in objectives
        ],
        Action: actions,
        ActionCode: [
            {"action_id": row["id"], "code": ground.chance.choice(codes)} for row in actions[::2]
        ],
        PlanReview: reviews,
        ObjectiveReview: [
            _reviewed(ground, review, row) for review in reviews for row in objectives
        ],
        Route: routes,
        RouteUse: uses,
        RaisedBarrier: barriers,
        BarrierCode: [
            {"barrier_id": row["id"], "code": ground.chance.choice(codes)} for row in barriers
        ],
    }


def _objective(ground: Ground, position: int, area: Area) -> Row:
    begins = ground.course.contract_on
    is_reached = (ground.course.reached - begins).days > 500 and ground.chance.random() < 0.3
    return {
        "id": ground.numbers.take(Objective),
        "site_id": ground.site_id,
        "area": area,
        "position": position,
        "title": AIMS[area],
        "good": "Anyone in the teams could say so.",
        "measure": "Asked twice a year in the steering group",
        "owner_id": ground.people[0],
        "owner_name": "",
        "due_on": later(begins, ground.chance.randint(300, 900)),
        "status": ObjectiveStatus.REACHED if is_reached else ObjectiveStatus.OPEN,
        "closed_on": min(later(begins, 480), ground.yesterday) if is_reached else None,
        "close_reason": "",
        "next_review_on": None if is_reached else later(ground.course.today, 21),
        "entered_at": ground.moment(later(begins, 20)),
        "raised_by_id": ground.people[0],
    }


def _action(ground: Ground, objectives: Sequence[Row], on: date) -> Row:
    due_on = later(on, ground.chance.choice((28, 42, 70)))
    is_old = (ground.course.reached - due_on).days > -20
    status = ActionStatus.OPEN
    if is_old and ground.chance.random() < 0.88:
        status = ground.chance.choices((ActionStatus.DONE, ActionStatus.DROPPED), (12, 1))[0]
    elif ground.chance.random() < 0.4:
        status = ActionStatus.IN_PROGRESS
    is_nspcc = ground.chance.random() < 0.15
    return {
        "id": ground.numbers.take(Action),
        "site_id": ground.site_id,
        "objective_id": ground.chance.choice([*(row["id"] for row in objectives), None]),
        "title": ground.chance.choice(DUTIES),
        "detail": "",
        "side": Side.NSPCC if is_nspcc else Side.AUTHORITY,
        "owner_id": ground.lead if is_nspcc else ground.chance.choice(ground.people),
        "owner_name": "",
        "due_on": due_on,
        "status": status,
        "position": 1,
        "done_on": min(due_on, ground.yesterday) if status is ActionStatus.DONE else None,
        "drop_reason": "No longer needed." if status is ActionStatus.DROPPED else "",
        "entered_at": ground.moment(on),
        "raised_by_id": ground.people[0],
        "origin_kind": OriginKind.NONE,
        "origin_id": None,
        "origin_part": "",
        "origin_words": "",
        "origin_path": "",
    }


def _review(ground: Ground, on: date) -> Row:
    key = {"id": ground.numbers.take(PlanReview), "site_id": ground.site_id}
    return key | {"begun_on": on, "begun_by_id": ground.people[0], "ended_on": on}


def _reviewed(ground: Ground, review: Row, objective: Row) -> Row:
    return {
        "review_id": review["id"],
        "objective_id": objective["id"],
        "colour": ground.chance.choices(list(Colour), (1, 3, 4))[0],
        "words": "On the way; the next team is named.",
        "next_on": later(review["begun_on"], 120),
        "closed": ground.chance.randint(0, 2),
        "moved": ground.chance.randint(0, 1),
        "reviewed_on": review["begun_on"],
        "reviewed_by_id": ground.people[0],
    }


def _route(ground: Ground, place: int) -> Row:
    sender, receiver, channel, frequency, every = ROUTES[place]
    used = list(ground.days(60, every))
    return {
        "id": ground.numbers.take(Route),
        "site_id": ground.site_id,
        "sender": sender,
        "receiver": receiver,
        "content": "Where the work stands and what it needs",
        "channel": channel,
        "frequency": frequency,
        "reply_days": 14 if channel is Channel.MAIL else None,
        "begins_on": later(ground.course.contract_on, 60),
        "last_used_on": used[-1] if used else None,
        "stopped_on": None,
        "entered_at": ground.moment(later(ground.course.contract_on, 50)),
    }


def _uses(ground: Ground, place: int, route: Row) -> Iterator[Row]:
    for on in ground.days(60, ROUTES[place][4]):
        reply_by = later(on, route["reply_days"]) if route["reply_days"] else None
        is_answered = reply_by is not None and reply_by < ground.course.reached
        yield {
            "route_id": route["id"],
            "used_on": on,
            "note": "",
            "reply_by": reply_by,
            "replied_on": later(on, 9) if is_answered else None,
            "entered_by_id": ground.people[0],
        }


def _barrier(ground: Ground, on: date) -> Row:
    answered_on = later(on, ground.chance.randint(3, 40))
    is_answered = answered_on < ground.course.reached and ground.chance.random() < 0.85
    disposition = ground.chance.choice(list(Disposition))
    return {
        "id": ground.numbers.take(RaisedBarrier),
        "site_id": ground.site_id,
        "words": ground.chance.choice(RAISED),
        "goes_to": ground.chance.choices((GoesTo.AUTHORITY, GoesTo.NSPCC), (3, 1))[0],
        "raised_by_id": ground.people[1],
        "raised_at": ground.moment(on),
        "disposition": disposition if is_answered else "",
        "answer": "We talked about it and changed the template." if is_answered else "",
        "answered_by_id": ground.people[0] if is_answered else None,
        "answered_at": ground.moment(answered_on) if is_answered else None,
    }
