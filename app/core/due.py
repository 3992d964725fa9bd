"""Something that falls due, as the rooms offer it to the reminders."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due and still open, at an active site.

    Rooms with dates offer `queries.due(first, last)`: everything of theirs that is due on a London
    day between the two, both included. It becomes a reminder by the ladder of its kind and phase.
    """

    kind: str  # the value of a Kind of notices.rules
    subject: str  # stable and unique among everything that falls due, such as "call:12"
    site_id: int | None
    title: str  # what it is, in words, without the name of the site
    on: date  # the London day it is due
    path: str  # where its reader does something about it
    phase: str = "open"  # what the rungs ask for; calls have "ahead", "unrecorded" and "missed"
    owner_ids: tuple[int, ...] = ()  # whom it concerns personally; nobody: by role at the site
    turn: int = 0  # another one when it is moved, so that the ladder begins anew
    detail: str = ""
    moment: datetime | None = None  # when a call or a meeting starts, exactly
    since: datetime | None = None  # its people were told at that moment: rungs before are left out
