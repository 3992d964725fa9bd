"""The requests of a site: open ones first, and what of them is narrowed to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from app.core.clock import in_london
from app.core.db import session
from app.core.paging import Listed, page_of, sorted_by
from app.sites.models import Site
from app.sites.rules import Nation
from app.sites.rules.sides import Side
from app.support.models import SupportRequest
from app.support.queries.rows import RequestRow, rows_of, selected
from app.support.rules.answers import Times
from app.support.rules.states import OPEN

OPEN_WORD = "open"
SORTS = ("asked", "needed")
_OPEN_VALUES = [state.value for state in OPEN]


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" means any. `state` is a word of State or "open", `kind` one of
    Kind; `sort` a key of SORTS, "-" before it turns it round, "" puts what waits longest first."""

    state: str = ""
    kind: str = ""
    sort: str = ""


def listed(site_id: int, wanted: Wanted, page: int = 1) -> Listed[RequestRow]:
    """One page of the requests of a site; two statements."""
    base = selected().where(SupportRequest.site_id == site_id)
    return page_of(base, narrowed(wanted), ordered(wanted.sort), rows_of, page)


def every_request(site_id: int, wanted: Wanted) -> tuple[RequestRow, ...]:
    """The same without pages, for a file."""
    conditions = [SupportRequest.site_id == site_id, *narrowed(wanted)]
    return rows_of(selected().where(*conditions).order_by(*ordered(wanted.sort)))


def times_of(site_id: int, since: date) -> list[Times]:
    """The days of each request of a site that was made since a day."""
    rows = session().execute(
        select(
            SupportRequest.asked_at, SupportRequest.answered_on, SupportRequest.delivered_on
        ).where(SupportRequest.site_id == site_id)
    )
    every = [Times(in_london(asked).date(), *days) for asked, *days in rows]
    return [one for one in every if one.asked_on > since]


def nation_of(site_id: int) -> Nation:
    """The nation whose bank holidays a site keeps."""
    return Nation(session().scalars(select(Site.nation).where(Site.id == site_id)).one())


def narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters as conditions."""
    found: list[ColumnElement[bool]] = []
    if wanted.state == OPEN_WORD:
        found.append(SupportRequest.state.in_(_OPEN_VALUES))
    elif wanted.state:
        found.append(SupportRequest.state == wanted.state)
    if wanted.kind:
        found.append(SupportRequest.kind == wanted.kind)
    return found


def ordered(sort: str) -> list[Any]:
    """As asked; else open ones first, of these what the NSPCC is to answer, longest waiting first,
    then what is over, newest first."""
    columns: dict[str, Any] = {"asked": SupportRequest.asked_at, "needed": SupportRequest.needed_by}
    return sorted_by(columns, sort, SupportRequest.id) or [
        SupportRequest.state.not_in(_OPEN_VALUES),
        SupportRequest.turn != Side.NSPCC.value,
        SupportRequest.answer_due_on.asc().nulls_last(),
        SupportRequest.over_on.desc().nulls_last(),
        SupportRequest.asked_at.desc(),
        SupportRequest.id,
    ]
