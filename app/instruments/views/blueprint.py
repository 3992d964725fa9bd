"""The room's blueprint, and what its pages have in common."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from app.core.web.errors import Conflict
from app.core.web.returned import see
from app.instruments import queries, service
from app.instruments.rules.parts import NoSuchPart
from app.instruments.rules.publishing import Fault, Where
from app.instruments.showing import Opened

blueprint = Blueprint("instruments", __name__)

Page = str | tuple[str, int] | Response
CLOSED = "This draft was published or discarded meanwhile, so nothing more can be changed in it."


def opened(code: str, version: int) -> Opened:
    """The version an address names, among the others of its instrument."""
    versions = queries.versions_of(code)
    one = next((found for found in versions if found.version == version), None)
    return Opened(one, versions) if one else abort(404)


def the_draft(code: str, draft: int) -> Opened:
    """The draft an address names; what is published by now is shown instead of edited."""
    found = opened(code, draft)
    if not found.one.is_draft:
        flash(f"Version {draft} is published, so it cannot be changed.", "important")
        abort(see("instruments.version", code=code, version=draft))
    return found


def still_a_draft(code: str, draft: int) -> Opened:
    """The draft that something was entered about; NotADraft where it is none any more."""
    versions = queries.versions_of(code)
    one = next((found for found in versions if found.version == draft and found.is_draft), None)
    if one is None:
        raise service.NotADraft(f"{code}, version {draft}")
    return Opened(one, versions)


@contextmanager
def or_not_found() -> Iterator[None]:
    """An address that names no section or item of the draft leads nowhere."""
    try:
        yield
    except NoSuchPart:
        abort(404)


@contextmanager
def saving() -> Iterator[None]:
    """What somebody else did meanwhile leads to the page that says so, with both texts."""
    try:
        yield
    except service.DraftChanged as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from None
    except service.NotADraft:
        raise Conflict(mine=_typed(), theirs=CLOSED) from None
    except NoSuchPart:
        raise Conflict(mine=_typed(), theirs=service.GONE) from None


def _typed() -> str:
    """What was entered, as it came, where there is no form any more to read it."""
    fields = request.form.items()
    return "\n".join(text for name, text in fields if text and name not in ("csrf_token", "seen"))


def seen() -> str:
    """What the sender of a form without fields saw."""
    return request.form.get("seen", "")


def seen_edits() -> int:
    """How often the draft had been saved when the sender saw it; 0 for what is no number."""
    return int(seen()) if seen().isdecimal() and seen().isascii() and len(seen()) < 10 else 0


def fault_links(found: Opened) -> list[dict[str, str]]:
    """What must be put right before publishing, each with the page that does it."""
    return [
        {"text": fault.text, "href": _page(fault, found.one.code, found.one.version)}
        for fault in found.faults
    ]


def _page(fault: Fault, code: str, draft: int) -> str:
    match fault.where:
        case Where.ABOUT:
            return url_for("instruments.about", code=code, draft=draft)
        case Where.SECTION:
            return url_for("instruments.section", code=code, draft=draft, section_id=fault.id)
        case Where.ITEM:
            return url_for("instruments.item", code=code, draft=draft, item_id=fault.id)
        case Where.WHOLE:
            return ""
