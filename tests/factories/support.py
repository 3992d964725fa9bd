"""Requests for support for tests, written through the services, inside a transaction."""

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.sites.models import Site
from app.sites.rules.sides import Side, Speaker
from app.support import queries, service
from app.support.queries import RequestRow
from app.support.rules.entries import Asker, Need, Offer, Session
from tests.factories import in_app


def a_need(title: str = "Somebody who opens our managers’ day", **given: Any) -> Need:
    """A request for two teams, without a date."""
    values: dict[str, Any] = {
        "detail": "Managers have not heard of the framework.",
        "kind": "leadership",
        "for_whom": "Two duty teams",
        "people": 12,
    }
    return Need(title, **(values | given))


def an_offer(by: Person, on: date | None = None) -> Offer:
    """An hour with the managers."""
    return Offer("usual", "An hour with your managers.", by.id, "", on)


def a_session(by: Person, on: date | None = None, minutes: int = 60) -> Session:
    """A call that reached twelve people."""
    words = "We went through the stages."
    return Session(on or clock.today(), minutes, "call", by.id, "", 12, words)


def speaks(person: Person) -> Speaker:
    """Somebody, for the side they belong to."""
    return Speaker(person.id, Side.NSPCC if person.staff_role else Side.AUTHORITY)


def make_support(
    site: Site, by: Person, title: str = "Somebody who opens our managers’ day", **given: object
) -> RequestRow:
    """A request of `site` that waits for an answer; `asker` where it is entered for somebody."""
    asker = given.pop("asker", None)
    assert asker is None or isinstance(asker, Asker)
    with in_app():
        number = service.ask(site.id, a_need(title, **given), speaks(by), asker)
    return read(site, number)


def make_offered(site: Site, by: Person, lead: Person, title: str = "A workshop") -> RequestRow:
    """One for which there is an offer."""
    found = make_support(site, by, title)
    with in_app():
        service.offer(site.id, found.id, an_offer(lead), found.version, speaks(lead))
    return read(site, found.id)


def make_delivered(
    site: Site, by: Person, lead: Person, title: str = "A day on agreements"
) -> RequestRow:
    """One that was agreed and given today."""
    found = make_offered(site, by, lead, title)
    with in_app():
        service.agree(site.id, found.id, found.version, speaks(by))
        service.record(site.id, found.id, a_session(lead), speaks(lead), is_last=True)
    return read(site, found.id)


def read(site: Site, number: int) -> RequestRow:
    """A request as it stands."""
    found = queries.find(site.id, number)
    assert found is not None
    return found
