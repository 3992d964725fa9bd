"""One mail, from plain values to the bytes a server is given."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.core.mail.headers import (
    BadAddress,
    checked_message_id,
    clean_header,
    mailbox,
)

_POLICY = SMTP.clone(cte_type="7bit")  # relays need no 8BITMIME
_PLAIN_URL = re.compile(r"https?://[\x21-\x3b\x3d\x3f-\x7e]+")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who every mail comes from: the portal's address and the product's name.

    ``bounces`` is where a server sends a mail it cannot deliver, if that is another address.
    """

    address: str
    name: str
    bounces: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A finished iCalendar object and the METHOD it states inside."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One mail to one person; ``date`` is aware, ``message_id`` stays equal when it is resent."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    to_name: str = ""
    reply_to: str | None = None
    list_unsubscribe: str | None = None
    calendar: CalendarPart | None = None


def compose(message: OutgoingMail, sender: Sender) -> EmailMessage:
    """Return the mail with plain text first, then HTML, then the calendar part if there is one.

    Raises BadAddress where an address, a Message-ID or an unsubscribe link is malformed.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = mailbox(sender.address, sender.name)
    mail["To"] = mailbox(message.to, message.to_name)
    if message.reply_to:
        mail["Reply-To"] = mailbox(message.reply_to)
    mail["Subject"] = clean_header(message.subject)
    mail["Date"] = format_datetime(message.date)
    mail["Message-ID"] = checked_message_id(message.message_id)
    mail["Auto-Submitted"] = "auto-generated"
    if message.list_unsubscribe:
        _add_way_out(mail, _checked_url(message.list_unsubscribe))
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    if message.calendar:
        _add_calendar(mail, message.calendar)
    return mail


def _add_way_out(mail: EmailMessage, url: str) -> None:
    """The button of mail programs; without a page (RFC 8058) only where nobody can listen."""
    mail["List-Unsubscribe"] = f"<{url}>"
    if url.startswith("https://"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _add_calendar(mail: EmailMessage, calendar: CalendarPart) -> None:
    """Add the invitation twice: Outlook acts on the alternative, others on the attachment."""
    mail.add_alternative(
        calendar.content.decode("utf-8"),
        subtype="calendar",
        charset="utf-8",
        cte="base64",  # folded lines may end in a space, which a relay could trim
        params={"method": calendar.method},
    )
    mail.add_attachment(
        calendar.content, maintype="application", subtype="ics", filename="invite.ics"
    )


def _checked_url(url: str) -> str:
    if not _PLAIN_URL.fullmatch(url):
        raise BadAddress("An unsubscribe link must be a plain http or https address")
    return url
