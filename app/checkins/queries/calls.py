"""Calls of one site and of many; the settings of cadence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from app.accounts.models import Person
from app.checkins.models import CallInvitee, CheckInCall
from app.checkins.rules import CallState, Channel
from app.core.clock import LONDON, in_london
from app.core.db import session

COUNTED = (CallState.PLANNED, CallState.HELD)  # what the next call is counted from


@dataclass(frozen=True)
class CallRow:
    """A call as lists and pages show it."""

    id: int
    site_id: int
    state: CallState
    starts_at: datetime
    minutes: int
    channel: Channel
    place: str
    agenda: str
    sequence: int
    version: int
    booked_at: datetime
    told_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Invitee:
    """Somebody the call is in the calendar of."""

    person_id: int
    name: str
    email: str
    is_nspcc: bool


def _row(call: CheckInCall) -> CallRow:
    return CallRow(
        id=call.id,
        site_id=call.site_id,
        state=CallState(call.state),
        starts_at=call.starts_at,
        minutes=call.minutes,
        channel=Channel(call.channel),
        place=call.place,
        agenda=call.agenda,
        sequence=call.sequence,
        version=call.version,
        booked_at=call.booked_at,
        told_at=call.told_at,
    )


def calls_of(site_id: int) -> list[CallRow]:
    """All calls of a site, the latest first."""
    rows = session().scalars(
        select(CheckInCall)
        .where(CheckInCall.site_id == site_id)
        .order_by(CheckInCall.starts_at.desc(), CheckInCall.id.desc())
    )
    return [_row(call) for call in rows]


def call_of(site_id: int, call_id: int) -> CallRow | None:
    """One call of this site; None when there is no such call here."""
    found = (
        session()
        .scalars(
            select(CheckInCall).where(CheckInCall.site_id == site_id, CheckInCall.id == call_id)
        )
        .first()
    )
    return None if found is None else _row(found)


def is_planned_at(site_id: int, starts_at: datetime) -> bool:
    """Whether the site has a planned call that starts at this very moment."""
    found = session().scalar(
        select(CheckInCall.id).where(
            CheckInCall.site_id == site_id,
            CheckInCall.state == CallState.PLANNED,
            CheckInCall.starts_at == starts_at,
        )
    )
    return found is not None


def last_calls_on(site_ids: Collection[int]) -> dict[int, date]:
    """The London day of each site's latest call, past or ahead; cancelled ones do not count, and
    sites without any are left out."""
    rows = session().execute(
        select(CheckInCall.site_id, func.max(CheckInCall.starts_at))
        .where(CheckInCall.site_id.in_(site_ids), CheckInCall.state.in_(COUNTED))
        .group_by(CheckInCall.site_id)
    )
    return {number: in_london(starts_at).date() for number, starts_at in rows}


def busy_times(
    person_id: int, first: date, last: date, but: int | None = None
) -> list[tuple[datetime, datetime]]:
    """When somebody has planned calls at any site on these days, as start and end, the earliest
    first; `but` leaves one call out."""
    start, end = _span(first, last)
    rows = session().execute(
        select(CheckInCall.id, CheckInCall.starts_at, CheckInCall.minutes)
        .join(CallInvitee, CallInvitee.call_id == CheckInCall.id)
        .where(
            CallInvitee.person_id == person_id,
            CheckInCall.state == CallState.PLANNED,
            CheckInCall.starts_at >= start,
            CheckInCall.starts_at < end,
        )
        .order_by(CheckInCall.starts_at, CheckInCall.id)
    )
    return [(at, at + timedelta(minutes=minutes)) for number, at, minutes in rows if number != but]


def next_calls(site_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """When each of these sites has its next planned call; sites without one are left out."""
    rows = session().execute(
        select(CheckInCall.site_id, func.min(CheckInCall.starts_at))
        .where(
            CheckInCall.site_id.in_(site_ids),
            CheckInCall.state == CallState.PLANNED,
            CheckInCall.starts_at >= now,
        )
        .group_by(CheckInCall.site_id)
    )
    return {site_id: starts for site_id, starts in rows}


def calls_between(site_ids: Collection[int], first: date, last: date) -> list[CallRow]:
    """The planned calls of these sites from a London day to another, both included."""
    start, end = _span(first, last)
    rows = session().scalars(
        select(CheckInCall)
        .where(
            CheckInCall.site_id.in_(site_ids),
            CheckInCall.state == CallState.PLANNED,
            CheckInCall.starts_at >= start,
            CheckInCall.starts_at < end,
        )
        .order_by(CheckInCall.starts_at, CheckInCall.id)
    )
    return [_row(call) for call in rows]


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of a London day to the last of another."""
    start = datetime.combine(first, time(0), LONDON).astimezone(UTC)
    return start, datetime.combine(last + timedelta(days=1), time(0), LONDON).astimezone(UTC)


def invitees(call_ids: Collection[int]) -> dict[int, list[Invitee]]:
    """Who each of these calls is in the calendar of, still active, by name."""
    rows = session().execute(
        select(CallInvitee.call_id, Person.id, Person.name, Person.email, Person.staff_role)
        .join(Person, Person.id == CallInvitee.person_id)
        .where(CallInvitee.call_id.in_(call_ids), Person.deactivated_at.is_(None))
        .order_by(Person.name)
    )
    found: dict[int, list[Invitee]] = {call_id: [] for call_id in call_ids}
    for call_id, person_id, name, email, staff_role in rows:
        found[call_id].append(Invitee(person_id, name, email, staff_role is not None))
    return found
