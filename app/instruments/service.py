"""Bringing instruments into the portal. What is published never changes again."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, content_hash, parse_instrument
from app.instruments.rules.publishing import VersionStatus
from config import ROOT

SEEDS = ROOT / "seeds" / "instruments"


class PublishedVersionChanged(ValueError):
    """A version that is published already was given other content; the message says what to do."""


def load_seeds(folder: Path = SEEDS) -> list[str]:
    """Publish every instrument of the folder that is not published yet; a second run does nothing.

    Returns a sentence for each version published. Raises InstrumentError for a file that does not
    follow the format and PublishedVersionChanged for one that changes a published version; then
    the caller's transaction must not be committed.
    """
    read = [(file.name, yaml.safe_load(file.read_text("utf-8"))) for file in _files(folder)]
    checked = [(_checked(name, raw), raw) for name, raw in read]
    return [said for instrument, raw in checked if (said := publish(instrument, raw))]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _checked(name: str, raw: Mapping[str, object]) -> Instrument:
    instrument = parse_instrument(raw)
    right = f"{instrument.code}.v{instrument.version}.yaml"
    if name != right:
        raise PublishedVersionChanged(
            f"{name} holds {instrument.code}, version {instrument.version}: name it {right}, "
            "or correct its code and version"
        )
    return instrument


def publish(instrument: Instrument, raw: Mapping[str, object]) -> str | None:
    """Publish one version; None when just this content is published already.

    Raises PublishedVersionChanged when the version is published with other content.
    """
    hashed = content_hash(raw)
    found = session().scalar(
        select(InstrumentVersion).where(
            InstrumentVersion.code == instrument.code,
            InstrumentVersion.version == instrument.version,
        )
    )
    if found is not None and found.status == VersionStatus.PUBLISHED:
        if found.content_hash == hashed:
            return None
        raise PublishedVersionChanged(
            f"{instrument.short_title}, version {instrument.version}, is published and cannot "
            f"change: put the new words in {instrument.code}.v{instrument.version + 1}.yaml"
        )
    said = (
        f"{instrument.short_title}, version {instrument.version}, "
        f"published with {len(instrument.items)} items."
    )
    audit.because("instrument published", summary=said)
    row = found or InstrumentVersion(
        code=instrument.code, version=instrument.version, created_at=clock.now()
    )
    row.title, row.content, row.content_hash = instrument.title, dict(raw), hashed
    row.status, row.published_at = VersionStatus.PUBLISHED, clock.now()
    session().add(row)
    session().flush()
    return said
