"""Headline figures over the dashboards of the programme."""

from collections.abc import Iterable, Sequence

from app.core.charts import cut, spread_of
from app.core.words import count
from app.dashboards.queries.fidelity import Two

Figure = dict[str, str]


def two_figures(found: Sequence[Two]) -> list[Figure]:
    """Adherence and reach, each the middle of the sites that have it: two numbers, never one."""
    return [
        _figure("adherence", [(one.adherence, one.number) for one in found]),
        _figure("reach", [(one.reach, one.number) for one in found]),
    ]


def _figure(what: str, values: Iterable[tuple[float | None, int]]) -> Figure:
    known = spread_of(sorted((value, number) for value, number in values if value is not None))
    if known is None:
        return {"number": "–", "text": f"{what}: not enough data", "href": "#two"}
    text = f"{what}, median of {count(known.count, 'site')}"
    return {"number": f"{cut(known.median, 0)}%", "text": text, "href": "#two"}
