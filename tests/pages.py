"""A page as a test sees it, and the checks every page must pass."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Form:
    """A form of a page with the values it holds."""

    action: str
    method: str
    fields: dict[str, list[str]]
    names: frozenset[str]
    text: str

    def filled(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields to send when `values` are typed over what the form holds."""
        unknown = set(values) - self.names
        assert not unknown, f"The form has no field {sorted(unknown)}; it has {sorted(self.names)}."
        return {**self.fields, **values}


@dataclass(frozen=True)
class Page:
    """An answer: its parsed HTML (if it is HTML), text and forms."""

    path: str
    status: int
    is_html: bool
    body: str
    root: Element
    errors: tuple[str, ...]

    @property
    def text(self) -> str:
        """All visible text, white space folded."""
        return words(self.root)

    @property
    def h1(self) -> str:
        """The heading of the page."""
        found = self.root.find(".//h1")
        return "" if found is None else words(found)

    @property
    def title(self) -> str:
        """The title of the page."""
        found = self.root.find(".//title")
        return "" if found is None else words(found)

    @property
    def links(self) -> dict[str, str]:
        """Text of each link -> where it goes."""
        return {words(a): a.get("href", "") for a in self.root.iter("a")}

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return [_form(element) for element in self.root.iter("form")]

    def form(self, button: str) -> Form:
        """The form with this button."""
        for form in self.forms:
            if button in form.text:
                return form
        raise AssertionError(
            f"No form with the button {button!r} on {self.path}: {self.text[:500]}"
        )

    def table(self, caption: str = "") -> list[list[str]]:
        """The rows (with heading) of the table whose caption contains `caption`."""
        for table in self.root.iter("table"):
            title = table.find("caption")
            if caption in ("" if title is None else words(title)):
                return [
                    [words(c) for c in row if c.tag in ("th", "td")] for row in table.iter("tr")
                ]
        raise AssertionError(f"No table with the caption {caption!r} on {self.path}.")


def words(element: Element) -> str:
    """The text of an element without scripts, white space folded."""
    parts: list[str] = []

    def walk(node: Element) -> None:
        if node.tag in ("script", "style", "template"):
            return
        parts.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                walk(child)
            parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())


def _form(element: Element) -> Form:
    fields: dict[str, list[str]] = {}
    names: set[str] = set()
    for node in element.iter():
        name = node.get("name") if isinstance(node.tag, str) else None
        if not name or node.tag not in ("input", "select", "textarea"):
            continue
        names.add(name)
        for value in _values(node):
            fields.setdefault(name, []).append(value)
    method = element.get("method", "get").upper()
    return Form(element.get("action", ""), method, fields, frozenset(names), words(element))


def _values(node: Element) -> list[str]:
    if node.tag == "textarea":
        return [node.text or ""]
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return [o.get("value", words(o)) for o in chosen]
    kind = node.get("type", "text")
    if kind in ("checkbox", "radio") and node.get("checked") is None:
        return []
    return [] if kind in ("file", "submit") else [node.get("value", "")]


def parse_page(path: str, response: TestResponse) -> Page:
    """The answer, parsed as HTML5 when it is HTML."""
    is_html = response.mimetype == "text/html" and response.status_code not in (301, 302, 303)
    body = response.get_data(as_text=True) if (response.mimetype or "").startswith("text/") else ""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(body if is_html else "<!doctype html><title>-</title>")
    errors = tuple(str(e) for e in parser.errors) if is_html else ()
    return Page(urlsplit(path).path, response.status_code, is_html, body, root, errors)


def check_page(page: Page) -> None:
    """What holds for every page, whatever it shows."""
    assert not page.errors, f"{page.path} is not valid HTML5: {page.errors[:5]}"
    headings = list(page.root.iter("h1"))
    assert len(headings) == 1, f"{page.path} has {len(headings)} h1 elements; one is right."
    start = page.title.removeprefix("Error: ")
    assert start.startswith(page.h1), (
        f"{page.path}: title {page.title!r} must start with {page.h1!r}"
    )
    ids = Counter(e.get("id") for e in page.root.iter() if e.get("id"))
    twice = [name for name, count in ids.items() if count > 1]
    assert not twice, f"{page.path} uses ids twice: {twice}"
    _check_fields(page)
    _check_scripts(page)
    for bad in ("None", "Undefined", "nan"):
        assert bad not in page.text.split(), f"{page.path} shows a raw {bad}."


def _check_fields(page: Page) -> None:
    labelled = {label.get("for") for label in page.root.iter("label")}
    for node in page.root.iter():
        if node.tag not in ("input", "select", "textarea") or node.get("type") == "hidden":
            continue
        named = node.get("id") in labelled or node.get("aria-label") or node.get("aria-labelledby")
        assert named, f"{page.path}: the field {node.get('name')} has no label."
    for form in page.forms:
        assert form.method == "GET" or "csrf_token" in form.names, (
            f"{page.path}: a form posts to {form.action or 'itself'} without a csrf_token."
        )


def _check_scripts(page: Page) -> None:
    for script in page.root.iter("script"):
        assert script.get("nonce"), f"{page.path}: a script has no nonce."
    for node in page.root.iter():
        handlers = [name for name in node.attrib if str(name).startswith("on")]
        assert not handlers, f"{page.path}: inline handlers {handlers}; use a module in static/js."
        assert node.get("style") is None, f"{page.path}: a style attribute; use a class."
