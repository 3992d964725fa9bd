"""Publishing instruments: once, never changed, refused by the service and by the database."""

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.core import audit
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.instruments import queries, service
from app.instruments.models import InstrumentVersion
from app.instruments.rules import InstrumentError, content_hash, parse_instrument
from app.instruments.rules.publishing import VersionStatus

# What was published never changes: a new hash here needs a new version of the instrument.
PUBLISHED = {
    "preisa.v1.yaml": "924f27e1bd6ccc377cd47697ffa8f3e042b1a6fed4ea9090b07f547735f692b1",
}


def raw_preisa() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((service.SEEDS / "preisa.v1.yaml").read_text("utf-8"))
    return loaded


def test_every_seed_has_the_hash_it_was_published_with() -> None:
    found = {
        file.name: content_hash(yaml.safe_load(file.read_text("utf-8")))
        for file in service.SEEDS.glob("*.yaml")
    }
    assert found == PUBLISHED


def test_loading_publishes_each_seed_once(data: str) -> None:
    with transaction():
        first = service.load_seeds()
    with transaction():
        second = service.load_seeds()
    assert first == ["PreISA, version 1, published with 28 items."]
    assert second == []
    with reading() as session:
        events = session.scalars(select(AuditEvent.verb)).all()
    assert events == ["instrument published"]


def test_what_is_stored_is_what_was_published(data: str) -> None:
    with transaction():
        service.load_seeds()
    with reading() as session:
        row = session.scalars(select(InstrumentVersion)).one()
        assert row.content_hash == content_hash(row.content) == content_hash(raw_preisa())
        instrument = queries.instrument(row.id, row.content_hash)
    assert instrument == parse_instrument(raw_preisa())


def test_a_published_version_with_other_words_is_refused_and_says_what_to_do(
    data: str, tmp_path: Path
) -> None:
    changed = raw_preisa()
    changed["sections"][0]["items"][0]["text"] = "We know everything"
    (tmp_path / "preisa.v1.yaml").write_text(yaml.safe_dump(changed), "utf-8")
    with transaction():
        service.load_seeds()
    with (
        pytest.raises(service.PublishedVersionChanged, match=r"put the new words in preisa\.v2"),
        transaction(),
    ):
        service.load_seeds(tmp_path)


def test_a_second_version_stands_beside_the_first_and_is_the_newest(
    data: str, tmp_path: Path
) -> None:
    second = raw_preisa() | {"version": 2}
    (tmp_path / "preisa.v2.yaml").write_text(yaml.safe_dump(second), "utf-8")
    with transaction():
        service.load_seeds()
        service.load_seeds(tmp_path)
    with reading():
        newest = queries.newest("preisa")
    assert newest is not None
    assert newest.version == 2


def test_one_bad_file_publishes_nothing(data: str, tmp_path: Path) -> None:
    shutil.copy(service.SEEDS / "preisa.v1.yaml", tmp_path)
    bad = raw_preisa() | {"version": 2, "scale": {}}
    (tmp_path / "preisa.v2.yaml").write_text(yaml.safe_dump(bad), "utf-8")
    with pytest.raises(InstrumentError), transaction():
        service.load_seeds(tmp_path)
    with reading() as session:
        assert session.scalars(select(InstrumentVersion)).all() == []


def test_a_file_named_otherwise_than_its_content_is_refused(data: str, tmp_path: Path) -> None:
    (tmp_path / "preisa.v2.yaml").write_text(yaml.safe_dump(raw_preisa()), "utf-8")
    with pytest.raises(service.PublishedVersionChanged, match=r"name it preisa\.v1\.yaml"):
        service.load_seeds(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instrument_versions SET title = 'Another'",
        "UPDATE instrument_versions SET status = 'draft'",
        "DELETE FROM instrument_versions",
    ],
)
def test_the_database_itself_refuses_to_change_a_published_version(
    data: str, statement: str
) -> None:
    with transaction():
        service.load_seeds()
    with pytest.raises(DBAPIError, match="never changes"), transaction() as session:
        session.execute(text(statement))


def test_a_draft_may_change_and_then_be_published(data: str) -> None:
    raw = raw_preisa()
    with transaction():
        service.publish(parse_instrument(raw), raw)
    draft = copy.deepcopy(raw) | {"version": 2}
    with transaction() as session:
        audit.because("draft made", summary="A draft for a test.")
        row = session.scalars(select(InstrumentVersion)).one()
        session.add(
            InstrumentVersion(
                code="preisa",
                version=2,
                title="Old",
                content=draft,
                content_hash="x",
                status=VersionStatus.DRAFT,
                created_at=row.created_at,
            )
        )
    with transaction() as session:
        session.execute(text("UPDATE instrument_versions SET title = 'New' WHERE version = 2"))
        said = service.publish(parse_instrument(draft), draft)
    assert said == "PreISA, version 2, published with 28 items."


def test_content_changed_behind_the_portals_back_is_noticed(data: str) -> None:
    with transaction():
        service.load_seeds()
    with reading() as session:
        row = session.scalars(select(InstrumentVersion)).one()
        with pytest.raises(queries.ContentDiffers):
            queries.instrument(row.id, "0" * 64)
