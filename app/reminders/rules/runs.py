"""When the reminders of a day go out: at each full hour, and at the times that rungs name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.reminders.rules.ladder import LONDON, Ladders


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time of a day in London at which a run begins, if it was not missed until the next one."""

    on: date
    at: time

    @property
    def number(self) -> int:
        """Minutes after midnight, by the clock."""
        return self.at.hour * 60 + self.at.minute

    @property
    def moment(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.on, self.at, LONDON)


def times(ladders: Ladders) -> tuple[time, ...]:
    """The times of a day at which runs begin."""
    hours = (time(hour) for hour in range(24))
    named = (rung.at for rungs in ladders.rungs.values() for rung in rungs)
    found = {at for at in (*hours, *named, ladders.hours.first) if ladders.hours.hold(at)}
    return tuple(sorted(found))


def slot_at(ladders: Ladders, now: datetime) -> Slot | None:
    """The run that belongs to this moment; None in the quiet hours."""
    local = now.astimezone(LONDON)
    if not ladders.hours.hold(local.time()):
        return None
    return Slot(local.date(), max(at for at in times(ladders) if at <= local.time()))


def slots_between(ladders: Ladders, first: date, last: date) -> Iterator[Slot]:
    """Every run from a day to another, in order."""
    named = times(ladders)
    for number in range((last - first).days + 1):
        for at in named:
            yield Slot(first + timedelta(days=number), at)


def looked_at_from(ladders: Ladders, now: datetime, finished_until: datetime | None) -> datetime:
    """From when on a run looks at rungs: from where the last one ended, or from the beginning of
    the day, because what was due this morning may only just have become known. What was missed for
    too long is left alone."""
    midnight = datetime.combine(now.astimezone(LONDON).date(), time(0), LONDON)
    begins = midnight - timedelta(microseconds=1)
    if finished_until is None:
        return begins
    return max(min(begins, finished_until), now - ladders.made_up_for)
