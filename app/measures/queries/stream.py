"""Use counts and quarterly returns, for the stream of a site."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry
from app.core.words import count
from app.measures.models import QuarterReturn, UseCount
from app.sites.queries.telling import SITE, Part, Statement, columns, tell
from app.sites.rules.months import in_words, quarter_in_words


def _counted(row: Any) -> Entry:
    said = "corrected" if row.flag else "entered"
    title = f"Use in {in_words(row.first)} {said}: {count(row.many, 'case')} began"
    return Entry("measure", row.at, title, "", f"{row.here}/measures/use", who_id=row.who)


def _handed_in(row: Any) -> Entry:
    version = f" (version {row.many})" if row.many > 1 else ""
    return _of_return(row, f"Return of {quarter_in_words(row.first)} handed in{version}")


def _signed(row: Any) -> Entry:
    return _of_return(row, f"Return of {quarter_in_words(row.first)} signed off")


def _sent_back(row: Any) -> Entry:
    return _of_return(row, f"Return of {quarter_in_words(row.first)} sent back", row.words)


def _of_return(row: Any, title: str, detail: str = "") -> Entry:
    path = f"{row.here}/measures/returns/{row.first:%Y-%m}"
    return Entry("measure", row.at, title, detail, path, who_id=row.who)


def _returns(name: str, at: Any, who: Any, **more: Any) -> Statement:
    first = QuarterReturn.quarter
    return columns(name, at, QuarterReturn.id, who=who, first=first, **more).where(
        QuarterReturn.site_id == SITE, at.is_not(None)
    )


_use = columns(
    "use counted",
    UseCount.entered_at,
    UseCount.id,
    who=UseCount.entered_by_id,
    many=UseCount.cases,
    first=UseCount.month,
    flag=UseCount.number > 1,
).where(UseCount.site_id == SITE)
_number = QuarterReturn.number
PARTS = (
    Part("use counted", "measure", _use, _counted),
    Part(
        "return handed in",
        "measure",
        _returns(
            "return handed in", QuarterReturn.entered_at, QuarterReturn.entered_by_id, many=_number
        ),
        _handed_in,
    ),
    Part(
        "return signed",
        "measure",
        _returns("return signed", QuarterReturn.signed_at, QuarterReturn.signed_by_id),
        _signed,
    ),
    Part(
        "return sent back",
        "measure",
        _returns(
            "return sent back",
            QuarterReturn.sent_back_at,
            QuarterReturn.sent_back_by_id,
            words=QuarterReturn.sent_back_why,
        ),
        _sent_back,
    ),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Counts entered, returns handed in, signed off and sent back; one statement."""
    return tell(PARTS, site_id, before, limit)
