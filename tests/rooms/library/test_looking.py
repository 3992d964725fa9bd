"""What is found out about a shared file or link later, and who is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Person
from app.core import clock, db
from app.core.files import Verdict
from app.library import service
from app.notices.models import Notice
from tests.factories import in_app
from tests.factories.library import found, make_resource, reads
from tests.worlds import World

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday(world: World) -> Iterator[None]:
    with in_app(), clock.pretend(MONDAY):
        yield


def told(person: Person) -> list[str]:
    chosen = db.session().query(Notice).filter_by(person_id=person.id)
    return [one.title for one in chosen.order_by(Notice.id)]


def looked(edition_id: int, day: int, is_there: bool) -> None:
    with clock.pretend(MONDAY + timedelta(days=day)):
        service.note_link(edition_id, is_there)


def test_an_owner_hears_of_each_break_of_a_link_and_of_a_virus(world: World) -> None:
    with db.transaction():
        number = make_resource(reads(world.lead))
        (one,) = found(number).editions
        for day, is_there in enumerate((False, False, False, True, False, False)):
            looked(one.id, day, is_there)
        assert sum("leads nowhere" in title for title in told(world.lead)) == 2
        service.note_scan(one.id, Verdict.INFECTED)
        assert sum("holds a virus" in title for title in told(world.lead)) == 1
