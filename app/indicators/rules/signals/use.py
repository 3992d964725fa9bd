"""F1 and F2: no use, falling use."""

from datetime import date

from app.core.statistics.runs import runs
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Signal
from app.indicators.rules.say import counted, day, month
from app.indicators.rules.signals.grading import grade_from
from app.sites.rules import Stage

COUNTED_WITHIN = 92  # days; a count that shows cases says nothing about longer ago
MONTHS = 12
SEVEN = 7
RECENT = 3


def silence(facts: SiteFacts) -> Signal:
    """F1: for how long no case was started, as far as months are counted."""
    use = facts.use
    if use.last_on is None or use.quiet is None or use.as_of is None:
        return _no_case_yet("F1", facts)
    grade = grade_from("F1", use.quiet)
    age = (facts.on - use.as_of).days
    if not grade and age > COUNTED_WITHIN:
        return Signal.unknown("F1", f"No month is counted after {month(use.as_of)}.", use.as_of)
    words = _silent_words(use.quiet, use.as_of, age, exact=use.exact)
    return Signal.known("F1", grade, words, use.as_of, n=len(use.known_months), value=use.quiet)


def _no_case_yet(code: str, facts: SiteFacts) -> Signal:
    if facts.use.as_of is not None or facts.is_in(Stage.EXPLORATION, Stage.INSTALLATION):
        return Signal.not_yet(code, "No case has been started yet.")
    return Signal.unknown(code, "No month is counted yet: nobody knows whether it is used.")


def _silent_words(quiet: int, as_of: date, age: int, *, exact: bool) -> str:
    if not quiet:
        return f"Cases were started in {month(as_of)}."
    least = "" if exact else "at least "
    until = f", counted to {day(as_of)}" if age > COUNTED_WITHIN else ""
    return f"No case started for {least}{counted(quiet, 'day')}{until}."


def falling(facts: SiteFacts) -> Signal:
    """F2: fewer cases than before, by the rules of runs."""
    use = facts.use
    if use.first_on is None:
        return _no_case_yet("F2", facts)
    if (facts.on - use.first_on).days < 30 * MONTHS:
        return Signal.not_yet("F2", "The first case is less than 12 months old.")
    counts = use.known_months
    if use.as_of is not None and (facts.on - use.as_of).days > COUNTED_WITHIN:
        return Signal.unknown("F2", f"No month is counted after {month(use.as_of)}.", use.as_of)
    if len(counts) < MONTHS:
        return Signal.unknown(
            "F2", f"Only {len(counts)} of the last 12 months are counted.", use.as_of
        )
    tests = (is_run_below_median(counts), is_seven_below_mean(counts))
    dropped = is_halved(counts)
    grade = 2 if dropped or all(tests) else int(any(tests))
    return Signal.known("F2", grade, _falling_words(counts, grade), use.as_of, n=len(counts))


def _falling_words(counts: tuple[int, ...], grade: int) -> str:
    recent, before = sum(counts[-RECENT:]), sum(counts[:-RECENT])
    said = (
        f"{counted(recent, 'case').capitalize()} started in the last 3 months,"
        f" {before:,} in the 9 months before"
    )
    return f"Use is falling: {said[0].lower()}{said[1:]}." if grade else f"{said}."


def is_run_below_median(counts: tuple[int, ...]) -> bool:
    """Whether a run below the median is longer than chance allows and nothing rose above it since
    (Anhøj rules)."""
    found = runs(counts)
    if not found.shifted or found.above or found.median is None:
        return False
    return all(one <= found.median for one in counts[found.longest[-1] :])


def is_seven_below_mean(counts: tuple[int, ...]) -> bool:
    """Whether the last seven months or more lie below the mean."""
    mean = sum(counts) / len(counts)
    return trailing([one < mean for one in counts]) >= SEVEN


def is_halved(counts: tuple[int, ...]) -> bool:
    """Whether the mean of the last 3 months is under half of that of those before."""
    recent, before = counts[-RECENT:], counts[:-RECENT]
    return sum(recent) * len(before) * 2 < sum(before) * len(recent)


def trailing(flags: list[bool]) -> int:
    """How many at the end are true without a break."""
    found = 0
    for flag in reversed(flags):
        if not flag:
            break
        found += 1
    return found
