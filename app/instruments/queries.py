"""Reads of instruments. A version is parsed once in each process, because it never changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.core.db import session
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, content_hash, parse_instrument
from app.instruments.rules.parts import Raw, about, all_items
from app.instruments.rules.publishing import VersionStatus

_parsed: dict[str, Instrument] = {}


@dataclass(frozen=True)
class VersionRef:
    """Which version of which instrument; `content_hash` stands for everything in it."""

    id: int
    code: str
    version: int
    title: str
    content_hash: str


@dataclass(frozen=True)
class StoredVersion:
    """A version as it is kept, draft or published, with its plain data."""

    id: int
    code: str
    version: int
    content: Raw
    content_hash: str
    status: VersionStatus
    created_at: datetime
    published_at: datetime | None
    edits: int

    @property
    def is_draft(self) -> bool:
        """True until it is published."""
        return self.status is VersionStatus.DRAFT

    @property
    def short_title(self) -> str:
        """What it is called where there is little room; never empty."""
        words = about(self.content)
        return words.short_title or words.title or self.code

    @property
    def title(self) -> str:
        """What it is called; never empty."""
        return about(self.content).title or self.short_title

    @property
    def items(self) -> int:
        """How many items it has."""
        return len(all_items(self.content))

    @property
    def minutes(self) -> int | None:
        """How long one respondent needs; None in a draft that does not say."""
        return about(self.content).minutes


class ContentDiffers(RuntimeError):
    """The stored content is not what was published: somebody changed the database."""


def instrument(version_id: int, expected_hash: str) -> Instrument:
    """The instrument of a version; read from the database once in each process.

    Raises ContentDiffers when the content does not have the hash it was published with.
    """
    found = _parsed.get(expected_hash)
    if found is None:
        raw = session().scalar(
            select(InstrumentVersion.content).where(InstrumentVersion.id == version_id)
        )
        if raw is None or content_hash(raw) != expected_hash:
            raise ContentDiffers(f"Instrument version {version_id} is not what was published.")
        found = _parsed[expected_hash] = parse_instrument(raw)
    return found


def published() -> list[VersionRef]:
    """The newest published version of each instrument, by title."""
    rows = session().execute(
        select(
            InstrumentVersion.id,
            InstrumentVersion.code,
            InstrumentVersion.version,
            InstrumentVersion.title,
            InstrumentVersion.content_hash,
        )
        .where(InstrumentVersion.status == VersionStatus.PUBLISHED)
        .order_by(InstrumentVersion.version)
    )
    newest = {row.code: VersionRef(*row) for row in rows}
    return sorted(newest.values(), key=lambda version: version.title)


def newest(code: str) -> VersionRef | None:
    """The newest published version of one instrument."""
    return next((version for version in published() if version.code == code), None)


def every_version() -> list[StoredVersion]:
    """Every version of every instrument, in no order."""
    return _stored(_selected())


def versions_of(code: str) -> list[StoredVersion]:
    """The versions of one instrument, newest first; empty where there is no such instrument."""
    chosen = _selected().where(InstrumentVersion.code == code)
    return _stored(chosen.order_by(InstrumentVersion.version.desc()))


def _selected() -> Select[Any]:
    return select(
        InstrumentVersion.id,
        InstrumentVersion.code,
        InstrumentVersion.version,
        InstrumentVersion.content,
        InstrumentVersion.content_hash,
        InstrumentVersion.status,
        InstrumentVersion.created_at,
        InstrumentVersion.published_at,
        InstrumentVersion.edits,
    )


def _stored(chosen: Select[Any]) -> list[StoredVersion]:
    return [
        StoredVersion(**{**row._mapping, "status": VersionStatus(row.status)})
        for row in session().execute(chosen)
    ]
