"""From Markdown to the little HTML a post may be: the one place that makes markup of what people
typed.

Two locks, one behind the other: the parser passes no HTML on, and what it made is then cleaned to
a short list of elements, with links to https, mailto and pages of our own.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

_ELEMENTS = frozenset(
    {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"}
)
_FIXED = {  # set on what the parser makes; nothing else may stand there
    "a": {"class": "govuk-link", "rel": "noopener noreferrer nofollow ugc"},
    "p": {"class": "govuk-body"},
    "ul": {"class": "govuk-list govuk-list--bullet"},
    "ol": {"class": "govuk-list govuk-list--number"},
}
_ALLOWED = {tag: set(fixed) for tag, fixed in _FIXED.items()}
_ALLOWED["a"].add("href")
_ALLOWED["ol"].add("start")
_ADDRESS = re.compile(r"https://[^/\\\s]|mailto:[^\s]|/(?![/\\])[^\s\\]*$", re.IGNORECASE)


def to_html(markdown: str, mentioned: Mapping[str, str] | None = None) -> Markup:
    """Safe HTML. `mentioned` holds the names that are shown in place of handles such as
    "@priya-nair-12"."""
    made = _parser().render(markdown, {"mentioned": dict(mentioned or {})})
    cleaned = nh3.clean(
        made,
        tags=set(_ELEMENTS),
        clean_content_tags={"script", "style"},
        attributes=_ALLOWED,
        attribute_filter=_checked,
        url_schemes={"https", "mailto"},
        link_rel=None,
    )
    return kept_html(cleaned.strip())


def kept_html(html: str) -> Markup:
    """What `to_html` made and a table kept, as markup once more. Never for anything else."""
    return Markup(html)  # noqa: S704  cleaned when it was written


def _checked(tag: str, attribute: str, value: str) -> str | None:
    """The value, where it is one of ours: an address leads to https, mail or a page of ours."""
    if attribute == "href":
        return value if _ADDRESS.match(value) else None
    if attribute == "start":
        return value if value.isdigit() else None
    return value if value == _FIXED[tag].get(attribute) else None


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": True, "breaks": True, "typographer": False}
    )
    parser.disable(["image", "table", "html_inline", "html_block"])
    if parser.linkify is not None:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    parser.core.ruler.push("mentions", _show_mentions)
    parser.core.ruler.push("headings", _flatten_headings)
    parser.core.ruler.push("dressed", _dress)
    return parser


def _flatten_headings(state: StateCore) -> None:
    """A heading of a post would stand among those of the page: it becomes a strong line."""
    for before, inline in pairwise(state.tokens):
        if before.type == "heading_open":
            opened, closed = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
            inline.children = [opened, *(inline.children or ()), closed]
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.type, token.tag = token.type.replace("heading", "paragraph"), "p"


def _dress(state: StateCore) -> None:
    """Give every element the class it has on our pages."""
    for token in state.tokens:
        for one in (token, *(token.children or ())):
            if one.nesting == 1:
                for name, value in _FIXED.get(one.tag, {}).items():
                    one.attrSet(name, value)


def _show_mentions(state: StateCore) -> None:
    """Handles of people that were found read as their name, set apart."""
    names: dict[str, str] = state.env["mentioned"]
    if not names:
        return
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    handles = re.compile(rf"({'|'.join(longest_first)})(?![\w-])")
    for token in state.tokens:
        if token.type == "inline":
            children = token.children or ()
            token.children = [part for child in children for part in _parts(child, handles, names)]


def _parts(child: Token, handles: re.Pattern[str], names: Mapping[str, str]) -> list[Token]:
    if child.type != "text":
        return [child]
    found = []
    for words in handles.split(child.content):
        text = Token("text", "", 0, content=f"@{names[words]}" if words in names else words)
        if words in names:
            opened, closed = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
            found += [opened, text, closed]
        else:
            found.append(text)
    return found
