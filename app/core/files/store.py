"""Where uploaded files lie: a folder of this machine, or an S3-compatible store for several.

Both through fsspec, under random names that say nothing; what a file was called, and who may have
it, stands in the row that names its key. Files never change.
"""

import os
import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from config import FileSettings, Settings

KEY = re.compile(r"[0-9a-f]{32}\.[a-z]{2,5}")
_LEFT = re.compile(rf"({KEY.pattern})(\.part)?")
ORPHAN_AFTER = timedelta(days=1)
# Two tries of at most this must be over before a web worker is thought to hang (30 s).
CONNECT_SECONDS, READ_SECONDS, TRIES = 3, 9, 2


class StoreDown(Exception):
    """The store cannot be reached or is full; nothing was written. Trying later may help."""


class NotThere(LookupError):
    """No file has this key."""


class Store(ABC):
    """Files by random key."""

    def __init__(self, files: AbstractFileSystem, root: str) -> None:
        self._files = files
        self._root = root

    def put(self, content: bytes, suffix: str) -> str:
        """Keep a file, all or nothing; returns its key, such as "9f…c2.pdf". Raises StoreDown."""
        key = f"{secrets.token_hex(16)}.{suffix}"
        try:
            with self._reaching():
                self._write(self._path(key), content)
        except NotThere as problem:  # the bucket itself
            raise StoreDown(str(problem)) from problem
        return key

    def read(self, key: str) -> bytes:
        """The content of a file. Raises NotThere and StoreDown."""
        with self._reaching():
            return bytes(self._files.cat_file(self._path(key)))

    def delete(self, key: str) -> None:
        """Delete a file; one that is gone already is as good. Raises StoreDown."""
        with suppress(NotThere), self._reaching():
            self._files.rm_file(self._path(key))

    def exists(self, key: str) -> bool:
        """Whether there is a file with this key. Raises StoreDown."""
        with self._reaching():
            return bool(self._files.exists(self._path(key)))

    def sweep(self, known: Collection[str], now: datetime) -> int:
        """Delete what no row names: files of requests that failed, and of what was removed.

        Only what is older than a day, so that a file whose row is being written is left alone.
        `known` holds the keys that rows name. Returns how many went. Raises StoreDown.
        """
        kept, gone = set(known), 0
        with self._reaching():
            for name, written_at in self._listed():
                if name not in kept and written_at < now - ORPHAN_AFTER:
                    self._files.rm_file(f"{self._root}/{name}")
                    gone += 1
        return gone

    def _path(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise NotThere(key)
        return f"{self._root}/{key}"

    def _listed(self) -> Iterator[tuple[str, datetime]]:
        """Name and time of what we wrote; other people's files in the place are not ours."""
        found: dict[str, dict[str, Any]] = self._files.find(self._root, maxdepth=1, detail=True)
        for path, details in found.items():
            name = path.rpartition("/")[2]
            if _LEFT.fullmatch(name):
                yield name, self._written_at(details)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Say in our own words how a store fails."""
        try:
            yield
        except FileNotFoundError as problem:
            raise NotThere(str(problem)) from problem
        except self._failures() as problem:
            raise StoreDown(f"{type(problem).__name__}: {problem}") from problem

    @abstractmethod
    def _write(self, path: str, content: bytes) -> None: ...

    @abstractmethod
    def _written_at(self, details: dict[str, Any]) -> datetime: ...

    @abstractmethod
    def _failures(self) -> tuple[type[Exception], ...]: ...


class FolderStore(Store):
    """A folder of this machine, readable by the portal alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__(LocalFileSystem(skip_instance_cache=True), str(folder))

    def _write(self, path: str, content: bytes) -> None:
        """Beside its place first and on the disk before it gets its name: never half a file."""
        Path(self._root).mkdir(mode=0o700, parents=True, exist_ok=True)
        part = f"{path}.part"
        try:
            with self._files.open(part, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self._files.mv(part, path)
        except OSError:
            with suppress(OSError):
                self._files.rm_file(part)
            raise

    def _written_at(self, details: dict[str, Any]) -> datetime:
        return datetime.fromtimestamp(details["mtime"], UTC)

    def _failures(self) -> tuple[type[Exception], ...]:
        return (OSError,)


class BucketStore(Store):
    """A bucket of an S3-compatible store, which several machines reach."""

    def __init__(self, settings: FileSettings) -> None:
        # Loaded only where it is used, since it brings much with it. The instance belongs to one
        # process: its connections do not survive a fork.
        from botocore.exceptions import BotoCoreError, ClientError
        from s3fs import S3FileSystem

        self._known_failures = (OSError, BotoCoreError, ClientError)
        files = S3FileSystem(
            key=settings.key,
            secret=settings.secret,
            endpoint_url=settings.endpoint,
            client_kwargs={"region_name": settings.region} if settings.region else {},
            config_kwargs={
                "connect_timeout": CONNECT_SECONDS,
                "read_timeout": READ_SECONDS,
                "retries": {"total_max_attempts": 1},
            },
            use_listings_cache=False,
            skip_instance_cache=True,
        )
        files.retries = TRIES
        super().__init__(files, settings.url.removeprefix("s3://").strip("/"))

    def _write(self, path: str, content: bytes) -> None:
        """One request, which the store takes whole or not at all."""
        self._files.pipe_file(path, content)

    def _written_at(self, details: dict[str, Any]) -> datetime:
        written: datetime = details["LastModified"]
        return written

    def _failures(self) -> tuple[type[Exception], ...]:
        return self._known_failures


def store_of(settings: Settings) -> Store:
    """The store the settings name; made once in each process, at its first use."""
    return _store(settings.files, os.getpid())


@lru_cache(maxsize=4)
def _store(settings: FileSettings, _process: int) -> Store:
    return FolderStore(Path(settings.url)) if settings.is_local else BucketStore(settings)
