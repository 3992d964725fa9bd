"""Answering a question from the index.

The database says which entries hold which term and how much they are about it; what then comes
first is decided here, the same for both: rare terms count more than common ones, a title more than
a text, and an entry with all of the terms more than one with some.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import undefer

from app.core.db import session
from app.core.search import words as w
from app.core.search.asking import SAID_OTHERWISE, Phrase, Term, terms
from app.core.search.engines import Held, Wish, matches
from app.core.search.models import SearchEntry
from app.core.search.spelling import meant

FINELY_RANKED = 400  # entries whose titles are looked at; the rest follows as the database ranks it
LEAST_SHARE = 0.4  # of what was asked, by weight, that an entry must hold
_IN_TITLE, _IN_KEYWORDS, _WHOLE_TITLE = 2.5, 1.2, 1.5


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `excerpt`: pieces of its text, each with whether it was asked for."""

    kind: str
    subject_id: int
    title: str
    path: str
    at: datetime
    excerpt: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, how much there is in all, and, where a word was taken for
    another, the question as it was understood ("" otherwise)."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Entries, most fitting first, and what was asked for."""

    entry_ids: tuple[int, ...] = ()
    subject_ids: tuple[int, ...] = ()
    asked: tuple[Term, ...] = ()
    understood: str = ""


def find(
    words: str,
    *,
    kinds: Collection[str] = (),
    audiences: Collection[str] = ("",),
    labels: Collection[str] = (),
    within: Select[int] | None = None,
    newest: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """What fits some words, most fitting first, or newest first; about seven statements.

    An entry must hold the greater part of what was asked for, where rare words count more. It has
    all of the `labels`, and its subject is one of those whose numbers `within` gives: what is
    narrowed so is what would be found without, less the rest.
    """
    ranked = _ranked(words, Wish(tuple(kinds), tuple(audiences), tuple(labels), within, newest))
    page = ranked.entry_ids[offset : offset + limit]
    return Found(_hits(page, ranked.asked), len(ranked.entry_ids), ranked.understood)


def subject_ids(
    words: str,
    kind: str,
    *,
    audiences: Collection[str] = ("",),
    labels: Collection[str] = (),
    within: Select[int] | None = None,
) -> tuple[tuple[int, ...], str]:
    """The numbers of all things of a kind that fit, most fitting first, and the question as it was
    understood: for a list that a room sorts by itself. `within` gives the numbers of the things
    that the room has narrowed its list to."""
    ranked = _ranked(words, Wish((kind,), tuple(audiences), tuple(labels), within))
    return ranked.subject_ids, ranked.understood


def _ranked(words: str, wish: Wish) -> _Ranked:
    asked = terms(words)
    if not asked:
        return _Ranked()
    asked, understood = _understood(asked, wish)
    held = matches(asked, wish)
    worth = {
        place: math.log(1 + (held.searched - times + 0.5) / (times + 0.5))
        for place, times in held.times.items()
    }
    chosen = _enough(held, worth, newest=wish.newest)
    if not wish.newest:
        chosen = _finely(chosen, asked, held, worth)
    subjects = tuple(held.subjects[entry_id] for entry_id in chosen)
    return _Ranked(tuple(chosen), subjects, asked, understood)


def _finely(
    roughly: list[int], asked: Iterable[Term], held: Held, worth: dict[int, float]
) -> list[int]:
    """Entries, most fitting first: the first of them by what stands in their titles too."""
    rows = session().execute(
        select(SearchEntry.id, SearchEntry.title_stems, SearchEntry.keyword_stems).where(
            SearchEntry.id.in_(roughly[:FINELY_RANKED])
        )
    )
    grades = {row.id: _grade(row, asked, held, worth) for row in rows}
    first = sorted(grades, key=lambda entry_id: (-round(grades[entry_id], 6), -entry_id))
    return [*first, *roughly[FINELY_RANKED:]]


def _understood(asked: tuple[Term, ...], wish: Wish) -> tuple[tuple[Term, ...], str]:
    """The terms with what doubtful words may have been meant as, and the question then."""
    better = meant(asked, wish)
    if not better:
        return asked, ""
    terms_ = tuple(
        term.or_else(tuple((w.stem(word),) for word in better.get(term.typed, ())))
        for term in asked
    )
    return terms_, " ".join(better.get(term.typed, (term.typed,))[0] for term in asked)


def _enough(held: Held, worth: dict[int, float], *, newest: bool) -> list[int]:
    """All entries that hold enough of what was asked, by the database's own measure or by time."""
    share: dict[int, float] = {}
    grade: dict[int, float] = {}
    for place, rows in held.rank.items():
        for entry_id, rank in rows.items():
            share[entry_id] = share.get(entry_id, 0.0) + worth[place]
            fits = worth[place] * (1 + rank)
            grade[entry_id] = rank if newest else grade.get(entry_id, 0.0) + fits
    least = LEAST_SHARE * sum(worth.values())
    enough = [entry_id for entry_id, part in share.items() if part >= least]
    return sorted(enough, key=lambda entry_id: (-grade[entry_id], -entry_id))


def _grade(
    row: Row[int, str, str],
    asked: Iterable[Term],
    held: Held,
    worth: dict[int, float],
) -> float:
    """How well an entry fits: the more the better."""
    title, keywords = f" {row[1]} ", f" {row[2]} "
    total, present, named = 0.0, 0.0, 0
    for place, term in enumerate(asked):
        rank = held.rank.get(place, {}).get(row[0])
        if rank is None:
            continue
        in_title, in_keywords = _said(title, term), _said(keywords, term)
        named += bool(in_title) and len(term.phrase)
        present += worth[place]
        total += worth[place] * (0.3 + rank + _IN_TITLE * in_title + _IN_KEYWORDS * in_keywords)
    whole = sum(worth.values()) or 1.0
    likeness = named / max(len(row[1].split()), 1)
    return total * (present / whole) ** 2 + _WHOLE_TITLE * present * min(likeness, 1.0)


def _said(text: str, term: Term) -> float:
    """1 when a text has the term as typed, less when it has it otherwise, else 0."""
    if _has(text, term.phrase):
        return 1.0
    return SAID_OTHERWISE if any(_has(text, phrase) for phrase in term.others) else 0.0


def _has(text: str, phrase: Phrase) -> bool:
    return f" {' '.join(phrase)} " in text


def _hits(entry_ids: tuple[int, ...], asked: Iterable[Term]) -> tuple[Hit, ...]:
    if not entry_ids:
        return ()
    wanted = frozenset(stem for term in asked for phrase in term.all for stem in phrase)
    rows = session().scalars(
        select(SearchEntry).options(undefer(SearchEntry.body)).where(SearchEntry.id.in_(entry_ids))
    )
    by_id = {row.id: row for row in rows}
    return tuple(
        Hit(
            kind=row.kind,
            subject_id=row.subject_id,
            title=row.title,
            path=row.path,
            at=row.at,
            excerpt=tuple(w.excerpt(row.body, wanted)),
        )
        for row in (by_id[entry_id] for entry_id in entry_ids if entry_id in by_id)
    )
