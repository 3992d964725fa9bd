"""SU8 to SU11, SU16, SU17, SU20: who steers, who stays, who is in touch."""

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
from app.indicators.rules.signals.people import posts as posts_signal
from app.indicators.rules.signals.people import restructure as restructure_signal


def steering(facts: SiteFacts) -> Component:
    """SU8: days since the last quorate meeting."""
    group = facts.steering
    if group.since is None:
        return (
            not_yet("SU8")
            if is_before_work(facts)
            else unknown("SU8", "No steering group is entered.")
        )
    days = (facts.on - group.since).days
    words = f"The last quorate meeting was on {day(group.since)}."
    if not group.met:
        words = f"It was set up on {day(group.since)}."
    colour = at_most("SU8", days)
    return known("SU8", colour, counted(days, "day"), words, group.as_of, group.met, days)


def leadership(facts: SiteFacts) -> Component:
    """SU9: whether sponsor and lead are in post."""
    people = facts.people
    if not people.entered:
        return _no_posts("SU9", facts)
    longest = max((one.days for one in people.vacant), default=0)
    if not people.vacant:
        colour = Colour.GREEN
    elif len(people.vacant) == 1 and longest < DEFINITIONS["SU9"].second:
        colour = Colour.AMBER
    else:
        colour = Colour.RED
    shown = f"{2 - len(people.vacant)} of 2 in post"
    words = posts_signal(facts).words if people.vacant else "Both are in post."
    return known("SU9", colour, shown, words, people.as_of, 2, longest)


def _no_posts(code: str, facts: SiteFacts) -> Component:
    return (
        not_yet(code) if is_before_work(facts) else unknown(code, "Nobody is entered for any post.")
    )


def turnover(facts: SiteFacts) -> Component:
    """SU10: how often sponsor and lead changed."""
    people = facts.people
    if not people.entered:
        return _no_posts("SU10", facts)
    times = people.changes
    words = f"{counted(times, 'change').capitalize()} of sponsor or strategic lead in 12 months."
    colour = at_most("SU10", times)
    return known("SU10", colour, counted(times, "change"), words, people.as_of, 2, times)


def restructure(facts: SiteFacts) -> Component:
    """SU11: shown as context, never scored."""
    found = restructure_signal(facts)
    shown = ("none", "announced or past", "under way")[found.grade]
    return known("SU11", None, shown, found.words, found.as_of, found.n, found.grade)


def contact(facts: SiteFacts) -> Component:
    """SU16: silence against the stage's own cadence."""
    one = facts.contact
    days = one.silent(facts.on)
    ratio = days / one.cadence
    words = (
        f"{counted(days, 'day').capitalize()} since contact; calls are meant every {one.cadence}."
    )
    shown = f"{number(ratio, 1)} times"
    return known("SU16", at_most("SU16", ratio), shown, words, one.as_of, one.held, ratio)


def community(facts: SiteFacts) -> Component:
    """SU17: people active in the community."""
    active = facts.community
    words = f"{counted(active, 'person', 'people').capitalize()} active within 90 days."
    colour = at_least("SU17", active)
    return known("SU17", colour, str(active), words, facts.on, active, active)


def supply(facts: SiteFacts) -> Component:
    """SU20: returns on time; shown, and no part of the index."""
    one = facts.supply
    if one is None:
        return unknown("SU20", "Quarterly returns cannot be read here yet.")
    if not one.due:
        return not_yet("SU20", "No return was due in the last 12 months.")
    missing = one.due - one.on_time
    words = f"{one.on_time} of {counted(one.due, 'return')} due in 12 months came on time."
    shown, colour = f"{one.on_time} of {one.due}", at_most("SU20", missing)
    return known("SU20", colour, shown, words, one.as_of, one.due, missing)
