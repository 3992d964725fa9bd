"""Following a topic, and having the same question. Neither is a fact for the trail."""

from collections.abc import Collection

from sqlalchemy import delete

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_if_new, insert_new
from app.topics.models import Follow, MeToo


def follow(topic_id: int, person_id: int) -> None:
    """Hear what is new in a topic. Again: nothing happens."""
    insert_if_new(Follow, ("topic_id", "person_id"), _row(topic_id, person_id))


def follow_all(topic_id: int, person_ids: Collection[int]) -> None:
    """The same of many; one statement."""
    rows = [_row(topic_id, number) for number in sorted(person_ids)]
    insert_new(Follow, ("topic_id", "person_id"), rows, "person_id")


def unfollow(topic_id: int, person_id: int) -> None:
    """Hear of it no longer. Again: nothing happens."""
    session().execute(
        delete(Follow).where(Follow.topic_id == topic_id, Follow.person_id == person_id)
    )


def ask_too(topic_id: int, person_id: int) -> None:
    """Have the same question, and hear what is said about it. Again: nothing happens."""
    if insert_if_new(MeToo, ("topic_id", "person_id"), _row(topic_id, person_id)):
        follow(topic_id, person_id)


def ask_too_all(topic_id: int, person_ids: Collection[int]) -> None:
    """The same as `ask_too` of many; two statements."""
    rows = [_row(topic_id, number) for number in sorted(person_ids)]
    new = insert_new(MeToo, ("topic_id", "person_id"), rows, "person_id")
    follow_all(topic_id, [row.person_id for row in new])


def ask_no_longer(topic_id: int, person_id: int) -> None:
    """Have it no longer. Again: nothing happens."""
    session().execute(delete(MeToo).where(MeToo.topic_id == topic_id, MeToo.person_id == person_id))


def _row(topic_id: int, person_id: int) -> dict[str, object]:
    return {"topic_id": topic_id, "person_id": person_id, "since": clock.now()}
