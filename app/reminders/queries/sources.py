"""Every room with dates: what falls due."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from app.assessments import queries as assessments
from app.core.due import Due
from app.joining import queries as joining
from app.journey import queries as journey
from app.meetings import queries as meetings
from app.notices.rules import Kind
from app.pilots import queries as pilots
from app.plans import queries as plans
from app.reminders.queries import calls
from app.reminders.rules import Ladders
from app.standing import queries as standing
from app.training import queries as training

WIDEST_MOVE = timedelta(days=7)  # of a rung that falls on days nobody works


@dataclass(frozen=True)
class Source:
    """A room that says what of these kinds falls due on a day from one to another."""

    kinds: tuple[Kind, ...]
    due: Callable[[date, date], Collection[Due]]


SOURCES = (
    Source((Kind.CALLS,), calls.due),
    Source((Kind.MILESTONES,), journey.due),
    Source((Kind.ACTIONS, Kind.COMMUNICATION, Kind.REVIEWS), plans.due),
    Source((Kind.ASSESSMENTS, Kind.DRAFTS), assessments.due),
    Source((Kind.MEETINGS, Kind.DRAFTS), meetings.due),
    Source((Kind.LICENCES, Kind.DRAFTS), training.due),
    Source((Kind.CONTRACTS,), joining.due),
    Source((Kind.PILOTS,), pilots.due),
    Source((Kind.STANDING,), standing.due),
)


def dues(ladders: Ladders, first: date, last: date) -> list[Due]:
    """Everything of which a rung can fall on a day from one to another; a few statements a room."""
    found: list[Due] = []
    for source in SOURCES:
        reach = ladders.reach([kind.value for kind in source.kinds])
        if reach is not None:
            fewest, most = (timedelta(days=days) for days in reach)
            found += source.due(first - most - WIDEST_MOVE, last - fewest + WIDEST_MOVE)
    return found
