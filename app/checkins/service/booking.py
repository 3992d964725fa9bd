"""Booking, moving and cancelling check-in calls, and telling people's calendars."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from app.checkins import queries
from app.checkins.models import CallInvitee, CheckInCall
from app.checkins.queries import Invitee
from app.checkins.rules import Booking, CallState, Channel, calendar_title
from app.checkins.service.settling import settle
from app.core import audit, clock, outbox
from app.core.calendar import Invitation, Method, Party
from app.core.clock import in_london
from app.core.db import session
from app.core.words import clock_time, day
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries as sites
from app.sites.models import Site


@dataclass(frozen=True)
class SiteName:
    """How mails and calendars name the site."""

    id: int
    slug: str
    name: str


class AlreadyBooked(Exception):
    """There is a call at this moment already, perhaps because a form was sent twice."""


class ChangedMeanwhile(Exception):
    """Somebody else moved or cancelled the call first."""


def book(
    site: SiteName, booking: Booking, booked_by: int, reason: str = "", *, settles: bool = True
) -> CheckInCall:
    """Book a call with the site's contacts and send each a calendar invitation. Times offered and
    wishes for a call are settled with it, unless not; `reason` says why on an unusual day.

    Raises AlreadyBooked when one is planned for the same moment.
    """
    starts = booking.starts_at
    session().get_one(Site, site.id, with_for_update=True)  # two at once: one after the other
    if queries.is_planned_at(site.id, starts):
        raise AlreadyBooked
    audit.because(
        "call booked",
        summary=f"Check-in call booked for {day(starts)} at {clock_time(starts)}.",
        site_id=site.id,
        reason=reason.strip(),
    )
    now = clock.now()
    call = CheckInCall(
        site_id=site.id,
        state=CallState.PLANNED,
        starts_at=starts,
        minutes=booking.minutes,
        channel=booking.channel,
        place=booking.place.strip(),
        agenda=booking.agenda.strip(),
        uid=f"call-{secrets.token_hex(12)}",
        booked_by_id=booked_by,
        booked_at=now,
        told_at=now,
    )
    session().add(call)
    session().flush()
    _ask(call)
    if settles:
        settle(site.id)
    _tell(call, site, "checkins_invitation")
    return call


def _ask(call: CheckInCall) -> None:
    """Everybody the site's calls concern takes part."""
    for contact in sites.contacts(call.site_id):
        session().add(CallInvitee(call_id=call.id, person_id=contact.person_id))
    session().flush()


def move(site: SiteName, call_id: int, booking: Booking, *, reason: str, version: int) -> None:
    """Move a call; calendars get an update under the same identifier."""
    call = _locked(site.id, call_id, version)
    starts = booking.starts_at
    audit.because(
        "call moved",
        summary=(
            f"Check-in call moved from {day(call.starts_at)}, {clock_time(call.starts_at)} "
            f"to {day(starts)}, {clock_time(starts)}."
        ),
        site_id=site.id,
        reason=reason,
    )
    call.starts_at, call.minutes = starts, booking.minutes
    call.channel, call.place = booking.channel, booking.place.strip()
    call.agenda = booking.agenda.strip()
    call.sequence += 1
    call.told_at = clock.now()
    session().flush()
    _tell(call, site, "checkins_moved")


def cancel(site: SiteName, call_id: int, *, reason: str, version: int) -> None:
    """Cancel a call; it leaves people's calendars."""
    call = _locked(site.id, call_id, version)
    audit.because(
        "call cancelled",
        summary=(
            f"Check-in call of {day(call.starts_at)}, {clock_time(call.starts_at)} cancelled."
        ),
        site_id=site.id,
        reason=reason,
    )
    call.state = CallState.CANCELLED
    call.sequence += 1
    call.told_at = clock.now()
    session().flush()
    _tell(call, site, "checkins_cancelled", reason=reason)


def hand_over_calls(
    site: SiteName, from_id: int | None, to_id: int | None, after: date = date.min
) -> int:
    """Put somebody in the place of another in the calls ahead that lie after a day; how many.

    Calendars of the others get an update under the same identifier; the call leaves the calendar
    of whoever goes. `to_id` None: nobody takes the place; `from_id` None: somebody joins. Call it
    within the event of the trail that explains it.
    """
    planned = select(CheckInCall).where(
        CheckInCall.site_id == site.id,
        CheckInCall.state == CallState.PLANNED,
        CheckInCall.starts_at > clock.now(),
    )
    changed = 0
    for call in session().scalars(planned.order_by(CheckInCall.starts_at).with_for_update()):
        people = queries.invitees([call.id])[call.id]
        leaver = [one for one in people if one.person_id == from_id]
        if in_london(call.starts_at).date() <= after or not _swap(call.id, from_id, to_id):
            continue
        call.sequence += 1
        call.told_at = clock.now()
        session().flush()
        _tell(call, site, "checkins_handed_over")
        _take_out(call, site, leaver)
        changed += 1
    return changed


def _swap(call_id: int, from_id: int | None, to_id: int | None) -> bool:
    """One person in the place of another; False when nothing changes."""
    asked = session().get(CallInvitee, (call_id, from_id)) if from_id is not None else None
    is_new = to_id is not None and session().get(CallInvitee, (call_id, to_id)) is None
    if (from_id is not None and asked is None) or not (asked or is_new):
        return False
    if asked is not None:
        session().delete(asked)
    if is_new:
        session().add(CallInvitee(call_id=call_id, person_id=to_id))
    session().flush()
    return True


def _take_out(call: CheckInCall, site: SiteName, leaver: list[Invitee]) -> None:
    """The call leaves the calendar of somebody without whom it is held."""
    entry = replace(_invitation(call, site, leaver), method=Method.CANCEL)
    for person in leaver:
        notices.write(
            "checkins_left",
            outbox.Recipient(person.email, person.person_id, person.name),
            {"call": call, "site": site, "channel": Channel(call.channel), "reason": ""},
            kind=Kind.CALLS,
            path=_page(call, site),
            key=f"call:{call.id}:{call.sequence}:{person.person_id}:left",
            site_id=site.id,
            calendar=entry,
        )


def _locked(site_id: int, call_id: int, version: int) -> CheckInCall:
    call = session().get(CheckInCall, call_id, with_for_update=True)
    if call is None or call.site_id != site_id:
        raise LookupError(f"There is no call with the number {call_id} at this site.")
    if call.version != version or call.state != CallState.PLANNED:
        raise ChangedMeanwhile
    return call


def _tell(call: CheckInCall, site: SiteName, template: str, reason: str = "") -> None:
    """Queue a mail with the calendar entry to everybody the call concerns."""
    people = queries.invitees([call.id])[call.id]
    reply_to = next((person.email for person in people if person.is_nspcc), None)
    invitation = _invitation(call, site, people)
    for person in people:
        notices.write(
            template,
            outbox.Recipient(person.email, person.person_id, person.name),
            {"call": call, "site": site, "channel": Channel(call.channel), "reason": reason},
            kind=Kind.CALLS,
            path=_page(call, site),
            key=f"call:{call.id}:{call.sequence}:{person.person_id}",
            site_id=site.id,
            reply_to=reply_to,
            calendar=invitation,
        )


def _page(call: CheckInCall, site: SiteName) -> str:
    return f"/sites/{site.slug}/check-ins/{call.id}"


def _invitation(call: CheckInCall, site: SiteName, people: list[Invitee]) -> Invitation:
    cancelled = call.state == CallState.CANCELLED
    return Invitation(
        uid=f"{call.uid}@{outbox.mail_domain()}",
        sequence=call.sequence,
        starts_at=call.starts_at,
        ends_at=call.starts_at + timedelta(minutes=call.minutes),
        summary=calendar_title(site.name),
        description=call.agenda or "Regular check-in call about the framework.",
        location=call.place,
        organiser=outbox.organiser(),
        attendees=tuple(Party(person.email, person.name) for person in people),
        stamp=call.told_at,
        method=Method.CANCEL if cancelled else Method.REQUEST,
    )
