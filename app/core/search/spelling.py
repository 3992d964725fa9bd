"""What somebody meant whose word no entry has."""

from collections.abc import Collection

from sqlalchemy import func, or_, select

from app.core.db import session
from app.core.search import words as w
from app.core.search.asking import Term
from app.core.search.models import SearchSpelling, SearchTrigram

MOST_UNKNOWN = 3  # words of one question that are looked after
_MOST_MEANT = 3
_NEAR = 40  # words with the most letters in common


def unknown(terms: Collection[Term]) -> list[Term]:
    """The single words among the terms that no entry has in any form, at most three."""
    asked = [
        term
        for term in terms
        if len(term.phrase) == 1 and not term.others and w.is_spelt(term.typed)
    ]
    if not asked:
        return []
    known = set(
        session().scalars(
            select(SearchSpelling.stem)
            .where(SearchSpelling.stem.in_({term.phrase[0] for term in asked}))
            .distinct()
        )
    )
    return [term for term in asked if term.phrase[0] not in known][:MOST_UNKNOWN]


def meant(word: str) -> tuple[str, ...]:
    """The words that `word` may have been meant as, likeliest first: nearest, then most used.

    A beginning of a word means all of it; else up to one letter in five may differ, and two
    at the most, or three in a long word.
    """
    grams = w.trigrams(word)
    near = (
        select(SearchTrigram.word)
        .where(SearchTrigram.gram.in_(grams))
        .group_by(SearchTrigram.word)
        .order_by(func.count().desc(), SearchTrigram.word)
        .limit(_NEAR)
    )
    begun = (SearchSpelling.word >= word) & (
        SearchSpelling.word < word[:-1] + chr(ord(word[-1]) + 1)
    )
    rows = session().execute(
        select(SearchSpelling.word, func.count())
        .where(or_(SearchSpelling.word.in_(near), begun))
        .group_by(SearchSpelling.word)
        .order_by(func.count().desc(), SearchSpelling.word)
        .limit(200)
    )
    most = _allowed(word)
    graded = sorted((_far(word, found, most), -times, found) for found, times in rows)
    return tuple(found for far, _, found in graded if far <= most)[:_MOST_MEANT]


def _allowed(word: str) -> int:
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3


def _far(word: str, found: str, most: int) -> int:
    return 1 if found.startswith(word) else w.distance(word, found, most)
