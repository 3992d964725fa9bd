"""Headline figures over the dashboards of the programme."""

from collections.abc import Iterable, Sequence

from app.core.charts import cut
from app.core.words import count
from app.dashboards.queries.fidelity import Two

Figure = dict[str, str]


def two_figures(found: Sequence[Two]) -> list[Figure]:
    """Adherence and reach, each the middle of the sites that have it: two numbers, never one."""
    return [
        _figure("adherence", [one.adherence for one in found]),
        _figure("reach", [one.reach for one in found]),
    ]


def _figure(what: str, values: Iterable[float | None]) -> Figure:
    known = sorted(value for value in values if value is not None)
    if not known:
        return {"number": "–", "text": f"{what}: not enough data", "href": "#two"}
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    sites = count(len(known), "site")
    return {"number": f"{cut(middle, 0)}%", "text": f"{what}, median of {sites}", "href": "#two"}
