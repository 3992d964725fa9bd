"""SU12 to SU15, SU18, SU19: the authority's own papers, audits, adaptations, the contract."""

from app.indicators.rules.components.colouring import (
    at_least,
    at_most,
    is_before_work,
    known,
    not_yet,
    unknown,
)
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Colour, Component
from app.indicators.rules.say import counted, day, number
from app.indicators.rules.signals.course import DROP

MONTH = 365 / 12
LATER = "Audits begin once there are cases."


def embedding(facts: SiteFacts) -> Component:
    """SU12: how many of the eight papers hold the framework."""
    said = facts.embedded
    if said is None:
        return (
            not_yet("SU12")
            if is_before_work(facts)
            else unknown("SU12", "Nobody has said which of the authority’s papers hold it.")
        )
    words = f"{said.count} of eight papers of the authority hold the framework."
    colour = at_least("SU12", said.count)
    return known("SU12", colour, f"{said.count} of 8", words, said.on, 8, said.count)


def procedure(facts: SiteFacts) -> Component:
    """SU13: how old the procedure is."""
    said = facts.embedded
    if said is None or said.reviewed_on is None:
        return (
            not_yet("SU13")
            if is_before_work(facts)
            else unknown("SU13", "Nobody has entered when the procedure was reviewed.")
        )
    months = max(0, (facts.on - said.reviewed_on).days) / MONTH
    words = f"The procedure was last reviewed on {day(said.reviewed_on)}."
    shown = counted(round(months), "month")
    return known("SU13", at_most("SU13", months), shown, words, said.on, 1, months)


def rounds(facts: SiteFacts) -> Component:
    """SU14: rounds of audits closed, of those due."""
    one = facts.quality
    if one is None:
        return unknown("SU14", "Case audits cannot be read here yet.")
    if not one.due:
        return not_yet("SU14", LATER)
    share = one.rounds / one.due
    words = f"{counted(one.rounds, 'round').capitalize()} closed of {one.due} due in 12 months."
    colour = at_least("SU14", share)
    return known("SU14", colour, f"{one.rounds} of {one.due}", words, one.as_of, one.rounds, share)


def adherence(facts: SiteFacts) -> Component:
    """SU15: the latest median, one step worse after a drop."""
    one = facts.quality
    if one is None:
        return unknown("SU15", "Case audits cannot be read here yet.")
    if not one.shown:
        if one.last_on is None and not one.due:
            return not_yet("SU15", LATER)
        return unknown("SU15", "No closed round has five files or more.", one.as_of)
    latest = one.shown[-1]
    middle = latest.median or 0.0
    colour = at_least("SU15", middle)
    before = one.shown[-2].median if len(one.shown) > 1 else None
    words = f"Median adherence of {latest.files} files is {number(middle)} %"
    if before is not None and before - middle >= DROP:
        words += f", {number(before - middle)} points below the round before"
        colour = Colour.AMBER if colour is Colour.GREEN else Colour.RED
    shown = f"{number(middle)} %"
    return known("SU15", colour, shown, f"{words}.", latest.closed_on, latest.files, middle)


def waiting(facts: SiteFacts) -> Component:
    """SU18: how long the oldest adaptation waits for a view."""
    one = facts.changes
    if one is None:
        return unknown("SU18", "The register of adaptations cannot be read here yet.")
    total = len(one.in_force)
    if one.waiting is None:
        words = "No adaptation waits for the NSPCC’s view."
        return known("SU18", Colour.GREEN, "none waits", words, one.as_of, total, 0)
    words = f"The oldest adaptation has waited {counted(one.waiting, 'day')} for the NSPCC’s view."
    shown, colour = counted(one.waiting, "day"), at_most("SU18", one.waiting)
    return known("SU18", colour, shown, words, one.as_of, total, one.waiting)


def licence(facts: SiteFacts) -> Component:
    """SU19: days to the last day of the contract."""
    ends = facts.contract_ends_on
    if ends is None:
        return (
            not_yet("SU19")
            if is_before_work(facts)
            else unknown("SU19", "No signed contract with a last day is entered.")
        )
    days = (ends - facts.on).days
    limit = DEFINITIONS["SU19"]
    colour = Colour.GREEN if days > limit.first else Colour.AMBER
    if days < limit.second:
        colour = Colour.RED
    words = f"The contract ends on {day(ends)}." if days >= 0 else f"It ended on {day(ends)}."
    shown = counted(days, "day") if days > 0 else "over"
    return known("SU19", colour, shown, words, facts.on, 1, days)
