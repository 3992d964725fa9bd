"""Who is in the community of many sites, and how what they write is kept."""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.db import Base
from app.demo.scale.community.finding import Finding
from app.demo.scale.community.words import html
from app.demo.scale.filling import Numbers, Row, Rows
from app.demo.scale.journeys import moment
from app.demo.story.timing import dice, working_day
from app.posts.models import Post
from app.posts.rules import Place, State
from app.sites.models import Membership, Site


@dataclass(frozen=True)
class Member:
    """Somebody of a site whose contract has begun, with the lead of the NSPCC."""

    person_id: int
    site_id: int
    lead_id: int
    since: date


@dataclass(frozen=True)
class Circle:
    """Everybody, in the order in which they came; `sites` are the members of each site."""

    today: date
    years: int
    numbers: Numbers
    finding: Finding
    members: Sequence[Member]

    @property
    def sites(self) -> dict[int, list[Member]]:
        """The members of each site."""
        found: dict[int, list[Member]] = {}
        for one in self.members:
            found.setdefault(one.site_id, []).append(one)
        return found

    @property
    def yesterday(self) -> date:
        """The last day on which something can have been written."""
        return self.today - timedelta(days=1)

    def chance(self, *of: object) -> random.Random:
        """Chance of its own for a part."""
        return dice("community", self.today, *of)

    def at(self, on: date, chance: random.Random) -> datetime:
        """Some working minute of a day, or of yesterday for a day to come."""
        return moment(min(working_day(on, -1), self.yesterday), chance)

    def some(self, chance: random.Random, number: int, on: date) -> list[Member]:
        """So many members who were there on a day, or all of them where there are fewer."""
        there = bisect_right(self.members, on, key=lambda one: one.since)
        return [self.members[n] for n in chance.sample(range(there), min(number, there))]

    def post(self, place: Place, said: str, by: int, at: datetime, path: str) -> Row:
        """A post that stands; "{id}" in its path becomes its number."""
        number = self.numbers.take(Post)
        return {
            "id": number,
            "author_id": by,
            "nameless": False,
            "text": said,
            "html": html(said),
            "place": place.value,
            "path": path.replace("{id}", str(number)),
            "room_key": None,
            "written_at": at,
            "edited_at": None,
            "state": State.STANDING.value,
            "mark": "",
            "version": 1,
        }


def members_of(rows: Rows, today: date) -> list[Member]:
    """The members of one site, none before its contract begins."""
    (site,) = rows[Site]
    since = site["contract_on"]
    if since >= today:
        return []
    return [
        Member(row["person_id"], site["id"], site["lead_id"], since) for row in rows[Membership]
    ]


def shelf() -> dict[type[Base], list[Row]]:
    """Rows by table, to put some in."""
    return defaultdict(list)


def spread(chance: random.Random, first: date, last: date, number: int) -> list[date]:
    """So many days between two, in their order."""
    span = max((last - first).days, 0)
    return sorted(first + timedelta(days=chance.randint(0, span)) for _ in range(number))


def joined(parts: Iterable[Rows]) -> dict[type[Base], list[Row]]:
    """The rows of all parts, by table."""
    found = shelf()
    for rows in parts:
        for model, some in rows.items():
            found[model] += some
    return found
