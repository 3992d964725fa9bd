"""What somebody typed, as terms to look for, each with the other ways of saying it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from app.core.search import words as w
from app.core.yaml_file import read_yaml
from config import ROOT

MOST_TERMS = 8
LONGEST_ASKED = 200
SAID_OTHERWISE = 0.8  # what another way of saying a term weighs
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Some words of a question: as `typed` (folded), as stems, and otherwise."""

    typed: str
    phrase: Phrase
    others: tuple[Phrase, ...] = field(default=())

    @property
    def all(self) -> tuple[Phrase, ...]:
        """Every way of saying it, as typed first."""
        return (self.phrase, *self.others)

    def or_else(self, phrases: tuple[Phrase, ...]) -> "Term":
        """The same with further ways of saying it."""
        return replace(self, others=self.others + tuple(p for p in phrases if p not in self.all))


@cache
def same() -> Mapping[Phrase, tuple[Phrase, ...]]:
    """Words and abbreviations that mean the same, by their stems (`seeds/search`)."""
    groups = read_yaml(ROOT / "seeds" / "search" / "same.v1.yaml")["same"]
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in groups:
        phrases = [tuple(w.stems(str(words))) for words in group]
        for phrase in phrases:
            others = tuple(p for p in phrases if p != phrase)
            found[phrase] = found.get(phrase, ()) + others
    return found


def terms(asked: str) -> tuple[Term, ...]:
    """The terms of a question, at most eight; words that stand in every text only if alone."""
    typed = w.words(asked[:LONGEST_ASKED])
    known = same()
    longest = max(map(len, known), default=1)
    found: list[Term] = []
    at = 0
    while at < len(typed):
        for size in range(min(longest, len(typed) - at), 0, -1):
            phrase = tuple(w.stem(word) for word in typed[at : at + size])
            if size == 1 or phrase in known:
                found.append(Term(" ".join(typed[at : at + size]), phrase, known.get(phrase, ())))
                at += size
                break
    telling = [term for term in found if term.typed not in w.IDLE] or found
    return tuple({term.phrase: term for term in telling}.values())[:MOST_TERMS]
