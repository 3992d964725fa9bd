"""Notices that a contract is about to end, 180 and 60 days before, and that it lapsed."""

from collections.abc import Sequence
from datetime import date, datetime

from app.core import audit, outbox
from app.core.clock import in_london
from app.core.words import count
from app.joining.queries.contracts import Ending, newly_ending
from app.joining.rules import notice_due
from app.sites import queries as sites
from app.sites.queries import Contact

FIRST_HOUR = 8  # of the day in London: nobody is told at night


def queue_contract_notices(now: datetime) -> int:
    """Queue the notices that are due at `now`; returns how many mails are new.

    One row per contract, notice and person: repeating this, or running it in two workers at once,
    queues nothing twice. A notice missed while nothing ran is made up for.
    """
    if in_london(now).hour < FIRST_HOUR:
        return 0
    today = in_london(now).date()
    looked = [(one, notice_due(one.ends_on, today)) for one in newly_ending(today)]
    due = [(one, days) for one, days in looked if days is not None]
    told = {number: sites.contacts(number) for number in dict.fromkeys(o.site_id for o, _ in due)}
    return sum(_tell(one, days, told[one.site_id], today) for one, days in due)


def _tell(one: Ending, days: int, people: Sequence[Contact], today: date) -> int:
    """Tell the NSPCC's lead and deputy and the strategic leads of the site."""
    reply_to = next((person.email for person in people if person.is_nspcc), None)
    left = (one.ends_on - today).days
    told = sum(
        outbox.queue(
            "joining_contract",
            outbox.Recipient(person.email, person.person_id, person.name),
            {
                "site": {"name": one.site_name, "slug": one.site_slug},
                "contract": {"id": one.contract_id, "licence": one.licence},
                "ends_on": one.ends_on,
                "left": count(left, "day") if left > 0 else "",
                "is_over": left < 0,
                "renewal": one.renewal,
                "renews": person.is_nspcc,
            },
            key=f"contract:{one.contract_id}:{one.ends_on}:{days}:{person.person_id}",
            site_id=one.site_id,
            reply_to=reply_to,
        )
        for person in people
    )
    if told:
        ends = (
            f"ends in {count(left, 'day')}" if left > 0 else "ends today" if not left else "lapsed"
        )
        audit.because(
            "contract notice",
            summary=f"{count(told, 'person was', 'people were')} told that the contract {ends}.",
            site_id=one.site_id,
        )
    return told
