"""Publishing the instruments that come with the portal as files."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.yaml_file import read_yaml
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, content_hash, parse_instrument
from app.instruments.rules.publishing import VersionStatus
from config import ROOT

SEEDS = ROOT / "seeds" / "instruments"


class PublishedVersionChanged(ValueError):
    """A version that is published already was given other content; the message says what to do."""


class DraftInTheWay(ValueError):
    """Somebody works on a draft of just this version; the message says what to do."""


def load_seeds(folder: Path = SEEDS) -> list[str]:
    """Publish every instrument of the folder that is not published yet; a second run does nothing.

    Returns a sentence for each version published. Raises InstrumentError for a file that does not
    follow the format, PublishedVersionChanged for one that changes a published version (also one
    published in the browser) and DraftInTheWay for one whose number a draft has; then the
    caller's transaction must not be committed.
    """
    return [said for instrument, raw in read_seeds(folder) if (said := publish(instrument, raw))]


def read_seeds(folder: Path = SEEDS) -> list[tuple[Instrument, Mapping[str, object]]]:
    """Every instrument of the folder, beside its file as it stands; raises as `load_seeds`."""
    read = [(file.name, read_yaml(file)) for file in sorted(folder.glob("*.yaml"))]
    return [(_checked(name, raw), raw) for name, raw in read]


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

    Raises PublishedVersionChanged when the version is published with other content, and
    DraftInTheWay when it is a draft: nobody's unfinished work is overwritten.
    """
    hashed = content_hash(raw)
    found = session().scalar(
        select(InstrumentVersion).where(
            InstrumentVersion.code == instrument.code,
            InstrumentVersion.version == instrument.version,
        )
    )
    if found is not None:
        _is_the_same(instrument, found, hashed)
        return None
    said = (
        f"{instrument.short_title}, version {instrument.version}, "
        f"published with {len(instrument.items)} items."
    )
    audit.because("instrument published", summary=said)
    now = clock.now()
    session().add(
        InstrumentVersion(
            code=instrument.code,
            version=instrument.version,
            title=instrument.title,
            content=dict(raw),
            content_hash=hashed,
            status=VersionStatus.PUBLISHED,
            created_at=now,
            published_at=now,
        )
    )
    session().flush()
    return said


def _is_the_same(instrument: Instrument, found: InstrumentVersion, hashed: str) -> None:
    name, code = f"{instrument.short_title}, version {instrument.version},", instrument.code
    if found.status == VersionStatus.DRAFT:
        raise DraftInTheWay(
            f"{name} is a draft under Administration, Questionnaires: publish or discard it "
            "there first, then load the file under a number that is free"
        )
    if found.content_hash != hashed:
        newest = session().scalar(
            select(func.max(InstrumentVersion.version)).where(InstrumentVersion.code == code)
        )
        raise PublishedVersionChanged(
            f"{name} is published, perhaps in the browser, and cannot change: put the new words "
            f"in {code}.v{(newest or instrument.version) + 1}.yaml"
        )
