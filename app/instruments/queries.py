"""Reads of instruments. A version is parsed once in each process, because it never changes."""

from dataclasses import dataclass

from sqlalchemy import select

from app.core.db import session
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, content_hash, parse_instrument
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
