"""Reads of what was entered and signed off. Who may read it is asked of rules by the callers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.models import FactSheet, Rater, Round, SavedAnswer, SignOff
from app.assessments.queries.evidence import pieces_by_rater, pieces_of
from app.assessments.queries.raters import counts_here
from app.assessments.rules import Draft, NspccAnswer, Saved
from app.core.db import session
from app.evidence.rules import Piece
from app.instruments.rules import AnswerKind


@dataclass(frozen=True)
class RaterPart:
    """A rater (the row, to be changed by the service) with all they entered."""

    rater: Rater
    answers: Mapping[str, Saved]
    facts: Mapping[str, str]


@dataclass(frozen=True)
class SignOffRow:
    """A sign-off with its content, who signed, and what the NSPCC decided on it."""

    id: int
    number: int
    content: Mapping[str, Any]
    minutes: int
    signed_off_at: datetime
    signed_off_by: str
    caveat: str
    decision: str | None
    decision_date: date | None
    decision_reason: str
    section_responses: Mapping[str, str]
    decided_at: datetime | None
    decided_by: str | None
    version: int

    @property
    def answer(self) -> NspccAnswer:
        """What the NSPCC answered."""
        return NspccAnswer(
            self.decision, self.decision_date, self.decision_reason, self.section_responses
        )


def answers_of(rater_id: int) -> dict[str, Saved]:
    """What one rater has saved, by item, with the evidence attached."""
    rows = session().scalars(select(SavedAnswer).where(SavedAnswer.rater_id == rater_id))
    return with_pieces({row.item_id: saved_of(row) for row in rows}, pieces_of(rater_id))


def with_pieces(
    saved: Mapping[str, Saved], pieces: Mapping[str, tuple[Piece, ...]]
) -> dict[str, Saved]:
    """Put what is attached and not removed into the drafts; also where nothing is answered yet."""
    found = dict(saved)
    for item_id, attached in pieces.items():
        kept = tuple((piece.id, piece.title) for piece in attached if not piece.is_removed)
        mine = found.get(item_id, Saved())
        found[item_id] = replace(mine, draft=replace(mine.draft, pieces=kept))
    return found


def answer_of(rater_id: int, item_id: str) -> Saved:
    """What one rater has saved for one item; version 0 when nothing."""
    row = session().scalar(
        select(SavedAnswer)
        .where(SavedAnswer.rater_id == rater_id, SavedAnswer.item_id == item_id)
        .execution_options(populate_existing=True)
    )
    return Saved() if row is None else saved_of(row)


def draft_of(row: SavedAnswer) -> Draft:
    """A stored answer as rules know it."""
    return Draft(
        kind=AnswerKind(row.kind),
        score=row.score,
        owner=row.owner,
        due_on=row.due_on,
        reason=row.reason,
        evidence=row.evidence,
        comment=row.comment,
        fact_view=row.fact_view,
        fact_reason=row.fact_reason,
    )


def saved_of(row: SavedAnswer) -> Saved:
    """A stored answer with its version and moments."""
    return Saved(draft_of(row), row.version, row.first_saved_at, row.saved_at)


def facts_of(rater_id: int) -> tuple[dict[str, str], int]:
    """The facts one rater gave and the version of the sheet (0: nothing saved yet)."""
    row = session().scalar(
        select(FactSheet)
        .where(FactSheet.rater_id == rater_id)
        .execution_options(populate_existing=True)
    )
    return ({}, 0) if row is None else (dict(row.given), row.version)


def parts_of(round_id: int) -> list[RaterPart]:
    """Every rater who counts, with all they entered, in two statements; for signing off.

    Where somebody handed in, nobody else counts; before that whoever answers alone does.
    """
    rows = session().execute(
        select(Rater, FactSheet, SavedAnswer)
        .join(Round, Round.id == Rater.round_id)
        .outerjoin(FactSheet, FactSheet.rater_id == Rater.id)
        .outerjoin(SavedAnswer, SavedAnswer.rater_id == Rater.id)
        .where(Rater.round_id == round_id, Rater.joined_at.is_not(None), counts_here())
        .order_by(Rater.id)
    )
    joined: dict[int, tuple[Rater, FactSheet | None]] = {}
    answers: dict[int, dict[str, Saved]] = {}
    for rater, sheet, answer in rows:
        joined[rater.id] = (rater, sheet)
        if answer is not None:
            answers.setdefault(rater.id, {})[answer.item_id] = saved_of(answer)
    pieces = pieces_by_rater(list(joined)) if joined else {}
    parts = [
        RaterPart(
            rater,
            with_pieces(answers.get(number, {}), pieces.get(number, {})),
            dict(sheet.given) if sheet else {},
        )
        for number, (rater, sheet) in joined.items()
    ]
    return [part for part in parts if part.rater.submitted_at is not None] or parts


def sign_off_of(round_id: int, number: int) -> SignOffRow | None:
    """One sign-off of a round; the newest has the round's `result_number`."""
    signer, decider = aliased(Person), aliased(Person)
    row = (
        session()
        .execute(
            select(SignOff, signer.name, decider.name)
            .join(signer, signer.id == SignOff.signed_off_by_id)
            .outerjoin(decider, decider.id == SignOff.decided_by_id)
            .where(SignOff.round_id == round_id, SignOff.number == number)
        )
        .first()
    )
    if row is None:
        return None
    found, signed_by, decided_by = row
    return SignOffRow(
        id=found.id,
        number=found.number,
        content=found.content,
        minutes=found.minutes,
        signed_off_at=found.signed_off_at,
        signed_off_by=signed_by,
        caveat=found.caveat,
        decision=found.decision,
        decision_date=found.decision_date,
        decision_reason=found.decision_reason,
        section_responses=dict(found.section_responses),
        decided_at=found.decided_at,
        decided_by=decided_by,
        version=found.version,
    )


def is_signed_off(site_id: int, code: str) -> bool:
    """Whether a round of this instrument was ever signed off at the site."""
    found = (
        select(SignOff.id)
        .join(Round, Round.id == SignOff.round_id)
        .where(Round.site_id == site_id, Round.code == code)
        .limit(1)
    )
    return session().scalar(found) is not None
