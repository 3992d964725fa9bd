"""Resources, their versions, who has which, and collections of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.library.rules import LONGEST_LINK

FREE = {"sensitive": "free text and file names may name people"}


class Resource(Base):
    """Something shared. What it is for stands in a post of its own once it is published (`post_id`)
    and in `about` before that. `stage` is one of the framework, `implementation` of its adoption;
    `audience` and `tags` are keys between commas. `site_id`: the authority that shares it."""

    __tablename__ = "resources"
    __table_args__ = (
        Index("ix_resources_state_published_at", "state", "published_at"),
        Index("ix_resources_owner_id", "owner_id"),
        Index("ix_resources_site_id_state", "site_id", "state"),
        Index("ix_resources_state_review_on", "state", "review_on"),
        Index("ix_resources_post_id", "post_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150), info=FREE)
    about: Mapped[str] = mapped_column(Text, default="", info=FREE)
    kind: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20), default="")
    implementation: Mapped[str] = mapped_column(String(30), default="")
    audience: Mapped[str] = mapped_column(String(200), default="")
    tags: Mapped[str] = mapped_column(String(400), default="")
    licence: Mapped[str] = mapped_column(String(20))
    credit: Mapped[str] = mapped_column(String(150), default="", info=FREE)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    state: Mapped[str] = mapped_column(String(12))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("community_posts.id"))
    from_post_id: Mapped[int | None] = mapped_column(ForeignKey("community_posts.id"))
    added_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(1000), default="", info=FREE)
    endorsed_at: Mapped[datetime | None]
    endorsed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    review_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Edition(Base):
    """One version of a resource: a file or a link. `number` counts from 1, `state` is a word
    of EditionState. `text` is what could be read in the file; `scan` is
    what the virus scanner says, `link_state` what the last look at the link found; `looked_at` and
    `misses` are of the link, or of the tries to scan the file."""

    __tablename__ = "resource_editions"
    __table_args__ = (
        UniqueConstraint("resource_id", "number", name="uq_resource_editions_resource_id"),
        Index("ix_resource_editions_scan", "scan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="draft")
    changes: Mapped[str] = mapped_column(String(300), default="", info=FREE)
    link: Mapped[str] = mapped_column(
        String(LONGEST_LINK), default="", info={"sensitive": "a link may let its reader in"}
    )
    file_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    file_name: Mapped[str] = mapped_column(String(200), default="", info=FREE)
    file_type: Mapped[str] = mapped_column(String(100), default="")
    file_size: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    pages: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="", deferred=True, info=FREE)
    picture_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    scan: Mapped[str] = mapped_column(String(12), default="unscanned")
    link_state: Mapped[str] = mapped_column(String(10), default="")
    looked_at: Mapped[datetime | None]
    misses: Mapped[int] = mapped_column(default=0)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


class ResourceUse(Base):
    """Somebody has a version of a resource: downloaded its file or followed its link."""

    __tablename__ = "resource_uses"
    __audited__ = False
    __table_args__ = (Index("ix_resource_uses_resource_id_person_id", "resource_id", "person_id"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("resource_editions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    times: Mapped[int]
    last_at: Mapped[datetime]


class Collection(Base):
    """Resources to start with, in an order, for a role (`audience`) or a stage of adoption."""

    __tablename__ = "resource_collections"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), info=FREE)
    purpose: Mapped[str] = mapped_column(String(500), default="", info=FREE)
    audience: Mapped[str] = mapped_column(String(20), default="")
    implementation: Mapped[str] = mapped_column(String(30), default="")
    place: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class CollectionItem(Base):
    """A resource in a collection, at its place."""

    __tablename__ = "resource_collection_items"

    collection_id: Mapped[int] = mapped_column(
        ForeignKey("resource_collections.id"), primary_key=True
    )
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"), primary_key=True)
    place: Mapped[int]
