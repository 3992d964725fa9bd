"""Reminders of what a pilot waits for: the counts of a month, and its review."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core import audit, outbox
from app.core.clock import in_london
from app.core.words import count
from app.pilots.queries import Awaiting, awaiting
from app.pilots.rules.months import due_on, in_words
from app.sites import queries as sites

FIRST_HOUR = 8  # of the day in London: nobody is told at night


def queue_pilot_reminders(now: datetime) -> int:
    """Queue what is due at `now` for the owners of pilots; returns how many mails are new.

    One row per pilot and month, and one per review and the day by which it is due: repeating this,
    or running it in two workers at once, queues nothing twice. Whoever answers for a pilot is told
    while they belong to the site, and its strategic leads otherwise.
    """
    if in_london(now).hour < FIRST_HOUR:
        return 0
    return sum(_remind(one) for one in awaiting(in_london(now).date()))


def _remind(one: Awaiting) -> int:
    told = sum(
        _tell(
            one,
            "pilots_month",
            f"month:{month:%Y-%m}",
            {"month": in_words(month), "word": f"{month:%Y-%m}", "due_on": due_on(month)},
        )
        for month in one.months
    )
    if one.review_due_on is not None:
        due = one.review_due_on
        told += _tell(one, "pilots_review", f"review:{due}", {"due_on": due})
    if told:
        audit.because(
            "pilot reminder",
            summary=f"Pilot {one.pilot.number}: {count(told, 'reminder')} sent.",
            site_id=one.pilot.site_id,
        )
    return told


def _tell(one: Awaiting, template: str, what: str, words: Mapping[str, Any]) -> int:
    pilot = one.pilot
    people = sites.people_of(pilot.site_id)
    owner = [who for who in people if who.person_id == pilot.times.owner_id]
    told = owner or [who for who in people if who.role.value == "strategic"]
    nspcc = sites.nspcc_contacts(pilot.site_id)
    return sum(
        outbox.queue(
            template,
            outbox.Recipient(who.email, who.person_id, who.name),
            {
                "site": {"name": one.site_name, "slug": one.site_slug},
                "pilot": {"id": pilot.id, "number": pilot.number, "name": pilot.cohort.name},
                **words,
            },
            key=f"pilot:{pilot.id}:{what}:{who.person_id}",
            site_id=pilot.site_id,
            reply_to=nspcc[0].email if nspcc else None,
        )
        for who in told
    )
