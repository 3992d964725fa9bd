"""Asking the database which entries hold a term, and how much of them is about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    cast,
    column,
    extract,
    func,
    literal,
    literal_column,
    null,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from app.core.db import session
from app.core.search.asking import Phrase, Term
from app.core.search.models import SearchEntry

MOST_ROWS = 20_000  # of one term; those that fit, and of them the most fitting ones
_TEXT = table("search_text", column("rowid"), column("search_text"))
_WEIGHTS = "6.0, 3.0, 1.0"  # of title, keywords and body


@dataclass(frozen=True, slots=True)
class Wish:
    """What is searched: entries of these kinds (none named: all) for these audiences. Of what is
    found there, entries with all of these labels are wanted, of subjects `within` a statement that
    gives their numbers; the most fitting ones, or the newest."""

    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ("",)
    labels: tuple[str, ...] = ()
    within: Select[int] | None = None
    newest: bool = False

    def searched(self, *, by_index: bool = True) -> list[ColumnElement[bool]]:
        """Which entries are searched, as conditions on them."""
        found: list[ColumnElement[bool]] = [SearchEntry.audience.in_(self.audiences)]
        if self.kinds:
            kind = SearchEntry.kind if by_index else SearchEntry.kind + ""
            found.append(kind.in_(self.kinds))
        return found

    def fits(self) -> ColumnElement[bool]:
        """Whether an entry is wanted."""
        found = [
            SearchEntry.labels.contains(f"|{label}|", autoescape=True) for label in self.labels
        ]
        if self.within is not None:
            found.append(SearchEntry.subject_id.in_(self.within))
        return and_(true(), *found)


@dataclass(slots=True)
class Held:
    """What the database knows of a question. `rank`: for each term by its place, how much each
    wanted entry is about it (1 for the most), or its time where the newest are wanted; `times`: how
    many entries of all those searched hold it; `searched`: how many those are; `subjects`: of what
    each wanted entry is."""

    searched: int = 0
    rank: dict[int, dict[int, float]] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)
    subjects: dict[int, int] = field(default_factory=dict)


def matches(terms: Iterable[Term], wish: Wish) -> Held:
    """The entries that hold some of the terms. One statement."""
    parts = [_ranked(place, term.all, wish) for place, term in enumerate(terms)]
    count = select(
        literal(-1).label("place"),
        literal(0).label("id"),
        null().label("subject_id"),
        func.count(SearchEntry.id).label("rank"),
        true().label("fits"),
    ).where(*wish.searched())
    found = Held()
    asked = union_all(*(select(part.subquery()) for part in parts), count)
    for place, entry_id, subject_id, rank, fits in session().execute(asked):
        if place < 0:
            found.searched = int(rank)
            continue
        found.times[place] = found.times.get(place, 0) + 1
        if fits:
            found.rank.setdefault(place, {})[entry_id] = float(rank)
            found.subjects[entry_id] = subject_id
    if not wish.newest:
        found.rank = {place: _to_one(rows) for place, rows in found.rank.items()}
    return found


def _to_one(rows: dict[int, float]) -> dict[int, float]:
    most = max(rows.values()) or 1.0
    return {entry_id: max(rank / most, 0.0) for entry_id, rank in rows.items()}


def times_held(terms: Collection[Term], wish: Wish, most: int) -> list[int]:
    """In how many of the entries searched each term stands as it was typed, counted up to `most`.
    One statement."""
    if not terms:
        return []
    parts = [
        select(literal(place).label("place"), func.count().label("times")).select_from(
            _holding([term.phrase], wish, SearchEntry.id).limit(most).subquery()
        )
        for place, term in enumerate(terms)
    ]
    found = dict(session().execute(union_all(*parts)).all())
    return [found[place] for place in range(len(terms))]


def _ranked(place: int, phrases: Collection[Phrase], wish: Wish) -> Select[*tuple[Any, ...]]:
    rank: ColumnElement[Any]
    if wish.newest:
        rank = extract("epoch", SearchEntry.at)
    elif _is_postgresql():
        rank = func.ts_rank(
            literal_column("'{0.1, 0.1, 0.4, 1.0}'::float4[]"),
            SearchEntry.vector,
            _query(phrases),
            1,
        )
    else:
        rank = literal_column(f"-bm25(search_text, {_WEIGHTS})")
    fits = wish.fits().label("fits")
    return (
        _holding(
            phrases,
            wish,
            literal(place).label("place"),
            SearchEntry.id.label("id"),
            SearchEntry.subject_id.label("subject_id"),
            rank.label("rank"),
            fits,
        )
        .order_by(fits.desc(), rank.desc(), SearchEntry.id.desc())
        .limit(MOST_ROWS)
    )


def _holding(phrases: Collection[Phrase], wish: Wish, *columns: Any) -> Select[*tuple[Any, ...]]:
    """A statement on the entries searched that hold one of the phrases."""
    chosen: Select[*tuple[Any, ...]] = select(*columns)
    if _is_postgresql():
        return chosen.where(SearchEntry.vector.op("@@")(_query(phrases)), *wish.searched())
    # the stems are letters and digits alone, so that nothing in them is an operator
    asked = " OR ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
    # without an index for the kind, or SQLite may ask for the words at each entry of it
    return chosen.join_from(_TEXT, SearchEntry, SearchEntry.id == _TEXT.c.rowid).where(
        _TEXT.c.search_text.match(asked), *wish.searched(by_index=False)
    )


def _is_postgresql() -> bool:
    return session().get_bind().dialect.name == "postgresql"


def _query(phrases: Iterable[Phrase]) -> ColumnElement[Any]:
    words = " | ".join(
        "(" + " <-> ".join(f"'{stem}'" for stem in phrase) + ")" for phrase in phrases
    )
    return cast(words, TSQUERY)
