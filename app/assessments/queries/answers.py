"""Reads of what was entered and signed off. Who may read it is asked of rules by the callers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.models import FactSheet, Rater, Round, SavedAnswer, SignOff
from app.assessments.queries.rounds import counts_here
from app.assessments.rules import Decision, Draft, Saved
from app.core.db import session
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
    decision: Decision | None
    decision_reason: str
    decided_at: datetime | None
    decided_by: str | None
    version: int


def answers_of(rater_id: int) -> dict[str, Saved]:
    """What one rater has saved, by item."""
    rows = session().scalars(select(SavedAnswer).where(SavedAnswer.rater_id == rater_id))
    return {row.item_id: _saved(row) for row in rows}


def answer_of(rater_id: int, item_id: str) -> Saved:
    """What one rater has saved for one item; version 0 when nothing."""
    row = session().scalar(
        select(SavedAnswer)
        .where(SavedAnswer.rater_id == rater_id, SavedAnswer.item_id == item_id)
        .execution_options(populate_existing=True)
    )
    return Saved() if row is None else _saved(row)


def _saved(row: SavedAnswer) -> Saved:
    draft = Draft(
        kind=AnswerKind(row.kind),
        score=row.score,
        owner=row.owner,
        due_on=row.due_on,
        reason=row.reason,
        evidence=row.evidence,
        comment=row.comment,
    )
    return Saved(draft, row.version, row.first_saved_at, row.saved_at)


def facts_of(rater_id: int) -> tuple[dict[str, str], int]:
    """The facts one rater gave and the version of the sheet (0: nothing saved yet)."""
    row = session().scalar(
        select(FactSheet)
        .where(FactSheet.rater_id == rater_id)
        .execution_options(populate_existing=True)
    )
    return ({}, 0) if row is None else (dict(row.given), row.version)


def parts_of(round_id: int) -> list[RaterPart]:
    """Every rater who counts, with all they entered, in two statements; for signing off."""
    answers: dict[int, dict[str, Saved]] = {}
    for row in session().scalars(
        select(SavedAnswer)
        .join(Rater, Rater.id == SavedAnswer.rater_id)
        .join(Round, Round.id == Rater.round_id)
        .where(Rater.round_id == round_id, counts_here())
    ):
        answers.setdefault(row.rater_id, {})[row.item_id] = _saved(row)
    raters = session().execute(
        select(Rater, FactSheet)
        .join(Round, Round.id == Rater.round_id)
        .outerjoin(FactSheet, FactSheet.rater_id == Rater.id)
        .where(Rater.round_id == round_id, counts_here())
        .order_by(Rater.id)
    )
    return [
        RaterPart(rater, answers.get(rater.id, {}), dict(sheet.given) if sheet else {})
        for rater, sheet in raters
    ]


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
        decision=Decision(found.decision) if found.decision else None,
        decision_reason=found.decision_reason,
        decided_at=found.decided_at,
        decided_by=decided_by,
        version=found.version,
    )
