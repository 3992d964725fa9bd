"""People for tests."""

from app.accounts.models import Person
from app.core import clock
from app.core.db import session


def make_person(name: str, *, staff_role: str | None = None, email: str = "") -> Person:
    """A person who can sign in; the address is made from the name."""
    address = email or f"{name.lower().replace(' ', '.')}@people.example"
    person = Person(name=name, email=address, staff_role=staff_role, created_at=clock.now())
    session().add(person)
    session().flush()
    return person
