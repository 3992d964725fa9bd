"""Telling people's calendars of a meeting: invitation, update, cancellation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from app.core import outbox
from app.core.calendar import Invitation, Method, Party
from app.meetings import queries
from app.meetings.queries import AttendeeRow, MeetingRow
from app.meetings.rules import State
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries as sites


@dataclass(frozen=True)
class SiteName:
    """How mails and calendars name the site."""

    id: int
    slug: str
    name: str


def tell(
    site: SiteName,
    meeting: MeetingRow,
    uid: str,
    template: str,
    reason: str = "",
    *,
    only: int | None = None,
) -> int:
    """Queue a mail with the calendar entry to everybody asked who has an address; how many.

    `only` is the number of the one attendee to tell where the others know already: the outbox
    would not take their mail twice, this spares the work.
    """
    people = [one for one in queries.people_at(meeting.id) if one.email]
    agenda = [item.title for item in queries.items_at(meeting.id)]
    entry = _invitation(site, meeting, uid, people, agenda)
    told = [one for one in people if only in (None, one.id)]
    context = {"meeting": meeting, "site": site, "agenda": agenda, "reason": reason}
    _queue(site, meeting, template, told, entry, context)
    return len(told)


def take_out(site: SiteName, meeting: MeetingRow, uid: str, attendee_id: int) -> None:
    """Take a meeting that is held without them out of one person's calendar."""
    people = [one for one in queries.people_at(meeting.id) if one.id == attendee_id and one.email]
    entry = _invitation(site, replace(meeting, state=State.CANCELLED), uid, people, [])
    context = {"meeting": meeting, "site": site}
    _queue(site, meeting, "meetings_left", people, entry, context, mark=":left")


def _queue(
    site: SiteName,
    meeting: MeetingRow,
    template: str,
    people: list[AttendeeRow],
    entry: Invitation,
    context: Mapping[str, object],
    mark: str = "",
) -> None:
    lead = next(iter(sites.nspcc_contacts(site.id)), None)
    for person in people:
        notices.write(
            template,
            outbox.Recipient(person.email, person.person_id, person.name),
            context,
            kind=Kind.MEETINGS,
            path=f"/sites/{site.slug}/meetings/{meeting.id}",
            key=f"meeting:{meeting.id}:{meeting.sequence}:{person.id}{mark}",
            site_id=site.id,
            reply_to=lead.email if lead else None,
            calendar=entry,
        )


def _invitation(
    site: SiteName, meeting: MeetingRow, uid: str, people: list[AttendeeRow], agenda: list[str]
) -> Invitation:
    cancelled = meeting.state is State.CANCELLED
    return Invitation(
        uid=f"{uid}@{outbox.mail_domain()}",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        summary=f"{meeting.title}: {site.name}",
        description="\n".join(f"{n}. {title}" for n, title in enumerate(agenda, 1))
        or "The agenda follows.",
        location=meeting.place,
        organiser=outbox.organiser(),
        attendees=tuple(Party(person.email, person.name) for person in people),
        stamp=meeting.told_at,
        method=Method.CANCEL if cancelled else Method.REQUEST,
    )
