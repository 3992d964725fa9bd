"""Agreed measures: what one says, what is wrong with it, and which changes ask for agreement."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from app.core.refusals import Faults, at_most, needed
from app.journey.rules.outcomes import BY_CODE, OWN, Sort, Wanted
from app.measures.rules.periods import Every

MOST = 12  # of a site
FEWEST = 5  # asked or counted; below it no percentage, median or score is shown
LONGEST_NAME, LONGEST_UNIT, LONGEST_TEXT, LONGEST_ROLE, LONGEST_SOURCE = 100, 20, 1_000, 100, 200
NO_ROOM = (
    f"A site has at most {MOST} agreed measures, so that measuring stays a small part of the work."
    " Retire one first"
)
LONGEST_REASON = 1_000


@dataclass(frozen=True)
class Measure:
    """What a measure says. `code` is of the menu or `own`; `sort`, `wanted` and `every` are words
    of Sort, Wanted and Every. The owner is a person, or a role in words. `baseline_n` is of how
    many the baseline is."""

    code: str
    name: str
    definition: str
    why: str
    unit: str
    sort: str
    wanted: str
    every: str
    owner_id: int | None = None
    owner_role: str = ""
    baseline: float | None = None
    baseline_n: int | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target: float | None = None
    target_on: date | None = None


@dataclass(frozen=True)
class Value:
    """The value of a period: of how many it is, unless it is a count, and a note."""

    value: float | None
    n: int | None = None
    note: str = ""


def settled(new: Measure) -> Measure:
    """The same as it is kept: trimmed, and a measure of the menu in the menu's words where it has
    none of its own."""
    said = replace(
        new,
        name=" ".join(new.name.split()),
        definition=new.definition.strip(),
        why=new.why.strip(),
        unit=" ".join(new.unit.split()),
        owner_role=" ".join(new.owner_role.split()),
        baseline_source=" ".join(new.baseline_source.split()),
    )
    item = BY_CODE.get(new.code)
    if item is None:
        return replace(said, unit="%") if said.sort == Sort.PERCENT else said
    return replace(
        said,
        name=item.name,
        definition=said.definition or item.definition,
        why=said.why or item.why,
        unit=item.unit,
        sort=item.sort.value,
        wanted=item.wanted.value,
    )


def check_measure(new: Measure, people: Collection[int], today: date) -> Faults:
    """What is wrong with a settled measure; `people` can own one."""
    return [
        *_check_definition(new),
        *_check_owner(new, people),
        *_check_baseline(new, today),
        *_check_target(new),
    ]


def _check_definition(new: Measure) -> Faults:
    if new.code != OWN and new.code not in BY_CODE:
        return [("code", "Choose a measure, or “A measure of our own”")]
    faults = [
        *needed("name", new.name, LONGEST_NAME, "Enter what is measured", "The name"),
        *needed(
            *("definition", new.definition, LONGEST_TEXT),
            *("Enter what exactly is counted, and of whom", "The definition"),
        ),
        *needed("why", new.why, LONGEST_TEXT, "Enter why it matters", "Why it matters"),
        *at_most("unit", new.unit, LONGEST_UNIT, "The unit"),
    ]
    for field, chosen, words, ask in (
        ("sort", new.sort, set(Sort), "Choose what sort of number it is"),
        ("wanted", new.wanted, set(Wanted), "Choose which way is better"),
        ("every", new.every, set(Every), "Choose how often it is measured"),
    ):
        if chosen not in words:
            faults.append((field, ask))
    return faults


def _check_owner(new: Measure, people: Collection[int]) -> Faults:
    if (new.owner_id is None) == (not new.owner_role):
        return [("owner_id", "Choose who sees to it, or enter a role; one of the two")]
    if new.owner_id is not None and new.owner_id not in people:
        return [("owner_id", "Choose somebody who works on this site")]
    return at_most("owner_role", new.owner_role, LONGEST_ROLE, "The role")


def _check_baseline(new: Measure, today: date) -> Faults:
    if new.baseline is None:
        extra = new.baseline_n is not None or new.baseline_on is not None or new.baseline_source
        return [("baseline", "Enter the baseline, or leave its other boxes empty")] if extra else []
    faults = check_number(new.sort, new.baseline, new.baseline_n, "baseline", "baseline_n")
    if new.baseline_on is None or new.baseline_on > today:
        faults.append(("baseline_on", "Enter the day the baseline is of, today or earlier"))
    ask, name = "Enter where the baseline comes from", "Where it comes from"
    return [*faults, *needed("baseline_source", new.baseline_source, LONGEST_SOURCE, ask, name)]


def _check_target(new: Measure) -> Faults:
    faults: Faults = []
    if new.target is None:
        faults.append(("target", "Enter the value you want to reach, as a number"))
    else:
        faults += _check_size(new.sort, new.target, "target")
    if new.target_on is None:
        faults.append(("target_on", "Enter the day by which you want to reach it"))
    return faults


def check_number(
    sort: str, value: float, n: int | None, field: str = "value", field_n: str = "n"
) -> Faults:
    """What is wrong with a value and of how many it is."""
    faults = _check_size(sort, value, field)
    if n is None and sort in set(Sort) - {Sort.COUNT}:
        faults.append((field_n, "Enter of how many it is: below five it is not shown"))
    elif n is not None and n < 1:
        faults.append((field_n, "Enter of how many it is: at least 1"))
    return faults


def _check_size(sort: str, value: float, field: str) -> Faults:
    if value < 0:
        return [(field, "Enter 0 or more")]
    if sort == Sort.PERCENT and value > 100:
        return [(field, "A percentage is 100 at most")]
    if sort == Sort.COUNT and value != int(value):
        return [(field, "Enter a whole number: this measure is a count")]
    return []


def check_value(sort: str, new: Value) -> Faults:
    """What is wrong with the value of a period."""
    if new.value is None:
        return [("value", "Enter the value, as a number")]
    return [
        *check_number(sort, new.value, new.n),
        *at_most("note", new.note, LONGEST_TEXT, "The note"),
    ]


def check_reason(field: str, reason: str, ask: str) -> Faults:
    """What is wrong with why something changes."""
    return needed(field, reason, LONGEST_REASON, ask, "The reason")


def is_redefined(before: Measure, after: Measure) -> bool:
    """Whether it measures something else from now on."""

    def meant(one: Measure) -> tuple[str, ...]:
        return one.name, one.definition, one.unit, one.sort, one.wanted

    return meant(before) != meant(after)


def asks_again(before: Measure, after: Measure) -> bool:
    """Whether both sides have to agree anew: to what is measured, or to what is to be reached."""

    def aim(one: Measure) -> tuple[float | None, date | None]:
        return one.target, one.target_on

    return is_redefined(before, after) or aim(before) != aim(after)


def check_still_comparable(before: Measure, after: Measure, *, has_values: bool) -> Faults:
    """How often a measure is measured stays, once there is a value."""
    if has_values and before.every != after.every:
        ask = "There are values already. Retire this measure, and add it anew to measure it "
        return [("every", ask + "more or less often")]
    return []


def can_be_shown(sort: str, n: int | None) -> bool:
    """Whether a value may be shown: a count always, anything else not of fewer than five."""
    return sort == Sort.COUNT or (n is not None and n >= FEWEST)
