"""An audit put together for its pages: what is saved, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.instruments.rules import Instrument, Item, Scale, Section, shown
from app.quality.queries.audits import Kept, kept_answers, kept_stages
from app.quality.rules.audits import Grade, missing
from app.quality.rules.fidelity import case_percent
from app.quality.service.auditing import Audited

NOTHING = Kept()


@dataclass(frozen=True)
class ItemLine:
    """An item as it is answered; `answer` is empty where nothing was chosen."""

    item: Item
    answer: str
    comment: str


@dataclass(frozen=True)
class StageLines:
    """A stage with its items; `reason` says why it was not reached."""

    section: Section
    is_skipped: bool
    reason: str
    lines: tuple[ItemLine, ...]
    is_missing: bool


@dataclass(frozen=True)
class AuditPage:
    """All of one audit."""

    stages: tuple[StageLines, ...]
    lacks: tuple[str, ...]
    percent: str
    grade: str


def kept_fields(audit_id: int, section: Section) -> tuple[dict[str, Any], dict[str, int]]:
    """(what is saved of a stage by the name of its field, the version of each part)."""
    answers, stages = kept_answers(audit_id), kept_stages(audit_id)
    stage = stages.get(section.id, NOTHING)
    fields: dict[str, Any] = {"skipped": stage.is_skipped, "skip_reason": stage.words}
    marks = {"stage": stage.version}
    for item in section.items:
        kept = answers.get(item.id, NOTHING)
        fields[f"score_{item.id}"] = None if kept.score is None else str(kept.score)
        fields[f"comment_{item.id}"] = kept.words
        marks[item.id] = kept.version
    return fields, marks


def page_of(audited: Audited) -> AuditPage:
    """Everything that is saved of an audit, and what it lacks; two statements."""
    answers, skips = kept_answers(audited.audit.id), kept_stages(audited.audit.id)
    instrument, audit = audited.round.instrument(), audited.audit
    lacks = _lacks(instrument, answers, skips)
    stages = tuple(_stage(instrument, s, answers, skips, lacks) for s in instrument.sections)
    percent = case_percent(instrument, audit.scores) if audit.scores else None
    grade = Grade(str(audit.grade)).label if audit.grade else ""
    return AuditPage(stages, lacks, f"{shown(percent)}%" if percent is not None else "", grade)


def stage_words(audit_id: int, section: Section) -> str:
    """What is saved of a stage, as text."""
    fields, _ = kept_fields(audit_id, section)
    parts = [f"Not reached: {fields['skip_reason']}"] if fields["skipped"] else []
    for item in section.items:
        score, comment = fields[f"score_{item.id}"], fields[f"comment_{item.id}"]
        parts.append(f"{item.id}: {score or '–'} {comment}".strip())
    return "\n".join(parts)


def _lacks(
    instrument: Instrument, answers: Mapping[str, Kept], skips: Mapping[str, Kept]
) -> tuple[str, ...]:
    items = {s.id: [item.id for item in s.items] for s in instrument.sections}
    given = {id: kept.score for id, kept in answers.items() if kept.score is not None}
    reasons = {id: kept.words for id, kept in skips.items() if kept.is_skipped}
    return tuple(missing(items, given, reasons))


def _stage(
    instrument: Instrument,
    section: Section,
    answers: Mapping[str, Kept],
    skips: Mapping[str, Kept],
    lacks: tuple[str, ...],
) -> StageLines:
    skip = skips.get(section.id, NOTHING)
    lines = tuple(
        ItemLine(item, _words(instrument.scale, kept), kept.words)
        for item in section.items
        for kept in [answers.get(item.id, NOTHING)]
    )
    ids = {section.id, *(item.id for item in section.items)}
    return StageLines(section, skip.is_skipped, skip.words, lines, bool(ids & set(lacks)))


def _words(scale: Scale, kept: Kept) -> str:
    point = next((one for one in scale.points if one.value == kept.score), None)
    return "" if point is None else f"{point.value} – {point.label}"
