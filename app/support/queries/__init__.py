"""Reads about support: the list of a site, one request, all sites, and what other rooms ask."""

from app.support.queries.everywhere import (
    AcrossCounts,
    AcrossWanted,
    across,
    across_counts,
    every_across,
)
from app.support.queries.listing import (
    SORTS,
    Wanted,
    every_request,
    listed,
    nation_of,
    times_of,
)
from app.support.queries.one import SessionRow, entries, find, logged, sessions
from app.support.queries.reading import (
    Delivered,
    delivered_between,
    stream,
)
from app.support.queries.rows import RequestRow
from app.support.queries.targets import targets
from app.support.queries.waiting import (
    Awaiting,
    Waiting,
    due,
    open_requests_awaiting_answer,
    waiting_by_site,
)

__all__ = [
    "SORTS",
    "AcrossCounts",
    "AcrossWanted",
    "Awaiting",
    "Delivered",
    "RequestRow",
    "SessionRow",
    "Waiting",
    "Wanted",
    "across",
    "across_counts",
    "delivered_between",
    "due",
    "entries",
    "every_across",
    "every_request",
    "find",
    "listed",
    "logged",
    "nation_of",
    "open_requests_awaiting_answer",
    "sessions",
    "stream",
    "targets",
    "times_of",
    "waiting_by_site",
]
