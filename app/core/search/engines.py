"""Asking the database which entries hold a term, and how much of them is about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from app.core.db import session
from app.core.search.asking import Phrase, Term
from app.core.search.models import SearchEntry

MOST_ROWS = 1_000  # of one term; the most fitting ones
_TEXT = table("search_text", column("rowid"), column("search_text"))
_WEIGHTS = "6.0, 3.0, 1.0"  # of title, keywords and body


@dataclass(frozen=True, slots=True)
class Wish:
    """Which entries may be found: of these kinds (none named: all), by these audiences, with all of
    these labels."""

    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ("",)
    labels: tuple[str, ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        """As conditions on entries."""
        found: list[ColumnElement[bool]] = [SearchEntry.audience.in_(self.audiences)]
        if self.kinds:
            found.append(SearchEntry.kind.in_(self.kinds))
        found += [
            SearchEntry.labels.contains(f"|{label}|", autoescape=True) for label in self.labels
        ]
        return found


def matches(terms: Iterable[Term], wish: Wish) -> dict[int, dict[int, float]]:
    """For each term by its place, the entries that hold it with how much (1 for the most); under -1
    the number of all entries that may be found, by no entry. One statement."""
    ask = _on_postgresql if session().get_bind().dialect.name == "postgresql" else _on_sqlite
    parts = [ask(place, term.all, wish) for place, term in enumerate(terms)]
    held = select(
        literal(-1).label("place"), literal(0).label("id"), func.count(SearchEntry.id).label("rank")
    ).where(*wish.conditions())
    limited = [select(part.subquery()) for part in parts]
    found: dict[int, dict[int, float]] = {}
    for place, entry_id, rank in session().execute(union_all(*limited, held)):
        found.setdefault(place, {})[entry_id] = float(rank)
    return {place: rows if place < 0 else _to_one(rows) for place, rows in found.items()}


def _to_one(rows: dict[int, float]) -> dict[int, float]:
    most = max(rows.values()) or 1.0
    return {entry_id: max(rank / most, 0.0) for entry_id, rank in rows.items()}


def _on_sqlite(place: int, phrases: Iterable[Phrase], wish: Wish) -> Select[int, int, float]:
    # the stems are letters and digits alone, so that nothing in them is an operator
    asked = " OR ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
    rank: ColumnElement[float] = literal_column(f"-bm25(search_text, {_WEIGHTS})")
    return (
        select(literal(place).label("place"), SearchEntry.id.label("id"), rank.label("rank"))
        .join_from(_TEXT, SearchEntry, SearchEntry.id == _TEXT.c.rowid)
        .where(_TEXT.c.search_text.match(asked), *wish.conditions())
        .order_by(rank.desc(), SearchEntry.id.desc())
        .limit(MOST_ROWS)
    )


def _on_postgresql(place: int, phrases: Iterable[Phrase], wish: Wish) -> Select[int, int, float]:
    words = " | ".join(
        "(" + " <-> ".join(f"'{stem}'" for stem in phrase) + ")" for phrase in phrases
    )
    asked = cast(words, TSQUERY)
    rank = func.ts_rank(
        literal_column("'{0.1, 0.1, 0.4, 1.0}'::float4[]"), SearchEntry.vector, asked, 1
    )
    return (
        select(literal(place).label("place"), SearchEntry.id.label("id"), rank.label("rank"))
        .where(SearchEntry.vector.op("@@")(asked), *wish.conditions())
        .order_by(rank.desc(), SearchEntry.id.desc())
        .limit(MOST_ROWS)
    )
