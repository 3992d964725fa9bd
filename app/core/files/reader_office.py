"""The words of an office document, part by part. Loaded by `reader_child` alone, in its process.

Read is whatever a reader of the document may be shown, or whoever looks behind it: headers, notes,
comments, what was deleted while changes were tracked, cells, what a pivot table remembers, and the
documents within it.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

if TYPE_CHECKING:
    from app.core.files.reader_child import Read

MOST_SHARED = 2_000_000  # letters of the strings that the cells of a workbook share
_BETWEEN = "\n\n"  # two parts
MOST_PART = 40_000_000  # bytes of one part of an archive, unpacked
_BREAKS = {"p", "tr", "br", "tab", "h", "si", "row", "table-row", "comment", "text", "pt", "lpwstr"}
_ABOUT = {"title", "subject", "description", "keywords", "keyword", "category", "lpwstr"}
_HOW_IT_LOOKS = re.compile(r'&(?:"[^"]{0,80}"|K[0-9A-F]{6}|\d{1,3}|[A-Z])')
_HEADERS = {f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")}
# the elements that hold words, and the attributes that do
_TAGS = {"t", "delText", "text"} | _ABOUT | _HEADERS
_OPEN_TAGS = {"p", "h", "user-defined"} | _ABOUT
_NAMED = {"sheet": "name", "s": "v", "n": "v"}
_OPEN_NAMED = {"table": "name", "table-cell": "value"}
_PACKAGES = ("docx", "xlsx", "pptx")
_TELLING = {
    "docx": r"word/(?!styles|theme|settings|fontTable|webSettings|numbering).*\.xml",
    "xlsx": r"xl/(workbook|worksheets/[^/]+|comments[^/]*|(threadedComments|drawings|charts"
    r"|diagrams|pivotCache)/[^/]+)\.xml",
    "pptx": r"ppt/(slides|notesSlides|comments|charts|diagrams)/[^/]+\.xml",
    "odt": r"(.+/)?(content|styles|meta)\.xml",
    "ods": r"(.+/)?(content|styles|meta)\.xml",
}
_FIRST = r"word/document[^/]*|xl/workbook|xl/worksheets/.*|ppt/slides/.*|content"


def fill(content: bytes, suffix: str, read: Read, *, inside: bool = False) -> None:
    """The parts of one document that hold words, and of those within it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        telling = sorted((n for n in names if re.fullmatch(_TELLING[suffix], n)), key=_place)
        if not inside:
            read.pages = sum(name.startswith("ppt/slides/") for name in telling)
        shared = _Shared(package, read) if "xl/sharedStrings.xml" in names else None
        for name in [*telling, *(n for n in names if re.fullmatch(r"docProps/c\w+\.xml", n))]:
            if read.found and read.found[-1] != _BETWEEN:
                read.add(_BETWEEN)
            _feed(package, name, _target(name, suffix, read, shared))
        if shared is not None:
            read.add("\n".join(shared.left()))
            read.is_partial |= shared.read.is_partial
        for name in names:
            ending = name.rpartition(".")[2].lower()
            if "/embeddings/" in name and ending in _PACKAGES and not inside:
                with package.open(name) as part:
                    held = part.read(MOST_PART)
                fill(held, ending, read, inside=True)


def _place(name: str) -> tuple[bool, str, int]:
    """What comes first in a document, then by name and number."""
    number = "".join(filter(str.isdigit, name.rpartition("/")[2]))
    return not re.match(_FIRST, name), re.sub(r"\d", "", name), int(number[:9] or 0)


class _Words:
    """What stands in the elements that hold words, as the parser comes by them."""

    def __init__(self, read: Read, tags: set[str], named: dict[str, str]) -> None:
        self.read = read
        self.tags = tags
        self.named = named
        self.inside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        self.inside += name in self.tags
        if wanted := self.named.get(name):
            for key, value in attributes.items():
                if key.rpartition("}")[2] == wanted and (said := telling(value)):
                    self.read.add(f"{said}\n")

    def data(self, text: str) -> None:
        """Text of some element."""
        if self.inside:
            self.read.add(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        self.inside -= name in self.tags
        if name in _BREAKS:
            self.read.add("\n")

    def close(self) -> None:
        """The document ends."""


class _Shared:
    """The strings that the cells of a workbook share."""

    def __init__(self, package: zipfile.ZipFile, beside: Read) -> None:
        self.read = beside.begin(MOST_SHARED)
        self.used: set[int] = set()
        self.read.until_enough(self._fill, package)
        self.strings = "".join(self.read.found).split("\0")

    def _fill(self, package: zipfile.ZipFile, read: Read) -> None:
        _feed(package, "xl/sharedStrings.xml", _Strings(read, {"t"}, {}))

    def one(self, number: str) -> str:
        """One of them by its number; "" for none."""
        place = int(number) if number.isdigit() else len(self.strings)
        self.used.add(place)
        return self.strings[place] if place < len(self.strings) else ""

    def left(self) -> list[str]:
        """Those that no cell has named."""
        return [said for n, said in enumerate(self.strings) if said and n not in self.used]


class _Strings(_Words):
    """The list of them, with a mark where one ends."""

    def end(self, tag: str) -> None:
        """A string ends where the next one begins."""
        super().end("" if tag.endswith("}si") or tag == "si" else tag)
        if tag.rpartition("}")[2] == "si":
            self.read.found.append("\0")


class _Cells(_Words):
    """The cells of a sheet: their words, and such numbers as could be somebody's."""

    def __init__(self, read: Read, shared: _Shared | None) -> None:
        super().__init__(read, {"t"}, {})
        self.shared = shared
        self.kind, self.value, self.in_value = "n", "", False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A cell begins, or what is in it."""
        super().start(tag, attributes)
        name = tag.rpartition("}")[2]
        if name == "c" or name in _HEADERS:
            self.kind, self.value = attributes.get("t", "n"), ""
        self.in_value = name == "v" or name in _HEADERS

    def data(self, text: str) -> None:
        """Text of some element."""
        super().data(text)
        if self.in_value:
            self.value += text

    def end(self, tag: str) -> None:
        """A cell ends, or a row."""
        super().end(tag)
        self.in_value = False
        name = tag.rpartition("}")[2]
        if name in _HEADERS:
            self.read.add(f"{_HOW_IT_LOOKS.sub(' ', self.value)}\n")
        elif name == "c" and (said := self._said()):
            # two numbers beside each other would look like a row of figures
            self.read.add(said + ("\n" if said.isdigit() else "\t"))

    def _said(self) -> str:
        if self.kind == "s":
            return self.shared.one(self.value.strip()) if self.shared else ""
        if self.kind in ("b", "e"):
            return ""
        return self.value if self.kind in ("str", "d") else telling(self.value)


def telling(value: str) -> str:
    """A value of a cell, unless it is a number too short to be somebody's."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and 1e5 <= number < 1e15:
        return str(int(number))
    return ""


def _target(name: str, suffix: str, read: Read, shared: _Shared | None) -> _Words:
    if suffix in ("odt", "ods"):
        return _Words(read, _OPEN_TAGS, _OPEN_NAMED if suffix == "ods" else {})
    if name.startswith("xl/worksheets/"):
        return _Cells(read, shared)
    tags = _TAGS | {"v"} if "/charts/" in name else _TAGS
    return _Words(read, tags, _NAMED if re.match("xl/(workbook|pivotCache)", name) else {})


def _feed(package: zipfile.ZipFile, name: str, target: _Words) -> None:
    """Read one part piece by piece, up to what one can hold, or to where it is no XML any more."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser, left = DefusedXMLParser(target=target, forbid_dtd=True), MOST_PART
    with package.open(name) as part:
        try:
            while piece := part.read(min(65_536, left)):
                left -= len(piece)
                target.read.look_at_the_time()
                parser.feed(piece)
            parser.close()
        except (ParseError, DefusedXmlException):  # also where it was cut off
            target.read.is_partial = True
