"""How authorities follow one another: which mergers, splits and successions are possible.

An authority stands from `established_on` until the day before `abolished_on`. Whether it stands is
always asked for a day, so a reorganisation recorded ahead takes effect by itself.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.sites.rules import SuccessionKind

EARLIEST = date(1974, 4, 1)  # the Local Government Act 1972 took effect
YEARS_AHEAD = 10
SHORTEST_REASON = 10
Problem = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """An authority as a reorganisation sees it; `adoptions` holds (site, first day) of each
    adoption that has not ended."""

    id: int
    name: str
    established_on: date | None = None
    abolished_on: date | None = None
    adoptions: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is to happen on the day `on`: `predecessors` end, `existing` and new ones follow."""

    kind: SuccessionKind
    predecessors: tuple[Standing, ...]
    existing: tuple[Standing, ...]
    new_names: tuple[str, ...]
    on: date
    reason: str


def stands_on(established_on: date | None, abolished_on: date | None, day: date) -> bool:
    """Whether an authority with these dates exists on `day`."""
    return (established_on is None or established_on <= day) and (
        abolished_on is None or day < abolished_on
    )


def last_day(on: date) -> date:
    """The last day of what is replaced on `on`."""
    return on - timedelta(days=1)


def in_words(day: date) -> str:
    """ "1 April 2027"."""
    return f"{day.day} {day:%B %Y}"


def why_not(plan: Plan, taken: Collection[str], today: date) -> list[Problem]:
    """Everything that forbids the plan, as (field, what to do); empty when it may be recorded.

    `taken` holds the names, in case-folded form, of the authorities that stand on the day.
    """
    return [
        *_numbers(plan),
        *_day(plan, today),
        *_predecessors(plan),
        *_successors(plan, taken),
    ]


def _numbers(plan: Plan) -> Iterator[Problem]:
    before, after = len(plan.predecessors), len(plan.existing) + len(plan.new_names)
    if plan.kind is SuccessionKind.MERGED and before < 2:
        yield "others", "Name at least one other authority that merges"
    if plan.kind is SuccessionKind.SPLIT and after < 2:
        yield "existing", "Name at least two authorities that take over"
    if plan.kind is not SuccessionKind.SPLIT and after != 1:
        yield "existing", "Name exactly one authority that takes over, existing or new"


def _day(plan: Plan, today: date) -> Iterator[Problem]:
    if plan.on < EARLIEST:
        yield "on", f"The day must be {in_words(EARLIEST)} or later"
    if plan.on.year > today.year + YEARS_AHEAD:
        yield "on", f"The day must be within the next {YEARS_AHEAD} years"
    if len(plan.reason.strip()) < SHORTEST_REASON:
        yield "reason", "Say why, or under which order, in ten characters or more"


def _predecessors(plan: Plan) -> Iterator[Problem]:
    for one in plan.predecessors:
        if one.abolished_on is not None:
            yield (
                "others",
                f"{one.name} already ends on {in_words(one.abolished_on)}; take that back first",
            )
        elif one.established_on is not None and one.established_on >= plan.on:
            yield (
                "on",
                f"{one.name} exists only from {in_words(one.established_on)}; choose a later day",
            )
        for site, starts_on in one.adoptions:
            if starts_on >= plan.on:
                yield (
                    "on",
                    f"{one.name} takes part in {site} only from {in_words(starts_on)}; "
                    "choose a later day",
                )


def _successors(plan: Plan, taken: Collection[str]) -> Iterator[Problem]:
    before = {one.id for one in plan.predecessors}
    for one in plan.existing:
        if one.id in before:
            yield "existing", f"{one.name} cannot follow itself; enter it as a new authority"
        elif not stands_on(one.established_on, one.abolished_on, plan.on):
            yield "existing", f"{one.name} does not exist on {in_words(plan.on)}"
    gone = {one.name.casefold() for one in plan.predecessors}
    met: set[str] = set()
    for name in plan.new_names:
        plain = name.casefold()
        if plain in met:
            yield "new", f"{name} is named twice"
        elif plain in taken and plain not in gone:
            yield "new", f"{name} is already in the register; enter it under existing authorities"
        if len(name) > 200 or not name.isprintable():
            yield "new", "A name has at most 200 characters, on one line"
        met.add(plain)


@dataclass(frozen=True)
class Trace:
    """What a reorganisation left behind and what was built on it since, in numbers."""

    later_successions: int = 0
    codes_of_new: int = 0
    adoptions_of_new: int = 0
    adoptions_changed_since: int = 0


def why_not_undone(trace: Trace) -> str | None:
    """Why a reorganisation cannot be taken back; None when nothing depends on it."""
    if trace.later_successions:
        return "A later reorganisation builds on this one. Take that one back first."
    if trace.adoptions_of_new or trace.adoptions_changed_since:
        return "An adoption has been started or changed since, so this stays recorded."
    if trace.codes_of_new:
        return "A register import has given a new authority its GSS code, so this stays recorded."
    return None
