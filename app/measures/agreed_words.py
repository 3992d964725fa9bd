"""Agreed measures in words, tables, charts and files: each from one frame."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.core import clock
from app.core.charts import CONCERN, NEUTRAL, Column, Figure, Frame, Kind
from app.core.statistics.runs import FEWEST_USEFUL, Runs, runs
from app.core.words import count, day
from app.journey.rules.outcomes import Wanted, number, verdict
from app.measures.queries.agreed import MeasureRow, ValueRow, Version
from app.measures.rules.agreed import FEWEST, can_be_shown
from app.measures.rules.periods import asked_for, due_on, open_periods, words_of

TOO_FEW = f"Not shown: fewer than {FEWEST}"
LATE = "late"


def comparable(measure: MeasureRow, values: Sequence[ValueRow]) -> list[tuple[ValueRow, float]]:
    """The values of the present definition that may be shown, oldest first."""
    now = measure.now.definition_number
    same = [(one, one.shown(measure.said.sort)) for one in values if one.definition_number == now]
    return [(one, shown) for one, shown in same if shown is not None]


def frame(measure: MeasureRow, values: Sequence[ValueRow]) -> Frame:
    """Every value of a measure, for table and file."""
    said = measure.said
    return Frame(
        said.name,
        (
            Column("period", "Period"),
            Column("value", "Value", Kind.NUMBER, 2, missing=TOO_FEW),
            Column("n", "Of how many", Kind.NUMBER, missing=""),
            Column("definition", "Definition", Kind.NUMBER),
            Column("entered", "Entered on", Kind.DATE),
            Column("note", "Note", missing=""),
        ),
        tuple(
            {
                "period": words_of(measure.every, one.period),
                "value": (shown := one.shown(said.sort)),
                "n": one.n if shown is not None else None,
                "definition": one.definition_number,
                "entered": clock.in_london(one.entered_at).date(),
                "note": one.note,
            }
            for one in values
        ),
    )


def all_of(measures: Sequence[MeasureRow], values: Mapping[int, Sequence[ValueRow]]) -> Frame:
    """Every value of every measure of a site, for the file."""
    rows, columns = [], frame(measures[0], ()).columns if measures else ()
    for one in measures:
        for row in frame(one, values.get(one.id, ())).rows:
            rows.append({"measure": one.said.name, "unit": one.said.unit, **row})
    first = (Column("measure", "Measure"), Column("unit", "Unit"))
    return Frame("Agreed measures", (*first, *columns), tuple(rows))


def value_rows(measure: MeasureRow, values: Sequence[ValueRow], base: str) -> list[dict[str, Any]]:
    """The values for the page, newest first, each with the way to its own page."""
    found = []
    for one in reversed(values):
        shown = one.shown(measure.said.sort)
        word = words_of(measure.every, one.period)
        found.append(
            {
                "period": {"text": word, "href": f"{base}/values/{one.period:%Y-%m}"},
                "value": TOO_FEW if shown is None else number(shown, measure.said.unit),
                "n": f"{one.n:,}" if one.n is not None and shown is not None else "–",
                "definition": one.definition_number,
                "entered": day(one.entered_at) + ("; corrected" if one.number > 1 else ""),
                "note": one.note,
            }
        )
    return found


def sentence(measure: MeasureRow, values: Sequence[ValueRow]) -> str:
    """Where a measure stands, in a sentence or two."""
    said, shown = measure.said, comparable(measure, values)
    if not shown:
        return "No value that can be shown yet."
    newest, value = shown[-1]
    judged = verdict(Wanted(said.wanted), baseline_of(measure), said.target, value)
    told = (
        f"{words_of(measure.every, newest.period)}: {number(value, said.unit)}; the target is "
        f"{number(said.target, said.unit)} by {day(said.target_on)}. {judged}."
    )
    found = moves(shown)
    return f"{told} {run_words(found)}" if found is not None else told


def moves(shown: Sequence[tuple[ValueRow, float]]) -> Runs | None:
    """What the rules of run charts find; None below ten values."""
    if len(shown) < FEWEST_USEFUL:
        return None
    return runs([value for _, value in shown])


def run_words(found: Runs) -> str:
    """What a run chart shows, in a sentence."""
    if found.shifted:
        side = "above" if found.above else "below"
        length = count(len(found.longest), "value")
        return f"{length} in a row lie {side} the median: more than chance explains."
    if found.crosses_seldom:
        return "The values cross their median less often than chance explains: something changed."
    return "The values move around their median as chance alone would have it."


def baseline_of(measure: MeasureRow) -> float | None:
    """The baseline where it may be shown."""
    said = measure.said
    return said.baseline if can_be_shown(said.sort, said.baseline_n) else None


def baseline_words(measure: MeasureRow) -> str:
    """The baseline with its day and source."""
    said = measure.said
    if said.baseline is None:
        return "No baseline"
    shown = baseline_of(measure)
    value = TOO_FEW if shown is None else number(shown, said.unit)
    of = f" (from {said.baseline_n:,})" if said.baseline_n and shown is not None else ""
    return f"{value}{of}, {day(said.baseline_on)}. Source: {said.baseline_source}"


def figure(measure: MeasureRow, values: Sequence[ValueRow]) -> Figure:
    """The values of the present definition as a line with the target; from ten values on a run
    chart with their median, what is more than chance marked."""
    said, shown = measure.said, comparable(measure, values)
    found = moves(shown)
    marked = set(found.longest) if found is not None and found.shifted else set()
    places = range(len(shown))
    line: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [one.period.isoformat() for one, _ in shown],
        "y": [value for _, value in shown],
        "marker": {
            "size": 9,
            "symbol": ["diamond" if place in marked else "circle" for place in places],
            "color": [CONCERN if place in marked else NEUTRAL for place in places],
        },
    }
    levels = [_level("Target", said.target, "dot", at_left=True)] if said.target is not None else []
    if found is not None and found.median is not None:
        levels.append(_level("Median", found.median, "dash", at_left=False))
    layout = {
        "yaxis": {"rangemode": "tozero", "ticksuffix": "%" if said.unit == "%" else ""},
        "xaxis": {"tickformat": "%b %Y"},
        "shapes": [shape for shape, _ in levels],
        "annotations": [text for _, text in levels],
    }
    return {"data": [line], "layout": layout}


def _level(name: str, value: float, dash: str, *, at_left: bool) -> tuple[Figure, Figure]:
    """A level line across the drawing, and its name at one end: two lines that lie close together
    are named at different ends."""
    shape = {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1}
    text = {
        "xref": "paper",
        "x": 0 if at_left else 1,
        "xanchor": "left" if at_left else "right",
        "y": value,
        "yanchor": "bottom",
        "showarrow": False,
        "text": name,
        "font": {"color": NEUTRAL},
    }
    line = {"color": NEUTRAL, "width": 2, "dash": dash}
    return shape | {"y0": value, "y1": value, "line": line}, text


def missing_of(measure: MeasureRow, values: Sequence[ValueRow], today: date) -> list[date]:
    """The periods whose value is asked for and not there, newest first."""
    if measure.agreed_at is None or measure.retired_at is not None:
        return []
    since, known = clock.in_london(measure.agreed_at).date(), {one.period for one in values}
    asked = asked_for(measure.every, since, today)
    return [one for one in reversed(asked) if one not in known]


def missing_rows(measure: MeasureRow, missing: Sequence[date], today: date) -> list[dict[str, Any]]:
    """Missing values as tasks."""
    return [
        {
            "word": f"{one:%Y-%m}",
            "text": f"Enter {words_of(measure.every, one)}",
            "hint": f"Due by {day(due_on(measure.every, one))}.",
            "status": "Overdue" if due_on(measure.every, one) < today else "To enter",
            "kind": LATE if due_on(measure.every, one) < today else "neutral",
        }
        for one in missing
    ]


def list_rows(
    measures: Sequence[MeasureRow],
    values: Mapping[int, Sequence[ValueRow]],
    owners: Mapping[int, str],
    slug: str,
    today: date,
) -> list[dict[str, Any]]:
    """The list of a site's measures."""
    found = []
    for one in measures:
        mine = values.get(one.id, ())
        shown = comparable(one, mine)
        said, late = one.said, len(missing_of(one, mine, today))
        newest = number(shown[-1][1], said.unit) if shown else "No value yet"
        found.append(
            {
                "measure": {"text": said.name, "href": f"/sites/{slug}/measures/agreed/{one.id}"},
                "owner": owner_words(said.owner_id, said.owner_role, owners),
                "baseline": number(baseline_of(one), said.unit),
                "newest": newest + (f"; {count(late, 'value')} missing" if late else ""),
                "target": f"{number(said.target, said.unit)} by {day(said.target_on)}",
                "state": state_words(one.now),
            }
        )
    return found


def owner_words(owner_id: int | None, role: str, owners: Mapping[int, str]) -> str:
    """Who sees to a measure."""
    return role if owner_id is None else owners.get(owner_id, "Somebody who has left")


def state_words(version: Version) -> str:
    """Whose agreement there is."""
    if version.is_agreed:
        return "Agreed"
    if version.site_agreed_at is not None:
        return "Waits for the NSPCC"
    return "Waits for the authority" if version.nspcc_agreed_at is not None else "Waits for both"


def version_rows(versions: Sequence[Version], who: Mapping[int, str]) -> list[dict[str, Any]]:
    """What a measure said, newest first."""
    return [
        {
            "number": f"Version {one.number}, definition {one.definition_number}",
            "when": day(one.entered_at),
            "by": who.get(one.entered_by_id or 0, "The portal"),
            "definition": one.said.definition,
            "target": f"{number(one.said.target, one.said.unit)} by {day(one.said.target_on)}",
            "owner": owner_words(one.said.owner_id, one.said.owner_role, who),
            "agreed": state_words(one),
            "reason": one.reason or "–",
        }
        for one in versions
    ]


def other_periods(
    measure: MeasureRow, values: Sequence[ValueRow], missing: Sequence[date], today: date
) -> list[tuple[str, str]]:
    """Periods that can be entered though nobody asks for them, newest first: (word, words)."""
    since = clock.in_london(measure.entered_at).date()
    known = {*(one.period for one in values), *missing}
    return [
        (f"{one:%Y-%m}", words_of(measure.every, one))
        for one in reversed(open_periods(measure.every, since, today))
        if one not in known
    ]
