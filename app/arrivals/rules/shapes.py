"""What a file of arrivals holds, and what it is read against."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.journey.rules import Stage
from app.sites.rules.naming import Directory
from app.sites.rules.posts import Post

NEEDED = ("site", "authorities", "nspcc lead", "contract", "training", "stage")
OPTIONAL = ("nspcc deputy", "stage since")
SINCE = " since"
DAY = " day"
MOST_SITES = 300


@dataclass(frozen=True)
class Known:
    """A day, or no more than its month: then it is the middle of it."""

    on: date
    is_month_only: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the file: its cells by heading, and what is wrong with its shape."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Assessment:
    """An instrument whose past scores can come along: section heading -> its name, and how a
    score is read (raises ValueError with what to do)."""

    code: str
    title: str
    short_title: str
    sections: Mapping[str, str]
    read_score: Callable[[str], Decimal] = field(compare=False)

    @property
    def day_column(self) -> str:
        """The heading of the day on which it was held."""
        return self.short_title.lower() + DAY


@dataclass(frozen=True)
class World:
    """What the lines are read against.

    `milestones` are milestone code by heading, `staff` numbers by e-mail address, `taken` the
    names of sites in small letters.
    """

    directory: Directory
    staff: Mapping[str, int]
    taken: frozenset[str]
    milestones: Mapping[str, str]
    assessments: Sequence[Assessment]
    today: date

    @property
    def columns(self) -> tuple[str, ...]:
        """Every heading the file may have, in the order of the empty file."""
        posts = [name for post in Post for name in (column(post), column(post) + SINCE)]
        scores = [n for one in self.assessments for n in (one.day_column, *one.sections)]
        return (*NEEDED, *OPTIONAL, *posts, *self.milestones, *scores)


@dataclass(frozen=True)
class HeldPost:
    """Who holds a post, and since when."""

    post: Post
    name: str
    since: date


@dataclass(frozen=True)
class PastResult:
    """The section scores of a self assessment held elsewhere."""

    code: str
    title: str
    held: Known
    sections: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Arrival:
    """A site as the file describes it. `done` are milestone codes with their days."""

    line: int
    name: str
    authority_ids: tuple[int, ...]
    authorities: str
    lead_id: int
    deputy_id: int | None
    contract_on: date
    training_on: date
    stage: Stage
    stage_since: date
    posts: tuple[HeldPost, ...]
    done: tuple[tuple[str, Known], ...]
    results: tuple[PastResult, ...]


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be used, and why."""

    line: int
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Arrivals:
    """What bringing the file in would do."""

    new: tuple[Arrival, ...]
    wrong: tuple[Wrong, ...]

    @property
    def fingerprint(self) -> str:
        """Two readings with the same one would write the same."""
        return hashlib.sha256(repr((self.new, self.wrong)).encode()).hexdigest()


def column(post: Post) -> str:
    """The heading under which the holder of a post stands."""
    return post.label.lower()
