"""Publishing instruments: once, never changed, refused by the service and by the database."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.instruments import queries, service
from app.instruments.models import InstrumentVersion
from app.instruments.rules import InstrumentError, content_hash, parse_instrument

# What was published never changes: a new hash here needs a new version of the instrument.
PUBLISHED = {
    "audit.v1.yaml": "c2b48a58a5d5986bd8c79106e03452400cfdf157e398c0a40466ecdf5a598f6a",
    "feedback.v1.yaml": "a74e4e984a6fbcef9e3e0a52b1b3d237d7709f99c514d5e7c7a456b353861596",
    "isa.v1.yaml": "59faee6ecf1e21f41b7a623349e6904cd5d3147780df65c6d687c53df5c4f22f",
    "preisa.v1.yaml": "924f27e1bd6ccc377cd47697ffa8f3e042b1a6fed4ea9090b07f547735f692b1",
    "pulse.v1.yaml": "8514a3019716ad624292e18bdbdb43d88b0367902935071d7ed73d509190b2ff",
    "quiz.v1.yaml": "7c377d4daac94e41119674654902069d8b4af6666ce60a86630b8a234b9ca12e",
    "review.v1.yaml": "52c4f5bbfef7c7cd945c8d4361716ebfd5cf90d264f6ada5362ea27d81639822",
    "selfcheck.v1.yaml": "a773768693feb60983299934cbbae2d3a5377dfd9ee204b6b0fbf924f6c5a3d8",
}


PREISA = select(InstrumentVersion).where(InstrumentVersion.code == "preisa")


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
    assert "PreISA, version 1, published with 28 items." in first
    assert len(first) == len(list(service.SEEDS.glob("*.yaml")))
    assert second == []
    with reading() as session:
        events = session.scalars(select(AuditEvent.verb)).all()
    assert events == ["instrument published"] * len(first)


def test_what_is_stored_is_what_was_published(data: str) -> None:
    with transaction():
        service.load_seeds()
    with reading() as session:
        row = session.scalars(PREISA).one()
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


def test_the_database_lets_a_draft_change_until_it_is_published(data: str) -> None:
    with transaction():
        service.load_seeds()
        service.copy_to_draft("preisa", 1)
    rename = text("UPDATE instrument_versions SET title = 'New' WHERE version = 2")
    with transaction() as session:
        session.execute(rename)
    with transaction():
        service.publish_draft("preisa", 2, edits=1)
    with pytest.raises(DBAPIError, match="never changes"), transaction() as session:
        session.execute(rename)


def test_a_seed_with_the_number_of_a_version_published_in_the_browser_is_refused(
    data: str, tmp_path: Path
) -> None:
    with transaction():
        service.load_seeds()
        service.copy_to_draft("preisa", 1)
        service.publish_draft("preisa", 2, edits=1)
        service.copy_to_draft("preisa", 2)
    second = raw_preisa() | {"version": 2, "minutes": 50}
    (tmp_path / "preisa.v2.yaml").write_text(yaml.safe_dump(second), "utf-8")
    with (
        pytest.raises(
            service.PublishedVersionChanged,
            match=r"PreISA, version 2, is published, perhaps in the browser, .* preisa\.v4\.yaml",
        ),
        transaction(),
    ):
        service.load_seeds(tmp_path)


def test_a_seed_never_overwrites_a_draft_somebody_works_on(data: str, tmp_path: Path) -> None:
    with transaction():
        service.load_seeds()
        service.copy_to_draft("preisa", 1)
    second = raw_preisa() | {"version": 2}
    (tmp_path / "preisa.v2.yaml").write_text(yaml.safe_dump(second), "utf-8")
    with (
        pytest.raises(service.DraftInTheWay, match=r"is a draft .* publish or discard it there"),
        transaction(),
    ):
        service.load_seeds(tmp_path)


def test_content_changed_behind_the_portals_back_is_noticed(data: str) -> None:
    with transaction():
        service.load_seeds()
    with reading() as session:
        row = session.scalars(PREISA).one()
        with pytest.raises(queries.ContentDiffers):
            queries.instrument(row.id, "0" * 64)
