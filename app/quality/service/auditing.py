"""Auditing a case: begun, saved as it is filled in, handed in, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.core.security.tokens import keyed
from app.core.versions import put
from app.instruments.rules import Instrument
from app.quality.models import AuditAnswer, AuditedCase, AuditRound, AuditStage, CaseAudit
from app.quality.queries import audits as reads
from app.quality.queries.audits import AuditRow, Kept, RoundRow
from app.quality.rules.audits import (
    Beginning,
    check_beginning,
    check_grade,
    check_reference,
    check_take_back,
    missing,
    normalised,
    optional_stages,
)
from app.quality.rules.fidelity import Scores
from app.quality.service.audits import held, hold

PURPOSE = "case reference of an audit"


class Overtaken(Exception):
    """Another window of the same auditor saved something else first; `theirs` is that."""

    def __init__(self, theirs: Kept) -> None:
        super().__init__("Saved by another window meanwhile.")
        self.theirs = theirs


@dataclass(frozen=True)
class Audited:
    """An audit and its round."""

    audit: AuditRow
    round: RoundRow


class HandedIn(Exception):
    """The audit is handed in or its round is closed: nothing in it changes."""


def begin(
    site_id: int, number: int, person_id: int, reference: str, *, declared: bool, secret: str
) -> tuple[int, list[int]]:
    """Begin to audit a case, or go on with the audit this person has of it.

    A case that is new to the round gets the next number; one that somebody else audits gets a
    second, blind audit. `reference` is kept as a keyed hash only. Returns (number of the audit,
    numbers of earlier rounds of the site in which the same case was audited). Raises `Refused`,
    LookupError.
    """
    hold(site_id)
    row, found = held(site_id, number)
    refuse([] if found.is_open else [("case_reference", "The round is closed")])
    refuse(check_reference(reference))
    hashed = keyed(secret, PURPOSE, f"{site_id}|{normalised(reference)}")
    case, begun = _case(row.id, hashed)
    mine = next((one.id for one in begun if one.auditor_id == person_id), None)
    known = Beginning(case.number if case else None, mine, len(begun))
    is_auditor = person_id in found.said.auditors
    refuse(check_beginning(known, declared=declared, is_auditor=is_auditor))
    before = _rounds_before(site_id, number, hashed)
    if mine is not None:
        return mine, before
    if case is None:
        case = _new_case(row.id, hashed)
    place = 2 if any(one.place == 1 for one in begun) else 1
    new = CaseAudit(case_id=case.id, auditor_id=person_id, place=place, declared_at=clock.now())
    session().add(new)
    session().flush()
    return new.id, before


def save_item(given: Audited, item_id: str, score: int | None, comment: str, *, seen: int) -> int:
    """Save what is said of an item so far; returns its new version.

    `seen` is the version the page showed (0: nothing saved). Raises KeyError for an item the audit
    does not have, ValueError for no point of its scale, `HandedIn`, `Overtaken`.
    """
    found, instrument = given.audit, _open(given)
    item = instrument.by_id[item_id]
    if score is not None and not instrument.scale.holds(score):
        raise ValueError(f"{score} is no point of the scale.")
    key = {"audit_id": found.id, "item_id": item.id}
    version = put(AuditAnswer, key, {"score": score, "comment": comment}, seen)
    if version is not None:
        return version
    theirs = reads.kept_answers(found.id)[item.id]
    if (theirs.score, theirs.words) == (score, comment):
        return theirs.version
    raise Overtaken(theirs)


def save_stage(given: Audited, section_id: str, *, is_skipped: bool, reason: str, seen: int) -> int:
    """Save whether the case reached a stage; as `save_item`. The last section is always reached."""
    found, instrument = given.audit, _open(given)
    if section_id not in optional_stages(instrument):
        raise KeyError(section_id)
    key = {"audit_id": found.id, "section_id": section_id}
    version = put(AuditStage, key, {"is_skipped": is_skipped, "reason": reason}, seen)
    if version is not None:
        return version
    theirs = reads.kept_stages(found.id)[section_id]
    if (theirs.is_skipped, theirs.words) == (is_skipped, reason):
        return theirs.version
    raise Overtaken(theirs)


def hand_in(audited: Audited, grade: str, note: str) -> None:
    """Seal an audit with its judgement of quality. Raises `Refused`, `HandedIn`."""
    found, round_row, instrument = audited.audit, audited.round, _open(audited)
    faults = check_grade(grade, note)
    answers, stages = reads.kept_answers(found.id), reads.kept_stages(found.id)
    skipped = {id: kept.words for id, kept in stages.items() if kept.is_skipped}
    given = {id: kept.score for id, kept in answers.items() if kept.score is not None}
    items = {s.id: [item.id for item in s.items] for s in instrument.sections}
    if lacks := missing(items, given, skipped):
        faults.append(("grade", f"Go back to {', '.join(lacks)} first: something is missing there"))
    refuse(faults)
    row = session().get_one(CaseAudit, found.id, with_for_update=True, populate_existing=True)
    audit.because(
        "audit handed in",
        summary=f"An audit of audit round {round_row.number} was handed in.",
        site_id=round_row.site_id,
    )
    row.scores = dict(_sealed(items, given, skipped))
    row.grade, row.grade_note = int(grade), note.strip()
    row.handed_in_at = clock.now()
    session().flush()


def take_back(audited: Audited) -> None:
    """Open an audit again for its auditor, while its round is open and no other audit of the case
    is handed in. Raises `Refused`."""
    found, round_row = audited.audit, audited.round
    has_other = reads.has_other(found)
    refuse(check_take_back(is_open=round_row.is_open, has_other=has_other))
    if found.handed_in_at is None:
        return
    audit.because(
        "audit taken back",
        summary=f"An audit of audit round {round_row.number} was opened again.",
        site_id=round_row.site_id,
    )
    row = session().get_one(CaseAudit, found.id, with_for_update=True, populate_existing=True)
    row.handed_in_at, row.scores = None, None
    session().flush()


def _sealed(
    items: Mapping[str, list[str]], given: Mapping[str, int], skipped: Mapping[str, str]
) -> Scores:
    return {
        id: None if stage in skipped else given[id] for stage, ids in items.items() for id in ids
    }


def _case(round_id: int, hashed: str) -> tuple[AuditedCase | None, list[CaseAudit]]:
    """The case of a round that is called so, and its audits."""
    chosen = select(AuditedCase).where(
        AuditedCase.round_id == round_id, AuditedCase.reference == hashed
    )
    case = session().scalar(chosen)
    if case is None:
        return None, []
    begun = select(CaseAudit).where(CaseAudit.case_id == case.id).order_by(CaseAudit.place)
    return case, list(session().scalars(begun))


def _new_case(round_id: int, hashed: str) -> AuditedCase:
    newest = select(func.max(AuditedCase.number)).where(AuditedCase.round_id == round_id)
    number = (session().scalar(newest) or 0) + 1
    case = AuditedCase(round_id=round_id, number=number, reference=hashed)
    session().add(case)
    session().flush()
    return case


def _rounds_before(site_id: int, number: int, hashed: str) -> list[int]:
    chosen = (
        select(AuditRound.number)
        .join(AuditedCase, AuditedCase.round_id == AuditRound.id)
        .where(
            AuditRound.site_id == site_id,
            AuditRound.number != number,
            AuditedCase.reference == hashed,
        )
        .order_by(AuditRound.number)
    )
    return list(session().scalars(chosen))


def _open(audited: Audited) -> Instrument:
    """The instrument of an audit that may still change."""
    if audited.audit.handed_in_at is not None or not audited.round.is_open:
        raise HandedIn
    return audited.round.instrument()
