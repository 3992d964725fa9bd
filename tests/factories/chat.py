"""Rooms of the chat and what is said in them; ask for them in the transaction that is open."""

from datetime import datetime
from uuid import uuid4

from app.accounts.models import Person
from app.chat import service
from app.chat.rules import Kind, site_key
from app.core import clock
from app.sites.models import Site
from tests.factories import in_app


def make_room(title: str = "Everyone", *, site: Site | None = None) -> int:
    """A room of every member, or the private one of a site."""
    with in_app():
        if site is not None:
            return service.open_room(Kind.SITE, site_key(site.id), site.name, site_id=site.id)
        return service.open_room(Kind.EVERYONE, Kind.EVERYONE.value, title)


def say(
    room_id: int,
    who: Person,
    text: str = "Who has a template for the plan?",
    *,
    reply_to: int | None = None,
    client_id: str = "",
    at: datetime | None = None,
) -> int:
    """A message; its number."""
    with in_app(), clock.pretend(at or clock.now()):
        new = service.NewMessage(text, client_id or str(uuid4()), reply_to)
        return service.send(room_id, who.id, new)
