"""How the main part of a page is built, without its words: what is built alike looks alike."""

import re
from html.parser import HTMLParser

EMPTY = frozenset(
    ["br", "hr", "img", "input", "link", "meta", "path", "col", "source", "wbr"]
    + ["circle", "line", "rect", "use"]
)
# What differs from row to row, and changes neither looks nor what axe finds as long as it is there.
NAMED_ALONE = re.compile(
    r"id|name|value|href|src|action|alt|title|placeholder|datetime|content|d|nonce|for|headers"
    r"|aria-(labelledby|describedby|controls|label)|data-(?!module).*"
)


class _Builder(HTMLParser):
    """Folds elements into text from the inside out; of neighbours built alike the first stays."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = [("", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = sorted(n if NAMED_ALONE.fullmatch(n) else f"{n}={v}" for n, v in attrs)
        self.open.append((" ".join([tag, *has]), []))
        if tag in EMPTY:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and len(self.open) > 1:
            self._close()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._add("words")

    def _close(self) -> None:
        named, inside = self.open.pop()
        self._add(f"<{named}>{''.join(inside)}</>")

    def _add(self, one: str) -> None:
        inside = self.open[-1][1]
        if not inside or inside[-1] != one:
            inside.append(one)


def built(main: str) -> str:
    """The elements of a main part with their attributes, in order."""
    builder = _Builder()
    builder.feed(main)
    builder.close()
    return "".join(builder.open[0][1])


def longest_word(main: str) -> int:
    """Letters of the longest word, which decides whether a page fits a narrow window."""
    return max(map(len, re.sub(r"<[^>]*>", " ", main).split()), default=0)


def kinds(main: str) -> set[str]:
    """The kinds of elements: names with their classes and what scripts look for."""
    told = re.compile(r' (?:class|type|role|hidden|open|data-[\w-]+)(?:="[^"]*"|(?=[\s>]))')
    tags = re.findall(r"(<[a-z][\w-]*)((?:\s[^>]*)?)>", main)
    return {begins + "".join(sorted(_names(told, rest + ">"))) for begins, rest in tags}


def _names(told: re.Pattern[str], tag: str) -> list[str]:
    """Attributes of a tag; of those for scripts that differ from row to row, the name alone."""
    return [re.sub(r"^( data-(?!module)[\w-]+)=.*", r"\1", each) for each in told.findall(tag)]
