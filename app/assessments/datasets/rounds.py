"""Rounds beside each other, section by section, over the items that all of them asked alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.assessments.datasets.sections import (
    EVERY_NAME,
    in_percent,
    section_value,
    shown_value,
    span_of,
)
from app.core.charts import Column, Figure, Frame, Kind, in_lines, joined
from app.instruments.rules import Instrument, Result

MARKERS = ("circle", "square-open", "diamond-open", "triangle-up-open")
WIDEST_NAME = 24  # letters in a line: two lines a section, so that eight stand clear of each other


@dataclass(frozen=True)
class At:
    """A result among others: how it is called ("round 1"), and its scores over shared items."""

    name: str
    result: Result

    @property
    def title(self) -> str:
        """Its name as a heading."""
        return self.name[:1].upper() + self.name[1:]


def round_frame(instrument: Instrument, results: Sequence[At]) -> Frame:
    """One row a section, one column a result, oldest first; `instrument` holds shared items."""
    unit = "%" if in_percent(instrument) else ""
    columns = [
        Column(f"at_{n}", at.title, Kind.NUMBER, places=1, unit=unit, missing="Too few answers")
        for n, at in enumerate(results)
    ]
    rows = []
    for n, section in enumerate(instrument.sections):
        row: dict[str, str | float | None] = {"section": f"{section.id} {section.title}"}
        for m, at in enumerate(results):
            value = section_value(instrument, at.result.sections[n])
            row[f"at_{m}"] = None if value is None else float(value)
        rows.append(row)
    return Frame("Rounds by section", (Column("section", "Section"), *columns), tuple(rows))


def round_chart(instrument: Instrument, frame: Frame) -> Figure:
    """A row a section with a mark for each result, every result with its own sign; the newest
    comes first, so that it has the first colour."""
    lowest, highest = span_of(instrument)
    room = (highest - lowest) / 40
    names = [in_lines(str(name), WIDEST_NAME) for name in frame.values("section")]
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": column.text,
            "x": frame.values(column.key),
            "y": names,
            "marker": {
                "symbol": MARKERS[n % len(MARKERS)],
                "size": 11 if n == 0 else 18,  # a mark around the newest can still be told apart
                "line": {"width": 0 if n == 0 else 2.5},
            },
            "hoverinfo": "skip",
        }
        for n, column in enumerate(reversed(frame.columns[1:]))
    ]
    layout = {
        "xaxis": {
            "range": [lowest - room, highest + room],
            "showgrid": True,
            "tick0": lowest,
            "dtick": (highest - lowest) / 4,
            "tickangle": 0,
        },
        "yaxis": {"range": [len(names) - 0.5, -0.5], "showgrid": True} | EVERY_NAME,
    }
    return {"data": data, "layout": layout}


def round_sentence(instrument: Instrument, older: At, newer: At) -> str:
    """What changed most between two results, in words."""
    changes = [
        (section.title, before, after)
        for section, was, now in zip(
            instrument.sections, older.result.sections, newer.result.sections, strict=True
        )
        if (before := section_value(instrument, was)) is not None
        and (after := section_value(instrument, now)) is not None
    ]
    if not changes:
        return f"No section has enough answers in both results to be compared with {older.name}."
    up = [change for change in changes if change[2] > change[1]]
    down = [change for change in changes if change[2] < change[1]]
    said = []
    if up:
        said.append(_most(instrument, max(up, key=_distance), len(up), "rose"))
    if down:
        said.append(_most(instrument, max(down, key=_distance), len(down), "fell"))
    if same := len(changes) - len(up) - len(down):
        said.append(f"{_sections(same)} stayed as {'it was' if same == 1 else 'they were'}")
    return f"Since {older.name}, {joined(said)}."


def _distance(change: tuple[str, Fraction, Fraction]) -> Fraction:
    return abs(change[2] - change[1])


def _most(
    instrument: Instrument, change: tuple[str, Fraction, Fraction], number: int, verb: str
) -> str:
    title, before, after = change
    moved = f"from {shown_value(instrument, before)} to {shown_value(instrument, after)}"
    if number == 1:
        return f"“{title}” {verb} {moved}"
    return f"{_sections(number)} {verb}, most of all “{title}” {moved}"


def _sections(number: int) -> str:
    return "1 section" if number == 1 else f"{number} sections"


def change_words(instrument: Instrument, before: Fraction | None, after: Fraction | None) -> str:
    """One change: "Rose from 55.0% to 70.0%"."""
    if before is None or after is None:
        return "Too few answers to compare"
    was, now = shown_value(instrument, before), shown_value(instrument, after)
    if before == after:
        return f"Stayed at {now}"
    verb = "Rose" if after > before else "Fell"
    return f"{verb} slightly, and is still {now}" if was == now else f"{verb} from {was} to {now}"
