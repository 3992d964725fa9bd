"""How long instruments take, as one frame: the table, the chart and the download."""

from collections.abc import Sequence
from math import ceil

from app.assessments.queries.burden import RoundBurden, VersionBurden
from app.assessments.rules.burden import FEWEST
from app.core.charts import Column, Figure, Frame, Kind, bars, joined

TOO_FEW = "too few"
_FIGURES = (
    Column("people", "People", Kind.NUMBER),
    Column("median", "Middle, minutes", Kind.NUMBER, missing=TOO_FEW),
    Column("p90", "9 in 10 within, minutes", Kind.NUMBER, missing=TOO_FEW),
)


def version_frame(found: Sequence[VersionBurden]) -> Frame:
    """One row a version: how many were measured, what they took, what was expected."""
    return Frame(
        "How long it takes",
        (
            Column("name", "Questionnaire"),
            *_FIGURES,
            Column("expected", "Expected, minutes", Kind.NUMBER),
        ),
        tuple(
            {
                "name": one.name,
                "people": one.burden.people,
                "median": one.burden.median,
                "p90": one.burden.p90,
                "expected": one.expected,
            }
            for one in found
        ),
    )


def round_frame(found: Sequence[RoundBurden]) -> Frame:
    """One row a round, in the order given."""
    return Frame(
        "The newest rounds",
        (Column("round", "Round"), Column("site", "Site"), *_FIGURES),
        tuple(
            {
                "round": one.title,
                "site": one.site_name,
                "people": one.burden.people,
                "median": one.burden.median,
                "p90": one.burden.p90,
            }
            for one in found
        ),
    )


def version_chart(frame: Frame) -> Figure:
    """A bar a version: the middle of what people took. The axis is long enough for what was
    expected too, so that a short bar means a short time."""
    known = [n for key in ("median", "expected") for n in frame.values(key) if isinstance(n, int)]
    return bars(frame, label="name", value="median", span=(0, max(20, ceil(max(known) / 20) * 20)))


def version_sentence(found: Sequence[VersionBurden]) -> str:
    """What the chart shows, in words: the middle of each against what was expected."""
    known = [one for one in found if one.burden.is_known]
    if not known:
        return f"Nothing has been answered by {FEWEST} people yet, so no time can be told."
    said = [f"{one.burden.median} for {one.name} ({one.expected} expected)" for one in known]
    return f"Minutes the middle person took: {joined(said)}."
