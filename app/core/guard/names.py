"""Names beside words for children and relatives: "Jayden's mum", "the child, Kai", "Smith family".

Reads the text once, word by word, and looks a bounded number of words ahead and back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.core.guard import vocabulary as v
from app.core.guard.births import DATE
from app.core.guard.findings import Kind, Sight

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?|\d+|[^\w\s]|\n")
_STOPS = frozenset(".!?;\n•")
_AGE = re.compile(
    r"(?:,? (?:is |was |now )?aged? (?:of )?\d{1,2}(?!\d)|,? \((?:aged? )?\d{1,2}(?:\)|,| y)"
    r"|, \d{1,2}(?:,|\.(?!\d)|$)|,? (?:is |was )?\d{1,2}[ -](?:years?|months?|weeks?)[ -]old"
    rf"|,? \({DATE}\))",
    re.IGNORECASE,
)
_FAR = 12  # words between a lone given name and a word for a relative


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a sign; `lower` without a possessive ending."""

    text: str
    lower: str
    start: int
    end: int
    owns: bool
    first: bool  # of its sentence

    @property
    def is_capital(self) -> bool:
        """Written like a name: a capital, then small letters, and no word we know."""
        return (
            len(self.lower) > 1
            and self.text[:1].isupper()
            and any(c.islower() for c in self.text[1:].removesuffix("s"))
            and self.lower not in v.NO_NAME
        )

    @property
    def is_given(self) -> bool:
        """A given name we know, written as one."""
        return self.text[:1].isupper() and self.lower.split("-")[0] in v.COMMON_GIVEN

    @property
    def is_known(self) -> bool:
        """A given name or surname we know, written as one."""
        return self.is_given or (self.text[:1].isupper() and self.lower in v.COMMON_SURNAMES)


_NOTHING = _Word("", "", 0, 0, owns=False, first=False)


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    first = True
    for match in _TOKEN.finditer(text):
        raw = match[0]
        bare = raw.removesuffix("'")
        owns = bare.endswith("'s") or (bare != raw and bare.endswith("s"))
        bare = bare.removesuffix("'s")
        found.append(_Word(bare, bare.lower(), match.start(), match.end(), owns, first))
        first = raw in _STOPS or (first and not raw[0].isalnum()) or raw == ":"
    return found


class _Reader:
    """The words of a text, with bounded looks around."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _words(text)

    def at(self, place: int) -> _Word:
        """The word there, or an empty one beyond the ends."""
        return self.words[place] if 0 <= place < len(self.words) else _NOTHING

    def sight(self, first: int, last: int) -> Sight:
        """From one word to another, with a surname that follows."""
        after = self.at(last + 1)
        if self.at(last).is_capital and after.is_capital and not self.at(last).owns:
            last += 1
        return Sight(Kind.NAME, self.at(first).start, self.words[last].end)


def names(text: str) -> Iterator[Sight]:
    """Names that stand beside a word for a child, a relative or a family."""
    reader = _Reader(text)
    for place, word in enumerate(reader.words):
        for rule in (_owner, _relative, _child, _children, _household):
            yield from rule(reader, place, word)
        if word.is_capital:
            yield from _aged(reader, place, word)
            yield from _on_the_way(reader, place, word)
    yield from _among_relatives(reader)


def _owner(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“Jayden's mum”, “Jayden's older brother”, “Jayden's placement”."""
    if not (word.owns and (word.is_capital or word.is_given)):
        return
    for ahead in (1, 2):
        after = reader.at(place + ahead)
        if after.lower in v.SINGULAR_KIN and not _is_unit(reader, place + ahead):
            yield reader.sight(place, place + ahead)
            return
        if word.is_given and after.lower in v.CARE_NOUNS and not _is_place(reader, place + ahead):
            yield reader.sight(place, place + ahead)
            return
        if not after.text.isalpha():
            return


def _is_unit(reader: _Reader, place: int) -> bool:
    """“mother and baby unit” and the like are services."""
    return reader.at(place + 1).lower == "and" and reader.at(place + 2).lower in (
        "baby",
        "toddler",
        "child",
        "baby's",
    )


def _is_place(reader: _Reader, place: int) -> bool:
    """“St Mary's family centre”: the service makes it a place."""
    return reader.at(place + 1).lower in v.SERVICE_NOUNS


def _has(reader: _Reader, place: int) -> bool:
    """Whether it owns something else than a name: “the child's plan”."""
    return reader.at(place).owns and reader.at(place + 1).lower not in ("name", "names")


def _named(reader: _Reader, place: int) -> tuple[int, bool]:
    """Where a name would stand after a word for a person, and whether a sign led there."""
    if reader.at(place + 1).lower in ("name", "names") and reader.words[place].owns:
        place += 1
    sign = reader.at(place + 1).text in (",", "(", ":", "-")
    place += 2 if sign else 1
    calls = 0
    while reader.at(place).lower in v.NAMING and calls < 2:
        place, calls = place + 1, calls + 1
    return place, sign


def _closes(reader: _Reader, place: int) -> bool:
    """Whether a name that was set off ends there: “the child, Kai, ...”."""
    if reader.at(place + 1).is_capital:
        place += 1
    after = reader.at(place + 1)
    return after is _NOTHING or not after.text[:1].isalnum()


def _relative(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“brother Tom”, “his mum, Sarah”, “baby Ava”."""
    if _has(reader, place) or (word.lower not in v.SINGULAR_KIN and word.lower != "baby"):
        return
    at, sign = _named(reader, place)
    name = reader.at(at)
    titled = word.text[:1].isupper() and not word.first and word.lower not in v.SPOKEN_KIN
    if name.is_given or (name.is_capital and not titled and (not sign or _closes(reader, at))):
        yield reader.sight(place, at)


def _child(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“the child, Jayden”, “a boy called Kai”, “young person (Mia)”."""
    young = word.lower in ("person", "woman", "man") and reader.at(place - 1).lower == "young"
    if _has(reader, place) or not (young or word.lower in v.ONE_CHILD):
        return
    at, sign = _named(reader, place)
    name = reader.at(at)
    called = reader.at(at - 1).lower in ("called", "named")
    pointed = young or reader.at(place - 1).lower in v.DETERMINERS
    plain = word.text.islower() and pointed and (not sign or _closes(reader, at))
    if name.is_given or (name.is_capital and (called or plain)):
        yield reader.sight(place, at)


def _children(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“the children, Ava and Tom”, “twins called Ada and Max”, “the case of Kai”."""
    before = reader.at(place - 1)
    of = word.lower == "of" and (before.lower in v.OF_WHOM or before.lower in v.SINGULAR_KIN)
    group = word.lower == "group" and before.lower == "sibling"
    if word.owns or not (
        of or group or word.lower in v.SEVERAL or word.lower in ("family", "families")
    ):
        return
    at, sign = _named(reader, place)
    called = reader.at(at - 1).lower in ("called", "named")
    name = reader.at(at)
    direct = word.lower not in ("family", "families")
    if (name.is_given and (sign or called or direct)) or (
        name.is_known and (called or (sign and not direct))
    ):
        yield reader.sight(place, at)


def _household(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“the Smith family”, “Khan siblings”; not “Northmoor family hubs”."""
    if word.lower not in v.SEVERAL and word.lower not in ("family", "household"):
        return
    name, after = reader.at(place - 1), reader.at(place + 1)
    if name.owns or not word.text.islower() or after.lower in v.SERVICE_NOUNS:
        return
    the = reader.at(place - 2).lower == "the"
    known = name.text[:1].isupper() and (name.lower in v.COMMON_SURNAMES or name.is_given)
    surname = name.is_capital and the and word.lower in ("family", "household")
    if (known and (the or word.lower == "family" or name.lower not in v.NO_NAME)) or surname:
        yield Sight(Kind.NAME, name.start, word.end)


def _aged(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“Jayden, aged 6”, “Ava (7)”, “Kai is 4 years old”."""
    age = _AGE.match(reader.text, word.end)
    if age and not word.owns and (word.is_given or (not word.first and "ag" in age[0])):
        yield Sight(Kind.NAME, word.start, age.end())


def _on_the_way(reader: _Reader, place: int, word: _Word) -> Iterator[Sight]:
    """“Jayden went home”, “placed Ava with”, “reunification of Kai”."""
    if not word.is_given or word.owns:
        return
    before = reader.at(place - 1).lower
    if before in v.VERBS_BEFORE or (
        before in ("of", "for")
        and reader.at(place - 2).lower in ("reunification", "return", "plan", "placement", "order")
    ):
        yield reader.sight(place - 1, place)
        return
    ahead = [reader.at(place + n).lower for n in range(1, 8)]
    for skip in range(4):
        phrase = " ".join(ahead[skip : skip + 4]) + " "
        if phrase.startswith(v.JOURNEY):
            yield reader.sight(place, place + skip + 1)
            return
        if ahead[skip] not in v.AUXILIARIES:
            return


def _among_relatives(reader: _Reader) -> Iterator[Sight]:
    """A given name on its own, or a family's Mr or Ms, in a sentence about a mother or brother."""
    sentence: list[int] = []
    for place, word in enumerate([*reader.words, _NOTHING]):
        titled = word.text == "." and reader.at(place - 1).lower in v.TITLES
        if word is _NOTHING or (word.text in _STOPS and not titled):
            yield from _in_sentence(reader, sentence)
            sentence = []
        else:
            sentence.append(place)


def _in_sentence(reader: _Reader, places: list[int]) -> Iterator[Sight]:
    """Pairs of neighbours among the lone names and the relatives of one sentence."""
    words = [reader.words[place] for place in places]
    if any(word.lower in v.STAFF for word in words):
        return
    marked = [place for place in places if _marks(reader, place)]
    for one, other in pairwise(marked):
        mixed = _is_relative(reader, one) != _is_relative(reader, other)
        if mixed and other - one <= _FAR:
            yield Sight(Kind.NAME, reader.at(one).start, reader.at(other).end)


def _is_relative(reader: _Reader, place: int) -> bool:
    word = reader.words[place]
    single = word.lower in v.SINGULAR_KIN or word.lower in v.NEAR_NAMES
    return (
        single and not (word.text[:1].isupper() and not word.first) and not _is_unit(reader, place)
    )


def _marks(reader: _Reader, place: int) -> bool:
    """Whether this is a relative, a lone given name, or a Mr or Ms with a name."""
    word, before, after = (reader.at(place + n) for n in (0, -1, 1))
    if word.lower in v.TITLES and word.text[:1].isupper():
        if after.lower == "and" and reader.at(place + 2).lower in v.TITLES:
            return True
        name = reader.at(place + 2) if after.text == "." else after
        return name.text[:1].isupper() and name.lower not in v.TITLES
    alone = not after.is_capital and (before.first or not before.is_capital)
    return _is_relative(reader, place) or (word.is_given and word.is_capital and alone)
