"""Words of a text: folded, brought to their stems, compared by spelling."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHE = re.compile(r"['’]")
_WORD = re.compile(r"[a-z0-9]+")
SHORTEST_SPELT, LONGEST = 4, 30
# Said in every text: asked for only when there is nothing else in a question.
_IDLE = (
    "a about am an and any are as at be been but by can could did do does for from get had has have"
    " how i if in into is it its me my no not of on or our should so some than that the their them"
    " there they this to up us was we were what when where which who why will with would you your"
)
IDLE = frozenset(_IDLE.split())


def fold(text: str) -> str:
    """Small letters without marks; what belongs to somebody loses its apostrophe."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain.lower()))


def words(text: str) -> list[str]:
    """The words of a text in their order, folded, none longer than 30 letters."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]


@cache
def _stemmer() -> Any:
    import snowballstemmer  # loaded only where somebody searches or writes

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word."""
    return str(_stemmer().stemWord(word))


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in their order."""
    return [stem(word) for word in words(text)]


def is_spelt(word: str) -> bool:
    """Whether a spelling is worth learning: letters alone, neither very short nor very long."""
    return word.isalpha() and SHORTEST_SPELT <= len(word) < LONGEST


def trigrams(word: str) -> frozenset[str]:
    """Every three letters of a word, with its edges marked."""
    marked = f"^{word}$"
    return frozenset(marked[n : n + 3] for n in range(len(marked) - 2))


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, taken out, changed or swapped with the next; `most` + 1 when
    it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def excerpt(text: str, wanted: frozenset[str], length: int = 220) -> Iterator[tuple[str, bool]]:
    """A piece of a text around the first of the wanted stems: (words, whether they were wanted)."""
    text = " ".join(text.split())
    found = [m for m in re.finditer(r"[\w'’]+", text[:20_000]) if _is_wanted(m[0], wanted)]
    start = max(0, found[0].start() - length // 4) if found else 0
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + length) if len(text) > start + length else len(text)
    end = end if end > start else min(len(text), start + length)
    at = start
    yield ("… " if start else ""), False
    for match in found:
        if start <= match.start() and match.end() <= end:
            yield text[at : match.start()], False
            yield match[0], True
            at = match.end()
    yield text[at:end] + (" …" if end < len(text) else ""), False


def _is_wanted(shown: str, wanted: frozenset[str]) -> bool:
    return any(stem(word) in wanted for word in words(shown))
