"""What happened at a site, as the rooms offer it to the one stream of its history.

A room with something to tell offers `queries.stream(site_id, before, limit) -> list[Entry]`: its
entries that happened before a moment (None: all), newest first, at most so many. The overview
merges them (`overview.queries.stream`) and decides who sees which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Row, Select, cast, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from app.core.db import UtcDateTime, session


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `path` leads to it; `nspcc_only` keeps it from the authority."""

    kind: str  # a code of overview.rules.stream
    at: datetime
    title: str
    detail: str = ""
    path: str | None = None
    nspcc_only: bool = False
    who_id: int | None = None  # who did it; None: the portal, or nobody knows
    whole_day: bool = False  # no more than its day is known: `at` is then the day's beginning


class beginning_of(FunctionElement[datetime]):  # noqa: N801  named as it reads in a statement
    """The moment a date column begins, so that dates and moments stand in one order."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(beginning_of)
def _beginning(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    return str(compiler.process(cast(column, DateTime), **given))


@compiles(beginning_of, "sqlite")
def _beginning_on_sqlite(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    return f"({compiler.process(column, **given)} || ' 00:00:00.000000')"


def newest(
    parts: Sequence[Select[*tuple[Any, ...]]], before: datetime | None, limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The newest rows of several statements as one; all have the same columns, with `at` (a
    moment) and `id` among them."""
    found = union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()
    chosen = select(found).order_by(found.c.at.desc(), found.c.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(found.c.at < before)
    return session().execute(chosen).all()
