"""Reads the words of one file, in a process of its own that may use little and write nothing.

Started by `reading.read` with the path of this file, so that nothing of the portal is loaded here:
the content comes on standard input, a JSON object goes to standard output. Whatever a file makes
of the libraries that read it dies with this process.
"""

import base64
import io
import json
import resource
import sys
import zipfile
from typing import Any

MEMORY = 512_000_000  # bytes of address space
SECONDS = 8  # of processor time
MOST_LETTERS = 60_000
MOST_PART = 40_000_000  # bytes of one part of an archive, unpacked
MOST_PAGES = 200
LONGEST_SIDE = 900  # pixels of a preview
_BREAKS = {"p", "tr", "br", "tab", "h", "si", "row", "table-row"}


def limit() -> None:
    """Leave this process only what reading a file needs."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def read_pdf(content: bytes) -> dict[str, Any]:
    """Text page by page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "locked"}
    parts: list[str] = []
    for page in reader.pages[:MOST_PAGES]:
        parts.append(page.extract_text() or "")
        if sum(map(len, parts)) > MOST_LETTERS:
            break
    return {"text": "\n\n".join(parts), "pages": len(reader.pages)}


def read_package(content: bytes, suffix: str) -> dict[str, Any]:
    """Text of the parts of an office document that hold some."""
    parts: list[str] = []
    telling = ("p", "h") if suffix in ("odt", "ods") else ("t",)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = _telling(package.namelist(), suffix)
        for name in names:
            with package.open(name) as part:
                parts.append(_words(part, telling))
            if sum(map(len, parts)) > MOST_LETTERS:
                break
    return {"text": "\n\n".join(parts), "pages": len(names) if suffix == "pptx" else 0}


def _telling(names: list[str], suffix: str) -> list[str]:
    if suffix == "docx":
        return [name for name in ("word/document.xml", "word/footnotes.xml") if name in names]
    if suffix == "xlsx":
        return [name for name in ("xl/sharedStrings.xml",) if name in names]
    if suffix == "pptx":
        slides = [n for n in names if n.startswith("ppt/slides/slide") and n.endswith(".xml")]
        slides.sort(key=lambda n: int("".join(filter(str.isdigit, n)) or 0))
        notes = [n for n in names if n.startswith("ppt/notesSlides/") and n.endswith(".xml")]
        return [*slides, *sorted(notes)][: MOST_PAGES * 2]
    return [name for name in ("content.xml",) if name in names]


class _Enough(Exception):
    """As many letters as anybody needs were read."""


class _Words:
    """What stands in the elements that hold words, as the parser comes by them."""

    def __init__(self, telling: tuple[str, ...]) -> None:
        self.telling = telling
        self.inside = 0
        self.letters = 0
        self.found: list[str] = []

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self.inside += tag.rpartition("}")[2] in self.telling

    def data(self, text: str) -> None:
        """Text of some element."""
        if self.inside:
            self._found(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        self.inside -= name in self.telling
        if name in _BREAKS:
            self._found("\n")

    def _found(self, text: str) -> None:
        self.found.append(text)
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            raise _Enough

    def close(self) -> None:
        """The document ends."""


def _words(part: Any, telling: tuple[str, ...]) -> str:
    """The words of one part, read piece by piece; an error when it unpacks to too much."""
    from defusedxml.ElementTree import DefusedXMLParser

    words, left = _Words(telling), MOST_PART
    parser = DefusedXMLParser(target=words, forbid_dtd=True)
    try:
        while piece := part.read(65_536):
            left -= len(piece)
            if left < 0:
                raise ValueError("unpacks to too much")
            parser.feed(piece)
        parser.close()
    except _Enough:
        pass
    return "".join(words.found)


def read_text(content: bytes) -> dict[str, Any]:
    """A text file."""
    try:
        return {"text": content.decode("utf-8-sig")}
    except UnicodeDecodeError:
        return {"text": content.decode("cp1252", errors="replace")}


def draw(content: bytes) -> dict[str, Any]:
    """A picture made anew from its points alone, small enough to look at."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = 40_000_000
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > Image.MAX_IMAGE_PIXELS:
            return {"text": "", "problem": "large"}
        opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        picture = ImageOps.exif_transpose(opened).convert("RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        # a new picture from the points: what else the file carried is left behind
        Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, "PNG", optimize=True)
    return {"text": "", "picture": base64.b64encode(out.getvalue()).decode("ascii")}


def read(content: bytes, suffix: str) -> dict[str, Any]:
    """What a file of this ending holds: text, pages, picture or problem."""
    if suffix == "pdf":
        return read_pdf(content)
    if suffix in ("png", "jpg"):
        return draw(content)
    if suffix in ("csv", "txt"):
        return read_text(content)
    return read_package(content, suffix)


def main() -> None:
    """Read standard input, limited; answer on standard output."""
    limit()
    content = sys.stdin.buffer.read()
    found = read(content, sys.argv[1])
    text = found.get("text", "").encode("utf-8", "replace").decode("utf-8")
    found["text"] = "".join(c for c in text if c in "\n\t" or ord(c) >= 32)[:MOST_LETTERS]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
