"""The library past the pages: what falls due and waits, what is new, what the search forgets."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.access.actor import Actor
from app.core import audit, clock, db, search
from app.core.due import Due
from app.core.refusals import ChangedMeanwhile, Refused
from app.library import queries, service
from app.library.service import NewEdition
from app.members.rules import Fresh
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules import State as PostState
from app.posts.service.listening import tell_room
from tests.factories import in_app
from tests.factories.library import (
    LINK,
    add_version,
    found,
    make_collection,
    make_resource,
    reads,
    said,
)
from tests.worlds import World

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
REVIEW = date(2027, 3, 12)


@pytest.fixture(autouse=True)
def on_monday(world: World) -> Iterator[None]:
    with in_app(), clock.pretend(MONDAY):
        yield


def due_on(first: date, last: date) -> list[Due]:
    return list(queries.due(first, last))


def test_what_is_shared_falls_due_on_its_day_until_it_was_looked_at(world: World) -> None:
    lead = reads(world.lead)
    with db.transaction():
        number = make_resource(lead, review_on=REVIEW)
        make_resource(reads(world.contributor), world.home, "Waits", review_on=REVIEW)
        service.begin(lead, None, said("A draft", review_on=REVIEW), LINK)
        (due,) = due_on(REVIEW, REVIEW)
        assert (due.kind, due.phase, due.subject) == (
            *("community", "resources"),
            f"resource-review:{number}",
        )
        assert (due.path, due.owner_ids) == (f"/community/resources/{number}", (world.lead.id,))
        assert due_on(date(2026, 1, 1), REVIEW - timedelta(days=1)) == []
        assert due_on(REVIEW + timedelta(days=1), date(2028, 1, 1)) == []
        service.found_right(number, lead, found(number).version)
        (later,) = due_on(date(2026, 1, 1), date(2028, 1, 1))
        assert later.on == date(2027, 11, 16)
        assert later.turn != due.turn  # the ladder begins anew
        service.withdraw(number, lead, "The law changed", found(number).version)
        assert due_on(date(2026, 1, 1), date(2028, 1, 1)) == []


def test_what_waits_is_shown_to_who_decides_and_to_nobody_else(world: World) -> None:
    strategic = reads(world.strategic, world.home)
    with db.transaction():
        first = make_resource(reads(world.contributor), world.home)
        alone = make_resource(reads(world.member))
        shared = make_resource(strategic, world.home)
        assert [row.id for row in queries.waiting_for(strategic)] == [first]
        assert [row.id for row in queries.waiting_for(reads(world.lead))] == [alone]
        for other in (reads(world.contributor), reads(world.foreign_strategic, world.foreign)):
            assert queries.waiting_for(other) == ()
        service.decide(first, strategic, True, "", found(first).version)
        assert queries.waiting_for(strategic) == ()
        add_version(first, reads(world.contributor))  # the first one stays shared meanwhile
        (row,) = queries.waiting_for(strategic)
        assert (row.id, row.state.value, row.waits) == (first, "published", True)
        assert {row.id for row in queries.of_owner(world.strategic.id)} == {shared}


def test_a_version_that_was_not_shared_is_replaced_by_whoever_added_it(world: World) -> None:
    strategic = reads(world.strategic, world.home)
    with db.transaction():
        number = make_resource(strategic, world.home)
        version = found(number).version
        for link in ("https://framework.example/b", "https://framework.example/c"):
            new = NewEdition(link=link)
            service.add_edition(number, new, "Shorter.", strategic.person_id, version)
        assert [one.link for one in found(number).editions] == [link, LINK.link]
        with pytest.raises(Refused, match="Somebody else’s newer version"):
            service.add_edition(number, LINK, "Mine.", world.lead.id, version)
        with pytest.raises(Refused, match="Say what changed"):
            service.add_edition(number, LINK, " ", strategic.person_id, version)


def test_what_others_shared_since_is_new_the_newest_first(world: World) -> None:
    def fresh(since: datetime = MONDAY, limit: int = 9) -> tuple[Fresh, ...]:
        return queries.fresh(Actor(world.member.id, "", ""), since, limit)

    with db.transaction():
        make_resource(reads(world.lead), title="Of the same moment")
        make_resource(reads(world.contributor), world.home, "Waits")
        with clock.pretend(MONDAY + timedelta(hours=1)):
            make_resource(reads(world.admin), title="One", stage="stage-2", tags=("goals",))
            mine = make_resource(reads(world.member), title="My own")
            service.decide(mine, reads(world.lead), True, "", found(mine).version)
        with clock.pretend(MONDAY + timedelta(hours=2)):
            two = make_resource(reads(world.lead), title="Two")
        assert [one.title for one in fresh()] == ["Two", "One"]
        assert [one.title for one in fresh(limit=1)] == ["Two"]
        assert fresh()[1].tags == ("goals", "stage-2")
        assert fresh()[0].path == f"/community/resources/{two}"
        service.withdraw(two, reads(world.lead), "Old", found(two).version)
        assert [one.title for one in fresh()] == ["One"]


def finds(words: str) -> tuple[int, ...]:
    return tuple(search.subject_ids(words, "resource")[0])


def test_the_search_follows_what_becomes_of_a_description(world: World) -> None:
    with db.transaction() as session:
        number = make_resource(reads(world.lead), about="About chronologies.")
        post_id = found(number).post_id
        assert post_id is not None
        assert finds("chronologies") == (number,)
        posts.edit(post_id, world.lead.id, "About genograms.")
        assert (finds("chronologies"), finds("genograms")) == ((), (number,))
        audit.because("moderated", summary="Made for a test.")
        post = session.get_one(Post, post_id)
        for state, expected in ((PostState.HIDDEN, ()), (PostState.STANDING, (number,))):
            post.state = state.value
            session.flush()
            tell_room(post_id, Place.RESOURCE)
            assert finds("genograms") == expected
            assert finds("agreement parents") == expected  # its title and file go with it
        service.withdraw(number, reads(world.lead), "Old", found(number).version)
        tell_room(post_id, Place.RESOURCE)
        assert finds("agreement parents") == ()


def test_a_collection_keeps_its_order_and_two_who_change_it_see_both(world: World) -> None:
    with db.transaction():
        one, two, three = (
            make_resource(reads(world.lead), title=title) for title in ("One", "Two", "Three")
        )
        number = make_collection(two, one)
        assert _collection(number).items == (two, one)
        seen = _collection(number).version
        make_collection(three, one, seen=(number, seen))
        assert _collection(number).items == (three, one)
        with pytest.raises(ChangedMeanwhile) as conflict:  # only the resources were changed
            make_collection(two, title="Begin here", seen=(number, seen))
        assert conflict.value.mine == f"Begin here – Read it. – {two}"
        with pytest.raises(ChangedMeanwhile):
            service.remove_collection(number, seen)
        service.withdraw(three, reads(world.lead), "Old", found(three).version)
        assert _collection(number).items == (one,)
        for items, message in (((), "at least one"), (tuple(range(31)), "at most 30")):
            with pytest.raises(Refused, match=message):
                make_collection(*items)
        service.remove_collection(number, _collection(number).version)
        assert queries.collection(number) is None
        assert queries.by_numbers([one])
        with pytest.raises(LookupError):
            service.remove_collection(number, 1)


def _collection(number: int) -> queries.CollectionRow:
    it = queries.collection(number)
    assert it is not None
    return it
