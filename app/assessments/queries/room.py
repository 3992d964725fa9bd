"""Reads of the consensus room. Ratings of an item leave the database only once it is revealed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import and_, select

from app.accounts.models import Person
from app.assessments.models import Agreement, Dissent, Rater, Room, Round, SavedAnswer
from app.assessments.queries.answers import draft_of
from app.assessments.queries.evidence import pieces_by_rater
from app.assessments.queries.raters import handed_in
from app.assessments.queries.rounds import RoundRef
from app.assessments.rules import (
    Agreed,
    Draft,
    OtherView,
    Rating,
    Said,
    Table,
    role_words,
    table_of,
)
from app.core.db import session
from app.evidence.rules import Piece
from app.instruments.rules import AnswerKind, Instrument


def tick_of(site_id: int, slug: str) -> tuple[int, str, str | None] | None:
    """(tick, state of the round, item under discussion): all a page asks for every two seconds."""
    row = (
        session()
        .execute(
            select(Room.tick, Round.state, Room.item_id)
            .join(Round, Round.id == Room.round_id)
            .where(Round.site_id == site_id, Round.slug == slug)
        )
        .first()
    )
    return None if row is None else (row.tick, row.state, row.item_id)


def table(found: RoundRef) -> Table:
    """Every item with what the room knows of it, in three statements."""
    return table_of(found.instrument, said_of(found.id, found.instrument))


def said_of(round_id: int, instrument: Instrument | None = None) -> dict[str, Said]:
    """What was revealed and said, by item; items still hidden are absent.

    With an instrument, roles are in its words.
    """
    rows = session().scalars(
        select(Agreement)
        .where(Agreement.round_id == round_id)
        .execution_options(populate_existing=True)
    )
    agreements = {row.item_id: row for row in rows}
    if not agreements:
        return {}
    ratings, views = _ratings(round_id, instrument), _other_views(round_id, instrument)
    return {
        item_id: Said(
            revealed_at=row.revealed_at,
            ratings=tuple(ratings.get(item_id, ())),
            agreed=agreed_draft(row.kind, row.score, row.owner, row.due_on, row.reason),
            note=row.note,
            agreed_at=row.agreed_at,
            version=row.version,
            other_views=tuple(views.get(item_id, ())),
        )
        for item_id, row in agreements.items()
    }


def agreed_of(found: RoundRef) -> dict[str, Agreed]:
    """What was agreed, noted or seen otherwise, by item, in one statement: for the sign-off."""
    rows = session().execute(
        select(Agreement, Dissent, Rater.role, Person.name)
        .outerjoin(Rater, and_(Rater.round_id == Agreement.round_id, Rater.withdrawn_at.is_(None)))
        .outerjoin(
            Dissent,
            and_(
                Dissent.rater_id == Rater.id,
                Dissent.item_id == Agreement.item_id,
                Dissent.words != "",
            ),
        )
        .outerjoin(Person, Person.id == Rater.person_id)
        .where(Agreement.round_id == found.id)
        .order_by(Agreement.id, Rater.id)
    )
    agreed: dict[str, Agreed] = {}
    for row, dissent, role, name in rows:
        kept = agreed_draft(row.kind, row.score, row.owner, row.due_on, row.reason)
        so_far = agreed.get(row.item_id, Agreed(kept if row.agreed_at else Draft(), row.note))
        if dissent is not None:
            words = role_words(found.instrument, role)
            view = OtherView(dissent.rater_id, name, words, dissent.words, dissent.by_name)
            views = (*so_far.other_views, (view.who, view.words))
            so_far = replace(so_far, other_views=views)
        agreed[row.item_id] = so_far
    return agreed


def agreed_draft(
    kind: str, score: int | None, owner: str, due_on: date | None, reason: str
) -> Draft:
    """What is agreed as a draft: the one-line reason is why it was agreed, whatever was."""
    return Draft(
        kind=AnswerKind(kind),
        score=score,
        owner=owner,
        due_on=due_on,
        reason=reason,
        comment=reason,
    )


def _role(instrument: Instrument | None, role: str) -> str:
    return role_words(instrument, role) if instrument is not None else role


def _ratings(round_id: int, instrument: Instrument | None) -> Mapping[str, list[Rating]]:
    found: dict[str, list[Rating]] = {}
    pieces = _pieces(round_id)
    revealed = and_(Agreement.round_id == Rater.round_id, Agreement.item_id == SavedAnswer.item_id)
    for answer, rater, name in session().execute(
        select(SavedAnswer, Rater, Person.name)
        .join(Rater, Rater.id == SavedAnswer.rater_id)
        .join(Person, Person.id == Rater.person_id)
        .join(Agreement, revealed)
        .where(Rater.round_id == round_id, handed_in())
        .order_by(Rater.id)
    ):
        held = pieces.get(rater.id, {}).get(answer.item_id, ())
        kept = tuple((piece.id, piece.title) for piece in held if not piece.is_removed)
        draft = replace(draft_of(answer), pieces=kept)
        rating = Rating(rater.id, name, _role(instrument, rater.role), draft)
        found.setdefault(answer.item_id, []).append(rating)
    return found


def _pieces(round_id: int) -> Mapping[int, Mapping[str, tuple[Piece, ...]]]:
    raters = select(Rater.id).where(Rater.round_id == round_id, handed_in())
    return pieces_by_rater(raters)


def _other_views(round_id: int, instrument: Instrument | None) -> Mapping[str, list[OtherView]]:
    found: dict[str, list[OtherView]] = {}
    for row, rater, name in session().execute(
        select(Dissent, Rater, Person.name)
        .join(Rater, Rater.id == Dissent.rater_id)
        .join(Person, Person.id == Rater.person_id)
        .where(Rater.round_id == round_id, Dissent.words != "")
        .order_by(Dissent.id)
    ):
        view = OtherView(
            rater.id, name, _role(instrument, rater.role), row.words, row.by_name, row.version
        )
        found.setdefault(row.item_id, []).append(view)
    return found


def other_view_of(rater_id: int, item_id: str) -> OtherView:
    """What one rater entered as another view; version 0 when nothing."""
    row = session().scalar(
        select(Dissent)
        .where(Dissent.rater_id == rater_id, Dissent.item_id == item_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return OtherView(rater_id, "", "", "", by_name=False)
    return OtherView(rater_id, "", "", row.words, row.by_name, row.version)
