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
    Outcome,
    Transport,
)
from config import Settings

__all__ = [
    "Attempt",
    "BadAddress",
    "CalendarPart",
    "CannotConnect",
    "CaptureTransport",
    "Connection",
    "Envelope",
    "OutgoingMail",
    "Outcome",
    "Security",
    "Sender",
    "SmtpSettings",
    "SmtpTransport",
    "Transport",
    "checked_address",
    "clean_header",
    "compose",
    "sender_of",
    "transport_of",
]


def sender_of(settings: Settings) -> Sender:
    """Who mail comes from, by the settings."""
    return Sender(address=settings.mail_from, name=settings.product_name)


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
