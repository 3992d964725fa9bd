"""Documents that are ZIP packages: Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300).

Nothing is unpacked but two small lists of contents, read up to a limit.
"""

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from app.core.files.kinds import DOCX, ODS, ODT, PPTX, XLSX, Kind, Refused, not_really

MOST_PARTS = 3_000
LARGEST_UNPACKED = 300_000_000  # bytes, as declared
LARGEST_LIST = 1_000_000  # bytes of a list of contents
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CLIMBS = re.compile(r"(^|/)\.\.(/|$)|^/|\\|^[A-Za-z]:|\x00")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ValueError,
    LookupError,
    EOFError,
    OSError,
    RuntimeError,
)
_MAIN = "application/vnd.openxmlformats-officedocument"
MAIN_PARTS = {
    DOCX: f"{_MAIN}.wordprocessingml.document.main+xml",
    XLSX: f"{_MAIN}.spreadsheetml.sheet.main+xml",
    PPTX: f"{_MAIN}.presentationml.presentation.main+xml",
}
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def examine_package(kind: Kind, content: bytes) -> None:
    """Raise Refused unless `content` is a whole, plain document of this kind without macros."""
    if content.startswith(_OLD_OR_LOCKED):
        raise _locked(kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_shape(kind, package, content)
            if kind in (ODT, ODS):
                _check_open_document(kind, package)
            else:
                _check_office(kind, package)
    except Refused:
        raise
    except _BROKEN:
        raise not_really(kind) from None


def _locked(kind: Kind) -> Refused:
    return Refused(
        "The file is protected by a password or of an old format, so nobody else could be sure "
        f"to open it. Save it as {kind.suffix.upper()} without a password and choose it again."
    )


def _active(kind: Kind) -> Refused:
    return Refused(
        "The file holds macros, which we do not take. "
        f"Save it as {kind.suffix.upper()} without macros, or as PDF, and choose it again."
    )


def _check_shape(kind: Kind, package: zipfile.ZipFile, content: bytes) -> None:
    """Sizes, names and places of the parts, as the archive declares them."""
    parts = package.infolist()
    if not content.startswith(b"PK\x03\x04") or package.comment or b"%PDF-" in content[:1024]:
        raise not_really(kind)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _locked(kind)
    names = [part.filename for part in parts]
    if any(_CLIMBS.search(part.orig_filename) for part in parts) or len(set(names)) != len(names):
        raise not_really(kind)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or packed > len(content):
        raise Refused(
            "The file unpacks to far more than a document needs. Save it as PDF and choose that."
        )
    if min(part.header_offset for part in parts) or any(
        part.compress_type not in _PLAIN for part in parts
    ):
        raise not_really(kind)


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """A small part; ValueError when it is larger than a list of contents can be."""
    with package.open(name) as part:
        found = part.read(LARGEST_LIST + 1)
    if len(found) > LARGEST_LIST:
        raise ValueError(name)
    return found


def _check_office(kind: Kind, package: zipfile.ZipFile) -> None:
    """The list of types names a main part of this kind, which is there, and no code."""
    names = set(package.namelist())
    listed = fromstring(_read(package, "[Content_Types].xml"), forbid_dtd=True)
    types = [entry.get("ContentType", "") for entry in listed]
    folded = [said.casefold() for said in (*types, *names)]
    if any(
        "macroenabled" in said or "vbaproject" in said or "/activex/" in said for said in folded
    ):
        raise _active(kind)
    main = {
        entry.get("PartName", "").removeprefix("/")
        for entry in listed
        if entry.get("ContentType") == MAIN_PARTS[kind]
    }
    if not main & names:
        raise not_really(kind)


def _check_open_document(kind: Kind, package: zipfile.ZipFile) -> None:
    """The first part says the kind in plain letters, and the contents are there, open to all."""
    first, names = package.infolist()[0], set(package.namelist())
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        raise not_really(kind)
    if _read(package, "mimetype").strip() != kind.media_type.encode("ascii"):
        raise not_really(kind)
    if not {"content.xml", "META-INF/manifest.xml"} <= names:
        raise not_really(kind)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise _active(kind)
    if b"encryption-data" in _read(package, "META-INF/manifest.xml"):
        raise _locked(kind)
