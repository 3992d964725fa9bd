"""Small true files of each kind, and ways to spoil them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from app.core.files.kinds import BY_SUFFIX
from app.core.files.packages import MAIN_PARTS

_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def pdf() -> bytes:
    """A PDF with nothing on it."""
    start = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    return start + b"xref\n0 1\ntrailer << >>\nstartxref\n%d\n%%%%EOF\n" % len(start)


def content_types(main: str, part: str) -> str:
    """The list of types of an Office document with this main part."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )


def office(suffix: str, more: Mapping[str, str | bytes] | None = None, **changed: str) -> bytes:
    """A DOCX, XLSX or PPTX; `more` adds parts or replaces them, `main` names another main type."""
    part = _PARTS[suffix]
    main = changed.get("main", MAIN_PARTS[BY_SUFFIX[suffix]])
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(main, part),
        "_rels/.rels": "<Relationships/>",
        part: '<w:document xmlns:w="w"/>',
    }
    return package({**parts, **(more or {})})


def open_document(suffix: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODT or ODS."""
    parts = {
        "mimetype": BY_SUFFIX[suffix].media_type,
        "content.xml": '<office:document-content xmlns:office="o"/>',
        "META-INF/manifest.xml": "<manifest:manifest/>",
    }
    return package({**parts, **(more or {})}, stored=("mimetype",))


def package(parts: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=how)
    return held.getvalue()


def chunk(name: bytes, held: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def png(width: int = 1, height: int = 1) -> bytes:
    """A PNG that says it is this large, with one row of grey in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def jpg(width: int = 8, height: int = 8) -> bytes:
    """The segments of a JPEG that says it is this large, with a scan of a few bytes."""
    app0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + app0 + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xfb\xff\xd9"


def one_of_each() -> dict[str, bytes]:
    """A true file for each ending we take."""
    return {
        "pdf": pdf(),
        **{suffix: office(suffix) for suffix in _PARTS},
        "odt": open_document("odt"),
        "ods": open_document("ods"),
        "png": png(),
        "jpg": jpg(),
        "jpeg": jpg(),
        "csv": b"Name,Number\nNorth,3\n",
        "txt": "Minutes of 3 May: £20 agreed".encode("cp1252"),
    }
