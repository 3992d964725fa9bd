"""The blueprint of the pages of check-in calls, and what its views share."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.checkins import queries
from app.checkins.queries import CallRow, Facts
from app.checkins.rules import Proposal
from app.checkins.service import ChangedMeanwhile, SiteName
from app.core import clock
from app.core.web.errors import Conflict
from app.core.words import clock_time, day

blueprint = Blueprint("checkins", __name__)
Answer = str | Response | tuple[str, int]


def site_name() -> SiteName:
    """The site of the address, as mails and calendars name it."""
    site = the_site()
    return SiteName(site.id, site.slug, site.name)


def the_call(call_id: int) -> CallRow:
    """The call of the address; 404 when this site has none."""
    return queries.call_of(the_site().id, call_id) or abort(404)


def the_rhythm(*, with_leave: bool = True) -> tuple[Facts, Proposal]:
    """What the next call of the site rests on, and what is proposed."""
    today, site_id = clock.today(), the_site().id
    facts = queries.facts_of([site_id], today, with_leave=with_leave)[site_id]
    return facts, queries.propose(facts, today)


@contextmanager
def conflicts(found: CallRow, mine: str) -> Iterator[None]:
    """Show both versions when somebody else changed the call first."""
    try:
        yield
    except ChangedMeanwhile:
        theirs = f"{day(found.starts_at)}, {clock_time(found.starts_at)} ({found.state})"
        raise Conflict(mine=mine, theirs=theirs) from None
