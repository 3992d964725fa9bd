"""The topic that is written on, and why: one write after the other."""

from dataclasses import dataclass

from sqlalchemy import select

from app.core import audit
from app.core.db import session
from app.posts.models import Post
from app.topics.models import Reply, Topic


@dataclass(frozen=True)
class Writer:
    """Who does something: whether they moderate, and whether they speak for the NSPCC."""

    person_id: int
    moderates: bool = False
    is_nspcc: bool = False


def held(topic_id: int) -> Topic:
    """A topic that is read under this number, held until the transaction ends. Raises LookupError
    for one that is not there, or was merged into another."""
    topic = session().get(Topic, topic_id, with_for_update=True, populate_existing=True)
    if topic is None or topic.merged_into_id is not None:
        raise LookupError(f"There is no topic with the number {topic_id}.")
    return topic


def held_with_text(topic_id: int) -> tuple[Topic, Post]:
    """The same with its text, both held; one statement."""
    chosen = select(Topic, Post).join(Post, Post.id == Topic.post_id).where(Topic.id == topic_id)
    chosen = chosen.where(Topic.merged_into_id.is_(None)).with_for_update()
    row = session().execute(chosen, execution_options={"populate_existing": True}).first()
    if row is None:
        raise LookupError(f"There is no topic with the number {topic_id}.")
    return row[0], row[1]


def own(topic_id: int, person_id: int) -> Topic:
    """The same for whoever began it, while it stands. Raises LookupError."""
    topic = held(topic_id)
    if topic.author_id != person_id or topic.removed_at is not None:
        raise LookupError(f"Topic {topic_id} is not theirs to change.")
    return topic


def text_of(topic: Topic) -> Post:
    """The post that is the text of a topic."""
    return session().get_one(Post, topic.post_id)


def replies_of(topic: Topic) -> list[Reply]:
    """What was written in it, in its order."""
    chosen = select(Reply).where(Reply.topic_id == topic.id).order_by(Reply.post_id)
    return list(session().scalars(chosen))


def path_of(topic: Topic, post_id: int | str | None = None) -> str:
    """Where a topic, or a post of it, is read; "" for how that begins, whatever its number."""
    return f"/community/topics/{topic.id}" + ("" if post_id is None else f"#post-{post_id}")


def because(verb: str, topic: Topic, what: str) -> None:
    """Say in the trail why something is written; it names no person and repeats no words."""
    audit.because(verb, summary=f"Topic {topic.id}: {what}.")
