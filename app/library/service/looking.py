"""What jobs find out about versions: does a link lead somewhere, is a file clean."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from app.core import audit, clock
from app.core.db import session
from app.core.files import Verdict
from app.library.models import Edition, Resource
from app.library.queries.newest import newest_number
from app.library.rules import EditionState, LinkState, State
from app.library.service.shelving import shelve
from app.library.service.telling import tell_owner, tell_unscanned

LOOKED_AT_EVERY = timedelta(days=7)
MISSES = 2  # in a row, before a link is called broken: pages rest now and then
MOST_AT_ONCE = 40
SCANNED_AGAIN_AFTER = timedelta(hours=1)  # what the scanner could not judge
TRIES = 3  # before somebody is told of it
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToLook:
    """A version to look at: its link, or the key of its file."""

    edition_id: int
    address: str


def links_due(now: datetime) -> Sequence[ToLook]:
    """Links of the newest versions of shared resources that were not looked at for a week."""
    rows = session().execute(
        select(Edition.id, Edition.link)
        .join(Resource, Resource.id == Edition.resource_id)
        .where(
            Edition.number == newest_number(),
            Resource.state == State.PUBLISHED.value,
            Edition.state == EditionState.LIVE.value,
            Edition.link != "",
            or_(Edition.looked_at.is_(None), Edition.looked_at <= now - LOOKED_AT_EVERY),
        )
        .order_by(Edition.looked_at.nulls_first(), Edition.id)
        .limit(MOST_AT_ONCE)
    )
    return [ToLook(*row) for row in rows]


def note_link(edition_id: int, is_there: bool | None) -> None:
    """Keep what a look at a link found (None: it may not be looked at); its owner is told when it
    is broken."""
    found = session().get(Edition, edition_id, with_for_update=True)
    if found is None:
        return
    audit.because("link looked at", summary="The link of a resource was looked at.")
    found.looked_at = clock.now()
    if is_there is None:
        found.link_state, found.misses = LinkState.UNCHECKED.value, 0
    elif is_there:
        found.link_state, found.misses = LinkState.GOOD.value, 0
    else:
        found.misses += 1
        if found.misses == MISSES:
            found.link_state = LinkState.BROKEN.value
            resource = session().get_one(Resource, found.resource_id)
            event = f"link:{found.looked_at.isoformat()}"
            what = "has a link that leads nowhere: add the new one"
            tell_owner(resource, found.number, what, event)
    session().flush()


def scans_due() -> Sequence[ToLook]:
    """Files that wait for the virus scanner, those that it never saw first."""
    again = clock.now() - SCANNED_AGAIN_AFTER
    rows = session().execute(
        select(Edition.id, Edition.file_key)
        .where(
            Edition.scan == Verdict.WAITING.value,
            Edition.file_key.is_not(None),
            or_(Edition.looked_at.is_(None), Edition.looked_at <= again),
        )
        .order_by(Edition.looked_at.nulls_first(), Edition.id)
        .limit(MOST_AT_ONCE)
    )
    return [ToLook(number, key or "") for number, key in rows]


def note_scan(edition_id: int, verdict: Verdict) -> None:
    """Keep what the scanner says (WAITING: it answers, and cannot judge this file). An infected
    file is let go of, and its owner told."""
    found = session().get(Edition, edition_id, with_for_update=True)
    if found is None:
        return
    audit.because("file scanned", summary="The file of a resource was scanned for viruses.")
    resource = session().get_one(Resource, found.resource_id)
    found.scan, found.looked_at = verdict.value, clock.now()
    if verdict is Verdict.WAITING:
        found.misses += 1
        if found.misses == TRIES:
            log.error("alarm: file of a resource cannot be scanned, edition %d", found.id)
            tell_unscanned(resource, found)
    elif verdict is Verdict.INFECTED:
        found.file_key, found.picture_key, found.text = None, None, ""
        what = "holds a virus and was deleted: add a clean file"
        tell_owner(resource, found.number, what, f"virus:{found.id}")
        shelve(resource)
    session().flush()
