"""Topics for tests, written through the services, inside a transaction."""

from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.members.service import agree
from app.topics import queries, service
from app.topics.queries import TopicPage
from app.topics.rules.about import About
from app.topics.rules.topics import Entered
from app.topics.service import Writer
from tests.factories import in_app

TITLE = "How do you begin the chronology?"


def a_topic(title: str = TITLE, **given: Any) -> Entered:
    """A question of one stage and one theme."""
    values: dict[str, Any] = {
        "kind": "question",
        "title": title,
        "text": "We have *two* ways and are unsure which one helps practitioners more.",
        "stage": "stage-1",
        "tags": ("assessment-tools",),
    }
    return Entered(**(values | given))


def make_topic(
    author: Person,
    title: str = TITLE,
    *,
    at: datetime | None = None,
    about: About | None = None,
    **given: Any,
) -> int:
    """A topic; its number."""
    with in_app(), clock.pretend(at or clock.now()):
        return service.ask(author.id, a_topic(title, **given), about)


def make_answer(
    topic_id: int, author: Person, text: str = "Begin with the dates.", at: datetime | None = None
) -> int:
    """Something written in a topic; the number of the reply."""
    with in_app(), clock.pretend(at or clock.now()):
        post_id = service.answer(topic_id, author.id, text)
    replies = read(topic_id, author).replies
    return next(one.id for one in replies if one.post.id == post_id)


def settle(topic_id: int, reply_id: int, by: Person) -> None:
    """Accept an answer."""
    with in_app():
        service.accept(topic_id, reply_id, writes(by))


def writes(person: Person) -> Writer:
    """Somebody, with what their role gives them."""
    is_staff = person.staff_role is not None
    return Writer(person.id, moderates=is_staff, is_nspcc=is_staff)


def read(topic_id: int, reader: Person) -> TopicPage:
    """A topic as somebody reads it."""
    found = queries.find(topic_id, reader.id)
    assert found is not None
    return found


def agreed(*people: Person) -> None:
    """These accepted the house rules."""
    for person in people:
        agree(person.id)
