"""What is found out about a shared file or link later, and who is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import current_app

from app.accounts.models import Person
from app.core import audit, clock, db, search
from app.core.files import NotThere, StoreDown, Verdict
from app.core.refusals import Refused
from app.library import jobs, queries, service
from app.library.models import Edition, Resource
from app.notices.models import Notice
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules import State as PostState
from app.posts.service.listening import tell_room
from tests.factories import in_app
from tests.factories.library import LINK, add_version, found, make_resource, reads, said
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


class Store:
    """Files by key: what they hold, or how they fail."""

    def __init__(self, **held: bytes | Exception) -> None:
        self.held = held

    def read(self, key: str) -> bytes:
        found = self.held[key]
        if isinstance(found, Exception):
            raise found
        return found


def waiting(*keys: str) -> list[int]:
    """Shared versions whose files wait for the scanner; their numbers."""
    session, found_ = db.session(), []
    for key in keys:
        one = found(
            make_resource(
                reads(db.session().query(Person).filter_by(name="Lena Lead").one()), title=key
            )
        ).editions[0]
        edition = session.get_one(Edition, one.id)
        edition.link, edition.file_key, edition.scan = "", key, Verdict.WAITING.value
        found_.append(one.id)
    session.flush()
    return found_


def scans(monkeypatch: pytest.MonkeyPatch, store: Store, is_up: bool = True) -> int:
    def scan(_address: str, content: bytes) -> Verdict:
        return Verdict.WAITING if content == b"odd" or not is_up else Verdict.CLEAN

    monkeypatch.setattr(jobs, "store_of", lambda _settings: store)
    monkeypatch.setattr(jobs, "scan", scan)
    return jobs.scan_waiting(current_app.config["SETTINGS"])


def test_a_file_that_cannot_be_scanned_holds_up_no_other_and_is_told_of(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction():
        odd, lost, good = waiting("odd", "lost", "good")
    store = Store(odd=b"odd", lost=NotThere("lost"), good=b"good")
    assert scans(monkeypatch, store, is_up=False) == 0
    assert scans(monkeypatch, Store(odd=StoreDown("away"))) == 0
    assert scans(monkeypatch, store) == 1
    for hour in (1, 2, 3):
        with clock.pretend(MONDAY + timedelta(hours=hour)):
            assert scans(monkeypatch, store) == 0
    with db.reading() as session:
        assert session.get_one(Edition, good).scan == "clean"
        assert {session.get_one(Edition, one).misses for one in (odd, lost)} == {4}
        assert sum("look at the scanner" in title for title in told(world.admin)) == 2


def test_a_version_with_a_virus_is_found_no_more_and_the_clean_one_before_is_given(
    world: World,
) -> None:
    with db.transaction() as session:
        number = make_resource(reads(world.lead))
        add_version(number, reads(world.lead))
        second = session.get_one(Edition, found(number).editions[0].id)
        second.link, second.file_key, second.text = "", "some key", "Marmalade."
        second.scan = Verdict.WAITING.value
        service.mend()
        assert search.subject_ids("marmalade", "resource")[0]
        service.note_scan(second.id, Verdict.INFECTED)
        assert not search.subject_ids("marmalade", "resource")[0]
        newest = found(number).newest
        assert newest is not None
        assert (newest.number, queries.by_numbers([number])[0].edition) == (1, 1)
        draft = service.begin(reads(world.lead), None, said(), LINK)
        held = session.get_one(Edition, found(draft).editions[0].id)
        service.note_scan(held.id, Verdict.INFECTED)
        with pytest.raises(Refused, match="held a virus"):
            service.share(draft, reads(world.lead), found(draft).version)


def test_only_the_link_of_the_newest_version_is_looked_up(world: World) -> None:
    with db.transaction():
        number = make_resource(reads(world.lead))
        add_version(number, reads(world.lead))
        assert [one.edition_id for one in service.links_due(MONDAY)] == [
            found(number).editions[0].id
        ]


def moderate(number: int, state: PostState) -> None:
    post_id = found(number).post_id
    assert post_id is not None
    post = db.session().get_one(Post, post_id)
    post.state = state.value
    db.session().flush()
    tell_room(post_id, Place.RESOURCE)


def add_waiting(number: int, world: World) -> None:
    """A version that was sent for approval before."""
    service.add_edition(number, LINK, "Shorter.", world.strategic.id, found(number).version)
    one = db.session().get_one(Edition, found(number).editions[0].id)
    one.state = "waiting"
    db.session().flush()


def test_what_a_moderator_hides_goes_whole_and_its_content_later(world: World) -> None:
    with db.transaction() as session:
        audit.because("moderated", summary="Made for a test.")
        number = make_resource(reads(world.strategic, world.home), world.home)
        moderate(number, PostState.HIDDEN)
        assert found(number).ownership.state.value == "withdrawn"
        moderate(number, PostState.STANDING)
        assert found(number).ownership.state.value == "published"
        moderate(number, PostState.HIDDEN)
        version = found(number).version
        add_waiting(number, world)
        decider = reads(world.strategic, world.home)
        with pytest.raises(LookupError):  # else approving it would put it back
            service.decide(number, decider, True, "", version)
        with pytest.raises(LookupError):
            service.reword(number, decider, "Mine", "", version)
        service.reword(number, reads(world.lead), "An agreement", "", version)
        assert session.get_one(Resource, number).title == "An agreement"
        assert service.delete_content(MONDAY + timedelta(days=29)) == 0
        assert service.delete_content(MONDAY + timedelta(days=30)) == 2
        assert found(number).editions[0].link == ""
        assert service.delete_content(MONDAY + timedelta(days=30)) == 0
