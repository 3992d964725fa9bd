"""What the monthly counts of a pilot say about a measure of the menu, and how results read.

The menu itself is one for pilots and agreed measures: app/journey/rules/outcomes.py.
"""

from collections.abc import Mapping

from app.journey.rules.outcomes import Wanted

MOST_MEASURES = 12  # a pilot that measures more measures nothing for long
Totals = Mapping[str, int | None]


def result_from_counts(code: str, totals: Totals, most: Totals) -> float | None:
    """What the monthly counts say about a measure of the menu; None where they say nothing.

    `totals` are the sums over the months, `most` the highest month, by key of the count.
    """
    if code == "kept-home":
        returned, ended = totals.get("returned"), totals.get("return_ended")
        if not returned or ended is None:
            return None
        return round(100 * (returned - ended) / returned, 1)
    if code == "decided":
        made = [totals.get("for_return"), totals.get("against_return")]
        known = [number for number in made if number is not None]
        return float(sum(known)) if known else None
    source = {
        "returns": totals.get("returned"),
        "begun": totals.get("begun_1"),
        "groups": totals.get("groups"),
        "supported": most.get("families"),
        "staff": most.get("staff"),
    }.get(code)
    return None if source is None else float(source)


def verdict(
    wanted: Wanted, baseline: float | None, target: float | None, result: float | None
) -> str:
    """A result against target and baseline, in words."""
    if result is None:
        return "No result"
    sign = 1 if wanted is Wanted.UP else -1
    if target is not None and sign * (result - target) >= 0:
        return "Target reached"
    if baseline is None:
        return "Target not reached" if target is not None else "No target to compare with"
    moved = sign * (result - baseline)
    short = "short of the target" if target is not None else "without a target"
    if moved > 0:
        return f"Better than before, {short}"
    return f"Worse than before, {short}" if moved < 0 else f"As before, {short}"
