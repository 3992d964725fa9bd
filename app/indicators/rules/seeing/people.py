"""Contact, the two posts at risk, what happens around the work, the steering group."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.indicators.rules.facts import Contact, People, Restructure, Steering
from app.indicators.rules.known import Around, Call, Known
from app.sites.rules import Stage
from app.sites.rules.posts import AT_RISK, Term, vacancies
from app.standing.rules import EventKind, Phase, is_around, phase_of

YEAR, HALF_YEAR, QUARTER = timedelta(days=365), timedelta(days=182), timedelta(days=90)


def contact_on(known: Known, on: date) -> Contact:
    """When somebody was last heard, counted from the day the site was added where nobody was."""
    calls = sorted((one for one in known.calls if one.on <= on), key=lambda one: one.on)
    heard = [one.on for one in calls if one.held]
    heard += [day for day in known.contacts if day <= on]
    last_on = max(heard, default=min(known.basics.added_on, on))
    return Contact(
        as_of=max([one.on for one in calls] + heard, default=None),
        last_on=last_on,
        was_heard=bool(heard),
        cadence=_cadence(known, on),
        missed=_missed_in_a_row(calls),
        held=sum(one.held for one in calls),
        confidence=tuple((one.on, one.confidence) for one in calls if one.confidence is not None),
    )


def _cadence(known: Known, on: date) -> int:
    """Days between calls: agreed with the site while that holds, else the stage's. The shortened
    ones of a level never count, or concern would feed itself."""
    agreed = [days for first, last, days in known.agreed_cadence if first <= on <= last]
    return agreed[-1] if agreed else dict(known.cadence)[known.basics.stage(on)]


def active_on(known: Known, on: date) -> int:
    """How many people of the authority took part in the community within 90 days."""
    return len({one.person_id for one in known.community if on - QUARTER < one.on <= on})


def _missed_in_a_row(calls: list[Call]) -> int:
    missed = 0
    for one in reversed(calls):
        if one.held:
            break
        missed += 1
    return missed


def people_on(known: Known, on: date) -> People:
    """Who of sponsor and strategic lead is missing, and how often they changed. A post that was
    never held is missing once the work begins, not while the site explores."""
    begun = [term for term in known.posts if term.starts_on <= on]
    begins = known.basics.reached(Stage.INSTALLATION, on)
    found = vacancies(begun, begins or on, on)
    vacant = [one for one in found if one.was_held or begins is not None]
    fresh = {post: _new_holders(begun, post, on - HALF_YEAR) for post in AT_RISK}
    return People(
        as_of=max((term.starts_on for term in begun), default=None),
        entered=bool(begun),
        vacant=tuple(one for one in vacant if one.post in AT_RISK),
        changes=sum(_new_holders(begun, post, on - YEAR) for post in AT_RISK),
        both_new=all(fresh.values()),
    )


def _new_holders(terms: Iterable[Term], post: str, since: date) -> int:
    """Holders who began after `since` where somebody else held the post before."""
    ours = sorted((term for term in terms if term.post == post), key=lambda term: term.starts_on)
    return sum(term.starts_on > since for term in ours[1:])


def restructure_on(known: Known, on: date) -> Restructure:
    """The restructure or merger that touches the work most on a day."""
    kinds = (EventKind.RESTRUCTURE, EventKind.MERGER)
    ours = [one for one in known.around if one.kind in kinds and _is_told(one, on)]
    graded = [(_grade(one, on), one) for one in ours]
    if not graded:
        return Restructure(None, 0, "", False, None)
    grade, worst = max(graded, key=lambda pair: pair[0])
    said = [when.first for _, when in worst.dates.named if when.first <= on]
    in_force = worst.dates.in_force
    return Restructure(
        max(said, default=on),
        grade,
        worst.title,
        worst.kind is EventKind.MERGER,
        in_force.first if in_force else None,
    )


def _is_told(one: Around, on: date) -> bool:
    return is_around(one.dates, on)


def _grade(one: Around, on: date) -> int:
    phase, in_force = phase_of(one.dates, on), one.dates.in_force
    if phase is Phase.IN_FORCE:
        return 2 if in_force is not None and on - in_force.first <= HALF_YEAR else 1
    if one.kind is EventKind.MERGER and in_force is not None and in_force.first - on < YEAR:
        return 2
    return 2 if phase is Phase.DECIDED else 1


def steering_on(known: Known, on: date) -> Steering:
    """When the steering group last met with a quorum."""
    set_up = [day for day in known.groups if day <= on]
    held = sorted((one for one in known.meetings if one.on <= on), key=lambda one: one.on)
    quorate = [one.on for one in held if one.quorate]
    return Steering(
        as_of=max([one.on for one in held] + set_up, default=None),
        since=max(quorate, default=min(set_up, default=None)),
        met=len(held),
        two_without_quorum=len(held) > 1 and not any(one.quorate for one in held[-2:]),
    )
