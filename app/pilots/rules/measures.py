"""What the monthly counts of a pilot say about a measure of the menu, and how results read.

The menu itself is one for pilots and agreed measures: app/journey/rules/outcomes.py.
"""

from collections.abc import Mapping

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
