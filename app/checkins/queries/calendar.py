"""The calls of one person, as their calendar shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.checkins.models import CallInvitee, CheckInCall
from app.checkins.rules import CallState
from app.core.db import session
from app.sites.models import Site


@dataclass(frozen=True)
class CallEntry:
    """A call somebody is asked to; `uid` and `sequence` are those of its invitation."""

    id: int
    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    agenda: str
    place: str
    told_at: datetime
    is_cancelled: bool
    site_name: str
    site_slug: str

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


def calls_for(
    person_id: int, sites: Collection[int] | None, first: datetime, last: datetime
) -> list[CallEntry]:
    """The calls of a person that begin between two moments, at these sites (None: at all), in time
    order; one statement."""
    chosen = (
        select(CheckInCall, Site.name, Site.slug)
        .join(CallInvitee, CallInvitee.call_id == CheckInCall.id)
        .join(Site, Site.id == CheckInCall.site_id)
        .where(
            CallInvitee.person_id == person_id,
            CheckInCall.starts_at >= first,
            CheckInCall.starts_at < last,
        )
        .order_by(CheckInCall.starts_at, CheckInCall.id)
    )
    if sites is not None:
        chosen = chosen.where(CheckInCall.site_id.in_(sites))
    return [
        CallEntry(
            id=row.id,
            uid=row.uid,
            sequence=row.sequence,
            starts_at=row.starts_at,
            minutes=row.minutes,
            agenda=row.agenda,
            place=row.place,
            told_at=row.told_at,
            is_cancelled=row.state == CallState.CANCELLED,
            site_name=name,
            site_slug=slug,
        )
        for row, name, slug in session().execute(chosen)
    ]
