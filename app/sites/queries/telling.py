"""One shape for what the rooms tell of a site, so that all of it is read in one statement.

A room describes the parts of its stream as statements over `SITE` with the columns of `part`, and
how their rows read. Its `stream` is its own telling alone; the overview reads all of them at once.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from app.core.db import UtcDateTime, session
from app.core.stream import Entry
from app.sites.models import Site

SITE = bindparam("site", type_=Integer)
_HERE = literal("/sites/") + select(Site.slug).where(Site.id == SITE).scalar_subquery()
_NO_DATE, _NO_NUMBER = cast(null(), Date), cast(null(), Integer)
_EVER = datetime(9999, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)
Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Part:
    """One sort of thing a room tells: the kind of its entries, the statement that finds the rows,
    and what makes an entry of a row. `prepare` is given all rows first, if it is there."""

    name: str
    kind: str
    statement: Statement
    entry: Callable[[Any], Entry]
    prepare: Callable[[Collection[Any]], None] | None = None


def columns(name: str, at: Any, number: Any, **more: Any) -> Statement:
    """What a part selects: its name, the moment, the number of the row, and what its words need:
    `who` and `many` (numbers), `words`, `more`, `code`, `to` and `slug` (texts), `first` and
    `last` (dates), `flag`. What is left out is empty. `here` begins the addresses of the site."""
    texts = ("words", "more", "code", "to", "slug")
    shape = (
        *((key, literal("")) for key in texts),
        *(("who", _NO_NUMBER), ("many", _NO_NUMBER)),
        *(("first", _NO_DATE), ("last", _NO_DATE), ("flag", literal(False))),
    )
    return select(
        literal(name).label("name"),
        at.label("at"),
        number.label("number"),
        *(more.get(key, empty).label(key) for key, empty in shape),
        _HERE.label("here"),
    )


def tell(
    parts: Iterable[Part],
    site_id: int,
    before: datetime | None,
    limit: int,
    *,
    since: datetime | None = None,
    who: int | None = None,
) -> list[Entry]:
    """The newest entries of these parts before a moment, from another on, of one person; in one
    order, which stays the same for what happened at one moment. One statement."""
    known = {part.name: part for part in parts}
    if not known:
        return []
    ever, never = _EVER
    asked = {"site": site_id, "before": before or ever, "since": since or never, "limit": limit}
    statement = _statement(tuple(known.values()), by_person=who is not None)
    rows = session().execute(statement, asked | ({} if who is None else {"who": who})).all()
    for part in known.values():
        if part.prepare is not None:
            part.prepare([row for row in rows if row.name == part.name])
    return [known[row.name].entry(row) for row in rows]


@lru_cache(maxsize=256)
def _statement(parts: Sequence[Part], *, by_person: bool) -> Statement:
    """All parts as one; building it costs more than running it."""
    found = union_all(*(part.statement for part in parts)).subquery()
    moment = UtcDateTime()
    chosen = (
        select(found)
        .where(found.c.at < bindparam("before", type_=moment))
        .where(found.c.at >= bindparam("since", type_=moment))
        .order_by(found.c.at.desc(), found.c.name, found.c.number.desc())
        .limit(bindparam("limit", type_=Integer))
    )
    return chosen.where(found.c.who == bindparam("who", type_=Integer)) if by_person else chosen
