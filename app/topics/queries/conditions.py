"""What topics and their answers are, as conditions: every read asks by these."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.posts.models import Post
from app.posts.rules import State as PostState
from app.topics.models import MeToo, Reply, Topic
from app.topics.rules.topics import Kind

READ = [state.value for state in PostState if state.is_read]
ANSWER = aliased(Post, name="answer")


def listed() -> tuple[ColumnElement[bool], ...]:
    """Topics that stand in lists: not merged, not taken back, not hidden. Wants `Post` joined as
    the text of the topic."""
    return (Topic.merged_into_id.is_(None), Topic.removed_at.is_(None), Post.state.in_(READ))


def from_topics(*columns: Any) -> Select[*tuple[Any, ...]]:
    """A statement on topics and their texts."""
    chosen: Select[*tuple[Any, ...]] = select(*columns).select_from(Topic)
    return chosen.join(Post, Post.id == Topic.post_id)


def is_about(kind: str, code: str) -> ColumnElement[bool]:
    """Topics that were asked about this milestone, item or these stages, at whichever site."""
    return and_(Topic.about_kind == kind, Topic.about_code == code)


def has_answer(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a topic has a reply that can be read, which is also `more`."""
    return exists(
        select(Reply.id)
        .join(ANSWER, ANSWER.id == Reply.post_id)
        .where(Reply.topic_id == Topic.id, ANSWER.state.in_(READ), *more)
    )


def written_in(person_id: int) -> ColumnElement[bool]:
    """Whether somebody has a reply in a topic that can be read. Asked from the side of what they
    wrote, and so once, not once for each topic."""
    own = select(Reply.topic_id).join(ANSWER, ANSWER.id == Reply.post_id)
    return Topic.id.in_(own.where(ANSWER.author_id == person_id, ANSWER.state.in_(READ)))


def by_others() -> ColumnElement[bool]:
    """The condition for a reply of somebody else than who began the topic."""
    return ANSWER.author_id != Topic.author_id


def is_accepted() -> ColumnElement[bool]:
    """Whether a question has an answer that was accepted."""
    return has_answer(Reply.accepted_at.is_not(None))


def is_unanswered() -> ColumnElement[bool]:
    """A question that nobody else has answered, and that its asker has not settled either."""
    return and_(Topic.kind == Kind.QUESTION.value, ~has_answer(by_others()), ~is_accepted())


def replies(*more: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many replies of a topic can be read."""
    return (
        select(func.count(Reply.id))
        .join(ANSWER, ANSWER.id == Reply.post_id)
        .where(Reply.topic_id == Topic.id, ANSWER.state.in_(READ), *more)
        .correlate(Topic)
        .scalar_subquery()
    )


def accepted_post() -> ScalarSelect[int]:
    """The number of the post of the accepted answer."""
    return (
        select(func.max(Reply.post_id))
        .join(ANSWER, ANSWER.id == Reply.post_id)
        .where(Reply.topic_id == Topic.id, Reply.accepted_at.is_not(None), ANSWER.state.in_(READ))
        .correlate(Topic)
        .scalar_subquery()
    )


def me_toos() -> ScalarSelect[int]:
    """How many people have the same question."""
    return (
        select(func.count())
        .select_from(MeToo)
        .where(MeToo.topic_id == Topic.id)
        .correlate(Topic)
        .scalar_subquery()
    )
