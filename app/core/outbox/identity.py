"""How the portal names itself: as organiser, in identifiers, and to whoever reports a failure."""

import re
from urllib.parse import urlsplit

from flask import current_app

from app.core.calendar import Party
from config import Settings

_OURS = re.compile(r"<([0-9a-f]{32})@[A-Za-z0-9.-]{1,120}>")


def organiser() -> Party:
    """The portal's own address, which mail also comes from: Outlook expects both to be one."""
    settings: Settings = current_app.config["SETTINGS"]
    return Party(settings.mail_from, settings.product_name)


def identity_of(message_id: str) -> str:
    """What a report of failure names a mail by: the part of its Message-ID before the @."""
    found = _OURS.fullmatch(message_id)
    return found[1] if found else ""


def mail_domain() -> str:
    """The host of the public address, for identifiers that are unique in the world."""
    settings: Settings = current_app.config["SETTINGS"]
    return urlsplit(settings.public_base_url).hostname or "portal.invalid"
