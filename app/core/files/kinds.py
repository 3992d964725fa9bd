"""The kinds of file people may upload, and how a file is refused."""

from dataclasses import dataclass


class Refused(ValueError):
    """A file cannot be taken; the message says why and what to do, and names nobody."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its extension, the type it is served as, and what people call it."""

    suffix: str
    media_type: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
PDF = Kind("pdf", "application/pdf", "PDF document")
DOCX = Kind("docx", f"{_OFFICE}.wordprocessingml.document", "Word document")
XLSX = Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel workbook")
PPTX = Kind("pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint presentation")
ODT = Kind("odt", f"{_OPEN}.text", "OpenDocument text")
ODS = Kind("ods", f"{_OPEN}.spreadsheet", "OpenDocument spreadsheet")
PNG = Kind("png", "image/png", "PNG picture")
JPG = Kind("jpg", "image/jpeg", "JPG picture")
CSV = Kind("csv", "text/csv", "CSV file")
TXT = Kind("txt", "text/plain", "text file")

BY_SUFFIX: dict[str, Kind] = {
    kind.suffix: kind for kind in (PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPG, CSV, TXT)
} | {"jpeg": JPG}
ACCEPTED = tuple(f".{suffix}" for suffix in BY_SUFFIX)
IN_WORDS = "PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPG, CSV or TXT"
NEWER = {"doc": "DOCX", "docm": "DOCX", "rtf": "DOCX", "xls": "XLSX", "xlsm": "XLSX"} | {
    "xlsb": "XLSX", "ppt": "PPTX", "pptm": "PPTX", "heic": "JPG", "webp": "PNG", "gif": "PNG"
}  # fmt: skip


def not_really(kind: Kind) -> Refused:
    """The refusal of a file whose content is not what its name says, or is damaged."""
    ending = kind.suffix.upper()
    return Refused(
        f"The file is named .{kind.suffix} but what is in it is not a complete {kind.label}. "
        f"Open it, save it again as {ending}, and choose the new file."
    )
