"""Of what a page is built, without its words: what was in order where it stood need not be looked
at again there."""

import re
from html.parser import HTMLParser
from itertools import pairwise

EMPTY = frozenset(
    ["br", "hr", "img", "input", "link", "meta", "path", "col", "source", "wbr"]
    + ["circle", "line", "rect", "use"]
)
# What differs from row to row, and changes neither looks nor what axe finds as long as it is there.
NAMED_ALONE = re.compile(
    r"id|name|value|href|src|action|alt|title|placeholder|datetime|content|d|nonce|for|headers"
    r"|aria-(labelledby|describedby|controls|label)|data-(?!module).*"
)
UNREAD = frozenset(["script", "style", "template"])
FITS = 12  # letters of a word that fits a narrow window wherever it stands
HEADING = re.compile(r"h[1-6]")


class _Element:
    """An open element: its way from the top, the tags inside it, and its longest word."""

    def __init__(self, tag: str, way: tuple[str, ...]) -> None:
        self.tag, self.way, self.inside, self.longest = tag, way, set[str](), 0

    def part(self) -> str:
        """What it is, where it stands, and what it holds."""
        return "".join(self.way) + "|" + " ".join(sorted(self.inside))


class _Parts(HTMLParser):
    """Notes each part with its longest word, and each step from one heading to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [_Element("", ())]
        self.headings: list[str] = []
        self.found: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = sorted(_named(name, value) for name, value in attrs)
        self.open[-1].inside.add(tag)
        way = (*self.open[-1].way, f"<{' '.join([tag, *has])}>")
        self.open.append(_Element(tag, way))
        if HEADING.fullmatch(tag):
            self.headings.append(tag)
        if tag in EMPTY:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and len(self.open) > 1:
            self._close()

    def handle_data(self, data: str) -> None:
        if self.open[-1].tag not in UNREAD and (words := data.split()):
            self.open[-1].inside.add("words")
            self.open[-1].longest = max(self.open[-1].longest, *map(len, words))

    def _close(self) -> None:
        done = self.open.pop()
        self.found[done.part()] = max(self.found.get(done.part(), FITS), done.longest)


def _named(name: str, value: str | None) -> str:
    return (
        (name if value else f"{name} empty") if NAMED_ALONE.fullmatch(name) else f"{name}={value}"
    )


def parts(page: str) -> dict[str, int]:
    """Every element with what it stands in and the tags it holds, and every step from a heading to
    the next -> letters of the longest word there, which decides whether it fits a narrow window."""
    builder = _Parts()
    builder.feed(page)
    builder.close()
    steps = [f"{first} then {second}" for first, second in pairwise(builder.headings)]
    return {**builder.found, **dict.fromkeys(steps, FITS)}


def kinds(main: str) -> set[str]:
    """The kinds of elements: names with their classes and what scripts look for."""
    told = re.compile(r' (?:class|type|role|hidden|open|data-[\w-]+)(?:="[^"]*"|(?=[\s>]))')
    tags = re.findall(r"(<[a-z][\w-]*)((?:\s[^>]*)?)>", main)
    return {begins + "".join(sorted(_names(told, rest + ">"))) for begins, rest in tags}


def _names(told: re.Pattern[str], tag: str) -> list[str]:
    """Attributes of a tag; of those for scripts that differ from row to row, the name alone."""
    return [re.sub(r"^( data-(?!module)[\w-]+)=.*", r"\1", each) for each in told.findall(tag)]
