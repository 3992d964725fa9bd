"""Use counts, quarterly returns, agreed measures and pulses, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, cast, null

from app.core.stream import Entry
from app.core.words import count, day
from app.measures.models import (
    AgreedMeasure,
    MeasureValue,
    MeasureVersion,
    Pulse,
    QuarterReturn,
    UseCount,
)
from app.measures.rules.periods import Every, words_of
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


def _written(row: Any) -> Entry:
    said = "changed" if row.many > 1 else "added, to be agreed"
    return _of_measure(row, f"Measure {said}: {row.words}", row.more)


def _agreed(row: Any) -> Entry:
    return _of_measure(row, f"Measure agreed by both sides: {row.words}")


def _retired(row: Any) -> Entry:
    return _of_measure(row, f"Measure retired: {row.words}", row.more)


def _valued(row: Any) -> Entry:
    said = "corrected" if row.flag else "entered"
    period = words_of(Every(row.code), row.first)
    return _of_measure(row, f"{row.words}: value of {period} {said}")


def _of_measure(row: Any, title: str, detail: str = "") -> Entry:
    path = f"{row.here}/measures/agreed/{row.to}"
    return Entry("measure", row.at, title, detail, path, who_id=row.who)


def _opened(row: Any) -> Entry:
    title = f"Pulse survey opened, until {day(row.first)}"
    return Entry("measure", row.at, title, "", f"{row.here}/measures/pulse", who_id=row.who)


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


def _measures(name: str, at: Any, who: Any, **more: Any) -> Statement:
    """A part about a measure, with its present name."""
    here = MeasureVersion.measure_id == AgreedMeasure.id
    return (
        columns(
            name,
            at,
            AgreedMeasure.id,
            who=who,
            to=cast(AgreedMeasure.id, String),
            **{"words": MeasureVersion.name} | more,
        )
        .select_from(AgreedMeasure)
        .join(MeasureVersion, here)
        .where(AgreedMeasure.site_id == SITE, at.is_not(None))
    )


_newest = MeasureVersion.superseded_at.is_(None)
_of_agreed = (
    Part(
        "measure written",
        "measure",
        _measures(
            "measure written",
            MeasureVersion.entered_at,
            MeasureVersion.entered_by_id,
            many=MeasureVersion.number,
            more=MeasureVersion.reason,
        ),
        _written,
    ),
    Part(
        "measure agreed",
        "measure",
        _measures("measure agreed", AgreedMeasure.agreed_at, cast(null(), Integer)).where(_newest),
        _agreed,
    ),
    Part(
        "measure retired",
        "measure",
        _measures(
            "measure retired",
            AgreedMeasure.retired_at,
            AgreedMeasure.retired_by_id,
            more=AgreedMeasure.retired_why,
        ).where(_newest),
        _retired,
    ),
    Part(
        "measure valued",
        "measure",
        _measures(
            "measure valued",
            MeasureValue.entered_at,
            MeasureValue.entered_by_id,
            first=MeasureValue.period,
            flag=MeasureValue.number > 1,
            code=MeasureVersion.every,
        )
        .join(MeasureValue, MeasureValue.measure_id == AgreedMeasure.id)
        .where(_newest),
        _valued,
    ),
    Part(
        "pulse opened",
        "measure",
        columns(
            "pulse opened", Pulse.opened_at, Pulse.id, who=Pulse.opened_by_id, first=Pulse.closes_on
        ).where(Pulse.site_id == SITE),
        _opened,
    ),
)
PARTS = (
    *_of_agreed,
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
    """Counts entered, returns handed in, signed off and sent back, measures and their values,
    pulses opened; one statement."""
    return tell(PARTS, site_id, before, limit)
