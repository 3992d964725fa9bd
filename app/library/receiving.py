"""From a form with a file or a link to a new version: looked through, scanned, read and kept."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.core.files import Refused, StoreDown, Verdict, examine, keep, read, scan, store_of
from app.core.guard import Finding, look
from app.library.service import NewEdition
from config import Settings

NAMED = (
    "The name of the file seems to hold a number or date that identifies a child. "
    "Rename the file, and check that nothing in it identifies anybody."
)
AWAY = "The file could not be stored just now. Nothing was saved: try again in a few minutes."
VIRUS = "The virus scanner says that the file is harmful. Nothing was saved. Ask your IT service."
LOCKED = "The file is protected by a password. Save it without one and choose it again."
MOST_FOUND = 12
# The last line of the text of a file that was not read to its end.
GOES_ON = "\n[The file goes on from here.]"


def receive(form: Any, settings: Settings) -> NewEdition | None:
    """What a valid form brings, its file kept in the store; None when something is wrong with it,
    which is then said beside its field. Takes seconds, and asks nothing of the database."""
    if form.what.data != "file":
        return NewEdition(link=form.link.data or "")
    upload = form.file.data
    if any(finding.certain for finding in look(_spaced(upload.filename))):
        form.refuse("file", NAMED)
        return None
    try:
        return _taken(upload.filename, upload.stream.read(settings.files.largest + 1), settings)
    except Refused as refused:
        form.refuse("file", str(refused))
    except StoreDown:
        form.refuse("file", AWAY)
    return None


def _taken(name: str, content: bytes, settings: Settings) -> NewEdition:
    if len(content) <= settings.files.largest:  # else `keep` says so
        kind = examine(name, content)
        verdict = scan(settings.files.scanner, content)
        if verdict is Verdict.INFECTED:
            raise Refused(VIRUS)
        found = read(kind, content)
        if found.problem == "locked":
            raise Refused(LOCKED)
    store = store_of(settings)
    kept = keep(store, name, io.BytesIO(content), largest=settings.files.largest, is_read=True)
    picture = store.put(found.picture, "png") if found.picture else None
    text = found.text + GOES_ON * (found.is_partial and bool(found.text.strip()))
    return NewEdition(file=kept, text=text, pages=found.pages, picture_key=picture, scan=verdict)


@dataclass(frozen=True)
class Seen:
    """What the guard saw in a file: sentences that say so, the words themselves, and whether any of
    it has to go."""

    words: tuple[str, ...]
    quotes: tuple[str, ...]
    is_certain: bool


def read_of(text: str) -> int:
    """How many letters at the beginning of a file were read, 0 for all of them."""
    return len(text) - len(GOES_ON) if text.endswith(GOES_ON) else 0


def _spaced(name: str) -> str:
    """The words in the name of a file."""
    return re.sub(r"[_.]+", " ", name)


def seen_in(text: str, name: str = "") -> Seen | None:
    """What in the text of a file or in its name may identify a child; None when nothing was
    found."""
    found = look(f"{_spaced(name)}\n\n{text.removesuffix(GOES_ON)}")
    if not found:
        return None
    return Seen(
        _each(finding.words for finding in _worst_first(found)),
        _each(" ".join(finding.excerpt.split()) for finding in _worst_first(found)),
        any(finding.certain for finding in found),
    )


def _worst_first(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: not finding.certain)


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))[:MOST_FOUND]
