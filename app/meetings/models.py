"""Groups, their members, meetings with agenda, people and decisions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
OF_PARTNERS = {"personal": "partners take part without an account"}


class Group(Base):
    """A steering group, practice group or multi-agency forum, with its terms of reference."""

    __tablename__ = "meeting_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100), info=FREE_TEXT)
    purpose: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    decides: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    meets: Mapped[str] = mapped_column(info=FREE_TEXT)
    quorum: Mapped[int]
    set_up_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class GroupMember(Base):
    """Somebody's seat in a group. `name` and `email` are for those without an account."""

    __tablename__ = "meeting_group_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("meeting_groups.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100), info=OF_PARTNERS)
    email: Mapped[str] = mapped_column(String(254), info=OF_PARTNERS)
    role: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(String(100))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Meeting(Base):
    """One meeting: planned, held or cancelled. `sequence` counts what calendars were told."""

    __tablename__ = "meetings"
    __table_args__ = (
        Index("ix_meetings_site_id_starts_at", "site_id", "starts_at"),
        Index("ix_meetings_group_id_starts_at", "group_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_groups.id"))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(
        String(300), info={"sensitive": "a link or number lets its reader join"}
    )
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    planned_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    told_at: Mapped[datetime]
    agenda_sent_at: Mapped[datetime | None]
    # the quorum when it was held: the group's may change later
    quorum: Mapped[int] = mapped_column(default=0)
    approved_on: Mapped[date | None]
    approved_at_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    corrections: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Attendee(Base):
    """Somebody asked to a meeting, or a guest; whose calendar holds it has an address."""

    __tablename__ = "meeting_attendees"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_group_members.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100), info=OF_PARTNERS)
    email: Mapped[str] = mapped_column(String(254), info=OF_PARTNERS)
    role: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(String(100))
    attendance: Mapped[str] = mapped_column(String(20))
    # its place among those asked: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)


class AgendaItem(Base):
    """A point of an agenda; one that was not dealt with comes back as a new row."""

    __tablename__ = "meeting_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    title: Mapped[str] = mapped_column(info=FREE_TEXT)
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_items.id"), unique=True)
    removed_at: Mapped[datetime | None]


class ItemMinutes(Base):
    """The minutes of one item as they are typed; not in the trail, which has the end of the
    meeting and the approval. `outcome` says whether the item was dealt with."""

    __tablename__ = "meeting_minutes"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("meeting_items.id"), unique=True)
    text: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    outcome: Mapped[str] = mapped_column(String(20))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int]
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class Decision(Base):
    """What a meeting decided, under the item it belongs to."""

    __tablename__ = "meeting_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("meeting_items.id"), index=True)
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
