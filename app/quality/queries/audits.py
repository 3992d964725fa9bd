"""Reads of case audits: rounds, their cases, single audits.

Pages for the NSPCC use the aggregated reads alone: `rounds_of` and those of `audit_results`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import Person
from app.core.db import session
from app.evidence.models import EvidencePiece
from app.evidence.queries import left_of, pieces
from app.evidence.rules import Piece
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.queries import VersionRef
from app.instruments.rules import Instrument
from app.quality.models import (
    AuditAnswer,
    AuditedCase,
    AuditRound,
    AuditStage,
    CaseAudit,
    RoundAuditor,
    RoundEvidence,
)
from app.quality.rules.audits import NewRound, is_blind, wants_second
from app.quality.rules.fidelity import Scores

AUDIT = "audit"


@dataclass(frozen=True)
class RoundRow:
    """A round with how far it is: `handed_in` counts cases whose first audit is, `unfinished`
    audits that are begun."""

    id: int
    site_id: int
    number: int
    said: NewRound
    version_id: int
    content_hash: str
    opened_at: datetime
    closed_at: datetime | None
    close_reason: str
    version: int
    handed_in: int
    unfinished: int

    @property
    def title(self) -> str:
        """What it is called everywhere."""
        return f"Round {self.number}: {self.said.name}"

    @property
    def is_open(self) -> bool:
        """Until it is closed."""
        return self.closed_at is None

    def instrument(self) -> Instrument:
        """The audit, as it was when the round began."""
        return instruments.instrument(self.version_id, self.content_hash)


@dataclass(frozen=True)
class AuditRow:
    """An audit of a case, without what it says."""

    id: int
    round_id: int
    case_id: int
    case_number: int
    place: int
    auditor_id: int
    auditor: str
    declared_at: datetime
    handed_in_at: datetime | None
    grade: int | None
    grade_note: str
    scores: Scores | None


@dataclass(frozen=True)
class CaseRow:
    """A case of a round and its audits, first and second."""

    number: int
    audits: tuple[AuditRow, ...]

    def is_blind_to(self, person_id: int, found: RoundRow) -> bool:
        """Whether this person must not see what others judged of it."""
        mine = [one for one in self.audits if one.auditor_id == person_id]
        return is_blind(
            audits=found.is_open and person_id in found.said.auditors,
            begun=bool(mine),
            handed_in=any(one.handed_in_at for one in mine),
            others=len(self.audits) - len(mine),
        )

    @property
    def wants_second(self) -> bool:
        """Whether a second audit is proposed and nobody has begun it."""
        return wants_second(self.number) and len(self.audits) < 2


@dataclass(frozen=True)
class Kept:
    """What is saved of an item or a stage; version 0: nothing yet."""

    score: int | None = None
    words: str = ""
    is_skipped: bool = False
    version: int = 0


def newest_audit() -> VersionRef | None:
    """The version that a new round begins with."""
    return instruments.newest(AUDIT)


def rounds_of(site_id: int) -> list[RoundRow]:
    """The rounds of a site, newest first; two statements."""
    rows = session().execute(_rounds().where(AuditRound.site_id == site_id)).all()
    return _with_auditors(rows)


def find_round(site_id: int, number: int, *, fresh: bool = False) -> RoundRow | None:
    """One round of a site by its number, `fresh` where it is to be written on; two statements."""
    chosen = _rounds().where(AuditRound.site_id == site_id, AuditRound.number == number)
    chosen = chosen.execution_options(populate_existing=fresh)
    return next(iter(_with_auditors(session().execute(chosen).all())), None)


def _rounds() -> Select[*tuple[Any, ...]]:
    done = CaseAudit.handed_in_at.is_not(None)
    counted = (
        select(
            AuditedCase.round_id,
            func.count().filter(done, CaseAudit.place == 1).label("handed_in"),
            func.count().filter(~done).label("unfinished"),
        )
        .join(CaseAudit, CaseAudit.case_id == AuditedCase.id)
        .group_by(AuditedCase.round_id)
        .subquery()
    )
    return (
        select(
            AuditRound, InstrumentVersion.content_hash, counted.c.handed_in, counted.c.unfinished
        )
        .join(InstrumentVersion, InstrumentVersion.id == AuditRound.instrument_version_id)
        .outerjoin(counted, counted.c.round_id == AuditRound.id)
        .order_by(AuditRound.number.desc())
    )


def _with_auditors(rows: Sequence[Any]) -> list[RoundRow]:
    chosen: dict[int, list[int]] = {row[0].id: [] for row in rows}
    if not chosen:
        return []
    there = select(RoundAuditor.round_id, RoundAuditor.person_id).order_by(RoundAuditor.id)
    for round_id, person_id in session().execute(there.where(RoundAuditor.round_id.in_(chosen))):
        chosen[round_id].append(person_id)
    return [_round_row(row, hashed, n or 0, m or 0, chosen[row.id]) for row, hashed, n, m in rows]


def _round_row(
    row: AuditRound, hashed: str, handed_in: int, unfinished: int, auditors: Collection[int]
) -> RoundRow:
    return RoundRow(
        id=row.id,
        site_id=row.site_id,
        number=row.number,
        said=said_of(row, auditors),
        version_id=row.instrument_version_id,
        content_hash=hashed,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        close_reason=row.close_reason,
        version=row.version,
        handed_in=handed_in,
        unfinished=unfinished,
    )


def said_of(row: AuditRound, auditors: Collection[int]) -> NewRound:
    """A round as it was planned."""
    return NewRound(
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        available=row.available,
        planned=row.planned,
        drawn=row.drawn,
        drawn_note=row.drawn_note,
        due_on=row.due_on,
        auditors=tuple(auditors),
    )


def cases_of(round_id: int) -> list[CaseRow]:
    """The cases of a round in their order; for the authority alone. One statement."""
    found: dict[int, list[AuditRow]] = {}
    for row in session().execute(_audits().where(AuditedCase.round_id == round_id)):
        audit = _audit_row(row)
        found.setdefault(audit.case_number, []).append(audit)
    return [CaseRow(number, tuple(audits)) for number, audits in found.items()]


def find_audit(site_id: int, audit_id: int) -> AuditRow | None:
    """One audit of a site; whether somebody may read it is for `may_read` to say."""
    there = _audits().join(AuditRound, AuditRound.id == AuditedCase.round_id)
    row = (
        session()
        .execute(there.where(AuditRound.site_id == site_id, CaseAudit.id == audit_id))
        .first()
    )
    return None if row is None else _audit_row(row)


def has_other(audit: AuditRow) -> bool:
    """Whether another audit of the same case is handed in."""
    others = select(CaseAudit.id).where(
        CaseAudit.case_id == audit.case_id,
        CaseAudit.id != audit.id,
        CaseAudit.handed_in_at.is_not(None),
    )
    return session().execute(others).first() is not None


def round_number(round_id: int) -> int:
    """The number of a round at its site."""
    return (
        session().execute(select(AuditRound.number).where(AuditRound.id == round_id)).scalar_one()
    )


def _audits() -> Select[*tuple[Any, ...]]:
    return (
        select(CaseAudit, AuditedCase.round_id, AuditedCase.number, Person.name)
        .join(AuditedCase, AuditedCase.id == CaseAudit.case_id)
        .join(Person, Person.id == CaseAudit.auditor_id)
        .order_by(AuditedCase.number, CaseAudit.place)
    )


def _audit_row(row: Any) -> AuditRow:
    audit, round_id, number, auditor = row
    return AuditRow(
        id=audit.id,
        round_id=round_id,
        case_id=audit.case_id,
        case_number=number,
        place=audit.place,
        auditor_id=audit.auditor_id,
        auditor=auditor,
        declared_at=audit.declared_at,
        handed_in_at=audit.handed_in_at,
        grade=audit.grade,
        grade_note=audit.grade_note,
        scores=audit.scores,
    )


def kept_answers(audit_id: int) -> Mapping[str, Kept]:
    """What is saved of each item."""
    chosen = select(AuditAnswer).where(AuditAnswer.audit_id == audit_id)
    rows = session().scalars(chosen.execution_options(populate_existing=True))
    return {row.item_id: Kept(row.score, row.comment, False, row.version) for row in rows}


def kept_stages(audit_id: int) -> Mapping[str, Kept]:
    """What is saved of each stage: whether it was not reached, and why."""
    chosen = select(AuditStage).where(AuditStage.audit_id == audit_id)
    rows = session().scalars(chosen.execution_options(populate_existing=True))
    return {row.section_id: Kept(None, row.reason, row.is_skipped, row.version) for row in rows}


def pieces_of(round_id: int) -> list[Piece]:
    """The evidence attached to a round, without what was removed since."""
    attached = pieces().join(RoundEvidence, RoundEvidence.piece_id == EvidencePiece.id)
    return left_of(attached.where(RoundEvidence.round_id == round_id).order_by(RoundEvidence.id))
