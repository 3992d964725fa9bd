"""F8 to F12: fidelity, adaptation, contact, milestones, confidence."""

from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.facts import Contact, Quality, SiteFacts
from app.indicators.rules.marks import Signal
from app.indicators.rules.say import counted, day, number
from app.indicators.rules.signals.grading import grade_above

NO_ROUND_FOR = 273  # days; nine months
DROP = 10  # points between two rounds


def fidelity(facts: SiteFacts) -> Signal:
    """F8: the median of the latest round, its change, and whether rounds still take place."""
    known, first = facts.quality, facts.use.first_on
    if known is None:
        return Signal.unknown("F8", "Case audits cannot be read here yet.")
    since = known.last_on or first
    if since is None:
        return Signal.not_yet("F8", "Audits begin once there are cases.")
    days = (facts.on - since).days
    if days > NO_ROUND_FOR:
        words = f"No round of case audits has been closed for {counted(days, 'day')}."
        if known.last_on is None:
            words = f"No round of case audits since the first case, {counted(days, 'day')} ago."
        return Signal.known("F8", 2, words, known.as_of, n=len(known.shown), value=days)
    if known.last_on is None:
        return Signal.not_yet("F8", "The first round of audits is not due yet.")
    if not known.shown:
        return Signal.unknown("F8", "No round has five files or more.", known.as_of)
    return _adherence(known)


def _adherence(known: Quality) -> Signal:
    latest, limit = known.shown[-1], DEFINITIONS["F8"]
    middle = latest.median or 0.0
    before = known.shown[-2].median if len(known.shown) > 1 else None
    has_dropped = before is not None and before - middle >= DROP
    grade = 2 if middle < limit.second else int(middle < limit.first or has_dropped)
    words = f"The latest audits found {number(middle)} % adherence in {latest.files} files"
    if has_dropped and before is not None:
        words += f", {number(before - middle)} points below the round before"
    return Signal.known("F8", grade, f"{words}.", latest.closed_on, n=latest.files, value=middle)


def adaptation(facts: SiteFacts) -> Signal:
    """F9: changes in force that are not in line with the framework."""
    known = facts.changes
    if known is None:
        return Signal.unknown("F9", "The register of adaptations cannot be read here yet.")
    off = [one for one in known.in_force if one.keeps is False and not one.agreed]
    cut = [one for one in known.in_force if one.core and not one.agreed]
    oldest = max(((facts.on - one.since).days for one in off), default=0)
    total = len(known.in_force)
    if cut:
        words = f"A core part of the framework is left out without agreement: “{cut[0].what}”."
        return Signal.known("F9", 2, words, known.as_of, n=total, value=oldest)
    if oldest > DEFINITIONS["F9"].first:
        words = f"{counted(len(off), 'change').capitalize()} not in line with the framework"
        words += f", the oldest for {counted(oldest, 'day')}."
        return Signal.known("F9", 1, words, known.as_of, n=total, value=oldest)
    words = f"{counted(total, 'change').capitalize()} to the framework in force."
    return Signal.known("F9", 0, words, known.as_of, n=total, value=oldest)


def contact(facts: SiteFacts) -> Signal:
    """F10: silence against the stage's own cadence, and calls missed in a row."""
    known = facts.contact
    days, usual = known.silent(facts.on), known.cadence
    grade = 2 if known.missed > 1 else grade_above("F10", days / usual)
    return Signal.known(
        "F10", grade, _contact_words(known, days, grade), known.as_of, n=known.held, value=days
    )


def _contact_words(known: Contact, days: int, grade: int) -> str:
    missed = f"The last {known.missed} calls were missed. " if known.missed > 1 else ""
    usual = f"calls are meant to be {counted(known.cadence, 'day')} apart"
    if not known.was_heard:
        return f"{missed}Nobody has been in contact for {counted(days, 'day')}; {usual}."
    if grade and (not missed or days > known.cadence):
        return f"{missed}No contact for {counted(days, 'day')}; {usual}."
    return missed.strip() or f"Last contact was on {day(known.last_on)}."


def milestones(facts: SiteFacts) -> Signal:
    """F11: how late the longest overdue critical milestone is."""
    known = facts.overdue
    if not known.planned:
        return Signal.unknown("F11", "No milestone has a date.")
    grade = grade_above("F11", known.days)
    words = "No critical milestone is overdue."
    if known.count:
        words = f"The milestone “{known.name}” is {counted(known.days, 'day')} overdue"
        others = known.count - 1
        if others:
            verb = "other is" if others == 1 else "others are"
            words += f", and {others} critical {verb} late too"
        words += "."
    return Signal.known("F11", grade, words, known.as_of, n=known.planned, value=known.days)


def confidence(facts: SiteFacts) -> Signal:
    """F12: what the authority says about its lasting."""
    known, limit = facts.contact, DEFINITIONS["F12"]
    if not known.held:
        return Signal.not_yet("F12", "No call has been held yet.")
    if not known.confidence:
        return Signal.unknown("F12", "No call has asked how sure they are that it will last.")
    on, last = known.confidence[-1]
    before = known.confidence[-2][1] if len(known.confidence) > 1 else None
    is_low_twice = before is not None and max(last, before) <= limit.second
    has_fallen = before is not None and before - last >= limit.first
    words = f"Confidence that it will last was {last} of 10 on {day(on)}"
    if has_fallen:
        words += f", down from {before}"
    if is_low_twice:
        words += f", {number(limit.second)} or lower twice in a row"
    return Signal.known(
        "F12",
        2 if is_low_twice else int(has_fallen),
        f"{words}.",
        on,
        n=len(known.confidence),
        value=last,
    )
