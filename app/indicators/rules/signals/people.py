"""F3, F4, F5: sponsor and lead, restructure, steering group."""

from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.facts import People, SiteFacts
from app.indicators.rules.marks import Signal
from app.indicators.rules.say import counted, day
from app.indicators.rules.signals.grading import grade_above
from app.sites.rules import Stage
from app.sites.rules.posts import Post, Vacancy

POSTS = {Post.SPONSOR: "sponsor’s post", Post.STRATEGIC: "strategic lead’s post"}


def posts(facts: SiteFacts) -> Signal:
    """F3: who of the two is missing, and whether both are new."""
    people = facts.people
    if not people.entered:
        if facts.is_in(Stage.EXPLORATION):
            return Signal.not_yet("F3", "Posts are filled once the work begins.")
        return Signal.unknown("F3", "Nobody is entered for any post.")
    grade = _posts_grade(people)
    longest = max((one.days for one in people.vacant), default=0)
    return Signal.known("F3", grade, _posts_words(people), people.as_of, n=2, value=longest)


def _posts_grade(people: People) -> int:
    long_vacant = any(one.days >= DEFINITIONS["F3"].second for one in people.vacant)
    if long_vacant or len(people.vacant) == 2 or people.both_new:
        return 2
    return int(bool(people.vacant))


def _posts_words(people: People) -> str:
    said = [_vacant_words(one) for one in people.vacant]
    if people.both_new:
        said.append("Sponsor and strategic lead are both new within six months.")
    return " ".join(said) or "Sponsor and strategic lead are in post."


def _vacant_words(one: Vacancy) -> str:
    if one.was_held:
        return f"The {POSTS[one.post]} has been vacant since {day(one.since)}."
    return f"The {POSTS[one.post]} has not been filled since {day(one.since)}."


def restructure(facts: SiteFacts) -> Signal:
    """F4: what moves around the work."""
    found = facts.restructure
    if not found.title:
        return Signal.known("F4", 0, "No restructure or merger is entered.", None, n=0)
    what = "A merger" if found.merger else "A restructure"
    when = ""
    if found.in_force_on is not None:
        word = "in force since" if found.in_force_on <= facts.on else "to be in force on"
        when = f", {word} {day(found.in_force_on)}"
    state = "is under way" if found.grade == 2 else "is announced"
    if found.grade == 1 and found.in_force_on and found.in_force_on <= facts.on:
        state = "has happened"
    return Signal.known("F4", found.grade, f"{what} {state}{when}.", found.as_of, n=1)


def steering(facts: SiteFacts) -> Signal:
    """F5: whether the steering group meets with a quorum."""
    group = facts.steering
    if facts.is_in(Stage.EXPLORATION):
        return Signal.not_yet("F5", "The steering group is set up once the work begins.")
    if group.since is None:
        return Signal.unknown("F5", "No steering group is entered.")
    days = (facts.on - group.since).days
    grade = 2 if group.two_without_quorum else grade_above("F5", days)
    words = f"The steering group has not met with a quorum for {counted(days, 'day')}."
    if group.two_without_quorum:
        words = "The last two steering group meetings had no quorum."
    elif not grade:
        words = f"The steering group last met with a quorum on {day(group.since)}."
        if not group.met:
            words = f"The steering group was set up on {day(group.since)}."
    return Signal.known("F5", grade, words, group.as_of, n=group.met, value=days)
