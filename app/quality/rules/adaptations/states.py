"""Where an adaptation stands: what is critical, whose turn it is, the clock of the NSPCC's view."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.quality.rules.adaptations.frame import CRITICAL, Fidelity, Kind
from app.quality.rules.components import Component
from app.sites.rules.sides import Side
from app.sites.rules.working_days import working_days_after, working_days_between

VIEW_DAYS = 10  # working days in which a critical adaptation has a view
FEWEST_SITES = 3  # at which the same is found before the guidance is in question
NEAR = timedelta(days=30)  # before a review
REMOVING = frozenset({"removing", "selecting", "drift"})  # of more.NATURE


class View(StrEnum):
    """What the NSPCC thinks of an adaptation."""

    CONSISTENT = "consistent"
    WATCH = "watch"
    NOT_THE_FRAMEWORK = "not-the-framework"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "consistent": "Consistent",
            "watch": "Watch",
            "not-the-framework": "Not the framework",
        }[self.value]

    @property
    def means(self) -> str:
        """What it means, in a sentence."""
        return _MEANS[self]


class Said(StrEnum):
    """What somebody said about an adaptation."""

    LOGGED = "logged"
    CHANGED = "changed"
    ASKED_AGAIN = "asked-again"
    VIEW = "view"
    MESSAGE = "message"
    NOTE = "note"
    ENDED = "ended"
    SHARED = "shared"
    UNSHARED = "unshared"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As people say it."""
        return _SAID[self]


@dataclass(frozen=True)
class Standing:
    """What decides where an adaptation stands: whose turn it is, and the day a view is due while it
    is the NSPCC's."""

    view: View | None
    turn: Side | None
    due_on: date | None
    review_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, since when, and by when a view is due."""

    side: Side | None = None
    since: date | None = None
    due_on: date | None = None


def is_critical(
    kind: str, components: Collection[str], fidelity: str, nature: Collection[str] = ()
) -> bool:
    """Whether the NSPCC owes a view: the core is changed or may be, or a part of it that the
    framework cannot do without is taken away."""
    if fidelity != Fidelity.CONSISTENT:
        return True
    removes = bool(set(Kind(kind).usual.get("nature", ())) & REMOVING or set(nature) & REMOVING)
    return removes and bool({Component(one) for one in components} & CRITICAL)


def is_outside(kind: str, context: Collection[str] = ()) -> bool:
    """Whether it is used with other cases than those it is meant for."""
    return kind == Kind.OTHER_CASES or "population" in context


def view_due(since: date, holidays: Collection[date]) -> date:
    """The day by which there is a view that is owed since another."""
    return working_days_after(since, VIEW_DAYS, holidays)


def days_waited(since: date, until: date, holidays: Collection[date]) -> int:
    """Working days from one day to another; 0 on the day itself."""
    return working_days_between(since, until, holidays)


def asked(since: date, holidays: Collection[date]) -> Turn:
    """The NSPCC owes a view since that day."""
    return Turn(Side.NSPCC, since, view_due(since, holidays))


def turn_after_change(
    turn: Turn, today: date, holidays: Collection[date], *, critical: bool, material: bool
) -> Turn:
    """Whose turn it is after the authority put it right.

    A view that is owed stays owed from the day it was. Else a change of substance (`material`) that
    makes or leaves it critical asks for a view anew, and nothing else does.
    """
    if turn.side is Side.NSPCC:
        return turn
    return asked(today, holidays) if critical and material else turn


def turn_after_view(view: str, today: date) -> Turn:
    """What is not the framework waits for the authority's word; else nobody owes anything."""
    return Turn(Side.AUTHORITY, today) if view == View.NOT_THE_FRAMEWORK else Turn()


def lateness(standing: Standing, today: date) -> str:
    """What is late about it, in words; "" when nothing is."""
    if standing.ended_on is not None:
        return ""
    if standing.turn is Side.NSPCC and standing.due_on and standing.due_on < today:
        return "View overdue"
    if standing.turn is None and standing.review_on and standing.review_on < today:
        return "Review overdue"
    return ""


def state_words(standing: Standing) -> str:
    """Where it stands, in a few words."""
    if standing.ended_on is not None:
        return "Ended"
    if standing.turn is Side.NSPCC:
        return "Waits for the NSPCC"
    if standing.turn is Side.AUTHORITY:
        return "Waits for the authority"
    return standing.view.label if standing.view else "No view yet"


_MEANS = {
    View.CONSISTENT: "It can go on: the core of the framework is kept.",
    View.WATCH: "It can go on for now; both look at it again on a day.",
    View.NOT_THE_FRAMEWORK: "With this change it is no longer the framework.",
}
_SAID = {
    Said.LOGGED: "Logged it",
    Said.CHANGED: "Put it right",
    Said.ASKED_AGAIN: "Asked the NSPCC to look at it again",
    Said.VIEW: "Gave a view",
    Said.MESSAGE: "Wrote",
    Said.NOTE: "Noted for the NSPCC alone",
    Said.ENDED: "Ended it",
    Said.SHARED: "Agreed that it may be shared",
    Said.UNSHARED: "No longer agrees that it is shared",
    Said.PUBLISHED: "Put the view into the library",
    Said.WITHDRAWN: "Took the view out of the library",
}
