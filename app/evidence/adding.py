"""From a form that was filled in to a new piece, for every page that adds evidence."""

import re
from typing import Any

from app.core.files import Refused, StoreDown, keep, store_of
from app.core.guard import look
from app.evidence.rules import PieceKind
from app.evidence.service import NewPiece
from config import Settings

NAMED = (
    "The name of the file seems to hold a number or date that identifies a child. "
    "Rename the file, and check that nothing in it identifies anybody."
)
AWAY = "The file could not be stored just now. Nothing was saved: try again in a few minutes."


def receive(form: Any, settings: Settings) -> NewPiece | None:
    """What a PieceForm holds, its file kept in the store; None when something is not right.

    What is wrong with a file is then said beside its field. To be called before the first question
    to the database: storing a file takes longer than a lock may be held.
    """
    if not form.validate_on_submit():
        return None
    kind, kept = PieceKind(form.kind.data), None
    if kind is PieceKind.FILE:
        upload = form.file.data
        if identifies(upload.filename):
            form.refuse("file", NAMED)
            return None
        try:
            kept = keep(
                store_of(settings), upload.filename, upload.stream, largest=settings.files.largest
            )
        except Refused as refused:
            form.refuse("file", str(refused))
            return None
        except StoreDown:
            form.refuse("file", AWAY)
            return None
    return NewPiece(kind, form.title.data, form.words.data, form.link.data, kept)


def identifies(filename: str) -> bool:
    """Whether the name of a file holds what certainly identifies somebody, such as NHS numbers.

    What is only likely is left to the person, who cannot confirm it for a name.
    """
    words = re.sub(r"[_.]+", " ", filename)
    return any(finding.certain for finding in look(words))
