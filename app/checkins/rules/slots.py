"""Times for a call from somebody's working hours, less what is taken.

Hours are those of the wall clock in London, so a slot at 10:00 stays at 10:00 when the clocks
change; what is returned is in UTC.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.checkins.rules.booking import EARLIEST, LATEST, LONDON, LONGEST, SHORTEST

DAY = timedelta(days=1)
GRID = 15  # minutes: slots begin at a quarter
MOST_BUFFER = 120
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
Span = tuple[time, time]
Busy = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """When somebody takes calls: from-to by day of the week (0 is Monday; a day left out has no
    calls), a break, how long a call takes and what is left free around it, in minutes."""

    week: Mapping[int, Span]
    lunch: Span | None = None
    minutes: int = 45
    buffer: int = 15


@dataclass(frozen=True)
class Desk:
    """Hours of a person with what they take calls on: a standing link and a number, or ""."""

    hours: Hours
    link: str = ""
    phone: str = ""
    is_own: bool = field(default=True, compare=False)


USUAL = Hours({day: (time(9, 30), time(16, 30)) for day in range(5)})


def slots(
    hours: Hours,
    first: date,
    last: date,
    *,
    now: datetime,
    minutes: int | None = None,
    busy: Sequence[Busy] = (),
    is_open: Callable[[date], bool] = lambda _: True,
) -> list[datetime]:
    """Starts of calls (UTC, in time order) from a day to another, both included.

    No two overlap, none begins before `now`, each keeps the buffer to what is `busy` (start and
    end, aware) and to the next. `is_open` says on which days a call can be at all.
    """
    length = minutes or hours.minutes
    found: list[datetime] = []
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if day.weekday() in hours.week and is_open(day):
            found += _of_day(hours, day, length, now, busy)
    return found


def _of_day(
    hours: Hours, day: date, length: int, now: datetime, busy: Sequence[Busy]
) -> Iterator[datetime]:
    opens, closes = hours.week[day.weekday()]
    taken = [(start, end, hours.buffer) for start, end in busy]
    if hours.lunch is not None:
        taken.append((_at(day, hours.lunch[0]), _at(day, hours.lunch[1]), 0))
    start, end = _at(day, opens), _at(day, closes)
    while start + timedelta(minutes=length) <= end:
        clash = _clash(start, start + timedelta(minutes=length), taken)
        if clash is not None:
            start = _on_grid(clash)
            continue
        if start > now:
            yield start
        start = _on_grid(start + timedelta(minutes=length + hours.buffer))


def _clash(
    start: datetime, end: datetime, taken: Sequence[tuple[datetime, datetime, int]]
) -> datetime | None:
    """When the latest of what is in the way is over; None when nothing is."""
    ends = [
        over + timedelta(minutes=buffer)
        for begun, over, buffer in taken
        if start < over + timedelta(minutes=buffer) and end + timedelta(minutes=buffer) > begun
    ]
    return max(ends, default=None)


def _on_grid(moment: datetime) -> datetime:
    """The moment itself, or the next quarter of an hour."""
    over = timedelta(minutes=moment.minute % GRID, seconds=moment.second)
    over += timedelta(microseconds=moment.microsecond)
    return moment if not over else moment - over + timedelta(minutes=GRID)


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def spread(times: Sequence[datetime], each: int, days: int) -> list[datetime]:
    """A few of many times: at most so many of each of the first days, from early to late."""
    by_day: dict[date, list[datetime]] = {}
    for one in times:
        by_day.setdefault(one.astimezone(LONDON).date(), []).append(one)
    found: list[datetime] = []
    for ones in list(by_day.values())[:days]:
        step = max(1, (len(ones) - 1) / max(1, each - 1))
        places = sorted({round(place * step) for place in range(min(each, len(ones)))})
        found += [ones[place] for place in places if place < len(ones)]
    return found


def overlapping(start: datetime, minutes: int, busy: Sequence[Busy]) -> list[Busy]:
    """What of `busy` a call of so many minutes would run into; touching ends do not count."""
    end = start + timedelta(minutes=minutes)
    return [(begun, over) for begun, over in busy if start < over and end > begun]


def check_hours(hours: Hours, lunch: tuple[time | None, time | None]) -> list[tuple[str, str]]:
    """(field, what to do) for each fault of somebody's hours; `lunch` as typed."""
    faults: list[tuple[str, str]] = []
    for day, (opens, closes) in hours.week.items():
        name = WEEKDAYS[day]
        if not (opens >= EARLIEST and closes <= LATEST):
            faults.append((f"{name}_from", f"{NAMES[day]}: choose times from 08:00 to 18:00."))
        elif opens >= closes:
            faults.append((f"{name}_from", f"{NAMES[day]}: end after you begin."))
    if not hours.week and not faults:
        faults.append(("mon_from", "Enter the hours of at least one day."))
    faults += _check_lunch(lunch)
    if not SHORTEST <= hours.minutes <= LONGEST:
        faults.append(("minutes", f"Enter between {SHORTEST} and {LONGEST} minutes."))
    if not 0 <= hours.buffer <= MOST_BUFFER:
        faults.append(("buffer", f"Enter between 0 and {MOST_BUFFER} minutes."))
    return faults


def _check_lunch(lunch: tuple[time | None, time | None]) -> list[tuple[str, str]]:
    begins, ends = lunch
    if (begins is None) != (ends is None):
        return [("lunch_from", "Enter when your break begins and when it ends, or neither.")]
    if begins is not None and ends is not None and begins >= ends:
        return [("lunch_from", "End your break after it begins.")]
    return []


def day_and_time(start: datetime) -> str:
    """A slot in words, such as "10:00 on Tuesday 7 April"."""
    local = start.astimezone(LONDON)
    return f"{local:%H:%M} on {local:%A} {local.day} {local:%B}"
