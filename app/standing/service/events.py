"""Entering, changing and removing events around the work of a site."""

from dataclasses import dataclass
from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.sites.models import Site
from app.standing.models import SiteEvent
from app.standing.rules import Dates, EventKind, When, check_event, when_in_words
from app.standing.service import telling
from app.standing.service.refusals import ChangedMeanwhile


@dataclass(frozen=True)
class NewEvent:
    """What is entered of an event."""

    kind: EventKind
    title: str
    words: str
    dates: Dates


def enter_event(site_id: int, new: NewEvent) -> int:
    """Put an event on the site's timeline; its lead and deputy are told once. Raises Refused."""
    refuse(check_event(new.title, new.dates, clock.today()))
    site = session().get_one(Site, site_id)
    audit.because(
        "site event entered",
        summary=f"{new.kind.label} entered: {_dates(new.dates)}.",
        site_id=site_id,
        reason=new.title.strip(),
    )
    row = SiteEvent(
        site_id=site_id, entered_by_id=audit.who_acts().actor_id, entered_at=clock.now()
    )
    _fill(row, new)
    session().add(row)
    session().flush()
    by = audit.who_acts().actor_id
    telling.tell_event(site, row, new.kind.label, _dates(new.dates), by)
    return row.id


def change_event(site_id: int, event_id: int, new: NewEvent, seen: int) -> None:
    """Change an event; `seen` is the version that was shown. Raises Refused, ChangedMeanwhile."""
    row = _found(site_id, event_id, seen)
    refuse(check_event(new.title, new.dates, clock.today()))
    audit.because(
        "site event changed",
        summary=f"{new.kind.label} changed: {_dates(new.dates)}.",
        site_id=site_id,
        reason=new.title.strip(),
    )
    _fill(row, new)
    session().flush()


def remove_event(site_id: int, event_id: int, reason: str, seen: int) -> None:
    """Take an event from the timeline; why stays in the history. Raises as change_event."""
    row = _found(site_id, event_id, seen)
    if not reason.strip():
        raise Refused([("reason", "Say why it is removed")])
    audit.because(
        "site event removed",
        summary=f"{EventKind(row.kind).label} removed from the timeline.",
        site_id=site_id,
        reason=f"{row.title}: {reason.strip()}",
    )
    row.removed_at, row.removed_reason = clock.now(), reason.strip()
    session().flush()


def _found(site_id: int, event_id: int, seen: int) -> SiteEvent:
    row = session().get(SiteEvent, event_id, with_for_update=True, populate_existing=True)
    if row is None or row.site_id != site_id or row.removed_at is not None or row.version != seen:
        raise ChangedMeanwhile
    return row


def _fill(row: SiteEvent, new: NewEvent) -> None:
    row.kind, row.title, row.words = new.kind.value, new.title.strip(), new.words.strip()
    dates = new.dates
    row.announced_on, row.announced_month = _columns(dates.announced)
    row.decided_on, row.decided_month = _columns(dates.decided)
    row.in_force_on, row.in_force_month = _columns(dates.in_force)


def _columns(when: When | None) -> tuple[date | None, bool]:
    return (None, False) if when is None else (when.first, when.is_month)


def _dates(dates: Dates) -> str:
    """ "announced March 2027, in force 1 April 2028"."""
    named = [f"{word.lower()} {when_in_words(when)}" for word, when in dates.named]
    return ", ".join(named)
