"""The words of a PDF, and what it would do of itself. Loaded by `reader_child` alone, in its
process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.core.files.reader_child import Read

MOST_PAGES = 200
_ACTS = {"/JavaScript": "script", "/Launch": "program", "/GoToE": "files"}
_HOLDS = {"/JS": "script", "/JavaScript": "script", "/EF": "files", "/EmbeddedFiles": "files"}
_DEEPEST = 20  # dictionaries in dictionaries


def opened(content: bytes) -> tuple[Any, str]:
    """A PDF that can be read, and why it is not to be: "locked", what `acts` says, or ""."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return reader, "locked"
    return reader, acts(reader)


def fill(reader: Any, read: Read) -> None:
    """Text page by page, with what is written in forms and notes."""
    read.pages = len(reader.pages)
    for number, page in enumerate(reader.pages):
        read.is_partial = number == MOST_PAGES
        if read.is_partial:
            return
        read.look_at_the_time()
        read.add(f"{page.extract_text() or ''}\n\n")
        for note in page.get("/Annots") or ():
            said = [note.get_object().get(key) for key in ("/Contents", "/V")]
            read.add("".join(f"{words}\n" for words in said if isinstance(words, str)))


def acts(reader: Any) -> str:
    """What a PDF does of itself or carries: "script", "program", "files", or "" for none."""
    from pypdf.generic import IndirectObject

    numbers = {(number, gen) for gen, held in reader.xref.items() for number in held}
    for number, gen in sorted(numbers | {(number, 0) for number in reader.xref_objStm}):
        # an object that cannot be read ends the reading: then the file counts as one nobody could
        # look through, since a more patient program might still read and do what it says
        held = reader.get_object(IndirectObject(number, gen, reader))
        for one in _dictionaries(held):
            if found := _acting(one):
                return found
    return ""


def _dictionaries(held: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The dictionaries in an object, without those it refers to."""
    if isinstance(held, dict):
        yield held
    if depth < _DEEPEST and isinstance(held, (dict, list)):
        for inner in held.values() if isinstance(held, dict) else held:
            yield from _dictionaries(inner, depth + 1)


def _acting(one: dict[str, Any]) -> str:
    if one.get("/Type") == "/EmbeddedFile":
        return "files"
    for key, what in _HOLDS.items():
        held = one.get(key)
        # a list of none, which some programs write, is none
        if held is not None and held not in ({}, {"/Names": []}):
            return what
    return _ACTS.get(str(one.get("/S", "")), "")
