"""What is seen is never overtaken: a message that is committed later has the higher number."""

import threading
import time

from app.access.actor import Actor
from app.chat import queries, service
from app.core import db
from app.core.web.edge import Portal
from tests.factories.chat import say
from tests.worlds import World


def ticks(room: int) -> list[tuple[int, int]]:
    """(number, tick) of what a page that asks now is told."""
    with db.reading():
        found = queries.room_of(room, Actor(0, "", ""))
        assert found is not None
        return [(one.message_id, one.tick) for one in queries.news(room, 0, found.tick).changes]


def test_who_sends_while_another_does_waits_so_that_nobody_misses_the_first(
    app: Portal, world: World, everyone: int
) -> None:
    first_holds, first_may_end = threading.Event(), threading.Event()

    def slowly() -> None:
        with app.app_context(), db.transaction():
            say(everyone, world.member, "first")
            first_holds.set()
            first_may_end.wait(10)

    def at_once() -> None:
        with app.app_context(), db.transaction():
            say(everyone, world.strategic, "second")

    threads = [threading.Thread(target=slowly), threading.Thread(target=at_once)]
    threads[0].start()
    assert first_holds.wait(10)
    threads[1].start()
    time.sleep(0.3)
    assert ticks(everyone) == []  # the second is not there before the first
    first_may_end.set()
    for thread in threads:
        thread.join(10)
    found = ticks(everyone)
    assert len(found) == 2
    assert found == sorted(found)


def test_two_who_send_the_same_at_the_same_moment_send_it_once(
    app: Portal, world: World, everyone: int
) -> None:
    number = "0b5c1a52-6f4e-4d5a-9a83-0d3f2b1c4e5f"
    numbers: list[int] = []

    def send() -> None:
        with app.app_context(), db.transaction():
            new = service.NewMessage("once", number)
            numbers.append(service.send(everyone, world.member.id, new))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(numbers) == 4
    assert len(set(numbers)) == len(ticks(everyone)) == 1
