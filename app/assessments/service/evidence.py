"""Attaching pieces of the site's evidence to answers, and taking them off again."""

from sqlalchemy import delete

from app.assessments.models import AnswerEvidence
from app.assessments.queries import RoundRef
from app.assessments.service.refusals import NotOpen
from app.core import clock
from app.core.db import session
from app.core.inserting import insert_for
from app.evidence import queries as evidence


class NoSuchPiece(LookupError):
    """The site has no such piece of evidence, or it was removed."""


def attach(found: RoundRef, item_id: str, *piece_ids: int) -> None:
    """Attach pieces to the rater's answer to an item; what is attached already stays so.

    `found` must be locked for sharing. All or none: raises KeyError for an item the instrument
    does not have, NotOpen once the answers are handed in, and NoSuchPiece.
    """
    rater_id, item = _rater(found), found.instrument.by_id[item_id]
    here = evidence.by_ids(found.site_id, piece_ids)
    if not all(number in here and not here[number].is_removed for number in piece_ids):
        raise NoSuchPiece(item_id)
    if not piece_ids:
        return
    now = clock.now()
    rows = [
        {"rater_id": rater_id, "item_id": item.id, "piece_id": number, "added_at": now}
        for number in dict.fromkeys(piece_ids)
    ]
    session().execute(
        insert_for(session())(AnswerEvidence)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["rater_id", "item_id", "piece_id"])
    )


def detach(found: RoundRef, item_id: str, piece_id: int) -> None:
    """Take a piece off the rater's answer; it stays in the site's evidence. Raises NotOpen."""
    session().execute(
        delete(AnswerEvidence).where(
            AnswerEvidence.rater_id == _rater(found),
            AnswerEvidence.item_id == item_id,
            AnswerEvidence.piece_id == piece_id,
        )
    )


def _rater(found: RoundRef) -> int:
    if not found.may_answer or found.my_rater_id is None:
        raise NotOpen(found.title)
    return found.my_rater_id
