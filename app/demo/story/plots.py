"""The plot of a round as it stands in seeds/demo: what came of it, who took part, when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Raw = Mapping[str, Any]
Score = int | str  # a point of the scale, "?" (not known yet) or "-" (does not apply)
BEFORE_SIGNING = 4  # days from the room to the sign-off, unless the plot says otherwise


@dataclass(frozen=True)
class Verdict:
    """What the NSPCC answered on a day (an offset, as everywhere): `on` where it has a date."""

    day: int
    to: str
    reason: str
    date: int | None = None
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Joining:
    """Somebody who is asked to rate and has to join the site first."""

    name: str
    role: str
    day: int


@dataclass(frozen=True)
class Reopening:
    """A signed-off round was opened again, and why; `items` are talked about again."""

    day: int
    reason: str
    items: Sequence[str] = ()


@dataclass(frozen=True)
class View:
    """Somebody sees an item otherwise than it was agreed."""

    item: str
    by: str
    words: str
    named: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of evidence that somebody added and attached to items: a note, a link or a file."""

    title: str
    by: str
    items: Sequence[str]
    words: str = ""
    link: str = ""
    file: str = ""


@dataclass(frozen=True)
class Offer:
    """What the portal's figures say to an item, the score they suggest, and where they are from."""

    item: str
    words: str
    source: str
    score: int | None = None


@dataclass(frozen=True)
class Plot:
    """A round. `scores` are what the group came to, section by section.

    `raters` are names, by default everybody of the site with a seat; `begun` those who did not
    hand in, with how many items they answered (0: asked only). `room` is the day of the
    conversation; `revealed` and `agreed` count items in it where it is not finished. `apart` holds
    the reason given for an item whose ratings lay apart.
    """

    opened: int
    scores: Mapping[str, Sequence[Score]]
    code: str = "preisa"
    days: int = 28
    raters: Sequence[str] = ()
    begun: Mapping[str, int] = field(default_factory=dict)
    joining: Joining | None = None
    room: int | None = None
    revealed: int | None = None
    agreed: int = 0
    closed: bool = True
    signed: int | None = None
    unknown: Mapping[str, Raw] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    bare: Sequence[str] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    views: Sequence[View] = ()
    note: str = ""
    evidence: Sequence[Piece] = ()
    offered: Sequence[Offer] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    decision: Verdict | None = None
    reopened: Reopening | None = None
    actions: bool = True

    @property
    def room_day(self) -> int | None:
        """When the room was opened; None while it was not."""
        if self.room is None and self.signed is not None:
            return self.signed - BEFORE_SIGNING
        return self.room

    @property
    def last_sitting(self) -> int:
        """The last day on which somebody answered."""
        room = self.room_day
        return min(-1, self.opened + self.days - 1) if room is None else room - 1


def plot(raw: dict[str, Any]) -> Plot:
    """A round from its words in a file; a wrong word raises TypeError."""
    for name, kind in (("views", View), ("evidence", Piece), ("offered", Offer)):
        raw[name] = [kind(**one) for one in raw.get(name, ())]
    for name, single in (("decision", Verdict), ("reopened", Reopening), ("joining", Joining)):
        if name in raw:
            raw[name] = single(**raw[name])
    return Plot(**raw)
