"""Documents that are ZIP packages: Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300).

Nothing is unpacked but lists of contents and of relations, read up to a limit, and documents that a
document carries, such as the figures behind a chart, which must be as plain as it is.
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
_CARRIED = {kind.suffix: kind for kind in MAIN_PARTS}
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
# Relations that fetch or start something when a document is opened; links wait for a click.
_FETCHES = {
    "attachedtemplate": "takes its template from elsewhere",
    "frame": "shows a frame with a page from elsewhere",
    "subdocument": "takes parts of its text from elsewhere",
}
_OBJECT = "holds an object of another program"
_SUN_OBJECT = b"application/vnd.sun.star.oleobject"
LARGEST_RELATIONS = 4_000_000  # bytes of one list of relations
LARGEST_CARRIED = 40_000_000  # bytes of a document within


def examine_package(kind: Kind, content: bytes, *, inside: bool = False) -> None:
    """Raise Refused unless `content` is a whole, plain document of this kind, without macros and
    objects of other programs, that fetches nothing when it is opened. `inside` another document."""
    if content.startswith(_OLD_OR_LOCKED):
        raise _locked(kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_shape(kind, package, content)
            if kind in (ODT, ODS):
                _check_open_document(kind, package)
            else:
                _check_office(kind, package)
                _check_relations(kind, package)
                _check_carried(kind, package, inside=inside)
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


def _acts(kind: Kind, what: str) -> Refused:
    return Refused(
        f"The file {what}, which we do not take. "
        f"Save it as {kind.suffix.upper()} without that, or as PDF, and choose it again."
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


def _read(package: zipfile.ZipFile, name: str, most: int = LARGEST_LIST) -> bytes:
    """A small part; ValueError when it is larger than a list of contents can be."""
    with package.open(name) as part:
        found = part.read(most + 1)
    if len(found) > most:
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


def _check_relations(kind: Kind, package: zipfile.ZipFile) -> None:
    """Nothing is fetched from elsewhere, and nothing is given to another program."""
    for name in package.namelist():
        if not name.casefold().endswith(".rels"):
            continue
        for entry in fromstring(_read(package, name, LARGEST_RELATIONS), forbid_dtd=True):
            what = entry.get("Type", "").rpartition("/")[2].casefold()
            if what == "oleobject":
                raise _acts(kind, _OBJECT)
            if what in _FETCHES and entry.get("TargetMode", "").casefold() == "external":
                raise _acts(kind, _FETCHES[what])


def _check_carried(kind: Kind, package: zipfile.ZipFile, *, inside: bool) -> None:
    """What a document carries is a plain document, or nothing that a program would run."""
    for name in package.namelist():
        folded = name.casefold()
        ending, embedded = folded.rpartition(".")[2], "/embeddings/" in folded
        if embedded and (carried := _CARRIED.get(ending)) is not None and not inside:
            examine_package(carried, _read(package, name, LARGEST_CARRIED), inside=True)
        elif embedded and not folded.endswith("/"):
            raise _acts(kind, _OBJECT)
        elif ending == "bin":
            with package.open(name) as part:
                if part.read(4) == _OLD_OR_LOCKED:
                    raise _acts(kind, _OBJECT)


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
    manifest = _read(package, "META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise _locked(kind)
    if _SUN_OBJECT in manifest:
        raise _acts(kind, _OBJECT)
