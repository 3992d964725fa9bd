"""Members of the community."""

from typing import Any

from app.accounts.models import Person
from app.core.db import transaction
from app.members import service
from app.members.rules.profiles import SHOWABLE, Wishes
from tests.factories import in_app


def make_profile(person: Person, *, seen: int = 0, **said: Any) -> Person:
    """A profile that shows everything and is listed, unless said otherwise; a transaction of its
    own. `seen` is the version it is saved over."""
    wishes = Wishes(**{"is_listed": True, "shown": frozenset(SHOWABLE), **said})
    with in_app(), transaction():
        service.save(person.id, wishes, seen, is_nspcc=person.staff_role is not None)
    return person


def accept_rules(*people: Person) -> None:
    """These people have accepted the house rules."""
    with in_app(), transaction():
        for person in people:
            service.agree(person.id)
