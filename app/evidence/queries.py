"""Reads of evidence. A piece is only ever found through the site it belongs to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.core.stream import Entry
from app.evidence.models import EvidencePiece
from app.evidence.rules import PAGE_SIZE, EvidenceWish, Piece, PieceKind
from app.sites.queries.telling import SITE, Part, columns, tell


@dataclass(frozen=True)
class PiecePage:
    """One page of a site's evidence; `total` counts what fits the wish, `held` all there is."""

    rows: tuple[Piece, ...]
    total: int
    held: int
    page: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class StoredFile:
    """Where the file of a piece lies, and how it is given back."""

    key: str
    name: str
    media_type: str


def of_site(
    site_id: int, wish: EvidenceWish, size: int = PAGE_SIZE, without: Collection[int] = ()
) -> PiecePage:
    """A page of what the site has, newest first, in two statements.

    Removed pieces are left out, and those whose numbers are in `without`.
    """
    here = [EvidencePiece.site_id == site_id, EvidencePiece.removed_at.is_(None)]
    if without:
        here.append(EvidencePiece.id.not_in(without))
    wanted = _conditions(wish)
    held, total = (
        session()
        .execute(
            select(func.count(), func.count().filter(*wanted) if wanted else func.count())
            .select_from(EvidencePiece)
            .where(*here)
        )
        .one()
    )
    page = min(wish.page, max(1, -(-total // size)))
    rows = session().execute(
        pieces()
        .where(*here, *wanted)
        .order_by(EvidencePiece.added_at.desc(), EvidencePiece.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return PiecePage(tuple(piece_of(row) for row in rows), total, held, page, size)


def _conditions(wish: EvidenceWish) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wish.search:
        looked_in = (EvidencePiece.title, EvidencePiece.words, EvidencePiece.file_name)
        found.append(or_(*(c.icontains(wish.search, autoescape=True) for c in looked_in)))
    if wish.kind is not None:
        found.append(EvidencePiece.kind == wish.kind)
    return found


def pieces() -> Select[EvidencePiece, str]:
    """A statement for pieces with who added them, for rooms that join their own table to it."""
    return select(EvidencePiece, Person.name).join(Person, Person.id == EvidencePiece.added_by_id)


def piece_of(row: Any) -> Piece:
    """A piece from the first two columns of a row of `pieces()`."""
    found: EvidencePiece = row[0]
    gone = found.removed_at is not None
    return Piece(
        id=found.id,
        kind=PieceKind(found.kind),
        title=found.title,
        words="" if gone else found.words,
        link="" if gone else found.link,
        file_name="" if gone else found.file_name,
        file_type=found.file_type,
        file_size=found.file_size,
        added_by=row[1],
        added_at=found.added_at,
        removed_at=found.removed_at,
        version=found.version,
    )


def left_of(chosen: Select[*tuple[Any, ...]]) -> list[Piece]:
    """Those that a statement `pieces` began finds, without what was removed; one statement."""
    found = (piece_of(row) for row in session().execute(chosen))
    return [piece for piece in found if not piece.is_removed]


def by_ids(site_id: int, ids: Collection[int]) -> dict[int, Piece]:
    """Those of these pieces that are this site's, removed ones too, by number."""
    rows = session().execute(
        pieces().where(EvidencePiece.site_id == site_id, EvidencePiece.id.in_(ids))
    )
    return {piece.id: piece for piece in map(piece_of, rows)}


def find(site_id: int, piece_id: int) -> Piece | None:
    """One piece of this site, removed or not; None when there is no such piece here."""
    return by_ids(site_id, [piece_id]).get(piece_id)


def has_content(site_id: int, piece_id: int) -> bool:
    """Whether a removed piece can still be put back."""
    row = session().execute(
        select(EvidencePiece.words, EvidencePiece.link, EvidencePiece.file_key).where(
            EvidencePiece.site_id == site_id, EvidencePiece.id == piece_id
        )
    )
    return any(any(values) for values in row)


def file_of(site_id: int, piece_id: int) -> StoredFile | None:
    """The file of a piece of this site; None when it has none, or was removed."""
    row = (
        session()
        .execute(
            select(EvidencePiece.file_key, EvidencePiece.file_name, EvidencePiece.file_type).where(
                EvidencePiece.site_id == site_id,
                EvidencePiece.id == piece_id,
                EvidencePiece.file_key.is_not(None),
                EvidencePiece.removed_at.is_(None),
            )
        )
        .first()
    )
    return StoredFile(row[0], row[1], row[2]) if row and row[0] else None


def file_keys() -> frozenset[str]:
    """The keys of all files that a row names; whatever else lies in the store is left over."""
    named = select(EvidencePiece.file_key).where(EvidencePiece.file_key.is_not(None))
    return frozenset(key for key in session().scalars(named) if key)


def _added(row: Any) -> Entry:
    title = f"{PieceKind(row.code).label} added: {row.words}"
    return Entry(
        "document", row.at, title, path=f"{row.here}/evidence/{row.number}", who_id=row.who
    )


PARTS = (
    Part(
        "document",
        "document",
        columns(
            "document",
            EvidencePiece.added_at,
            EvidencePiece.id,
            who=EvidencePiece.added_by_id,
            code=EvidencePiece.kind,
            words=EvidencePiece.title,
        ).where(EvidencePiece.site_id == SITE, EvidencePiece.removed_at.is_(None)),
        _added,
    ),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was added, for the stream of a site; what was removed is left out. One statement."""
    return tell(PARTS, site_id, before, limit)
