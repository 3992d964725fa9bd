"""Keeping files: the same promises by a folder and an S3 server, also on bad days."""

import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.files import NotThere, Refused, Store, StoreDown, keep
from app.core.files.store import KEY, BucketStore, FolderStore
from config import ROOT, FileSettings
from tests.factories import files

DAY = timedelta(days=1)
BUCKET = "evidence"


@pytest.fixture(scope="module")
def s3() -> Iterator[FileSettings]:
    """A running S3 server with a bucket."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.core.s3_server"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    settings = FileSettings(
        f"s3://{BUCKET}/portal", server.stdout.readline().strip(), "eu-west-2", "key", "secret"
    )
    BucketStore(settings)._files.mkdir(BUCKET)
    yield settings
    server.stdin.close()
    server.wait()
    server.stdout.close()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind."""
    if request.param == "folder":
        return FolderStore(tmp_path / "files")
    s3: FileSettings = request.getfixturevalue("s3")
    return BucketStore(replace(s3, url=f"{s3.url}/{tmp_path.name}"))


def test_what_is_put_is_read_back_byte_for_byte(store: Store) -> None:
    content = os.urandom(3_000_000)
    key = store.put(content, "pdf")
    assert store.exists(key)
    assert store.read(key) == content


def test_keys_are_random_and_say_nothing_but_the_kind(store: Store) -> None:
    keys = {store.put(b"same", "txt") for _ in range(5)}
    assert len(keys) == 5
    assert all(KEY.fullmatch(key) and key.endswith(".txt") for key in keys)


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store: Store) -> None:
    key = store.put(b"one", "txt")
    other = store.put(b"two", "txt")
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    assert store.read(other) == b"two"
    with pytest.raises(NotThere):
        store.read(key)


@pytest.mark.parametrize("key", ["../secret_key", "a/b.txt", "", "/etc/passwd", "x" * 32 + ".txt"])
def test_a_key_that_is_none_of_ours_reaches_nothing(store: Store, key: str) -> None:
    for ask in (store.read, store.exists):
        with pytest.raises(NotThere):
            ask(key)
    store.delete(key)


def test_the_sweep_takes_what_no_row_names_once_it_is_a_day_old(store: Store) -> None:
    named, orphan = store.put(b"named", "txt"), store.put(b"orphan", "txt")
    now = datetime.now(UTC)
    assert store.sweep({named}, now) == 0
    assert store.exists(orphan)
    assert store.sweep({named}, now + DAY + timedelta(minutes=1)) == 1
    assert not store.exists(orphan)
    assert store.read(named) == b"named"


def test_the_sweep_of_an_empty_store_finds_nothing(store: Store) -> None:
    assert store.sweep(set(), datetime.now(UTC) + 2 * DAY) == 0


def test_the_sweep_leaves_what_others_put_there(store: Store) -> None:
    store.put(b"ours", "txt")
    store._files.pipe_file(f"{store._root}/read-me.txt", b"theirs")
    store._files.makedirs(f"{store._root}/backup", exist_ok=True)
    store._files.pipe_file(f"{store._root}/backup/{'a' * 32}.txt", b"theirs")
    assert store.sweep(set(), datetime.now(UTC) + 2 * DAY) == 1
    assert store._files.exists(f"{store._root}/read-me.txt")
    assert store._files.exists(f"{store._root}/backup/{'a' * 32}.txt")


def test_an_uploaded_file_is_kept_with_its_size_and_its_hash(store: Store) -> None:
    kept = keep(store, "../Minutes.PDF", io.BytesIO(files.pdf()), largest=10_000)
    assert (kept.name, kept.kind.media_type) == ("Minutes.PDF", "application/pdf")
    assert kept.size == len(files.pdf())
    assert len(kept.sha256) == 64
    assert store.read(kept.key) == files.pdf()


def test_a_file_over_the_limit_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    store, content = FolderStore(tmp_path), b"x" * 2_000_001
    with pytest.raises(Refused, match="smaller than 2 MB"):
        keep(store, "a.txt", io.BytesIO(content), largest=2_000_000)
    assert keep(store, "a.txt", io.BytesIO(content[1:]), largest=2_000_000)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_refused_file_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        keep(FolderStore(tmp_path), "a.exe", io.BytesIO(b"MZ"), largest=100)
    assert not list(tmp_path.iterdir())


def test_files_in_the_folder_are_for_the_portal_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "files"
    FolderStore(folder).put(b"x", "txt")
    assert folder.stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_no_part_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreDown, match="No space left"):
        FolderStore(tmp_path).put(b"x" * 100, "txt")
    assert not list(tmp_path.iterdir())


def test_a_write_that_was_killed_is_never_read_and_is_swept(tmp_path: Path) -> None:
    left = tmp_path / f"{'a' * 32}.txt.part"
    left.write_bytes(b"half")
    store = FolderStore(tmp_path)
    with pytest.raises(NotThere):
        store.read(left.name)
    store.sweep(set(), datetime.now(UTC) + 2 * DAY)
    assert not left.exists()


def test_a_folder_that_cannot_be_written_is_a_store_that_is_down(tmp_path: Path) -> None:
    in_the_way = tmp_path / "files"
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(StoreDown):
        FolderStore(in_the_way).put(b"x", "txt")


def test_an_s3_server_that_is_away_is_a_store_that_is_down(s3: FileSettings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        away = replace(s3, endpoint=f"http://127.0.0.1:{free.getsockname()[1]}")
        store = BucketStore(away)
        for fails in (lambda: store.put(b"x", "txt"), lambda: store.read("a" * 32 + ".txt")):
            with pytest.raises(StoreDown):
                fails()


def test_a_bucket_that_is_not_there_is_a_store_that_is_down(s3: FileSettings) -> None:
    with pytest.raises(StoreDown):
        BucketStore(replace(s3, url="s3://no-such-bucket/x")).put(b"x", "txt")


def test_a_folder_does_not_bring_the_s3_library_with_it() -> None:
    """It costs a quarter of a second at the start, and memory in each worker."""
    ask = (
        "import sys, app, config; from pathlib import Path; "
        "from app.core.files.store import FolderStore; FolderStore(Path('x')); "
        "print('s3fs' in sys.modules or 'botocore' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
