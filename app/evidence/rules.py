"""Evidence on plain values: its kinds, what a link may be, how a list is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

PAGE_SIZE = 25
LONGEST_TITLE = 200
LONGEST_NOTE = 4_000
LONGEST_LINK = 2_000
KEPT_AFTER_REMOVAL = timedelta(days=30)


class PieceKind(StrEnum):
    """What a piece of evidence is."""

    NOTE = "note"
    LINK = "link"
    FILE = "file"

    @property
    def label(self) -> str:
        """The kind as people say it."""
        return {"note": "Note", "link": "Link", "file": "File"}[self.value]


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as pages show it; sizes in bytes, moments in UTC.

    Once it is removed, its note, link and file are shown to nobody.
    """

    id: int
    kind: PieceKind
    title: str
    words: str
    link: str
    file_name: str
    file_type: str
    file_size: int | None
    added_by: str
    added_at: datetime
    removed_at: datetime | None
    version: int

    @property
    def is_removed(self) -> bool:
        """True once somebody took it out of the site's evidence."""
        return self.removed_at is not None

    @property
    def size(self) -> str:
        """How large its file is, in words; nothing for a note or a link."""
        return "" if self.file_size is None else size_in_words(self.file_size)


@dataclass(frozen=True)
class EvidenceWish:
    """What a reader asks of the list of evidence: words to look for, one kind, a page from 1."""

    search: str = ""
    kind: PieceKind | None = None
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "EvidenceWish":
        """From an address. What cannot be understood is passed over, so that old links open."""
        page = asked.get("page", "")
        return cls(
            search=asked.get("q", "").strip()[:100],
            kind=next((kind for kind in PieceKind if kind.value == asked.get("kind")), None),
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """Query values of the list with some of it changed; defaults are left out."""
        wish = replace(self, **changes)
        held = {"q": wish.search, "kind": wish.kind.value if wish.kind else ""}
        held["page"] = str(wish.page) if wish.page > 1 else ""
        return {name: value for name, value in held.items() if value}


def link_fault(link: str) -> str | None:
    """What is wrong with the address of a web page or shared document, or None."""
    if len(link) > LONGEST_LINK:
        return f"Use an address of at most {LONGEST_LINK:,} characters"
    whole = "Copy the whole address from your browser, starting with https://"
    if not link.isprintable() or " " in link or "\\" in link:
        return whole
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return whole
    if parts.scheme not in ("https", "http") or not host:
        return whole
    if parts.username is not None or parts.password is not None:
        return "Leave the user name and password out of the address"
    return None


def size_in_words(size: int) -> str:
    """A number of bytes as people read it: "340 KB", "1.2 MB"."""
    if size < 1_000:
        return f"{size} bytes" if size != 1 else "1 byte"
    if size < 999_500:
        return f"{round(size / 1_000)} KB"
    return f"{size / 1_000_000:.1f} MB"


def content_kept_until(removed_at: datetime) -> datetime:
    """Until when a removed piece can be put back, before its content is deleted for good."""
    return removed_at + KEPT_AFTER_REMOVAL
