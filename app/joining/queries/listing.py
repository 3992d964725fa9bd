"""What both lists across sites share: a page of rows, and who leads what."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func

from app.core.db import session
from app.sites.models import Site
from app.sites.queries import staffing

PER_PAGE = 25
NOBODY = "nobody"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """One page of a list: `found` fit the filters of `total` that the reader may see."""

    rows: tuple[Row, ...]
    found: int
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.found // PER_PAGE))


def counted(
    base: Select[Any], scope: list[ColumnElement[bool]], wanted: list[ColumnElement[bool]]
) -> tuple[int, int]:
    """(all in `scope`, those that also fit what is wanted) of a statement; one statement."""
    fits = func.count().filter(*wanted) if wanted else func.count()
    total, found = session().execute(base.with_only_columns(func.count(), fits).where(*scope)).one()
    return total, found


def cut(chosen: Select[Any], page: int, found: int) -> tuple[Select[Any], int]:
    """The statement cut to a page that there is, and its number."""
    page = min(max(page, 1), max(1, -(-found // PER_PAGE)))
    return chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE), page


def led_by(lead: str) -> ColumnElement[bool]:
    """Sites with this number as lead or deputy, or led by `NOBODY`."""
    if lead == NOBODY:
        return Site.lead_id.is_(None)
    return staffing.led_by(int(lead))


def ordered(by: Any, sort: str) -> list[Any]:
    """The order asked for ("-" before it turns it round), rows without a value last."""
    turned = by.desc() if sort.startswith("-") else by.asc()
    return [turned.nulls_last(), func.lower(Site.name), Site.id]


def named(name: str) -> ColumnElement[bool]:
    """Sites whose name holds these words."""
    return Site.name.icontains(name, autoescape=True)
