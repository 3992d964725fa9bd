"""What an uploaded file really is: its name and its structure must agree.

A signature at the start can be put before anything, so each kind is followed through its parts.
What passes is still only ever given back as a download (`serving`).
"""

import io
import re
import zipfile

from app.core.files.kinds import (
    BY_SUFFIX,
    CSV,
    IN_WORDS,
    JPG,
    NEWER,
    PDF,
    PNG,
    TXT,
    Kind,
    Refused,
    not_really,
)
from app.core.files.names import clean_name, suffix_of
from app.core.files.packages import examine_package
from app.core.files.pictures import examine_jpg, examine_png

_START = 1024
_END = 2048
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|script|svg|iframe|body)\b", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def examine(filename: str, content: bytes) -> Kind:
    """The kind of a file, given its name and all of its bytes.

    Raises Refused, whose message says what to do, when the kind is not among those we take or the
    content is not a whole file of it.
    """
    kind = _kind_of(suffix_of(clean_name(filename)))
    if not content.strip(b"\x00\t\r\n "):
        raise Refused("The file is empty. Choose a file with something in it.")
    if kind in (CSV, TXT):
        _examine_text(kind, content)
    elif kind in (PDF, PNG, JPG):
        _examine_flat(kind, content)
    else:
        examine_package(kind, content)
    return kind


def _kind_of(suffix: str) -> Kind:
    if (kind := BY_SUFFIX.get(suffix)) is not None:
        return kind
    if suffix in NEWER:
        raise Refused(
            f"We do not take .{suffix} files. Save it as {NEWER[suffix]} or PDF and choose that."
        )
    raise Refused(f"Choose a file that ends in {IN_WORDS}.")


def _examine_flat(kind: Kind, content: bytes) -> None:
    """A PDF or a picture, with nothing else hidden in it."""
    if kind is PDF:
        _examine_pdf(content)
    elif kind is PNG:
        examine_png(content)
    else:
        examine_jpg(content)
    if _WEB_PAGE.search(content[:_START]) or zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused(
            f"The {kind.label} holds another file inside. "
            f"Open it, save it again as {kind.suffix.upper()}, and choose the new file."
        )


def _examine_pdf(content: bytes) -> None:
    """ISO 32000: a header with the version, and at the end where the table of objects starts."""
    end = content[-_END:].rstrip(b"\x00\t\r\n\x1a ")
    if not re.match(rb"%PDF-[12]\.\d", content) or not re.search(rb"startxref\s+\d+\s+%%EOF$", end):
        raise not_really(PDF)


def _examine_text(kind: Kind, content: bytes) -> None:
    """Text of one of the two encodings that offices write, and nothing that is not text."""
    if content.startswith(b"%PDF-"):
        raise not_really(kind)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        if "\ufffd" in text:
            raise _unreadable(kind) from None
    if _NOT_TEXT.search(text):
        raise _unreadable(kind)


def _unreadable(kind: Kind) -> Refused:
    wanted = "CSV UTF-8" if kind is CSV else "plain text (UTF-8)"
    return Refused(f"The file is not plain text throughout. Save it as {wanted} and choose that.")
