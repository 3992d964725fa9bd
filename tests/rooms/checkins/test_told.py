"""What calls tell other rooms: what falls due, and the stream of a site."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from app.checkins import queries
from app.core import clock
from app.core.db import reading, transaction
from app.core.web.edge import Portal
from app.sites.rules import Status
from tests.factories.calls import hold, make_concern, not_held
from tests.factories.checkins import book_call
from tests.factories.standing import declare
from tests.worlds import World

TODAY = date(2027, 3, 12)


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> Iterator[None]:
    """Friday 12 March 2027, eleven o'clock."""
    with time_machine.travel("2027-03-12T11:00:00Z", tick=False):
        yield


@pytest.fixture
def calls(world: World, app: Portal) -> Iterator[list[int]]:
    """Held in January, missed in February and on 2 March, not written up on the 9th, ahead."""
    with app.app_context():
        days = [date(2027, 1, 12), date(2027, 2, 11), date(2027, 3, 2), date(2027, 3, 9)]
        with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
            made = [book_call(world, on) for on in [*days, date(2027, 3, 19)]]
        hold(world, made[0], confidence="7", private="MARKER")
        not_held(world, made[1])
        not_held(world, made[2])
        yield [one.id for one in made]


def _due(first: date, last: date) -> list[tuple[str, str]]:
    with reading():
        return [(one.subject, one.phase) for one in queries.due(first, last)]


def test_a_call_is_due_ahead_then_unrecorded_and_missed_until_another_follows(
    world: World, calls: list[int], app: Portal
) -> None:
    year = (TODAY - timedelta(days=300), TODAY + timedelta(days=60))
    _, _, missed, open_, ahead = (f"call:{number}" for number in calls)
    assert _due(*year) == [(open_, "unrecorded"), (ahead, "ahead")]  # a later one is planned
    assert _due(TODAY, TODAY) == []
    with clock.pretend(clock.now() + timedelta(days=10)):  # nobody wrote the last two up
        assert _due(*year) == [(open_, "unrecorded"), (ahead, "unrecorded")]
    with reading():
        (found,) = queries.due(date(2027, 3, 19), date(2027, 3, 19))
    assert set(found.owner_ids) == {world.lead.id, world.strategic.id}
    with transaction():
        declare(world.home, Status.PAUSED)
    assert _due(*year) == []
    assert missed not in {subject for subject, _ in _due(*year)}


def test_only_the_latest_missed_call_is_due_and_only_until_another_is_booked(
    world: World, app: Portal
) -> None:
    with app.app_context():
        with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
            made = [book_call(world, on) for on in (date(2027, 2, 11), date(2027, 3, 2))]
        for one in made:
            not_held(world, one)
        assert _due(date(2027, 1, 1), TODAY) == [(f"call:{made[1].id}", "missed")]
        book_call(world, date(2027, 3, 19))
        assert _due(date(2027, 1, 1), TODAY) == []


def test_the_stream_tells_what_became_of_calls_and_keeps_concerns_apart(
    world: World, calls: list[int]
) -> None:
    make_concern(world)
    with reading():
        told = queries.stream(world.home.id, None, 10)
        assert [(one.title, one.detail) for one in told] == [
            ("Check-in call not held", "Nobody from the authority came"),
            ("Check-in call not held", "Nobody from the authority came"),
            ("Check-in call held", "Confidence that it will last: 7 of 10."),
        ]
        assert len(queries.stream(world.home.id, told[0].at, 1)) == 1
        (concern,) = queries.stream_of_concerns(world.home.id, None, 10)
    assert not any(one.nspcc_only for one in told)
    assert concern.nspcc_only
    assert "MARKER" not in str(told)
