"""Answering a question from the index.

The database says which entries hold which term and how much they are about it; what then comes
first is decided here, the same for both: rare terms count more than common ones, a title more than
a text, and an entry with all of the terms more than one with some.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import undefer

from app.core.db import session
from app.core.search import words as w
from app.core.search.asking import SAID_OTHERWISE, Phrase, Term, terms
from app.core.search.engines import Wish, matches
from app.core.search.models import SearchEntry
from app.core.search.spelling import meant, unknown

MOST_RANKED = 400
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
    newest: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """What fits some words, most fitting first, or newest first; about six statements.

    An entry must hold the greater part of what was asked for, where rare words count more.
    """
    ranked = _ranked(words, Wish(tuple(kinds), tuple(audiences), tuple(labels)))
    ids = ranked.entry_ids
    if newest:
        ordered = select(SearchEntry.id).where(SearchEntry.id.in_(ids))
        ids = tuple(session().scalars(ordered.order_by(SearchEntry.at.desc(), SearchEntry.id)))
    page = ids[offset : offset + limit]
    return Found(_hits(page, ranked.asked), len(ids), ranked.understood)


def subject_ids(
    words: str,
    kind: str,
    *,
    audiences: Collection[str] = ("",),
    labels: Collection[str] = (),
) -> tuple[tuple[int, ...], str]:
    """The numbers of all things of a kind that fit, most fitting first, and the question as it was
    understood: for a list that a room narrows and sorts by itself."""
    ranked = _ranked(words, Wish((kind,), tuple(audiences), tuple(labels)))
    return ranked.subject_ids, ranked.understood


def _ranked(words: str, wish: Wish) -> _Ranked:
    asked = terms(words)
    if not asked:
        return _Ranked()
    asked, understood = _understood(asked)
    held = matches(asked, wish)
    count = held.pop(-1)[0]
    worth = {
        place: math.log(1 + (count - len(rows) + 0.5) / (len(rows) + 0.5))
        for place, rows in held.items()
    }
    first = _roughly(held, worth)
    rows = session().execute(
        select(
            SearchEntry.id,
            SearchEntry.subject_id,
            SearchEntry.title_stems,
            SearchEntry.keyword_stems,
        ).where(SearchEntry.id.in_(first))
    )
    graded = sorted(
        ((_grade(row, asked, held, worth), row) for row in rows),
        key=lambda pair: (-round(pair[0], 6), -pair[1].id),
    )
    chosen = [row for _, row in graded]
    return _Ranked(
        tuple(row.id for row in chosen),
        tuple(row.subject_id for row in chosen),
        asked,
        understood,
    )


def _understood(asked: tuple[Term, ...]) -> tuple[tuple[Term, ...], str]:
    """The terms with what unknown words may have been meant as, and the question then."""
    better: dict[str, tuple[str, ...]] = {}
    for term in unknown(asked):
        if found := meant(term.typed):
            better[term.typed] = found
    if not better:
        return asked, ""
    terms_ = tuple(
        term.or_else(tuple((w.stem(word),) for word in better.get(term.typed, ())))
        for term in asked
    )
    return terms_, " ".join(better.get(term.typed, (term.typed,))[0] for term in asked)


def _roughly(held: dict[int, dict[int, float]], worth: dict[int, float]) -> list[int]:
    """The entries that hold enough of what was asked, by the database's own measure."""
    share: dict[int, float] = {}
    grade: dict[int, float] = {}
    for place, rows in held.items():
        for entry_id, rank in rows.items():
            share[entry_id] = share.get(entry_id, 0.0) + worth[place]
            grade[entry_id] = grade.get(entry_id, 0.0) + worth[place] * (1 + rank)
    least = LEAST_SHARE * sum(worth.values())
    enough = [entry_id for entry_id, part in share.items() if part >= least]
    return sorted(enough, key=lambda entry_id: (-grade[entry_id], -entry_id))[:MOST_RANKED]


def _grade(
    row: Row[int, int, str, str],
    asked: Iterable[Term],
    held: dict[int, dict[int, float]],
    worth: dict[int, float],
) -> float:
    """How well an entry fits: the more the better."""
    title, keywords = f" {row[2]} ", f" {row[3]} "
    total, present, named = 0.0, 0.0, 0
    for place, term in enumerate(asked):
        rank = held.get(place, {}).get(row[0])
        if rank is None:
            continue
        in_title, in_keywords = _said(title, term), _said(keywords, term)
        named += bool(in_title) and len(term.phrase)
        present += worth[place]
        total += worth[place] * (0.3 + rank + _IN_TITLE * in_title + _IN_KEYWORDS * in_keywords)
    whole = sum(worth.values()) or 1.0
    likeness = named / max(len(row[2].split()), 1)
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
