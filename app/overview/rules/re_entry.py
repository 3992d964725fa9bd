"""Coming back after a pause or an end: what there is to build on, and what is too old for it.

A self assessment is old after a year, since posts and teams change (domain.md §5.4: yearly
review); coverage below 80 % of those intended wants another course (§6.1); a group that has not
met for half a year has to begin anew (§7.4, F5: 120 days are a signal already).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from app.overview.rules.rounds import day

OLD_ROUND = timedelta(days=365)
OLD_GROUP = timedelta(days=183)
ENOUGH_COVERAGE = 80.0
ENOUGH_TRAINERS = 2


@dataclass(frozen=True)
class PastRound:
    """The newest round of an instrument; `signed_on` is None where it was never signed off."""

    name: str
    slug: str
    signed_on: date | None


@dataclass(frozen=True)
class Left:
    """What a site has: `coverage` in per cent of practitioners intended, None where nobody is."""

    rounds: tuple[PastRound, ...]
    done: int
    counted: int
    coverage: float | None
    trainers_good: int
    trainers_lapsed: int
    groups: int
    last_met: date | None
    actions_open: int
    actions_overdue: int
    strategic_leads: int


@dataclass(frozen=True)
class Line:
    """One thing: what there is in words, whether it can be reused, and what to do with it.

    `page` and `slug` say where: rounds, journey, training, meetings, plan or people.
    """

    what: str
    fact: str
    is_reusable: bool
    step: str
    page: str
    slug: str = ""


def lines(left: Left, today: date) -> list[Line]:
    """Everything a new beginning can build on or has to renew, in the order of the work."""
    return [
        _people(left),
        *(_round(one, today) for one in left.rounds),
        _journey(left),
        _trainers(left),
        _coverage(left),
        _groups(left, today),
        _actions(left),
    ]


def shifted(planned_on: date, rested: timedelta) -> date:
    """A planned day, later by as long as the site rested."""
    return planned_on + rested


def _people(left: Left) -> Line:
    some = left.strategic_leads
    fact = f"{some} strategic lead{'' if some == 1 else 's'} with an account."
    if not some:
        return Line("Lead", "No strategic lead.", False, "Invite the strategic lead", "people")
    return Line("Lead", fact, True, "Check that they still lead it", "people")


def _round(one: PastRound, today: date) -> Line:
    if one.signed_on is None:
        return Line(
            one.name,
            "Never signed off.",
            False,
            "Finish it, or open a new round",
            "round",
            one.slug,
        )
    fact = f"Signed off on {day(one.signed_on)}."
    if today - one.signed_on > OLD_ROUND:
        return Line(
            one.name, fact, False, "Open a new round and compare the two", "round", one.slug
        )
    return Line(one.name, fact, True, "Build on its result", "round", one.slug)


def _journey(left: Left) -> Line:
    fact = f"{left.done} of {left.counted} milestones are done."
    return Line(
        "Milestones", fact, left.done > 0, "Check those that have to be done again", "journey"
    )


def _trainers(left: Left) -> Line:
    good, gone = left.trainers_good, left.trainers_lapsed
    fact = f"{good or 'Nobody'} with a valid licence" + (
        f", {gone} whose licence has run out." if gone else "."
    )
    if good >= ENOUGH_TRAINERS:
        return Line("Trainers", fact, True, "Renew those that run out next", "training")
    return Line(
        "Trainers",
        fact,
        False,
        "Renew licences, or send two people to the next training for trainers",
        "training",
    )


def _coverage(left: Left) -> Line:
    if left.coverage is None:
        fact = "No intended numbers are entered."
        return Line("Trained practitioners", fact, False, "Enter teams and numbers", "training")
    fact = f"{floor(left.coverage)}% of those intended are trained and in post."
    if left.coverage >= ENOUGH_COVERAGE:
        return Line(
            "Trained practitioners", fact, True, "Bring the register up to date", "training"
        )
    return Line("Trained practitioners", fact, False, "Plan in-house courses", "training")


def _groups(left: Left, today: date) -> Line:
    if not left.groups:
        return Line("Groups", "No group is set up.", False, "Set up the steering group", "meetings")
    met = f"last met on {day(left.last_met)}" if left.last_met else "never met"
    fact = f"{left.groups} group{'' if left.groups == 1 else 's'}, {met}."
    is_old = left.last_met is None or today - left.last_met > OLD_GROUP
    step = "Check who still sits in it, and plan a meeting" if is_old else "Plan the next meeting"
    return Line("Groups", fact, not is_old, step, "meetings")


def _actions(left: Left) -> Line:
    if not left.actions_open:
        return Line(
            "Actions", "No action is open.", True, "Add what the new beginning needs", "plan"
        )
    fact = f"{left.actions_open} open, {left.actions_overdue} of them past their day."
    is_good = left.actions_overdue == 0
    step = "Go on with them" if is_good else "Drop those that no longer matter, and agree new days"
    return Line("Actions", fact, is_good, step, "plan")


def reusable(found: Sequence[Line]) -> list[Line]:
    """Those to build on."""
    return [one for one in found if one.is_reusable]


def to_renew(found: Sequence[Line]) -> list[Line]:
    """Those that have to be renewed first."""
    return [one for one in found if not one.is_reusable]
