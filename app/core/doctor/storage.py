"""The store of uploaded files: something put there comes back."""

import secrets
from collections.abc import Iterator

from app.core.doctor.findings import Finding, ok, problem, warning
from app.core.files import NotThere, StoreDown, store_of
from config import Settings


def files(settings: Settings) -> Iterator[Finding]:
    """A file can be written, read and deleted, and every machine that serves can do so."""
    try:
        store, content = store_of(settings), secrets.token_bytes(64)
        key = store.put(content, "txt")
        came_back = store.read(key) == content
        store.delete(key)
    except (NotThere, StoreDown) as error:
        yield problem(
            "Files",
            f"{settings.files.url} does not take files ({error})",
            "Check FILES_URL, who may write there, and for a bucket FILES_ENDPOINT and its key.",
        )
        return
    if not came_back:
        yield problem(
            "Files",
            f"{settings.files.url} gives back something else than it was given",
            "Look at the disk or the store before anybody adds evidence.",
        )
    elif settings.files.is_local and settings.database_url.startswith("postgresql"):
        yield warning(
            "Files",
            f"uploads are kept in {settings.files.url}, which only this machine reaches",
            "Right where one machine serves; where several do, set FILES_URL to s3://bucket/prefix.",
        )
    else:
        yield ok("Files", f"uploads can be kept in {settings.files.url}")
