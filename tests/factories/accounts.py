"""People for tests."""

from functools import cache

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session, side_transaction
from app.core.security.passwords import hash_password

PASSWORD = "plum violin harbour"


def make_person(name: str, *, staff_role: str | None = None, email: str = "") -> Person:
    """A person who can sign in; the address is made from the name."""
    address = email or f"{name.lower().replace(' ', '.')}@people.example"
    person = Person(name=name, email=address, staff_role=staff_role, created_at=clock.now())
    session().add(person)
    session().flush()
    return person


@cache
def kept_hash() -> str:
    """The hash of PASSWORD, made once for each test process."""
    return hash_password(PASSWORD)


def give_password(person: Person, password_hash: str | None = None) -> Person:
    """`person` signs in with PASSWORD from now on."""
    with side_transaction() as current:
        audit.because("password given", summary="Made for a test.")
        current.get_one(Person, person.id).password_hash = password_hash or kept_hash()
    return person
