"""How fast requests are answered: in working days, against the target of the programme."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError
from app.sites.rules.working_days import working_days_after, working_days_between
from app.support.rules.states import State

FEWEST = 3  # answers before a middle says more than chance
PERIOD = timedelta(days=365)
Holidays = Collection[date]


@dataclass(frozen=True)
class Targets:
    """What the programme promises: working days until an answer."""

    answer_days: int


@dataclass(frozen=True)
class Times:
    """The days of one request; None for what has not happened."""

    asked_on: date
    answered_on: date | None = None
    delivered_on: date | None = None


@dataclass(frozen=True)
class Figures:
    """Of `asked` requests: the middle of the working days to the first answer, of `answered`, and
    to the end of delivery, of `delivered`; None while there are fewer than three. `in_time` were
    answered within the target."""

    asked: int
    answered: int
    answer_days: float | None
    in_time: int
    delivered: int
    delivery_days: float | None


@dataclass(frozen=True)
class Promise:
    """What an open request waits for: the day its answer is due while the NSPCC is to answer, the
    day it was offered for while that lies ahead of what was given, the day it is needed by."""

    state: State
    answer_due_on: date | None = None
    offered_for: date | None = None
    needed_by: date | None = None
    last_given_on: date | None = None


def parse_targets(raw: Mapping[str, object]) -> Targets:
    """Read and check the targets. Raises ProgrammeError."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "answer")
    answer = root.child("answer")
    answer.only("working_days")
    days = answer.whole("working_days")
    if not 0 < days <= 20:
        raise answer.fault("must be 1 to 20 working days")
    return Targets(days)


def answer_due(since: date, targets: Targets, holidays: Holidays) -> date:
    """The day by which somebody who has waited since then has an answer."""
    return working_days_after(since, targets.answer_days, holidays)


def waited(since: date, until: date, holidays: Holidays) -> int:
    """Working days from one day to another; 0 on the day itself."""
    return working_days_between(since, until, holidays)


def figures(times: Iterable[Times], targets: Targets, holidays: Holidays) -> Figures:
    """Of the requests of a site."""
    every = list(times)
    took = _took(every, lambda one: one.answered_on, holidays)
    given = _took(every, lambda one: one.delivered_on, holidays)
    return Figures(
        asked=len(every),
        answered=len(took),
        answer_days=_middle(took),
        in_time=sum(days <= targets.answer_days for days in took),
        delivered=len(given),
        delivery_days=_middle(given),
    )


def late_words(promise: Promise, today: date) -> str:
    """What is late about a request, most pressing first; "" when nothing is."""
    if promise.state.is_over:
        return ""
    if promise.answer_due_on is not None and promise.answer_due_on < today:
        return "Answer overdue"
    if promise.state is State.DELIVERED:
        return ""
    if promise.needed_by is not None and promise.needed_by < today:
        return "Needed by a day that has passed"
    given = promise.last_given_on
    if promise.offered_for is not None and promise.offered_for < today:
        return "" if given and given >= promise.offered_for else "The day offered has passed"
    return ""


def _took(
    times: Iterable[Times], happened: Callable[[Times], date | None], holidays: Holidays
) -> list[int]:
    return [waited(one.asked_on, on, holidays) for one in times if (on := happened(one))]


def _middle(days: list[int]) -> float | None:
    return median(days) if len(days) >= FEWEST else None
