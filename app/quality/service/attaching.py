"""Pieces of the site's evidence on what quality keeps: added to the site once, attached here."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.refusals import refuse
from app.evidence import queries as evidence
from app.quality.models import AdaptationEvidence, RoundEvidence

Table = type[RoundEvidence] | type[AdaptationEvidence]


def attach(
    site_id: int,
    table: Table,
    to: Mapping[str, int],
    piece_ids: tuple[int, ...],
    because: Callable[[], object],
) -> None:
    """Attach pieces; what is attached already stays so. `to` is the column that says to what;
    `because` says why before anything is written. All or none: raises `Refused` where a piece was
    removed."""
    here = evidence.by_ids(site_id, piece_ids)
    if not all(one in here and not here[one].is_removed for one in piece_ids):
        refuse([("pieces", "A piece you ticked was removed meanwhile. Choose again")])
    there = set(session().scalars(select(table.piece_id).filter_by(**to)))
    new = [one for one in dict.fromkeys(piece_ids) if one not in there]
    if not new:
        return
    because()
    session().add_all(
        table(piece_id=one, added_at=clock.now(), position=place, **to)
        for place, one in enumerate(new)
    )
    session().flush()


def detach(
    table: Table, to: Mapping[str, int], piece_id: int, because: Callable[[], object]
) -> None:
    """Take a piece off; the site keeps it. What is not attached stays so."""
    chosen = select(table).filter_by(piece_id=piece_id, **to)
    for one in session().scalars(chosen).all():
        because()
        session().delete(one)
    session().flush()
