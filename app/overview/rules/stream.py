"""The one stream of a site: its kinds of entries, what a reader asks for, and how pages follow.

A page begins at a moment, so that reading on costs the same however far back it lies.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Generic, Protocol, TypeVar

STREAM_PAGE = 25
_PLACE = re.compile(r"([0-9]{8}T[0-9]{12})-([0-9]{1,4})")
_WRITTEN = "%Y%m%dT%H%M%S%f"


class HasMoment(Protocol):
    """Anything that happened at a moment."""

    @property
    def at(self) -> datetime:
        """When."""


E = TypeVar("E", bound=HasMoment)


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry: its code, what the filter calls many of them, what the tag calls one."""

    code: str
    label: str
    one: str


ENTRY_KINDS = (
    EntryKind("call", "Check-in calls", "Call"),
    EntryKind("mail", "Mails", "Mail"),
    EntryKind("support", "Support asked for and given", "Support"),
    EntryKind("meeting", "Meetings", "Meeting"),
    EntryKind("decision", "Decisions of meetings", "Decision"),
    EntryKind("assessment", "Self assessments and scores", "Self assessment"),
    EntryKind("stage", "Decisions on the stage", "Stage"),
    EntryKind("milestone", "Milestones done and moved", "Milestone"),
    EntryKind("action", "Actions done, plans approved", "Action"),
    EntryKind("document", "Evidence added", "Document"),
    EntryKind("training", "Training and licences", "Training"),
    EntryKind("pilot", "Pilots", "Pilot"),
    EntryKind("quality", "Audits and adaptations", "Quality"),
    EntryKind("measure", "Measures", "Measure"),
    EntryKind("contract", "Contract and joining", "Contract"),
    EntryKind("people", "People and posts", "People"),
    EntryKind("status", "Status declared", "Status"),
    EntryKind("event", "Events around the work", "Event"),
)
KIND_OF = {kind.code: kind for kind in ENTRY_KINDS}


@dataclass(frozen=True)
class Place:
    """Where a page begins: with what happened at `at` or before it, but for the first `skip`
    entries of that moment, which the page before has shown."""

    at: datetime
    skip: int = 0

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):{_WRITTEN}}-{self.skip}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """From an address; None for what cannot be understood."""
        found = _PLACE.fullmatch(text)
        try:
            at = datetime.strptime(found[1], _WRITTEN).replace(tzinfo=UTC) if found else None
        except ValueError:
            return None
        # far from the ends of the calendar, so that a day can be added
        if found is None or at is None or not 1970 < at.year < 2200:
            return None
        return cls(at, int(found[2]))

    @property
    def before(self) -> datetime:
        """The moment that everything on the page lies before."""
        return self.at + timedelta(microseconds=1)


@dataclass(frozen=True)
class StreamWish:
    """What a reader asks of the stream; what is empty does not narrow. Days are London days, both
    included, and `since` and `until` their beginnings: of the first, and of the day after the last.
    """

    kinds: frozenset[str] = frozenset()
    who: int | None = None
    first: date | None = None
    last: date | None = None
    place: Place | None = None

    def takes(self, kind: str) -> bool:
        """Whether entries of this kind are wanted."""
        return not self.kinds or kind in self.kinds

    def without_kind(self, code: str) -> "StreamWish":
        """The same from the newest on, without one of the kinds chosen."""
        return replace(self, kinds=self.kinds - {code}, place=None)


@dataclass(frozen=True)
class StreamPage(Generic[E]):
    """Entries, newest first, and where the older ones begin; None: there are none."""

    entries: tuple[E, ...]
    older: Place | None


@dataclass(frozen=True)
class Told(Generic[E]):
    """What one source tells, newest first; where it may go on, the moment down to which it is
    known whole, that moment left out."""

    entries: Sequence[E]
    known_to: datetime | None


def page_of(
    sources: Iterable[Told[E]], *, place: Place | None = None, size: int = STREAM_PAGE
) -> StreamPage[E]:
    """One page of several sources.

    What lies before the moment down to which all are known is left for the next page, so that
    nothing is passed over.
    """
    told = list(sources)
    horizon = max((one.known_to for one in told if one.known_to), default=None)
    merged = merge(*(one.entries for one in told), key=lambda entry: entry.at, reverse=True)
    known = (entry for entry in merged if horizon is None or entry.at > horizon)
    begun = list(islice(_after(known, place), size + 1))
    shown = begun[:size]
    if len(begun) > size:
        return StreamPage(tuple(shown), _next(shown, place))
    return StreamPage(tuple(shown), Place(horizon) if horizon else None)


def _after(entries: Iterable[E], place: Place | None) -> Iterable[E]:
    """Without those that the page before has shown."""
    left = place.skip if place else 0
    for one in entries:
        if left and place and one.at == place.at:
            left -= 1
        else:
            yield one


def _next(shown: Sequence[E], place: Place | None) -> Place:
    """Where the page after these begins."""
    at = shown[-1].at
    skip = sum(one.at == at for one in shown)
    return Place(at, skip + (place.skip if place and place.at == at else 0))
