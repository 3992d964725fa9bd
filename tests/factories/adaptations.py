"""Adaptations for tests, written through the services, inside a transaction."""

from datetime import date, timedelta
from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.quality.rules.adaptations.entries import Change, Edited, Ruling
from app.quality.service import adaptations as service
from app.sites.models import Site
from app.sites.rules.sides import Side, Speaker
from tests.factories import in_app


def a_change(title: str = "Chronology of two pages", **given: Any) -> Change:
    """The analytical chronology is left out in one team; critical."""
    values: dict[str, Any] = {
        "detail": "Social workers write no chronology and rely on the earlier assessment.",
        "kind": "left-out",
        "stages": ("1",),
        "components": ("CC1",),
        "decided_by": "manager",
        "since": clock.today() - timedelta(days=40),
        "scope": "one",
        "teams": "Duty team",
        "fidelity": "consistent",
    }
    return Change(title, **(values | given))


def a_ruling(view: str = "consistent", review_on: date | None = None) -> Ruling:
    """A view with what may be cut and what has to stay."""
    words = "The pattern over the years has to be seen.", "Copied reports.", "What repeats itself."
    return Ruling(view, *words, "A manager reads each one.", review_on)


def speaks(person: Person) -> Speaker:
    """Somebody, for the side they belong to."""
    return Speaker(person.id, Side.NSPCC if person.staff_role else Side.AUTHORITY)


def make_adaptation(
    site: Site, by: Person, title: str = "Chronology of two pages", **given: object
) -> AdaptationRow:
    """One that waits for the view of the NSPCC, unless `given` says otherwise."""
    with in_app():
        number = service.log(site.id, a_change(title, **given), speaks(by))
    return read(site, number)


def make_viewed(
    site: Site,
    by: Person,
    lead: Person,
    title: str = "Agreement by phone",
    view: str = "consistent",
) -> AdaptationRow:
    """One with a view, looked at again in two months where it is watched."""
    found = make_adaptation(site, by, title)
    again = clock.today() + timedelta(days=60) if view == "watch" else None
    with in_app():
        service.give_view(site.id, found.id, a_ruling(view, again), found.version, speaks(lead))
    return read(site, found.id)


def make_published(
    site: Site, by: Person, lead: Person, title: str = "A shorter chronology"
) -> AdaptationRow:
    """One whose view stands in the library."""
    found = make_viewed(site, by, lead, title)
    words = title, "Two pages instead of ten.", "The pattern stays visible.", "Copied reports."
    with in_app():
        service.share(site.id, found.id, speaks(by), agrees=True)
        version = read(site, found.id).version
        service.publish(site.id, found.id, Edited(*words), version, speaks(lead))
    return read(site, found.id)


def read(site: Site, number: int) -> AdaptationRow:
    """An adaptation as it stands."""
    found = queries.find(site.id, number)
    assert found is not None
    return found
