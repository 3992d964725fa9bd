"""Files given back as downloads, and the settings that say where they lie."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from werkzeug.http import parse_options_header

from app.core.doctor import Level
from app.core.doctor.storage import files as look_at_files
from app.core.files import download, store_of
from app.core.files.store import BucketStore, FolderStore
from config import ConfigurationError, load_settings


@pytest.mark.parametrize(
    "name",
    [
        "Minutes.pdf",
        "naïve “plan” 日本.docx",
        'a"b\\c.txt',
        "a; filename=x.exe;.txt",
        "50% of it.csv",
    ],
)
def test_a_file_is_given_back_under_its_name_and_as_a_download_only(name: str) -> None:
    response = download(b"content", name, "text/csv")
    how, options = parse_options_header(response.headers["Content-Disposition"])
    assert how == "attachment"
    assert options["filename"] == name
    response.headers["Content-Disposition"].encode("ascii")
    assert unquote(response.headers["Content-Disposition"].split("UTF-8''")[1]) == name


def test_a_download_has_no_rights_and_is_kept_nowhere() -> None:
    headers = download(b"<script>alert(1)</script>", "a.txt", "text/plain").headers
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Type"] == "text/plain"
    assert headers["Content-Length"] == "25"


def test_files_lie_beside_the_database_unless_a_place_is_named(tmp_path: Path) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path)})
    store = store_of(settings)
    assert isinstance(store, FolderStore)
    store.put(b"x", "txt")
    assert len(list((tmp_path / "files").iterdir())) == 1
    assert store_of(settings) is store


def test_a_store_for_several_machines_is_named_by_its_address(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "DATA_DIR": str(tmp_path),
            "FILES_URL": "s3://evidence/portal/",
            "FILES_ENDPOINT": "http://127.0.0.1:9",
            "FILES_KEY": "key",
            "FILES_SECRET": "the secret of the key",
        }
    )
    assert isinstance(store_of(settings), BucketStore)
    assert settings.files.largest == 10_000_000
    assert "the secret of the key" not in repr(settings.files)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"FILES_URL": "https://store.example/evidence"}, "FILES_URL"),
        ({"FILES_URL": "s3://"}, "FILES_URL"),
        ({"FILES_KEY": "key"}, "FILES_SECRET"),
        ({"MAX_UPLOAD_MB": "0"}, "MAX_UPLOAD_MB"),
        ({"MAX_UPLOAD_MB": "16"}, "MAX_UPLOAD_MB"),
        ({"MAX_UPLOAD_MB": "ten"}, "MAX_UPLOAD_MB"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_name(
    tmp_path: Path, changed: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        load_settings({"DATA_DIR": str(tmp_path), **changed})


def test_the_doctor_tries_the_store_and_leaves_nothing_there(tmp_path: Path) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path)})
    (found,) = look_at_files(settings)
    assert found.level is Level.OK
    assert not list((tmp_path / "files").iterdir())


def test_the_doctor_warns_of_a_folder_beside_a_database_that_several_machines_reach(
    tmp_path: Path,
) -> None:
    several = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql+psycopg://db.example/portal"}
    (found,) = look_at_files(load_settings(several))
    assert found.level is Level.WARNING
    assert "s3://bucket/prefix" in str(found)


def test_the_doctor_finds_a_place_that_takes_no_files(tmp_path: Path) -> None:
    (tmp_path / "place").write_text("a file, no folder")
    settings = {"DATA_DIR": str(tmp_path), "FILES_URL": str(tmp_path / "place")}
    (found,) = look_at_files(load_settings(settings))
    assert found.level is Level.PROBLEM
    assert "FILES_URL" in str(found)
