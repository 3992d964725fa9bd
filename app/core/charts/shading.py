"""Coloured tables: the accessible stand-in for a heat map. The words are always in the cell."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.charts.frames import Frame, Value, written

STEPS = 5  # grounds of the sequential scale, pale to full; 1 is the palest

Row = Mapping[str, Value]


def shaded(
    frame: Frame,
    keys: Sequence[str],
    span: tuple[float, float],
    words: Callable[[Row, str], str] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """`columns` and `rows` as the table component takes them, with a ground for each number in
    the columns `keys`; `span` is what the palest and the fullest stand for. `words(row, key)`
    writes such a cell, else it holds the number. A cell without a number has no ground."""
    table = frame.table()
    for row, shown in zip(frame.rows, table["rows"], strict=True):
        for key in keys:
            value = row[key]
            if isinstance(value, int | float):
                text = words(row, key) if words else written(frame.column(key), value)
                shown[key] = {"text": text, "step": _step(value, span)}
    return table


def _step(value: float, span: tuple[float, float]) -> int:
    lowest, highest = span
    share = (value - lowest) / (highest - lowest) if highest > lowest else 0.0
    return 1 + min(STEPS - 1, max(0, int(share * STEPS)))
