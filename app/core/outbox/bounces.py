"""Mail that was taken and came back: finding it, and marking it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from app.core import audit
from app.core.db import session
from app.core.mail.reports import Report
from app.core.outbox.models import OutboxMail
from app.core.outbox.rules import CAN_COME_BACK, WAITING, State


class Received(StrEnum):
    """What a report led to."""

    MARKED = "marked"
    NOTHING_NEW = "nothing new"  # only late, delivered, or known already
    TOO_EARLY = "too early"  # the mail is just being sent: ask again in a moment


def take_report(report: Report, now: datetime) -> tuple[Received, int]:
    """Mark the mail a report is about; its number. Raises LookupError when it is none of ours.

    In the caller's transaction. Repeated reports change nothing.
    """
    chosen = select(OutboxMail).where(OutboxMail.message_id.startswith(f"<{report.identity}@"))
    mail = session().scalars(chosen.with_for_update()).first()
    if mail is None:
        raise LookupError("No mail of ours has this identity.")
    if report.trouble is None:
        return Received.NOTHING_NEW, mail.id
    if mail.state in WAITING:
        return Received.TOO_EARLY, mail.id
    if mail.state not in CAN_COME_BACK:
        return Received.NOTHING_NEW, mail.id
    audit.because(
        "mail came back",
        summary=f"A mail ({mail.template.replace('_', ' ')}, number {mail.id}) came back: "
        f"{report.trouble.value}.",
        site_id=mail.site_id,
        about_id=mail.person_id,
        nspcc_only=True,
    )
    mail.state, mail.last_error = State.BOUNCED, report.words[:300]
    mail.trouble, mail.trouble_at = report.trouble, now
    session().flush()
    return Received.MARKED, mail.id
