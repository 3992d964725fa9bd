"""The monthly counts of a pilot: what is counted, which months are due, which numbers can be right.

The checks follow the dossier, section 8.8: what cannot be is refused, what is unusual wants a
reason. A count that nobody knows is None, which is not the same as 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.refusals import Faults, at_most
from app.sites.rules.months import in_words, months_between, next_month

STAGES = (
    "Initial assessment",
    "Risk classification",
    "Parental agreements",
    "Classify again",
    "Return home",
)
LARGEST, LONGEST_REASON = 10_000, 2_000
DUE_DAY = 10  # of the month that follows
SILENT_AFTER = 2  # months without counts from which a pilot needs attention
JUMP_BY, JUMP_SHARE = 10, 0.5
Counts = Mapping[str, int | None]


@dataclass(frozen=True)
class Count:
    """One thing that is counted in a month; `group` is the heading it stands under."""

    key: str
    label: str
    group: str
    hint: str = ""


CHILDREN, DECISIONS, HOME, WORK = (
    "Children",
    "Decisions",
    "Returns home",
    "Families and staff",
)


def _stage_counts() -> Iterator[Count]:
    for number, name in enumerate(STAGES, 1):
        group = f"Stage {number}: {name.lower()}"
        yield Count(f"begun_{number}", "Begun", group)
        yield Count(f"finished_{number}", "Finished", group)


COUNTS = (
    Count(
        "children",
        "Children being assessed with the framework",
        CHILDREN,
        "At the end of the month, or during it.",
    ),
    *_stage_counts(),
    Count("for_return", "Decisions to plan the return home", DECISIONS),
    Count("against_return", "Decisions not to return home, or not now", DECISIONS),
    Count("returned", "Children who returned home", HOME),
    Count("return_ended", "Returns home that ended", HOME, "The child came back into care."),
    Count("families", "Families with support", WORK, "Before or after the return."),
    Count("staff", "Staff who used the framework", WORK),
    Count("groups", "Supervisions and practice groups held", WORK),
)
LABELS = {
    one.key: f"{one.group}, {one.label.lower()}" if one.group.startswith("Stage") else one.label
    for one in COUNTS
}
# key -> what its sum up to any month cannot exceed, and how the two are called
_LIMITS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    *(((f"finished_{n}",), f"begun_{n}", f"stage {n} finished|begun") for n in range(1, 6)),
    *(((f"begun_{n + 1}",), f"begun_{n}", f"begun stage {n + 1}|stage {n}") for n in range(1, 5)),
    (("for_return", "against_return"), "begun_2", "decisions|begun stage 2"),
    (("return_ended",), "returned", "returns that ended|returns home"),
)


def due_on(month: date) -> date:
    """The day by which the counts of a month are due: the 10th of the month after."""
    return next_month(month).replace(day=DUE_DAY)


def open_months(starts_on: date, ends_on: date, today: date) -> list[date]:
    """The months that can be entered: over, or cut short by the end of the pilot."""
    return [
        month
        for month in months_between(starts_on, min(ends_on, today))
        if next_month(month) <= today or ends_on <= today
    ]


def missing_months(
    starts_on: date, ends_on: date, entered: frozenset[date], today: date
) -> list[date]:
    """The months that can be entered and are not, oldest first."""
    return [one for one in open_months(starts_on, ends_on, today) if one not in entered]


def is_silent(missing: list[date], today: date) -> bool:
    """Whether the counts of two months or more are overdue."""
    return sum(due_on(month) < today for month in missing) >= SILENT_AFTER


def totals(months: Mapping[date, Counts]) -> dict[str, int | None]:
    """The sum of each count over the months in which it is known; None where it never is."""
    return {one.key: _sum(months.values(), one.key) for one in COUNTS}


def most(months: Mapping[date, Counts]) -> dict[str, int | None]:
    """The highest month of each count; None where it is never known."""
    found = {}
    for one in COUNTS:
        known = [n for counts in months.values() if (n := counts.get(one.key)) is not None]
        found[one.key] = max(known) if known else None
    return found


def _sum(months: Iterable[Counts], key: str) -> int | None:
    known = [n for counts in months if (n := counts.get(key)) is not None]
    return sum(known) if known else None


def check_counts(
    month: date, counts: Counts, others: Mapping[date, Counts], can_enter: list[date]
) -> Faults:
    """(field, what to do) for each number that cannot be right.

    `others` are the months entered already; the one being written is left out of them.
    """
    if month not in can_enter:
        return [
            (
                "children",
                f"{in_words(month)} cannot be entered: it is not over, or not of the pilot",
            )
        ]
    faults = [
        (key, f"{LABELS[key]}: enter a whole number from 0 to {LARGEST:,}")
        for key, value in counts.items()
        if value is not None and not 0 <= value <= LARGEST
    ]
    if counts.get("children") is None:
        faults.append(("children", "Enter how many children are being assessed, 0 if none"))
    return faults or _check_sums({**others, month: counts})


def _check_sums(months: Mapping[date, Counts]) -> Faults:
    """Each limit is reported once, for the first month up to which it is broken."""
    faults = []
    for lefts, right, words in _LIMITS:
        have = allowed = 0
        for month in sorted(months):
            counts, roof = months[month], months[month].get(right)
            if roof is None:
                break  # nobody knows from here on
            have += sum(counts.get(left) or 0 for left in lefts)
            allowed += roof
            if have > allowed:
                faults.append((lefts[0], _too_many(words, month, have, allowed)))
                break
    return faults


def _too_many(words: str, month: date, have: int, allowed: int) -> str:
    what, of = words.split("|")
    return (
        f"Up to the end of {in_words(month)} there would be {have:,} {what} and only {allowed:,}"
        f" {of}: check this month and those before it"
    )


def unusual(
    month: date, counts: Counts, others: Mapping[date, Counts], planned: int | None
) -> list[str]:
    """What is possible and unusual, in sentences; `planned` is the size of the cohort."""
    found = []
    children = counts.get("children")
    if planned is not None and children is not None and children > planned:
        found.append(f"{children:,} children are being assessed, and {planned:,} were planned.")
    both = totals({**others, month: counts})
    home, decided = both["returned"], both["for_return"]
    if home is not None and decided is not None and home > decided:
        found.append(f"{home:,} children returned home on {decided:,} decisions.")
    before = [one for one in others if one < month]
    if before:
        found += _changes(counts, others[max(before)], max(before))
    return found


def _changes(counts: Counts, last: Counts, month: date) -> Iterator[str]:
    for one in COUNTS:
        now, then = counts.get(one.key), last.get(one.key)
        label = LABELS[one.key]
        if then is not None and now is None:
            yield f"{label}: empty, and {then:,} in {in_words(month)}."
        elif then is not None and now is not None:
            change = abs(now - then)
            if change > JUMP_BY and change > JUMP_SHARE * then:
                yield f"{label}: {now:,}, and {then:,} in {in_words(month)}."


def check_reason(found: list[str], reason: str) -> Faults:
    """Unusual numbers want a reason."""
    if found and not reason.strip():
        return [("reason", f"Check: {' '.join(found)} If it is right, say why below")]
    return at_most("reason", reason, LONGEST_REASON, "The reason")
