"""Pieces of evidence for tests, written through the services, inside a transaction."""

import io

from flask import current_app

from app.accounts.models import Person
from app.core.files import Kept, keep, store_of
from app.evidence import service
from app.sites.models import Site
from tests.factories import files


def make_note(site: Site, person: Person, title: str = "Steering group, May") -> int:
    """A note; returns its number."""
    return service.add_note(site.id, title, "Kept in folder 12 of the shared drive.", person.id)


def make_link(site: Site, person: Person, title: str = "Policy on returns home") -> int:
    """A link; returns its number."""
    return service.add_link(site.id, title, "https://northmoor.example/policy", person.id)


def keep_file(name: str = "minutes.pdf", content: bytes | None = None) -> Kept:
    """A file in the application's store; needs an application context."""
    settings = current_app.config["SETTINGS"]
    held = io.BytesIO(files.pdf() if content is None else content)
    return keep(store_of(settings), name, held, largest=settings.files.largest)


def make_file(site: Site, person: Person, title: str = "Minutes of 3 May") -> int:
    """A small PDF; returns its number. Needs an application context."""
    return service.add_file(site.id, title, keep_file(), person.id)
