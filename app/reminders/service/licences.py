"""Notices that a trainer's licence is about to expire, 90, 60 and 30 days before."""

from collections.abc import Sequence
from datetime import datetime

from app.core import audit, outbox
from app.core.clock import in_london
from app.core.words import count
from app.sites import queries as sites
from app.sites.queries import Contact
from app.training.queries.trainers import Expiring, expiring
from app.training.rules.licences import notice_due

FIRST_HOUR = 8  # of the day in London: nobody is told at night


def queue_licence_notices(now: datetime) -> int:
    """Queue the notices that are due at `now`; returns how many mails are new.

    One row per licence, notice and person: repeating this, or running it in two workers at once,
    queues nothing twice. A notice missed while nothing ran is made up for.
    """
    if in_london(now).hour < FIRST_HOUR:
        return 0
    today = in_london(now).date()
    due = [(one, days) for one in expiring(today) if (days := notice_due(one.expires_on, today))]
    told = {number: sites.contacts(number) for number in dict.fromkeys(o.site_id for o, _ in due)}
    return sum(_tell(one, days, told[one.site_id], now) for one, days in due)


def _tell(one: Expiring, days: int, people: Sequence[Contact], now: datetime) -> int:
    """Tell the NSPCC's lead and deputy and the strategic leads of the site."""
    reply_to = next((person.email for person in people if person.is_nspcc), None)
    left = (one.expires_on - in_london(now).date()).days
    told = sum(
        outbox.queue(
            "training_licence",
            outbox.Recipient(person.email, person.person_id, person.name),
            {
                "site": {"name": one.site_name, "slug": one.site_slug},
                "trainer": {"name": one.trainer_name, "id": one.trainer_id},
                "expires_on": one.expires_on,
                "left": count(left, "day") if left else "less than a day",
                "renews": person.is_nspcc,
            },
            key=f"licence:{one.licence_id}:{days}:{person.person_id}",
            site_id=one.site_id,
            reply_to=reply_to,
        )
        for person in people
    )
    if told:
        audit.because(
            "licence notice",
            summary=f"{count(told, 'person was', 'people were')} told that a trainer’s licence "
            f"expires in {count(left, 'day')}.",
            site_id=one.site_id,
        )
    return told
