"""The blueprint of the pages of meetings, and what its views share."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.core.web.errors import Conflict
from app.core.words import clock_time, day
from app.meetings import queries
from app.meetings.queries import GroupRow, ItemRow, MeetingRow
from app.meetings.service import ChangedMeanwhile, SiteName

blueprint = Blueprint("meetings", __name__)
Answer = str | Response | tuple[str, int]


def site_name() -> SiteName:
    """The site of the address, as mails name it."""
    site = the_site()
    return SiteName(site.id, site.slug, site.name)


def the_group(group_id: int) -> GroupRow:
    """The group of the address; 404 when this site has none."""
    return queries.group_of(the_site().id, group_id) or abort(404)


def the_meeting(meeting_id: int) -> MeetingRow:
    """The meeting of the address; 404 when this site has none."""
    return queries.meeting_of(the_site().id, meeting_id) or abort(404)


def the_item(item_id: int) -> tuple[MeetingRow, ItemRow, list[ItemRow]]:
    """The item of the address, its meeting and the whole agenda; 404 when this site has none."""
    found = queries.meeting_with(the_site().id, item_id) or abort(404)
    agenda = queries.items_at(found.id)
    item = next((one for one in agenda if one.id == item_id), None)
    return found, item or abort(404), agenda


@contextmanager
def conflicts(found: MeetingRow, mine: str) -> Iterator[None]:
    """Show both when somebody else changed the meeting first."""
    try:
        yield
    except ChangedMeanwhile:
        now = queries.meeting_of(found.site_id, found.id) or found
        approved = ", minutes approved" if now.approved_on else ""
        theirs = f"{day(now.starts_at)}, {clock_time(now.starts_at)} ({now.state.value}{approved})"
        raise Conflict(mine=mine, theirs=theirs) from None
