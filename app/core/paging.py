"""One page of a list that is narrowed: how many rows there are, how many fit, and these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func

from app.core.db import session

PER_PAGE = 25
MOST = 10_000  # rows of a file
R = TypeVar("R")


@dataclass(frozen=True)
class Listed(Generic[R]):
    """One page of a list; `found` fit the filters of `total`."""

    rows: tuple[R, ...]
    found: int
    total: int
    page: int
    pages: int


def page_of(
    base: Select[*tuple[Any, ...]],
    wanted: Sequence[ColumnElement[bool]],
    order: Sequence[Any],
    rows_of: Callable[[Select[*tuple[Any, ...]]], tuple[R, ...]],
    page: int,
) -> Listed[R]:
    """One page of what of `base` fits `wanted`, read by `rows_of`; two statements. A page beyond
    the last is the last."""
    fits = func.count().filter(*wanted) if wanted else func.count()
    total, found = session().execute(base.with_only_columns(func.count(), fits)).one()
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = base.where(*wanted).order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return Listed(rows_of(chosen), found, total, page, pages)


def sorted_by(columns: Mapping[str, Any], sort: str, then: Any) -> list[Any]:
    """The order that a reader asked for, by a key of `columns`, with "-" before it turned round;
    empty rows last, equal ones by `then`. Empty for a key that is not known."""
    chosen = columns.get(sort.removeprefix("-"))
    if chosen is None:
        return []
    way = chosen.desc() if sort.startswith("-") else chosen.asc()
    return [way.nulls_last(), then]
