"""Topics, what is written in them, who follows them and whom they concern too."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base
from app.topics.rules.about import LONGEST_CODE, LONGEST_REF
from app.topics.rules.topics import LONGEST_TITLE

FREE_TEXT = {"sensitive": "free text may name people"}


class Topic(Base):
    """A question or a discussion; its text is the post `post_id`, what follows are its replies.

    `kind` is a word of Kind, `stage` the key of a stage of the framework or "". Where `unnamed`,
    members do not see who began it. The NSPCC answers a question by `answer_due_on` where nobody
    else has. What was merged into another topic is read there. The columns `about_...` are those of
    rules.about.About; `about_site_id` and `about_ref` lead people of that site, and the NSPCC, back
    to the page it was asked from.
    """

    __tablename__ = "topics"
    __table_args__ = (
        Index("ix_topics_kind_answer_due_on", "kind", "answer_due_on"),
        Index("ix_topics_last_at_id", "last_at", "id"),
        Index("ix_topics_about_kind_about_code", "about_kind", "about_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), info=FREE_TEXT)
    post_id: Mapped[int] = mapped_column(ForeignKey("community_posts.id"), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    unnamed: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[str] = mapped_column(String(40), default="")
    asked_at: Mapped[datetime] = mapped_column(index=True)
    last_at: Mapped[datetime]
    answer_due_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    removed_at: Mapped[datetime | None]
    about_kind: Mapped[str] = mapped_column(String(12), default="")
    about_code: Mapped[str] = mapped_column(String(LONGEST_CODE), default="")
    about_words: Mapped[str] = mapped_column(String(400), default="")
    about_site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    about_ref: Mapped[str] = mapped_column(String(LONGEST_REF), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Reply(Base):
    """What somebody wrote in a topic: an answer to a question, or a part of a discussion. Who wrote
    it and when stands in its post. At most one reply of a topic is accepted."""

    __tablename__ = "topic_replies"
    __table_args__ = (Index("ix_topic_replies_topic_id", "topic_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("community_posts.id"), unique=True)
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Tag(Base):
    """A theme of a topic."""

    __tablename__ = "topic_tags"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    topic: Mapped[Topic] = relationship(lazy="raise")


class Follow(Base):
    """Somebody wants to hear what is new in a topic."""

    __tablename__ = "topic_follows"
    __audited__ = False

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    since: Mapped[datetime]


class MeToo(Base):
    """Somebody has the same question."""

    __tablename__ = "topic_me_toos"
    __audited__ = False

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[datetime]
