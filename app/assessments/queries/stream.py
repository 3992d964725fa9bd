"""Self assessments signed off, with their score, for the stream of a site."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.assessments.datasets import in_percent
from app.assessments.models import ImportedResult, Round, SignOff
from app.assessments.rules import answers_by_item, decision_option
from app.core.db import session
from app.core.stream import Entry, beginning_of
from app.core.words import month
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, score_instrument, shown
from app.sites.queries.telling import SITE, Part, columns, tell

MOST_KEPT = 5_000
_read: dict[str, tuple[Instrument, str]] = {}  # by the hash of a sign-off, which never changes


def _signed(row: Any) -> Entry:
    instrument, score = _read[row.code]
    decided = decision_option(instrument, row.more)
    return Entry(
        kind="assessment",
        at=row.at,
        title=f"{instrument.short_title} {row.many} signed off: {score}",
        detail=f"The NSPCC decided: {decided.label}" if decided else "",
        path=f"{row.here}/assessments/{row.slug}/result",
        who_id=row.who,
    )


def _brought(row: Any) -> Entry:
    when = f"In {month(row.first)}; the day is not known. " if row.flag else ""
    return Entry(
        kind="assessment",
        at=row.at,
        title=f"{row.words} held, before the site came to the portal",
        detail=f"{when}Scores by section were brought in.",
        path=f"{row.here}/assessments",
        whole_day=True,
    )


def _score(rows: Collection[Any]) -> None:
    """Work out the scores that this process has not read yet; one statement, if any."""
    if len(_read) > MOST_KEPT:
        _read.clear()
    missing = [row.number for row in rows if row.code not in _read]
    if not missing:
        return
    chosen = (
        select(SignOff.content_hash, SignOff.content, InstrumentVersion.id)
        .add_columns(InstrumentVersion.content_hash)
        .join(Round, Round.id == SignOff.round_id)
        .join(InstrumentVersion, InstrumentVersion.id == Round.instrument_version_id)
        .where(SignOff.id.in_(missing))
    )
    for kept, content, version_id, version_hash in session().execute(chosen):
        instrument = instruments.instrument(version_id, version_hash)
        _read[kept] = instrument, _overall(instrument, content)


def _overall(instrument: Instrument, content: dict[str, Any]) -> str:
    result = score_instrument(instrument, answers_by_item(content))
    if result.overall is None or result.percent is None:
        return "too few answers for a score"
    if in_percent(instrument):
        return f"{shown(result.percent)}% overall"
    return f"{shown(result.overall)} of {instrument.scale.highest} overall"


_sign_offs = (
    columns(
        "signed-off",
        SignOff.signed_off_at,
        SignOff.id,
        who=SignOff.signed_off_by_id,
        code=SignOff.content_hash,
        more=func.coalesce(SignOff.decision, ""),
        slug=Round.slug,
        many=Round.number,
    )
    .select_from(SignOff)
    .join(Round, Round.id == SignOff.round_id)
    .where(Round.site_id == SITE)
)
_imported = columns(
    "brought",
    beginning_of(ImportedResult.held_on),
    ImportedResult.id,
    words=ImportedResult.instrument_title,
    first=ImportedResult.held_on,
    flag=ImportedResult.is_month_only,
).where(ImportedResult.site_id == SITE)
PARTS = (
    Part("signed-off", "assessment", _sign_offs, _signed, prepare=_score),
    Part("brought", "assessment", _imported, _brought),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was signed off, and results from before the portal; one statement, and one more for
    results that this process has not scored yet."""
    return tell(PARTS, site_id, before, limit)
