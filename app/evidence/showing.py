"""How evidence reads on pages: rows of lists, filters in words, what may be uploaded."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from app.core.files import ACCEPTED, IN_WORDS
from app.core.words import count, day, iso
from app.evidence.queries import PiecePage
from app.evidence.rules import EvidenceWish, Piece, PieceKind


def kind_words(piece: Piece) -> str:
    """The kind, with the size of a file: "File, 1.2 MB"."""
    return f"{piece.kind.label}, {piece.size}" if piece.size else piece.kind.label


def rows(pieces: Iterable[Piece], slug: str) -> list[dict[str, object]]:
    """The list of a site's evidence, as the table takes it."""
    return [
        {
            "title": {
                "text": piece.title,
                "href": url_for("evidence.piece", site=slug, piece_id=piece.id),
            },
            "kind": kind_words(piece),
            "by": piece.added_by,
            "on": {"text": day(piece.added_at), "iso": iso(piece.added_at)},
        }
        for piece in pieces
    ]


def narrowing(wish: EvidenceWish, found: PiecePage, slug: str) -> dict[str, Any]:
    """The chips of the filters in use, their sum in words, and the choices of kind."""
    chosen = [("q", f"“{wish.search}”")] if wish.search else []
    chosen += [("kind", wish.kind.label)] if wish.kind else []
    without: dict[str, dict[str, Any]] = {"q": {"search": ""}, "kind": {"kind": None}}
    chips = [
        {
            "text": text,
            "href": url_for("evidence.index", site=slug, **wish.address(**without[name], page=1)),
        }
        for name, text in chosen
    ]
    held = count(found.held, "piece")
    words = ", ".join(text for _, text in chosen)
    return {
        "chips": chips,
        "sum": f"{found.total:,} of {held}: {words}" if words else held,
        "kind_choices": [("", "Any"), *((kind.value, kind.label) for kind in PieceKind)],
    }


def limits(largest: int) -> dict[str, str]:
    """What may be uploaded: in words, and as the file chooser wants it. `largest` in bytes."""
    return {
        "words": f"{IN_WORDS}, at most {largest // 1_000_000} MB",
        "accept": ",".join(ACCEPTED),
    }
