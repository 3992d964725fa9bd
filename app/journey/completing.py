"""What completes a milestone by itself, in words, and where that work is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.journey.rules import CompletedBy


@dataclass(frozen=True)
class Work:
    """Work in another room. `ends` finishes "it is marked as done when ..."; `room` names where,
    `endpoint` is its page, which may not be there yet."""

    ends: str
    about: str
    room: str
    endpoint: str


def _assessment(name: str) -> Work:
    ends = f"{name} is signed off"
    return Work(ends, "a self assessment", "the assessments", "assessments.index")


def _meeting(ends: str, about: str = "a meeting") -> Work:
    return Work(ends, about, "the meetings", "meetings.index")


def _pilot(ends: str) -> Work:
    return Work(ends, "a pilot", "the pilots", "pilots.index")


def _course(name: str) -> Work:
    return Work(f"{name} is recorded as held", "a course", "the sessions", "training.sessions")


def _audits(ends: str) -> Work:
    return Work(ends, "case audits", "the case audits", "quality.rounds")


WORK: Mapping[CompletedBy, Work] = {
    CompletedBy.PREISA_SUBMITTED: _assessment("the PreISA"),
    CompletedBy.ISA_SUBMITTED: _assessment("the ISA"),
    CompletedBy.REVIEW_SUBMITTED: _assessment("the 12-month review"),
    CompletedBy.CONVERSATION_HELD: Work(
        "the early strategic conversation is recorded",
        "what comes before the contract",
        "what comes before the contract",
        "joining.index",
    ),
    CompletedBy.CONTRACT_COMPLETED: Work(
        "the contract is recorded as completed", "the contract", "the contract", "joining.index"
    ),
    CompletedBy.IMPLEMENTATION_PLAN_APPROVED: Work(
        "the implementation plan is approved", "the plan", "the plan", "plans.index"
    ),
    CompletedBy.COMMUNICATION_PLAN_APPROVED: Work(
        "the communication plan is approved", "the communication plan", "the plan", "plans.index"
    ),
    CompletedBy.PILOT_PLAN_AGREED: _pilot("the plan of a pilot is agreed"),
    CompletedBy.PILOT_ENDED: _pilot("a pilot has ended"),
    CompletedBy.PILOT_REVIEWED: _pilot("the review of a pilot is recorded"),
    CompletedBy.ROLL_OUT_PLANNED: _pilot("the plan to go wider is recorded after a pilot"),
    CompletedBy.STEERING_GROUP_SET_UP: _meeting("the steering group is set up", "a group"),
    CompletedBy.FIRST_WORKSHOP_HELD: _meeting("the first strategic workshop is recorded as held"),
    CompletedBy.PRACTICE_GROUP_HELD: _meeting("a practice group is recorded as held"),
    CompletedBy.SECOND_WORKSHOP_HELD: _meeting("the second strategic workshop is recorded as held"),
    CompletedBy.FORUM_HELD: _meeting("a multi-agency forum is recorded as held"),
    CompletedBy.TRAINING_FOR_TRAINERS_HELD: _course("training for trainers"),
    CompletedBy.TRAINERS_REFRESHED: _course("a refresher for trainers"),
    CompletedBy.IN_HOUSE_COURSE_HELD: _course("a course without the NSPCC"),
    CompletedBy.AUDIT_ROUND_CLOSED: _audits("an audit round of five cases or more is closed"),
    CompletedBy.STRONG_AUDIT_ROUNDS: _audits("two audit rounds in a row reach 80% or more"),
}


def sentence(by: CompletedBy, *, is_open: bool) -> str:
    """What a milestone's page says about the work that completes it."""
    work = WORK[by]
    if not is_open:
        return f"This milestone is about {work.about}."
    return f"You need not enter this here: it is marked as done when {work.ends}."
