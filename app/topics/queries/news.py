"""What is new in topics, for the home of the community and its digest."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.access.actor import Actor
from app.core.db import session
from app.members.rules import Fresh
from app.posts.models import Post
from app.topics.models import Follow, Reply, Topic
from app.topics.queries.conditions import ANSWER, READ, from_topics, listed
from app.topics.queries.rows import tags_of
from app.topics.rules.topics import Kind

KIND, FOLLOWED = "topic", "followed-topic"


def fresh(actor: Actor, since: datetime, limit: int) -> tuple[Fresh, ...]:
    """Topics that others began since a moment, newest first; two statements."""
    chosen = from_topics(Topic).where(
        *listed(), Topic.asked_at > since, Topic.author_id != actor.id
    )
    found = session().scalars(chosen.order_by(Topic.asked_at.desc(), Topic.id.desc()).limit(limit))
    return _fresh([(one, one.asked_at, KIND) for one in found])


def followed(person_id: int, since: datetime, limit: int) -> tuple[Fresh, ...]:
    """Topics somebody follows in which others wrote since a moment, newest first; two statements.

    Each stands there once, with its latest reply.
    """
    rows = session().execute(
        select(Topic, ANSWER.written_at)
        .select_from(Topic)
        .join(Post, Post.id == Topic.post_id)
        .join(Follow, Follow.topic_id == Topic.id)
        .join(Reply, Reply.topic_id == Topic.id)
        .join(ANSWER, ANSWER.id == Reply.post_id)
        .where(
            *listed(),
            Follow.person_id == person_id,
            ANSWER.author_id != person_id,
            ANSWER.written_at > since,
            ANSWER.state.in_(READ),
        )
        .order_by(ANSWER.written_at.desc(), Reply.id.desc())
    )
    newest: dict[int, tuple[Topic, datetime, str]] = {}
    for topic, at in rows:
        newest.setdefault(topic.id, (topic, at, FOLLOWED))
    return _fresh(list(newest.values())[:limit])


def _fresh(found: Iterable[tuple[Topic, datetime, str]]) -> tuple[Fresh, ...]:
    every = list(found)
    tags = tags_of([topic.id for topic, _, _ in every])
    return tuple(
        Fresh(
            when=at,
            kind=kind,
            title=topic.title,
            path=f"/community/topics/{topic.id}",
            about=Kind(topic.kind).label,
            tags=((topic.stage,) if topic.stage else ()) + tags.get(topic.id, ()),
        )
        for topic, at, kind in every
    )
