"""The world most tests play in: two authorities, one of them foreign, and everyone's roles."""

from dataclasses import dataclass

from app.accounts.models import Person
from app.core import audit
from app.core.db import transaction
from app.sites.models import Site
from app.sites.rules import SiteRole
from tests.factories.accounts import make_person
from tests.factories.sites import make_membership, make_site


@dataclass(frozen=True)
class World:
    """`home` is led by `lead` and run by `strategic`; `foreign` belongs to others."""

    home: Site
    foreign: Site
    admin: Person
    lead: Person
    other_lead: Person
    strategic: Person
    contributor: Person
    member: Person
    foreign_strategic: Person

    def person(self, role: str) -> Person:
        """The person of a role: admin, lead, strategic, contributor or member."""
        found = getattr(self, role)
        assert isinstance(found, Person)
        return found


def build_world() -> World:
    """Write the world to the database in use."""
    with transaction():
        audit.because("world built", summary="Made for a test.")
        lead = make_person("Lena Lead", staff_role="lead")
        other_lead = make_person("Olu Otherlead", staff_role="lead")
        world = World(
            home=make_site("Northmoor", lead=lead),
            foreign=make_site("Farfield", lead=other_lead),
            admin=make_person("Ada Admin", staff_role="admin"),
            lead=lead,
            other_lead=other_lead,
            strategic=make_person("Stella Strategic"),
            contributor=make_person("Cora Contributor"),
            member=make_person("Mo Member"),
            foreign_strategic=make_person("Finn Foreign"),
        )
        make_membership(world.home, world.strategic, SiteRole.STRATEGIC)
        make_membership(world.home, world.contributor, SiteRole.CONTRIBUTOR)
        make_membership(world.foreign, world.foreign_strategic, SiteRole.STRATEGIC)
    return world
