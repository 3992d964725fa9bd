"""Notices that the register of authorities has changed under an adoption."""

from datetime import datetime, timedelta

from app.core import audit, outbox
from app.sites import queries as sites
from app.standing.queries import EventRow, registered_since
from app.standing.rules import when_in_words

NEWS_FOR = timedelta(days=14)  # a worker that was away for longer tells nothing new


def queue_merger_notices(now: datetime) -> int:
    """Tell the NSPCC's lead and deputy of an active site, once, that its authority merges, splits
    or is followed by another; returns how many mails are new."""
    return sum(_tell(row, name, slug) for row, name, slug in registered_since(now - NEWS_FOR))


def _tell(row: EventRow, name: str, slug: str) -> int:
    told = sum(
        outbox.queue(
            "standing_event",
            outbox.Recipient(person.email, person.person_id, person.name),
            {
                "site": {"name": name, "slug": slug},
                "kind": row.kind.label,
                "title": row.title,
                "words": row.words,
                "dates": f"in force {when_in_words(row.dates.in_force)}",
            },
            key=f"reorganised:{row.reorganisation_id}:{row.site_id}:{person.person_id}",
            site_id=row.site_id,
        )
        for person in sites.nspcc_contacts(row.site_id)
    )
    if told:
        audit.because(
            "merger told",
            summary=f"The NSPCC’s lead was told: {row.title}.",
            site_id=row.site_id,
        )
    return told
