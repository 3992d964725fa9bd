"""From a template and its context to the subject, the plain text and the HTML of a mail.

Rendered when the mail is queued, so that what was true then is what is sent. The application's
Jinja environment is used directly: context processors belong to pages and may ask for a request.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from jinja2 import Template

from app.core.mail import clean_header
from config import Settings


@dataclass(frozen=True, slots=True)
class Rendered:
    """The three parts of a mail a person sees."""

    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, object], settings: Settings) -> Rendered:
    """Render ``emails/<template>.txt`` (blocks subject and text) and ``emails/<template>.html``.

    Both are also given ``product`` (its name), ``link(path)`` (an absolute address) and
    ``one_line(text)``; the HTML also ``preheader``, the first line of the text, which mail programs
    show beside the subject. ValueError when the subject comes out empty.
    """
    given = _given(context, settings)
    given["subject"] = subject(template, context, settings)
    environment = current_app.jinja_env
    plain = environment.get_template(f"emails/{template}.txt")
    lines = _block(plain, "text", given).split("\n")
    first = next((line for line in lines if line.strip()), "")
    given["preheader"] = clean_header(first)
    html = environment.get_template(f"emails/{template}.html").render(given)
    return Rendered(str(given["subject"]), _tidied(plain.render(given)), html)


def subject(template: str, context: Mapping[str, object], settings: Settings) -> str:
    """The subject alone. ValueError when it comes out empty."""
    plain = current_app.jinja_env.get_template(f"emails/{template}.txt")
    found = clean_header(_block(plain, "subject", _given(context, settings)))
    if not found:
        raise ValueError(f"emails/{template}.txt needs a block named subject with words in it.")
    return found


def _given(context: Mapping[str, object], settings: Settings) -> dict[str, object]:
    return {
        **context,
        "product": settings.product_name,
        "link": _linker(settings.public_base_url),
        "one_line": clean_header,
    }


def _block(template: Template, name: str, given: Mapping[str, object]) -> str:
    block = template.blocks.get(name)
    return "".join(block(template.new_context(dict(given)))) if block else ""


def _tidied(text: str) -> str:
    """Drop trailing spaces and keep at most one empty line, whatever the template's tags left."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


class _Linker:
    def __init__(self, base: str) -> None:
        self.base = base

    def __call__(self, path: str) -> str:
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError(f"A link in a mail is a path of the portal, not {path!r}.")
        return self.base + path


def _linker(base: str) -> _Linker:
    return _Linker(base)
