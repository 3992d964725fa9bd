"""When open milestones would be done if the site goes on as it did lately."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

FEWEST_DONE = 3
NEWEST = 5


@dataclass(frozen=True)
class Dated:
    """A milestone as a forecast takes it. `is_open`: still to be done; `requires` are codes."""

    code: str
    first_planned_on: date | None
    planned_on: date | None
    happened_on: date | None
    is_open: bool
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slip:
    """How late the milestones done last came: the middle of `of` of them, in days; below 0 they
    came early."""

    days: int
    of: int


def slip(rows: Iterable[Dated]) -> Slip | None:
    """The site's own pace: how many days after their first plan the last five milestones came.

    The middle of them, so that one exception does not move everything; None where fewer than
    three that were planned are done. A shift is used and no factor: with so few points a factor
    swings wildly for what lies far ahead.
    """
    done = sorted(
        (row.happened_on, (row.happened_on - row.first_planned_on).days)
        for row in rows
        if row.happened_on is not None and row.first_planned_on is not None
    )
    if len(done) < FEWEST_DONE:
        return None
    newest = [days for _, days in done[-NEWEST:]]
    return Slip(round(median(newest)), len(newest))


def forecast(rows: Sequence[Dated], found: Slip | None, today: date) -> Mapping[str, date]:
    """Code -> forecast day of each open milestone with a first plan; empty without a pace.

    Its first plan moved by the site's slip; never before today, never before what it builds on
    (rows stand in the order of the programme), and not before a later date agreed since.
    """
    days: dict[str, date] = {}
    if found is None:
        return days
    for row in rows:
        if not row.is_open or row.first_planned_on is None:
            continue
        moved = row.first_planned_on + timedelta(days=found.days)
        was_moved = row.planned_on is not None and row.planned_on > row.first_planned_on
        agreed = row.planned_on if was_moved and row.planned_on else moved
        before = [days[code] for code in row.requires if code in days]
        days[row.code] = max(moved, agreed, today, *before)
    return days
