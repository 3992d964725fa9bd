"""What somebody meant whose word no entry has, or hardly any beside one that many have."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, literal, select, union_all

from app.core.db import session
from app.core.search import words as w
from app.core.search.asking import Term
from app.core.search.engines import Wish, times_held
from app.core.search.models import SearchEntry, SearchSpelling, SearchTrigram

MOST_DOUBTED = 3  # words of one question that are looked after
RARE = 3  # entries that a word may stand in and still be somebody's slip
MUCH_MORE = 4  # times as many entries have the word that was meant then
SHORTEST_RARE = 6  # letters: short words are often near others
_MOST_MEANT = 3
_NEAR = 80  # words with the most letters in common
_BEGUN = 120  # words that begin with what was typed
_MOST_COUNTED = 500  # entries of one word


def meant(terms: Collection[Term], wish: Wish) -> dict[str, tuple[str, ...]]:
    """For words among the terms that are in doubt, at most three of them, what they may have been
    meant as, likeliest first: nearest, then most used. Only what is searched counts and gives
    words, so that what people write elsewhere changes nothing. Three statements."""
    doubted = _doubted(terms, wish)
    near = _near(doubted)
    times = _times({word for words in near.values() for word in words}, wish)
    found = {word: _best(word, doubted[word], near[word], times) for word in doubted}
    return {word: best for word, best in found.items() if best}


def _doubted(terms: Collection[Term], wish: Wish) -> dict[str, int]:
    """Words that no entry has in any form, or few, with how many have it; those of none first."""
    asked = [
        term
        for term in terms
        if len(term.phrase) == 1 and not term.others and w.is_spelt(term.typed)
    ]
    times = times_held(asked, wish, RARE + 1)
    rare = [
        (held, term.typed)
        for term, held in zip(asked, times, strict=True)
        if not held or (held <= RARE and len(term.typed) >= SHORTEST_RARE)
    ]
    rare.sort(key=lambda pair: pair[0])
    return {typed: held for held, typed in rare[:MOST_DOUBTED]}


def _near(doubted: Mapping[str, int]) -> dict[str, list[str]]:
    """Known words that look like each, near enough to be meant. One statement."""
    if not doubted:
        return {}
    parts = []
    for place, word in enumerate(doubted):
        alike = (
            select(literal(place).label("place"), SearchTrigram.word)
            .where(SearchTrigram.gram.in_(w.trigrams(word)))
            .group_by(SearchTrigram.word)
            .order_by(func.count().desc(), SearchTrigram.word)
            .limit(_NEAR)
        )
        begun = (
            select(literal(place).label("place"), SearchTrigram.word)
            .where(
                SearchTrigram.gram == f"^{word[:2]}",
                SearchTrigram.word >= word,
                SearchTrigram.word < word[:-1] + chr(ord(word[-1]) + 1),
            )
            .order_by(SearchTrigram.word)
            .limit(_BEGUN)
        )
        parts += [select(alike.subquery()), select(begun.subquery())]
    typed = list(doubted)
    found: dict[str, list[str]] = {word: [] for word in typed}
    for place, near in session().execute(union_all(*parts)):
        word = typed[place]
        if near not in found[word] and _far(word, near, doubted[word]) <= _allowed(
            word, doubted[word]
        ):
            found[word].append(near)
    return found


def _times(words: Collection[str], wish: Wish) -> dict[str, int]:
    """How many of the entries searched spell a word so. One statement."""
    if not words:
        return {}
    known = select(SearchTrigram.word).where(SearchTrigram.word.in_(words)).distinct().subquery()
    spelt = (
        select(literal(1).label("one"))
        .select_from(SearchSpelling)
        .join(SearchEntry, SearchEntry.id == SearchSpelling.entry_id)
        .where(SearchSpelling.word == known.c.word, *wish.searched())
        .limit(_MOST_COUNTED)
        .correlate(known)
        .subquery()
    )
    count = select(func.count()).select_from(spelt).scalar_subquery()
    return dict(session().execute(select(known.c.word, count)).all())


def _best(word: str, held: int, near: Collection[str], times: Mapping[str, int]) -> tuple[str, ...]:
    """Of what looks like a word that `held` entries have, what may be meant."""
    least = max(held * MUCH_MORE, 1)
    stem = w.stem(word)
    graded = sorted(
        (_far(word, found, held), -times.get(found, 0), found)
        for found in near
        if times.get(found, 0) >= least and w.stem(found) != stem
    )
    return tuple(found for _, _, found in graded)[:_MOST_MEANT]


def _allowed(word: str, held: int) -> int:
    """How many letters may differ: one in five, and two at the most, or three in a long word; in a
    word that stands somewhere half of it."""
    if held:
        return 1 if len(word) <= 9 else 2
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3


def _far(word: str, found: str, held: int) -> int:
    """How far a known word is from one that was typed. The beginning of a word means all of it; a
    word that stands somewhere is none, and nobody slips at its first letter."""
    most = _allowed(word, held)
    if not held and found.startswith(word):
        return 1
    return most + 1 if held and found[0] != word[0] else w.distance(word, found, most)
