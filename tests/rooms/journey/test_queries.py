"""What other rooms read of journeys."""

from datetime import date, timedelta

from app.core import db
from app.journey import queries
from app.journey.rules import MilestoneStatus
from tests.factories.journey import make_journey, set_milestone
from tests.worlds import World

CONTRACT = date(2026, 1, 5)
TODAY = date(2026, 3, 1)


def planned(world: World) -> World:
    with db.transaction():
        make_journey(world.home, contract_on=CONTRACT, training_on=CONTRACT + timedelta(days=60))
        make_journey(world.foreign, contract_on=date(2027, 1, 1), training_on=date(2027, 3, 2))
        set_milestone(world.home, "strategic-conversation", happened_on=CONTRACT)
        set_milestone(world.home, "preisa", MilestoneStatus.DROPPED)
    return world


def test_lateness_names_what_is_overdue_at_each_site(world: World) -> None:
    planned(world)
    with db.reading():
        late = queries.lateness([world.home.id, world.foreign.id], TODAY)
    assert set(late) == {world.home.id}
    assert late[world.home.id].overdue == 2
    assert [entry.code for entry in late[world.home.id].critical] == ["contract", "steering-group"]


def test_a_milestone_planned_for_today_is_not_overdue(world: World) -> None:
    planned(world)
    with db.reading():
        assert queries.lateness([world.home.id], CONTRACT) == {}
        assert queries.count_overdue([world.home.id], CONTRACT, critical=False) == 0


def test_overdue_is_counted_for_these_sites_or_for_all(world: World) -> None:
    planned(world)
    later = date(2030, 1, 1)
    with db.reading():
        assert queries.count_overdue([world.home.id], TODAY, critical=False) == 2
        assert queries.count_overdue([world.home.id], later, critical=True) == 9
        assert queries.count_overdue(None, later, critical=True) == 18


def test_next_milestones_come_soonest_first_up_to_a_day(world: World) -> None:
    planned(world)
    with db.reading():
        found = queries.next_milestones(TODAY, [world.home.id])
    assert [entry.code for entry in found] == ["contract", "steering-group"]
    assert found[0].name == "Agree and sign the contract"


def test_a_milestone_waits_while_what_it_builds_on_is_open(world: World) -> None:
    planned(world)
    with db.reading():
        found = queries.milestone_of(world.home.id, "training-for-trainers", TODAY)
    assert found is not None
    assert found.row.status is MilestoneStatus.CANNOT_START
    assert [other.code for other in found.waits_for] == ["contract"]
    with db.transaction():
        set_milestone(world.home, "contract", happened_on=CONTRACT)
    with db.reading():
        found = queries.milestone_of(world.home.id, "training-for-trainers", TODAY)
    assert found is not None
    assert found.row.status is MilestoneStatus.NOT_STARTED
    assert found.waits_for == ()
