"""What is typed in forms passes the guard for identifying details before it is saved.

Every text area and every plain text input is looked at, unless it is marked `Unguarded`. A
certain finding has to go. Anything else can be confirmed with a box that stands beside the field
only then; what was confirmed once, and what is saved already, is not asked again.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, ClassVar

from flask import current_app, get_template_attribute, request
from markupsafe import Markup
from wtforms import (
    EmailField,
    Field,
    Form,
    HiddenField,
    PasswordField,
    SearchField,
    StringField,
    TelField,
    URLField,
)

from app.core.guard import Finding, look
from app.core.web.returned import wants_json

CONFIRMED = "guard_confirmed"  # the box
KEPT = "guard_kept"  # hidden: was saved or confirmed before
ON_PAGE = "If it identifies nobody, tick the box below"
BY_SCRIPT = "If it identifies nobody, save with the button to confirm that"
_NO_FREE_TEXT = (EmailField, HiddenField, PasswordField, SearchField, TelField, URLField)
_MOST_SAID = 3


class Unguarded:
    """A validator that refuses nothing: it marks a field the guard leaves alone, and says why."""

    field_flags: ClassVar[dict[str, bool]] = {"unguarded": True}

    def __init__(self, why: str) -> None:
        self.why = why

    def __call__(self, form: Form, field: Field) -> None:
        """Nothing to check."""


def is_guarded(field: Field) -> bool:
    """Whether the guard looks at what is typed into this field."""
    free = isinstance(field, StringField) and not isinstance(field, _NO_FREE_TEXT)
    return free and not field.flags.unguarded


def guard(form: Form) -> bool:
    """Look at the free text of a validated form and put errors beside what was found.

    True when nothing stands in the way of saving. A field that failed already is left for when
    it is right, so that no endless text is looked at.
    """
    fields = [field for field in form if is_guarded(field)]
    clear = True
    for field in fields:
        found = () if field.errors else look(field.data or "")
        if found and not _passes(form, field, found, many=len(fields) > 1):
            clear = False
    return clear


def _passes(form: Form, field: Any, found: tuple[Finding, ...], many: bool) -> bool:
    kept, confirmed = _posted(KEPT), _posted(CONFIRMED)
    open_ = [f for f in found if f.certain or _mark(f) not in kept | confirmed]
    field.guard_asks = tuple(f for f in open_ if not f.certain)
    if open_:
        said = _sentences(open_, asks=bool(field.guard_asks))
        field.errors = [f"{_name(field)}: {said}" if many else said, *field.errors]
        return False
    if ticked := {f.kind.value for f in found if _mark(f) not in kept}:
        current_app.logger.info(
            "guard confirmed",
            extra={"form": type(form).__name__, "field": field.name, "kinds": sorted(ticked)},
        )
    return True


def _posted(name: str) -> set[str]:
    return {mark for value in request.form.getlist(name) for mark in value.split()}


def _mark(finding: Finding) -> str:
    """A name for exactly this finding that does not repeat its words."""
    said = " ".join(finding.excerpt.casefold().split())
    return sha256(f"{finding.kind.value}:{said}".encode()).hexdigest()[:16]


def _name(field: Field) -> str:
    return str(field.label.text).removesuffix("(optional)").rstrip(" ?")


def _sentences(found: Iterable[Finding], asks: bool) -> str:
    """What was seen and what to do; without a last full stop, as errors are."""
    words = list(dict.fromkeys(f.words for f in sorted(found, key=lambda f: not f.certain)))
    if len(words) > _MOST_SAID:
        words = [*words[:_MOST_SAID], f"And {len(words) - _MOST_SAID} more like this"]
    if asks:
        words.append(BY_SCRIPT if wants_json() else ON_PAGE)
    return ". ".join(words)


def beside(field: Any) -> str:
    """What a rendered field carries: the box that confirms, and what needs no asking again."""
    if not is_guarded(field):
        return ""
    asks: tuple[Finding, ...] = getattr(field, "guard_asks", ())
    known = [_mark(f) for f in look(field.data or "") if not f.certain and _is_known(field, f)]
    if not asks and not known:
        return ""
    box = get_template_attribute("components/guard_box.html", "guard_box")
    rendered: Markup = box(
        field,
        kept=(KEPT, " ".join(known)),
        asked=(CONFIRMED, " ".join(map(_mark, asks))),
        quotes=list(dict.fromkeys(" ".join(f.excerpt.split()) for f in asks)),
    )
    return rendered


def _is_known(field: Field, finding: Finding) -> bool:
    """Whether it stands in what is saved, or came back confirmed."""
    if field.raw_data is None:
        return True
    return _mark(finding) in _posted(KEPT) | _posted(CONFIRMED)
