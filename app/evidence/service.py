"""Writes of evidence: adding, renaming, removing, putting back, and deleting what was removed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.core import audit, clock
from app.core.db import session
from app.core.files import Kept
from app.evidence.models import EvidencePiece
from app.evidence.rules import KEPT_AFTER_REMOVAL, PieceKind, content_kept_until


@dataclass(frozen=True)
class NewPiece:
    """What is to be added: a title, and the one of note, link and file that `kind` says."""

    kind: PieceKind
    title: str
    words: str = ""
    link: str = ""
    file: Kept | None = None


class ChangedMeanwhile(Exception):
    """Somebody else renamed, removed or put back the piece first."""


class ContentGone(Exception):
    """The content of a removed piece was deleted for good, so it cannot be put back."""


def add(site_id: int, new: NewPiece, added_by: int) -> int:
    """Add a piece to the site's evidence; returns its number."""
    audit.because(
        "evidence added",
        summary=f"Evidence added: a {new.kind.value}.",
        site_id=site_id,
    )
    kept = new.file if new.kind is PieceKind.FILE else None
    piece = EvidencePiece(
        site_id=site_id,
        kind=new.kind,
        title=new.title,
        words=new.words if new.kind is PieceKind.NOTE else "",
        link=new.link if new.kind is PieceKind.LINK else "",
        file_key=kept.key if kept else None,
        file_name=kept.name if kept else "",
        file_type=kept.kind.media_type if kept else "",
        file_size=kept.size if kept else None,
        sha256=kept.sha256 if kept else "",
        added_by_id=added_by,
        added_at=clock.now(),
    )
    session().add(piece)
    session().flush()
    return piece.id


def add_note(site_id: int, title: str, words: str, added_by: int) -> int:
    """Add a note; returns its number."""
    return add(site_id, NewPiece(PieceKind.NOTE, title, words=words), added_by)


def add_link(site_id: int, title: str, link: str, added_by: int) -> int:
    """Add a link, which `rules.link_fault` found nothing wrong with; returns its number."""
    return add(site_id, NewPiece(PieceKind.LINK, title, link=link), added_by)


def add_file(site_id: int, title: str, file: Kept, added_by: int) -> int:
    """Add a file that lies in the store already; returns its number."""
    return add(site_id, NewPiece(PieceKind.FILE, title, file=file), added_by)


def rename(site_id: int, piece_id: int, title: str, *, version: int) -> None:
    """Give a piece another title. Raises LookupError and ChangedMeanwhile."""
    piece = _locked(site_id, piece_id, version)
    if piece.removed_at is not None:
        raise ChangedMeanwhile
    if piece.title == title:
        return
    audit.because(
        "evidence renamed", summary="A piece of evidence got another title.", site_id=site_id
    )
    piece.title = title
    session().flush()


def remove(site_id: int, piece_id: int, *, version: int) -> None:
    """Take a piece out of the site's evidence, wherever it is attached.

    Its content is shown to nobody from now on and deleted for good some weeks later. Raises
    LookupError and ChangedMeanwhile.
    """
    piece = _locked(site_id, piece_id, version)
    if piece.removed_at is not None:
        raise ChangedMeanwhile
    audit.because("evidence removed", summary=f"Evidence removed: a {piece.kind}.", site_id=site_id)
    piece.removed_at = clock.now()
    session().flush()


def put_back(site_id: int, piece_id: int, *, version: int) -> None:
    """Undo a removal. Raises LookupError, ChangedMeanwhile and ContentGone."""
    piece = _locked(site_id, piece_id, version)
    if piece.removed_at is None:
        raise ChangedMeanwhile
    if clock.now() >= content_kept_until(piece.removed_at):
        raise ContentGone
    audit.because(
        "evidence put back", summary=f"Evidence put back: a {piece.kind}.", site_id=site_id
    )
    piece.removed_at = None
    session().flush()


def delete_content(now: datetime) -> int:
    """Delete for good what was removed long enough ago, all but the titles; returns how many.

    Files are then named by no row, and the sweep of the store takes them.
    """
    due = session().scalars(
        select(EvidencePiece)
        .where(
            EvidencePiece.removed_at <= now - KEPT_AFTER_REMOVAL,
            or_(
                EvidencePiece.words != "",
                EvidencePiece.link != "",
                EvidencePiece.file_key.is_not(None),
            ),
        )
        .order_by(EvidencePiece.site_id, EvidencePiece.id)
        .with_for_update()
    )
    done = 0
    for piece in due.all():
        audit.because(
            "evidence deleted",
            summary=f"The content of removed evidence was deleted: a {piece.kind}.",
            site_id=piece.site_id,
        )
        piece.words, piece.link, piece.file_key, piece.file_name = "", "", None, ""
        session().flush()
        done += 1
    return done


def _locked(site_id: int, piece_id: int, version: int) -> EvidencePiece:
    piece = session().get(EvidencePiece, piece_id, with_for_update=True)
    if piece is None or piece.site_id != site_id:
        raise LookupError(f"There is no piece of evidence with the number {piece_id} here.")
    if piece.version != version:
        raise ChangedMeanwhile
    return piece
