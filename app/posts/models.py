"""What members write, reports about it, and whom a safeguarding worry reaches."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
OF_OTHERS = FREE_TEXT | {"personal": "concerns the author, not the moderator whose row it is"}


class Post(Base):
    """One text of one author. What moderators do with it is in the trail; that it was written,
    edited or taken back by its author stands here alone, or every line of chat would be there.

    `place` is a word of Place, `state` of State. `path` is the address at which it is read, ""
    until the room that shows it has given it one. `room_key` is None where every member reads it,
    "site:<number>" in the private room of an authority. `html` is made from `text` at each write.
    `mark` says in the words of a moderator what was taken out, or why it is hidden.
    """

    __tablename__ = "community_posts"
    __audited__ = False
    __table_args__ = (
        Index("ix_community_posts_author_id_id", "author_id", "id"),
        Index("ix_community_posts_place_written_at", "place", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    nameless: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    html: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    place: Mapped[str] = mapped_column(String(12))
    path: Mapped[str] = mapped_column(String(300), default="")
    room_key: Mapped[str | None] = mapped_column(String(60))
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(12))
    mark: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Mention(Base):
    """Somebody is named in a post with @; `told_at` is None for who is not told of it."""

    __tablename__ = "community_mentions"
    __audited__ = False

    post_id: Mapped[int] = mapped_column(ForeignKey("community_posts.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    handle: Mapped[str] = mapped_column(String(120), info={"personal": "has their name in it"})
    told_at: Mapped[datetime | None]


class Case(Base):
    """What was reported about one post and what became of it; a post has one open case at most.

    `worry` once anybody reported a safeguarding worry. `decision` is a word of Decision, `ground`
    of Ground, "" until it is decided; `words` are for the author, `handled` says to moderators
    alone what was done about a worry. The author may appeal once; `upheld` says whether the
    decision stood. `claimed_by_id` deals with it.
    """

    __tablename__ = "community_cases"
    __table_args__ = (
        Index("ix_community_cases_decided_at_worry", "decided_at", "worry"),
        Index(
            "uq_community_cases_open",
            "post_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("community_posts.id"), index=True)
    worry: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    claimed_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(String(12), default="")
    ground: Mapped[str] = mapped_column(String(20), default="")
    words: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    handled: Mapped[str] = mapped_column(Text, default="", info=OF_OTHERS)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    appeal: Mapped[str] = mapped_column(Text, default="", info=OF_OTHERS)
    appealed_at: Mapped[datetime | None] = mapped_column(index=True)
    upheld: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Report(Base):
    """Why one person reported a post; `reason` is a word of Reason."""

    __tablename__ = "community_reports"
    __table_args__ = (Index("ix_community_reports_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("community_cases.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    reported_at: Mapped[datetime]


class Safety(Base):
    """Whom a safeguarding worry reaches, and what the page about a child at risk says; the newest
    row holds, before the first the programme's own words. `duty_ids` are numbers of people."""

    __tablename__ = "community_safety"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_ids: Mapped[list[int]] = mapped_column(JSON)
    duty_phone: Mapped[str] = mapped_column(String(30), info={"personal": "reaches who is on duty"})
    local_words: Mapped[str] = mapped_column(String(2000))
    police_words: Mapped[str] = mapped_column(String(2000))
    police_number: Mapped[str] = mapped_column(String(30))
    helpline_words: Mapped[str] = mapped_column(String(2000))
    helpline_number: Mapped[str] = mapped_column(String(30))
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class LocalProcedures(Base):
    """How the people of one site get help for a child, in the words of the authority."""

    __tablename__ = "local_procedures"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    words: Mapped[str] = mapped_column(String(2000))
    day_number: Mapped[str] = mapped_column(String(30))
    night_number: Mapped[str] = mapped_column(String(30))
    link: Mapped[str] = mapped_column(String(300))
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
