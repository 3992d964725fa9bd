"""Frames: the rows that a chart, its table and its download are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.core.tables import write_csv

Value = str | int | float | date | datetime | None


class Kind(StrEnum):
    """What a column holds, which decides how it is aligned and written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"  # a day of it, the first one


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, what it holds and its unit, such as "%".

    `places` are the decimals of a number; more are cut, never rounded up, so that no figure on a
    page reaches a threshold that the value does not.
    """

    key: str
    text: str
    kind: Kind = Kind.TEXT
    places: int = 0
    unit: str = ""
    missing: str = "–"


@dataclass(frozen=True)
class Frame:
    """Rows of plain values under named columns; the first column names the row.

    `total` is given where these are only the first of so many rows: a page shows no more of them.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    total: int = 0

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        for row in self.rows:
            if sorted(row) != sorted(keys):
                raise ValueError(f"{self.name}: a row has {sorted(row)}, not {sorted(keys)}.")

    @property
    def number(self) -> int:
        """How many rows there are."""
        return max(self.total, len(self.rows))

    def column(self, key: str) -> Column:
        """The column with this key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def values(self, key: str) -> list[Value]:
        """One column, in order."""
        self.column(key)
        return [row[key] for row in self.rows]

    def table(self) -> dict[str, list[dict[str, Any]]]:
        """`columns` and `rows` as the table component takes them."""
        return {
            "columns": [{"key": c.key, "text": c.text, "kind": c.kind.value} for c in self.columns],
            "rows": [{c.key: written(c, row[c.key]) for c in self.columns} for row in self.rows],
        }

    def csv(self) -> bytes:
        """The same as CSV: raw numbers and ISO dates, text that no spreadsheet runs."""
        headings = [f"{c.text} ({c.unit})" if c.unit else c.text for c in self.columns]
        return write_csv(
            headings, ([_raw(c, row[c.key]) for c in self.columns] for row in self.rows)
        )


def _raw(column: Column, value: Value) -> Value:
    is_month = column.kind is Kind.MONTH and isinstance(value, date)
    return f"{value:%Y-%m}" if is_month else value


def written(column: Column, value: Value) -> str:
    """A value as the page shows it."""
    if value is None or value == "":
        return column.missing
    if isinstance(value, datetime | date):
        if column.kind is Kind.MONTH:
            return f"{value:%B %Y}"
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float):
        return cut(value, column.places) + column.unit
    return value


def cut(value: float, places: int) -> str:
    """A number with thousands marks, cut (towards zero) after `places` decimals."""
    scaled = int(round(value * 10**places, 6))  # 0.29 * 100 must be 29, not 28
    return f"{scaled / 10**places:,.{places}f}"


def plain(value: float) -> str:
    """A number with one decimal where it has any: "6", "6.5"."""
    return cut(value, 0 if value == int(value) else 1)


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
