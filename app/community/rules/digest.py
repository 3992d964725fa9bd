"""A digest in words: the same parts in the mail, its plain text and the page that shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.community.rules.news import Line
from app.members.rules import Fresh

HOUR = 7  # in London: nobody's digest leaves earlier
MOST = 8  # of one sort in a mail; the home shows the rest


@dataclass(frozen=True)
class Part:
    """Lines of one sort."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Digest:
    """What is new for one person since a day, in parts that hold something each."""

    since: date
    parts: tuple[Part, ...]
    new: int  # how much of it is new; questions and events alone are no reason to write
    first: str = ""  # the title of what is new and comes first

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about."""
        return self.new == 0

    @property
    def subject(self) -> str:
        """What the list of mails shows."""
        if self.new == 1:
            return f"New in the community: {self.first}"
        return f"New in the community: {self.first} and {self.new - 1} more"


# A code of Fresh -> the heading under which it stands; what has none stands under the last.
HEADINGS: Mapping[str, str] = {
    "topic": "New topics",
    "resource": "New resources",
    "event": "New events",
    "chat": "In the chat",
    "summary": "In the chat",
}
OTHER = "Also new"


def parts_of(fresh: Sequence[Fresh]) -> tuple[Part, ...]:
    """What is new, by sort; only sorts of which there is something."""
    return _filled(
        Part(heading, tuple(map(line, some)))
        for heading in (*dict.fromkeys(HEADINGS.values()), OTHER)
        if (some := [one for one in fresh if HEADINGS.get(one.kind, OTHER) == heading])
    )


def digest(
    since: date,
    followed: Sequence[Fresh],
    fresh: Sequence[Fresh],
    questions: Sequence[Line],
    coming: Sequence[Line],
) -> Digest:
    """Put together what one person is told: what they follow first, then where they could help,
    then what is new and what is coming."""
    mine, others = Part("What you follow", tuple(map(line, followed))), parts_of(fresh)
    parts = (
        mine,
        Part("Questions you may be able to answer", tuple(questions)),
        *others,
        Part("Coming up", tuple(coming)),
    )
    new = [one.title for part in (mine, *others) for one in part.lines]
    return Digest(since, _filled(parts), len(new), next(iter(new), ""))


def line(one: Fresh) -> Line:
    """Something new as a line."""
    return Line(one.title, one.about, one.path)


def _filled(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.lines)
