"""A topic as lists and its page read it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from app.core.clock import in_london
from app.core.db import session
from app.members.rules import TAGS
from app.posts import queries as posts
from app.posts.queries import ShownPost
from app.topics.models import Tag, Topic
from app.topics.queries.conditions import (
    accepted_post,
    by_others,
    from_topics,
    me_toos,
    replies,
)
from app.topics.rules.topics import Kind, State, state_of


@dataclass(frozen=True)
class TopicRow:
    """A topic in a list. `post` is its text with its author as members see them; `others` counts
    the replies of others than who began it; `accepted` is the answer that settled it."""

    id: int
    kind: Kind
    title: str
    post: ShownPost
    author_id: int
    unnamed: bool
    stage: str
    tags: tuple[str, ...]
    asked_at: datetime
    last_at: datetime
    answer_due_on: date | None
    replies: int
    others: int
    me_toos: int
    accepted: ShownPost | None

    @property
    def asked_on(self) -> date:
        """The day it was begun."""
        return in_london(self.asked_at).date()

    @property
    def state(self) -> State | None:
        """How far a question is; None for a discussion."""
        return state_of(self.kind, self.others, accepted=self.accepted is not None)

    @property
    def every_tag(self) -> tuple[str, ...]:
        """Stage and themes, as keys of TAGS."""
        return (self.stage, *self.tags) if self.stage else self.tags

    @property
    def tag_words(self) -> tuple[str, ...]:
        """The same in words."""
        return tuple(TAGS.get(key, key) for key in self.every_tag)


def selected(*more: Any) -> Select[*tuple[Any, ...]]:
    """Topics with all that a row shows, and more columns."""
    return from_topics(
        Topic,
        replies().label("replies"),
        replies(by_others()).label("others"),
        me_toos().label("me_toos"),
        accepted_post().label("accepted"),
        *more,
    )


def rows_of(chosen: Select[*tuple[Any, ...]]) -> tuple[TopicRow, ...]:
    """The rows of a statement that `selected` began; five statements at most."""
    found = session().execute(chosen).all()
    tags = tags_of([row.Topic.id for row in found])
    texts = posts.shown(_posts(found))
    return tuple(row_of(one, tags, texts) for one in found)


def tags_of(topic_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The themes of each topic, in the order of the themes; topics without are absent."""
    if not topic_ids:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    rows = session().execute(select(Tag.topic_id, Tag.tag).where(Tag.topic_id.in_(topic_ids)))
    for topic_id, tag in rows:
        found[topic_id].add(tag)
    return {number: tuple(key for key in TAGS if key in some) for number, some in found.items()}


def _posts(found: Sequence[Row[*tuple[Any, ...]]]) -> set[int]:
    questions = {row.Topic.post_id for row in found}
    return questions | {row.accepted for row in found if row.accepted is not None}


def row_of(
    found: Any, tags: Mapping[int, tuple[str, ...]], texts: Mapping[int, ShownPost]
) -> TopicRow:
    """A topic of a statement that `selected` began, with what else is known of it."""
    one: Topic = found.Topic
    return TopicRow(
        id=one.id,
        kind=Kind(one.kind),
        title=one.title,
        post=texts[one.post_id],
        author_id=one.author_id,
        unnamed=one.unnamed,
        stage=one.stage,
        tags=tags.get(one.id, ()),
        asked_at=one.asked_at,
        last_at=one.last_at,
        answer_due_on=one.answer_due_on,
        replies=found.replies,
        others=found.others,
        me_toos=found.me_toos,
        accepted=texts.get(found.accepted),
    )
