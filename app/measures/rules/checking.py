"""Checks of a quarterly return: what cannot be blocks, what is unusual asks for a comment.

They follow the dossier, section 8.8. A figure that is missing is unknown: it breaks no check.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.measures.rules.figures import (
    ALL,
    BREAKDOWNS,
    DECISIONS,
    LABELS,
    LARGEST,
    LEVELS,
    MONTHS_AFTER,
    NON_RPF,
    ROWS,
    RPF,
    STAGES,
    Figures,
    cell_words,
    cells,
    columns_of,
    field_of,
    get,
    row_words,
    total,
)

JUMP_BY, JUMP_SHARE = 10, 0.5
MANY_RETURNS = 20  # of which none ending is unusual
LONGEST_COMMENT = 1_000
HOME = ("exit_home_planned", "exit_home_unplanned", "exit_home_unknown")
PAIRS = (
    *((f"reentry_n_{months}", f"reentry_d_{months}") for months in MONTHS_AFTER),
    ("p1_ended_early_n_12", "p1_d_12"),
)


@dataclass(frozen=True)
class Fault:
    """A figure that cannot be right, and what to do."""

    row: str
    column: str
    message: str


@dataclass(frozen=True)
class Ask:
    """Something unusual that wants a comment; `key` stays the same while it does."""

    key: str
    words: str


@dataclass(frozen=True)
class Earlier:
    """The signed or submitted returns before: that of the quarter before (None where it is
    missing), all of them, and whether none is missing since the work began."""

    last: Figures | None = None
    every: Sequence[Figures] = ()
    is_whole: bool = False


def check_figures(figures: Figures, earlier: Earlier) -> list[Fault]:
    """Everything that cannot be."""
    if not any(figures.values()):
        return [Fault(RPF, "rpf_cases_started", "Enter at least one figure")]
    wrong = [*_out_of_range(figures)]
    if wrong:
        return wrong
    faults = [fault for row in ROWS for fault in _check_row(figures, row)]
    faults += _groups(figures)
    for breakdown in BREAKDOWNS:
        faults += _breakdown(figures, breakdown)
    if earlier.is_whole:
        faults += [Fault(RPF, column, words) for column, words in _stages(figures, earlier)]
    return faults


def _out_of_range(figures: Figures) -> Iterator[Fault]:
    for row, numbers in figures.items():
        for column, number in numbers.items():
            if row not in ROWS or column not in columns_of(row):
                yield Fault(ALL, "started_care", f"{column} is not asked for in {row}")
            elif not 0 <= number <= LARGEST:
                said = f"{cell_words(row, column)}: enter a whole number from 0 to {LARGEST:,}"
                yield Fault(row, column, said)


def _check_row(figures: Figures, row: str) -> Iterator[Fault]:
    home, ceased = total(figures, row, *HOME), get(figures, row, "ceased_care")
    if home is not None and ceased is not None and home > ceased:
        said = f"{home:,} went home, and only {ceased:,} ceased to be looked after"
        yield Fault(row, "ceased_care", f"{row_words(row)}: {said}")
    for part, whole in PAIRS:
        n, d = get(figures, row, part), get(figures, row, whole)
        if n is not None and d is None:
            yield Fault(row, whole, f"{row_words(row)}: enter of how many the {n:,} are")
        elif n is not None and d is not None and n > d:
            said = f"{LABELS[part]}: {n:,} of {d:,} cannot be"
            yield Fault(row, part, f"{row_words(row)}: {said}")
    classified = total(figures, row, *(f"rc1_{level}" for level in LEVELS))
    reached = get(figures, row, "rpf_stage2")
    if classified is not None and reached is not None and classified > reached:
        said = f"{classified:,} first classifications, and only {reached:,} reached stage 2"
        yield Fault(row, "rpf_stage2", f"{said}: check both")


def _groups(figures: Figures) -> Iterator[Fault]:
    for column in columns_of(NON_RPF):
        found = get(figures, RPF, column), get(figures, NON_RPF, column)
        parts = [part for part in found if part is not None]
        whole = get(figures, ALL, column)
        if whole is not None and len(parts) == len(found) and sum(parts) > whole:
            said = f"{LABELS[column]}: with and without the framework are more than all children"
            yield Fault(ALL, column, said)


def _breakdown(figures: Figures, breakdown: str) -> Iterator[Fault]:
    """The values of a breakdown add up to the whole; to less where some are not given, and where a
    return can be neither planned nor unplanned."""
    rows = [f"{ALL}/{breakdown}/{value}" for value in BREAKDOWNS[breakdown]]
    for column in columns_of(rows[0]):
        whole = get(figures, ALL, column)
        given = [n for row in rows if (n := get(figures, row, column)) is not None]
        if whole is None or not given:
            continue
        is_whole = len(given) == len(rows) and breakdown != "PLANNED"
        if sum(given) > whole or (is_whole and sum(given) < whole):
            said = f"the parts add up to {sum(given):,}, and the whole is {whole:,}"
            yield Fault(rows[0], column, f"{LABELS[column]}, {_NAMES[breakdown]}: {said}")


_NAMES = {"LEGAL": "by legal status", "AGE": "by age", "PLANNED": "planned or not"}


def _stages(figures: Figures, earlier: Earlier) -> Iterator[tuple[str, str]]:
    """Stages and decisions, added up since the work began: none can exceed what came before it."""
    sums = {
        one.key: sum(get(each, RPF, one.key) or 0 for each in (*earlier.every, figures))
        for one in (*STAGES, *DECISIONS)
    }
    for before, after in zip(STAGES, STAGES[1:], strict=False):
        if get(figures, RPF, after.key) and sums[after.key] > sums[before.key]:
            yield after.key, _since(after.label, sums[after.key], before.label, sums[before.key])
    decided = sum(sums[one.key] for one in DECISIONS)
    if total(figures, RPF, *(one.key for one in DECISIONS)) and decided > sums["rpf_stage2"]:
        where = DECISIONS[0].key
        yield where, _since("Decisions", decided, LABELS["rpf_stage2"], sums["rpf_stage2"])


def _since(what: str, have: int, of: str, most: int) -> str:
    return f"{what}: {have:,} since the first return, and only {most:,} of “{of.lower()}”"


def unusual(figures: Figures, earlier: Earlier) -> list[Ask]:
    """What is possible and unusual."""
    found = [*_changes(figures, earlier.last)] if earlier.last is not None else []
    for column in columns_of(NON_RPF):
        part, whole = get(figures, RPF, column), get(figures, ALL, column)
        if part is not None and whole is not None and part > whole:
            words = f"{LABELS[column]}: {part:,} with the framework, {whole:,} of all children."
            found.append(Ask(f"more-than-all-{column}", words))
    for months in MONTHS_AFTER:
        n, d = get(figures, ALL, f"reentry_n_{months}"), get(figures, ALL, f"reentry_d_{months}")
        if n == 0 and d is not None and d >= MANY_RETURNS:
            words = f"None of {d:,} returns home had ended after {months} months."
            found.append(Ask(f"no-reentry-{months}", words))
    if not earlier.is_whole:
        found += [
            Ask(f"since-{column}", f"{words}.") for column, words in _stages(figures, earlier)
        ]
    return found


def _changes(figures: Figures, last: Figures) -> Iterator[Ask]:
    for row, column in cells():
        now, then = get(figures, row, column), get(last, row, column)
        if then is None:
            continue
        words = cell_words(row, column)
        if now is None:
            yield Ask(
                f"blank-{field_of(row, column)}",
                f"{words}: empty, and {then:,} the quarter before.",
            )
        elif abs(now - then) > max(JUMP_BY, JUMP_SHARE * then):
            said = f"{words}: {now:,}, and {then:,} the quarter before."
            yield Ask(f"jump-{field_of(row, column)}", said)


def uncommented(asks: Sequence[Ask], comments: Mapping[str, str]) -> list[Ask]:
    """Those that nobody has said a word about."""
    return [one for one in asks if not comments.get(one.key, "").strip()]


def shares(figures: Figures, row: str) -> list[tuple[str, int, int]]:
    """(label, numerator, denominator) of each pair that is known."""
    found = []
    for part, whole in PAIRS:
        n, d = get(figures, row, part), get(figures, row, whole)
        if n is not None and d is not None:
            found.append((LABELS[part], n, d))
    return found
