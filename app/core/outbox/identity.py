"""How the portal names itself in calendars: as organiser, and in identifiers."""

from urllib.parse import urlsplit

from flask import current_app

from app.core.calendar import Party
from config import Settings


def organiser() -> Party:
    """The portal's own address, which mail also comes from: Outlook expects both to be one."""
    settings: Settings = current_app.config["SETTINGS"]
    return Party(settings.mail_from, settings.product_name)


def mail_domain() -> str:
    """The host of the public address, for identifiers that are unique in the world."""
    settings: Settings = current_app.config["SETTINGS"]
    return urlsplit(settings.public_base_url).hostname or "portal.invalid"
