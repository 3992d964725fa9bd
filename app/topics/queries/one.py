"""One topic with all that is said in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from app.core.db import session
from app.posts import queries as posts
from app.posts.models import Post
from app.posts.queries import ShownPost
from app.sites.models import Site
from app.topics.models import Follow, MeToo, Reply, Topic
from app.topics.queries.rows import TopicRow, row_of, selected, tags_of
from app.topics.rules.about import About, AboutKind
from app.topics.rules.topics import Kind


@dataclass(frozen=True)
class ReplyRow:
    """One reply. `is_asker`: by whoever began the topic, and as much with their name as that: who
    wrote without it is not to be told by what they wrote elsewhere."""

    id: int
    post: ShownPost
    is_asker: bool
    accepted_at: datetime | None


@dataclass(frozen=True)
class TopicPage:
    """A topic as its page shows it: the accepted answer is among the replies as well. `about_site`
    is the slug of the site it was asked from; `version` rises with any change to topic or text."""

    row: TopicRow
    text: str
    about: About | None
    about_site: str
    replies: tuple[ReplyRow, ...]
    is_removed: bool
    follows: bool
    me_too: bool
    version: int

    @property
    def accepted(self) -> ReplyRow | None:
        """The answer that settled it, while it can be read."""
        return next(
            (one for one in self.replies if one.accepted_at and one.post.state.is_read), None
        )


def place_of(topic_id: int) -> int | None:
    """Where a topic is read: its own number, or that of the one it was merged into; None where
    there is none. One statement."""
    found = (
        session()
        .execute(select(Topic.id, Topic.merged_into_id).where(Topic.id == topic_id))
        .one_or_none()
    )
    return None if found is None else found.merged_into_id or found.id


def standing(topic_id: int) -> tuple[int, Kind] | None:
    """Who began a topic that stands under this number, and its kind; None where none does. One
    statement."""
    chosen = select(Topic.author_id, Topic.kind).where(
        Topic.id == topic_id, Topic.merged_into_id.is_(None), Topic.removed_at.is_(None)
    )
    row = session().execute(chosen).one_or_none()
    return None if row is None else (row[0], Kind(row[1]))


def find(topic_id: int, reader_id: int) -> TopicPage | None:
    """A topic as somebody reads it; None for one that is not there, or not any longer. Six
    statements at most."""
    found = _found(topic_id, reader_id)
    if found is None:
        return None
    topic: Topic = found.Topic
    kept = (
        session()
        .execute(
            select(Reply, Post.nameless)
            .join(Post, Post.id == Reply.post_id)
            .where(Reply.topic_id == topic.id)
            .order_by(Reply.post_id)
        )
        .all()
    )
    shown = posts.shown([topic.post_id, *(one.post_id for one, _ in kept)])
    row = row_of(found, tags_of([topic.id]), shown)
    if topic.removed_at is not None and row.others == 0:
        return None  # taken back before anybody else wrote in it
    return TopicPage(
        row=row,
        text=found.text,
        about=about_of(topic),
        about_site=found.slug or "",
        replies=_replies(row, [(one, nameless) for one, nameless in kept], shown),
        is_removed=topic.removed_at is not None,
        follows=found.follows,
        me_too=found.me_too,
        version=topic.version + found.text_version,
    )


def _found(topic_id: int, reader_id: int) -> Any:
    def has(kept: type[Follow] | type[MeToo]) -> ColumnElement[bool]:
        mine = select(kept.topic_id).where(kept.topic_id == Topic.id, kept.person_id == reader_id)
        return exists(mine)

    chosen = selected(
        Post.text,
        Post.version.label("text_version"),
        Site.slug,
        has(Follow).label("follows"),
        has(MeToo).label("me_too"),
    ).outerjoin(Site, Site.id == Topic.about_site_id)
    stands = Topic.id == topic_id, Topic.merged_into_id.is_(None)
    return session().execute(chosen.where(*stands)).one_or_none()


def about_of(topic: Topic) -> About | None:
    """What a topic was asked about."""
    if not topic.about_kind:
        return None
    return About(
        AboutKind(topic.about_kind),
        topic.about_code,
        topic.about_words,
        topic.about_site_id,
        topic.about_ref,
    )


def _replies(
    row: TopicRow, kept: Iterable[tuple[Reply, bool]], shown: Mapping[int, ShownPost]
) -> tuple[ReplyRow, ...]:
    """What was written in it, in its order; a question's accepted answer comes first."""
    found = [
        ReplyRow(
            id=one.id,
            post=shown[one.post_id],
            is_asker=(shown[one.post_id].author_id, nameless) == (row.author_id, row.unnamed),
            accepted_at=one.accepted_at if row.kind is Kind.QUESTION else None,
        )
        for one, nameless in kept
    ]
    return tuple(sorted(found, key=lambda one: one.accepted_at is None))
