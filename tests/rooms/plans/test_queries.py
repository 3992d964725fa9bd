"""What lists show of actions, on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.access.actor import Actor
from app.access.policy import Role
from app.core import clock, db
from app.plans import queries, service
from app.plans.queries import TO_DO, OpenCounts, Wanted
from app.plans.rules import ActionStatus, DueState, OriginKind
from tests.factories.plans import an_origin, make_action
from tests.worlds import World

S = ActionStatus


@pytest.fixture
def stocked(world: World) -> World:
    """Seven actions at home, one abroad."""
    today = clock.today()
    with db.transaction():
        by = world.strategic
        make_action(world.home, by, "later", due_on=today + timedelta(days=15))
        make_action(world.home, by, "soon", due_on=today + timedelta(days=14))
        make_action(
            world.home, by, "today", due_on=today, owner=world.contributor, origin=an_origin("A1")
        )
        make_action(world.home, by, "late", due_on=today - timedelta(days=1), side="nspcc")
        late = make_action(
            world.home, by, "later still", due_on=today - timedelta(days=9), owner=world.contributor
        )
        service.set_status(late, S.IN_PROGRESS)
        done = make_action(world.home, by, "done", origin=an_origin("B2", 8))
        service.set_status(done, S.DONE, on=today)
        dropped = make_action(world.home, by, "dropped", due_on=today + timedelta(days=40))
        service.set_status(dropped, S.DROPPED, reason="Not wanted")
        make_action(world.foreign, world.foreign_strategic, "abroad")
    return world


def titles(world: World, **wanted: str) -> list[str]:
    with db.reading():
        found = queries.of_site(world.home.id, Wanted(**wanted), clock.today())
    assert found.found == len(found.rows)
    return [row.title for row in found.rows]


def actor(world: World, **given: Any) -> Actor:
    person = world.contributor
    values: dict[str, Any] = {"belongs": frozenset({(world.home.id, Role.CONTRIBUTOR)})}
    return Actor(person.id, person.name, person.email, **(values | given))


def test_what_is_overdue_longest_comes_first_and_what_is_closed_last(stocked: World) -> None:
    assert titles(stocked) == [
        *("later still", "late", "today", "soon", "later"),
        *("dropped", "done"),
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"due": "overdue"}, ["later still", "late"]),
        ({"due": "soon"}, ["today", "soon"]),
        ({"due": "later"}, ["later"]),
        ({"status": TO_DO}, ["later still", "late", "today", "soon", "later"]),
        ({"status": "in-progress"}, ["later still"]),
        ({"status": "done"}, ["done"]),
        ({"side": "nspcc"}, ["late"]),
        ({"origin": "assessment"}, ["today", "done"]),
        ({"origin": "none", "side": "authority", "due": "soon"}, ["soon"]),
        ({"owner": "Data lead", "due": "later"}, ["later"]),
        ({"owner": "person-" + "9" * 30}, []),
    ],
)
def test_each_filter_narrows_the_list(
    stocked: World, wanted: dict[str, str], expected: list[str]
) -> None:
    assert titles(stocked, **wanted) == expected


def test_the_list_of_a_person_leaves_out_what_words_own(stocked: World) -> None:
    owner = f"person-{stocked.contributor.id}"
    assert titles(stocked, owner=owner) == ["later still", "today"]


def test_counts_agree_with_the_filters(stocked: World) -> None:
    with db.reading():
        counts = queries.open_counts(stocked.home.id, clock.today())
    assert counts == OpenCounts(overdue=2, due_soon=2, open=5, done=1, total=7)
    assert counts.overdue == len(titles(stocked, due=DueState.OVERDUE))
    assert counts.due_soon == len(titles(stocked, due=DueState.SOON))


def test_an_empty_plan_counts_nothing(world: World) -> None:
    with db.reading():
        assert queries.open_counts(world.home.id, clock.today()) == OpenCounts(0, 0, 0, 0, 0)
        assert queries.of_site(world.home.id, Wanted(), clock.today(), page=9).page == 1


def test_filters_offer_the_owners_and_origins_there_are(stocked: World) -> None:
    with db.reading():
        found = queries.choices(stocked.home.id)
    number = stocked.contributor.id
    assert found.owners == ((f"person-{number}", "Cora Contributor"), ("Data lead", "Data lead"))
    assert found.origins == (OriginKind.ASSESSMENT, OriginKind.NONE)


def test_what_a_sign_off_raised_is_found_by_its_number_at_its_own_site(stocked: World) -> None:
    with db.reading():
        found = queries.by_origin(stocked.home.id, "assessment", [7, 8, 9])
        assert [(row.title, row.origin.part) for row in found if row.origin] == [
            ("today", "A1"),
            ("done", "B2"),
        ]
        assert [row.title for row in queries.by_origin(stocked.home.id, "assessment", {8})] == [
            "done"
        ]
        assert queries.by_origin(stocked.home.id, "meeting", [7]) == []
        assert queries.by_origin(stocked.foreign.id, "assessment", [7]) == []
        assert queries.by_origin(stocked.home.id, "assessment", []) == []


def test_my_actions_are_the_open_ones_first_due_first(stocked: World) -> None:
    with db.reading():
        found = queries.mine(actor(stocked))
    assert [(one.action.title, one.site_slug) for one in found] == [
        ("later still", "northmoor"),
        ("today", "northmoor"),
    ]
    with db.reading():
        assert len(queries.mine(actor(stocked), limit=1)) == 1


def test_actions_of_a_site_one_has_left_are_not_mine_any_longer(stocked: World) -> None:
    with db.reading():
        assert queries.mine(actor(stocked, belongs=frozenset())) == []
        everywhere = actor(stocked, belongs=frozenset(), staff_role=Role.ADMIN)
        assert len(queries.mine(everywhere)) == 2


def test_an_action_of_another_site_is_not_found(stocked: World) -> None:
    with db.reading():
        abroad = queries.of_site(stocked.foreign.id, Wanted(), clock.today()).rows[0]
        assert queries.find(stocked.home.id, abroad.id) is None
        assert queries.find(stocked.foreign.id, abroad.id) == abroad


def test_owners_are_the_people_of_the_site_and_its_nspcc_lead(world: World) -> None:
    with db.reading():
        found = queries.owners(world.home.id)
    assert [(owner.name, owner.side.value) for owner in found] == [
        ("Stella Strategic", "authority"),
        ("Cora Contributor", "authority"),
        ("Lena Lead", "nspcc"),
    ]


def test_a_list_is_cut_into_pages_and_a_page_too_far_is_the_last(world: World) -> None:
    with db.transaction():
        for number in range(51):
            make_action(world.home, world.strategic, f"Action {number}")
    with db.reading():
        one = queries.of_site(world.home.id, Wanted(), clock.today())
        far = queries.of_site(world.home.id, Wanted(), clock.today(), page=99)
        assert (one.found, one.pages, len(one.rows)) == (51, 2, 50)
        assert (far.page, len(far.rows)) == (2, 1)
        assert {row.id for row in one.rows}.isdisjoint({row.id for row in far.rows})
        assert len(queries.every_of_site(world.home.id, Wanted(), clock.today())) == 51


def test_a_row_says_whether_it_is_late(stocked: World) -> None:
    with db.reading():
        row = queries.of_site(stocked.home.id, Wanted(due="overdue"), clock.today()).rows[0]
    assert row.due(clock.today()) is DueState.OVERDUE
    assert replace(row, status=S.DONE).due(clock.today()) is DueState.CLOSED
