"""One topic with all that is said in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.core.db import session
from app.posts import queries as posts
from app.posts.queries import ShownPost
from app.sites.models import Site
from app.topics.models import Follow, MeToo, Reply, Topic
from app.topics.queries.rows import TopicRow, rows_of, selected
from app.topics.rules.about import About, AboutKind
from app.topics.rules.topics import Kind


@dataclass(frozen=True)
class ReplyRow:
    """One reply. `is_asker`: by whoever began the topic."""

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


def find(topic_id: int, reader_id: int) -> TopicPage | None:
    """A topic as somebody reads it; None for one that is not there, or not any longer. About ten
    statements."""
    rows = rows_of(selected().where(Topic.id == topic_id, Topic.merged_into_id.is_(None)))
    if not rows:
        return None
    (row,) = rows
    topic = session().get_one(Topic, topic_id)
    kept = posts.find(topic.post_id)
    if kept is None or _is_gone(topic, row):
        return None
    return TopicPage(
        row=row,
        text=kept.text,
        about=about_of(topic),
        about_site=_slug(topic.about_site_id),
        replies=_replies(topic),
        is_removed=topic.removed_at is not None,
        follows=session().get(Follow, (topic_id, reader_id)) is not None,
        me_too=session().get(MeToo, (topic_id, reader_id)) is not None,
        version=topic.version + kept.version,
    )


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


def _slug(site_id: int | None) -> str:
    site = session().get(Site, site_id) if site_id is not None else None
    return site.slug if site is not None else ""


def _is_gone(topic: Topic, row: TopicRow) -> bool:
    """What its author took back before anybody else wrote in it."""
    return topic.removed_at is not None and row.others == 0


def _replies(topic: Topic) -> tuple[ReplyRow, ...]:
    """What was written in it, in its order; a question's accepted answer comes first."""
    kept = (
        session()
        .scalars(select(Reply).where(Reply.topic_id == topic.id).order_by(Reply.post_id))
        .all()
    )
    shown = posts.shown([one.post_id for one in kept])
    is_question = topic.kind == Kind.QUESTION
    found = [
        ReplyRow(
            id=one.id,
            post=shown[one.post_id],
            is_asker=shown[one.post_id].author_id == topic.author_id,
            accepted_at=one.accepted_at if is_question else None,
        )
        for one in kept
    ]
    return tuple(sorted(found, key=lambda one: one.accepted_at is None))
