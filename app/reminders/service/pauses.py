"""Notices that a pause is over: nothing resumes by itself, so somebody has to decide."""

from datetime import datetime

from app.core import audit, outbox
from app.core.clock import in_london
from app.core.words import day
from app.sites import queries as sites
from app.standing.queries import PauseOver, pauses_over

FIRST_HOUR = 8  # of the day in London: nobody is told at night


def queue_pause_notices(now: datetime) -> int:
    """Tell the NSPCC's lead and deputy of sites whose pause is over at `now`; returns how many
    mails are new. One row per declaration and person: repeating this queues nothing twice."""
    if in_london(now).hour < FIRST_HOUR:
        return 0
    return sum(_tell(one) for one in pauses_over(in_london(now).date()))


def _tell(one: PauseOver) -> int:
    told = sum(
        outbox.queue(
            "standing_pause_over",
            outbox.Recipient(person.email, person.person_id, person.name),
            {"site": {"name": one.name, "slug": one.slug}, "until": one.until},
            key=f"pause-over:{one.declaration_id}:{person.person_id}",
            site_id=one.site_id,
        )
        for person in sites.nspcc_contacts(one.site_id)
    )
    if told:
        audit.because(
            "pause over",
            summary=f"The pause until {day(one.until)} is over; the NSPCC’s lead was told.",
            site_id=one.site_id,
        )
    return told
