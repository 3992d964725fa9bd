"""Mail: safe headers, the message itself, and the ways to hand it over."""

from app.core.mail.headers import BadAddress, checked_address, clean_header
from app.core.mail.messages import CalendarPart, OutgoingMail, Sender, compose
from app.core.mail.smtp import Security, SmtpSettings, SmtpTransport
from app.core.mail.transport import (
    Attempt,
    CannotConnect,
    CaptureTransport,
    Connection,
    Envelope,
    Gates,
    Outcome,
    Refusal,
    Step,
    Transport,
)
from app.core.mail.troubles import Trouble, trouble_of_refusal, trouble_of_status
from config import Settings

__all__ = [
    "Attempt",
    "BadAddress",
    "CalendarPart",
    "CannotConnect",
    "CaptureTransport",
    "Connection",
    "Envelope",
    "Gates",
    "OutgoingMail",
    "Outcome",
    "Refusal",
    "Security",
    "Sender",
    "SmtpSettings",
    "SmtpTransport",
    "Step",
    "Transport",
    "Trouble",
    "checked_address",
    "clean_header",
    "compose",
    "sender_of",
    "transport_of",
    "trouble_of_refusal",
    "trouble_of_status",
]


def sender_of(settings: Settings) -> Sender:
    """Who mail comes from, by the settings."""
    return Sender(settings.mail_from, settings.product_name, settings.mail_bounces)


def transport_of(settings: Settings) -> Transport:
    """The way mail is handed over, by the settings: captured where no server is named."""
    if settings.smtp_host is None:
        return CaptureTransport()
    return SmtpTransport(
        SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            user=settings.smtp_user or "",
            password=settings.smtp_password or "",
            security=Security(settings.smtp_security),
        )
    )
