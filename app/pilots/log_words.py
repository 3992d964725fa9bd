"""How the learning log and the review read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.words import count, short_day
from app.journey.rules.outcomes import number, verdict
from app.pilots.queries import EntryRow, LogWanted, MeasureRow, MonthRow, StrategyRow
from app.pilots.rules.learning import Lesson
from app.pilots.rules.measures import result_from_counts
from app.pilots.rules.months import most, totals
from app.plans.rules import Barrier, Facilitator, code_of

Item = dict[str, Any]
LESSONS = {one.value: one.label for one in Lesson}
CODES = {code.value: code.label for kind in (Barrier, Facilitator) for code in kind}
COLUMNS = (
    ("on", "When", "date", True),
    ("tried", "What was tried", "text", False),
    ("learnt", "What was learnt", "text", False),
    ("lesson", "What becomes of it", "text", False),
)


def rows(found: Sequence[EntryRow], address: Callable[[int], str]) -> list[Item]:
    """The rows of the log."""
    return [
        {
            "on": {"text": short_day(one.happened_on), "href": address(one.id)},
            "tried": _short(one.tried),
            "learnt": _short(one.learnt),
            "lesson": one.lesson.label,
        }
        for one in found
    ]


def _short(text: str, longest: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rsplit(' ', 1)[0]} …"


def named_filters(wanted: LogWanted, strategies: Sequence[StrategyRow]) -> dict[str, str]:
    """The words of each filter in use."""
    named = {str(one.id): one.said.what for one in strategies}
    found = {
        "lesson": LESSONS.get(wanted.lesson, ""),
        "strategy": named.get(wanted.strategy, ""),
        "code": CODES.get(wanted.code, ""),
    }
    return {name: words for name, words in found.items() if words}


def codes_in_words(entries: Sequence[EntryRow]) -> list[tuple[str, list[str]]]:
    """What hindered and what helped, the most named first, each with how often."""
    times: dict[str, int] = {}
    for one in entries:
        for code in one.codes:
            times[code.value] = times.get(code.value, 0) + 1
    ranked = sorted(times, key=lambda word: (-times[word], word))
    found = []
    for heading, kind in (("Hindered", Barrier), ("Helped", Facilitator)):
        named = [
            f"{code.label} ({count(times[word], 'entry', 'entries')})"
            for word in ranked
            for code in [code_of(word)]
            if isinstance(code, kind)
        ]
        if named:
            found.append((heading, named))
    return found


def lessons_in_words(entries: Sequence[EntryRow]) -> str:
    """How many entries there are, and what became of what was tried, in a sentence."""
    if not entries:
        return "Nothing was written into the learning log."
    parts = [
        f"{number_of} to {lesson.value}"
        for lesson in (Lesson.ADOPT, Lesson.ADAPT, Lesson.ABANDON)
        if (number_of := sum(one.lesson is lesson for one in entries))
    ]
    total = count(len(entries), "entry", "entries")
    return f"{total}: {', '.join(parts)}." if parts else f"{total}; nothing is settled yet."


def suggested(measures: Sequence[MeasureRow], months: Sequence[MonthRow]) -> Mapping[int, float]:
    """What the monthly counts say about each measure that they can speak of."""
    counts = {one.month: one.counts for one in months}
    sums, highest = totals(counts), most(counts)
    found = {}
    for one in measures:
        value = result_from_counts(one.said.code, sums, highest)
        if value is not None:
            found[one.id] = value
    return found


def measure_rows(measures: Sequence[MeasureRow]) -> list[Item]:
    """Each measure against its baseline and target, for the review and the report."""
    return [
        {
            "name": one.said.name,
            "baseline": number(one.said.baseline, one.said.unit),
            "target": number(one.said.target, one.said.unit),
            "result": number(one.result, one.said.unit),
            "verdict": verdict(one.wanted, one.said.baseline, one.said.target, one.result),
            "words": one.words,
        }
        for one in measures
    ]
