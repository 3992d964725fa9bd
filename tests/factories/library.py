"""Resources for tests, shared through the services, inside a transaction."""

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.library import queries, service
from app.library.queries import OneResource
from app.library.rules import Details, Kind, Licence, Reader
from app.library.service import Collected, NewEdition
from app.sites.models import Site
from tests.factories import in_app

TITLE = "Written agreement with parents"
LINK = NewEdition(link="https://framework.example/agreement")


def reads(person: Person, *leads: Site) -> Reader:
    """Somebody, with the sites they are strategic lead of."""
    return Reader(person.id, frozenset(site.id for site in leads), person.staff_role is not None)


def said(title: str = TITLE, **more: Any) -> Details:
    """What is said about a resource."""
    given: dict[str, Any] = {
        "about": "Goals and services in plain words.",
        "kind": Kind.TEMPLATE,
        "licence": Licence.OPEN,
    }
    return Details(title, **(given | more))


def make_resource(
    who: Reader,
    site: Site | None = None,
    title: str = TITLE,
    *,
    new: NewEdition = LINK,
    review_on: date | None = None,
    **more: Any,
) -> int:
    """A resource that its owner looked through: shared, or waiting for approval; its number."""
    with in_app():
        details = said(title, review_on=review_on, **more)
        number = service.begin(who, site.id if site else None, details, new)
        service.share(number, who, found(number).version)
    return number


def add_version(number: int, who: Reader, changes: str = "Shorter.", **more: Any) -> None:
    """A newer version, looked through as well."""
    new = NewEdition(link="https://framework.example/agreement-2", **more)
    with in_app():
        service.add_edition(number, new, changes, who.person_id, found(number).version)
        service.share(number, who, found(number).version)


def make_collection(
    *items: int, title: str = "Start here", seen: tuple[int, int] | None = None
) -> int:
    """A collection of these resources, or one changed; `seen` is its number and version."""
    number, version = seen or (None, 0)
    return service.keep_collection(number, Collected(title, "Read it.", "", "", items), version)


def found(number: int) -> OneResource:
    """A resource as it is now."""
    it = queries.find(number)
    assert it is not None
    return it
