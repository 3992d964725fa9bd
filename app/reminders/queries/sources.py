"""Every room with dates: what falls due."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from app.assessments import queries as assessments
from app.checkins import queries as checkins
from app.core.due import Due
from app.events import queries as events
from app.joining import queries as joining
from app.journey import queries as journey
from app.library import queries as library
from app.measures.queries import falling_due as measures
from app.meetings import queries as meetings
from app.notices.rules import Kind
from app.pilots import queries as pilots
from app.plans import queries as plans
from app.quality import queries as quality
from app.quality.queries import adaptations
from app.reminders.rules import Ladders
from app.standing import queries as standing
from app.support import queries as support
from app.topics import queries as topics
from app.training import queries as training

WIDEST_MOVE = timedelta(days=7)  # of a rung that falls on days nobody works


@dataclass(frozen=True)
class Source:
    """A room that says what of these kinds falls due on a day from one to another."""

    kinds: tuple[Kind, ...]
    due: Callable[[date, date], Collection[Due]]


SOURCES = (
    Source((Kind.CALLS,), checkins.due),
    Source((Kind.MILESTONES,), journey.due),
    Source((Kind.ACTIONS, Kind.COMMUNICATION, Kind.REVIEWS), plans.due),
    Source((Kind.ASSESSMENTS, Kind.DRAFTS), assessments.due),
    Source((Kind.MEETINGS, Kind.DRAFTS), meetings.due),
    Source((Kind.LICENCES, Kind.DRAFTS), training.due),
    Source((Kind.CONTRACTS,), joining.due),
    Source((Kind.PILOTS,), pilots.due),
    Source((Kind.AUDITS,), quality.due),
    Source((Kind.RETURNS,), measures.due),
    Source((Kind.STANDING,), standing.due),
    Source((Kind.SUPPORT,), support.due),
    Source((Kind.ADAPTATIONS,), adaptations.due),
    Source((Kind.EVENTS,), events.due),
    Source((Kind.COMMUNITY,), topics.due),
    Source((Kind.COMMUNITY,), library.due),
)


def dues(
    first: date, last: date, *ladders: Ladders, kinds: Collection[str] = tuple(Kind)
) -> list[Due]:
    """Everything of these kinds of which a rung of one of the ladders can fall on a day from one to
    another; a few statements a room."""
    found: list[Due] = []
    for source in SOURCES:
        wanted = [kind.value for kind in source.kinds if kind.value in kinds]
        reaches = [one for one in (each.reach(wanted) for each in ladders) if one]
        if reaches:
            fewest = timedelta(days=min(few for few, _ in reaches))
            most = timedelta(days=max(many for _, many in reaches))
            some = source.due(first - most - WIDEST_MOVE, last - fewest + WIDEST_MOVE)
            found += [one for one in some if one.kind in kinds]
    return found
