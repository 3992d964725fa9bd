"""Self assessments signed off, with their score, for the stream of a site."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, cast, literal, null, select

from app.assessments.datasets import in_percent
from app.assessments.models import ImportedResult, Round, SignOff
from app.assessments.rules import answers_by_item, decision_option
from app.core.db import session
from app.core.stream import Entry, beginning_of, newest
from app.core.words import month
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, score_instrument, shown
from app.sites.queries.stream import address_of

MOST_KEPT = 5_000
_scores: dict[str, str] = {}  # by the hash of what was signed off, which never changes


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was signed off, and results from before the portal; one statement, and one more for
    results that this process has not scored yet."""
    no_number = cast(null(), Integer)
    signed = (
        select(
            literal("signed").label("kind"),
            SignOff.signed_off_at.label("at"),
            SignOff.id.label("id"),
            SignOff.signed_off_by_id.label("who"),
            SignOff.content_hash.label("kept"),
            SignOff.decision.label("decision"),
            Round.slug.label("slug"),
            Round.number.label("number"),
            InstrumentVersion.id.label("version_id"),
            InstrumentVersion.content_hash.label("words"),
            literal(False).label("month_only"),
            address_of(site_id),
        )
        .join(Round, Round.id == SignOff.round_id)
        .join(InstrumentVersion, InstrumentVersion.id == Round.instrument_version_id)
        .where(Round.site_id == site_id)
    )
    brought = select(
        literal("brought").label("kind"),
        beginning_of(ImportedResult.held_on).label("at"),
        ImportedResult.id.label("id"),
        no_number.label("who"),
        literal("").label("kept"),
        literal("").label("decision"),
        literal("").label("slug"),
        no_number.label("number"),
        no_number.label("version_id"),
        ImportedResult.instrument_title.label("words"),
        ImportedResult.is_month_only.label("month_only"),
        address_of(site_id),
    ).where(ImportedResult.site_id == site_id)
    rows = newest((signed, brought), before, limit)
    scores = _scores_of([row for row in rows if row.kind == "signed"])
    return [_signed(row, scores) if row.kind == "signed" else _brought(row) for row in rows]


def _signed(row: Any, scores: Mapping[str, str]) -> Entry:
    found = instruments.instrument(row.version_id, row.words)
    decided = decision_option(found, row.decision)
    return Entry(
        kind="assessment",
        at=row.at,
        title=f"{found.short_title} {row.number} signed off: {scores[row.kept]}",
        detail=f"The NSPCC decided: {decided.label}" if decided else "",
        path=f"{row.here}/assessments/{row.slug}/result",
        who_id=row.who,
    )


def _brought(row: Any) -> Entry:
    when = f"In {month(row.at)}; the day is not known. " if row.month_only else ""
    return Entry(
        kind="assessment",
        at=row.at,
        title=f"{row.words} held, before the site came to the portal",
        detail=f"{when}Scores by section were brought in.",
        path=f"{row.here}/assessments",
        whole_day=True,
    )


def _scores_of(rows: Collection[Any]) -> Mapping[str, str]:
    """The score of each of these sign-offs, in words, by its hash."""
    if len(_scores) > MOST_KEPT:
        _scores.clear()
    missing = {row.id: row for row in rows if row.kept not in _scores}
    if missing:
        chosen = select(SignOff.id, SignOff.content).where(SignOff.id.in_(missing))
        for number, content in session().execute(chosen):
            row = missing[number]
            instrument = instruments.instrument(row.version_id, row.words)
            _scores[row.kept] = _overall(instrument, content)
    return _scores


def _overall(instrument: Instrument, content: dict[str, Any]) -> str:
    result = score_instrument(instrument, answers_by_item(content))
    if result.overall is None or result.percent is None:
        return "too few answers for a score"
    if in_percent(instrument):
        return f"{shown(result.percent)}% overall"
    return f"{shown(result.overall)} of {instrument.scale.highest} overall"
