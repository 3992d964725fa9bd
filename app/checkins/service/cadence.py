"""Setting how often calls are, on which days there are none, and when people take them."""

from dataclasses import replace
from datetime import date, time

from sqlalchemy import select

from app.checkins.models import CadenceVersion, CallBlackout, CallHours, SiteCadence
from app.checkins.rules import (
    Blackout,
    Cadence,
    Desk,
    check_agreement,
    check_blackout,
    check_cadence,
    check_hours,
    span_in_words,
    written,
)
from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.core.words import day
from app.sites.models import Site


def set_cadence(cadence: Cadence, reason: str) -> None:
    """Make this the programme's cadence from now on; earlier versions stay. Raises Refused."""
    faults = check_cadence(cadence)
    if not reason.strip():
        faults.append(("reason", "Say why it changes."))
    refuse(faults)
    audit.because(
        "cadence set", summary="The programme’s cadence of calls was set.", reason=reason.strip()
    )
    session().add(
        CadenceVersion(
            settings=written(cadence),
            reason=reason.strip(),
            set_by_id=audit.who_acts().actor_id,
            set_at=clock.now(),
        )
    )
    session().flush()


def agree_cadence(site_id: int, days: int, until: date, reason: str, agreed_by: int) -> None:
    """Agree with a site on so many days between calls; what was agreed before ends. Raises
    Refused."""
    refuse(check_agreement(days, until, clock.today()))
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one after the other
    audit.because(
        "call cadence agreed",
        summary=f"Calls every {days} days agreed until {day(until)}.",
        site_id=site_id,
        reason=reason.strip(),
    )
    _end_agreed(site_id)
    session().add(
        SiteCadence(
            site_id=site_id,
            days=days,
            until=until,
            reason=reason.strip(),
            agreed_by_id=agreed_by,
            agreed_at=clock.now(),
        )
    )
    session().flush()


def end_agreement(site_id: int, reason: str) -> None:
    """Go back to the cadence of the stage."""
    session().get_one(Site, site_id, with_for_update=True)
    audit.because(
        "call cadence ended",
        summary="Calls follow the cadence of the stage again.",
        site_id=site_id,
        reason=reason.strip(),
    )
    _end_agreed(site_id)
    session().flush()


def _end_agreed(site_id: int) -> None:
    running = select(SiteCadence).where(
        SiteCadence.site_id == site_id, SiteCadence.ended_at.is_(None)
    )
    for one in session().scalars(running):
        one.ended_at = clock.now()


def add_blackout(site_id: int | None, first: date, last: date, reason: str, agreed_by: int) -> None:
    """Keep days free of calls, at one site or (None) everywhere. Raises Refused."""
    refuse(check_blackout(first, last, clock.today()))
    audit.because(
        "days without calls agreed",
        summary=f"No calls from {span_in_words(first, last)}.",
        site_id=site_id,
        reason=reason.strip(),
    )
    session().add(
        CallBlackout(
            site_id=site_id,
            first=first,
            last=last,
            reason=reason.strip(),
            agreed_by_id=agreed_by,
            agreed_at=clock.now(),
        )
    )
    session().flush()


def remove_blackout(site_id: int | None, blackout_id: int) -> Blackout:
    """Let calls be on these days again; returns which days those were. Raises LookupError where
    the site (None: the programme) keeps no such days free."""
    row = session().get(CallBlackout, blackout_id, with_for_update=True)
    if row is None or row.site_id != site_id or row.removed_at is not None:
        raise LookupError(f"No days without calls have the number {blackout_id} there.")
    audit.because(
        "days without calls ended",
        summary=f"Calls can be from {span_in_words(row.first, row.last)} again.",
        site_id=site_id,
    )
    row.removed_at = clock.now()
    session().flush()
    return Blackout(row.first, row.last, row.reason, row.id, site_id is None)


def keep_hours(person_id: int, desk: Desk, lunch: tuple[time | None, time | None]) -> None:
    """Keep when somebody takes calls, and on what. Raises Refused."""
    faults = check_hours(desk.hours, lunch)
    if desk.link and not desk.link.startswith("https://"):
        faults.append(("link", "Paste the meeting link. It starts with https://"))
    refuse(faults)
    audit.because(
        "call hours set", summary="Hours for calls were set.", about_id=person_id, nspcc_only=True
    )
    row = _hours(person_id)
    row.week = {
        str(weekday): [f"{opens:%H:%M}", f"{closes:%H:%M}"]
        for weekday, (opens, closes) in desk.hours.week.items()
    }
    row.lunch_from, row.lunch_to = desk.hours.lunch or (None, None)
    row.minutes, row.buffer = desk.hours.minutes, desk.hours.buffer
    row.link, row.phone = desk.link, desk.phone
    session().add(row)
    session().flush()


def keep_link(person_id: int, desk: Desk, link: str) -> None:
    """Keep a link as somebody's standing one, with hours as they are."""
    keep_hours(person_id, replace(desk, link=link), desk.hours.lunch or (None, None))


def _hours(person_id: int) -> CallHours:
    row = session().get(CallHours, person_id, with_for_update=True)
    return row or CallHours(person_id=person_id)
