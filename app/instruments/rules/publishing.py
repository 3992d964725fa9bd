"""The life of a version: a draft may change, a published one never does again.

What keeps a draft from being published is said here in the words of its pages, all of it at
once; `parse_instrument` has the last word.
"""

import copy
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.instruments.rules.drafting import Data
from app.instruments.rules.format import Instrument, InstrumentError, Kind
from app.instruments.rules.parsing import parse_instrument
from app.instruments.rules.parts import (
    Raw,
    about,
    all_items,
    comparable_items,
    compared_with,
    item,
    section,
    sections,
)
from app.instruments.rules.wording import listed

UNWRITTEN = "Not written yet"


class VersionStatus(StrEnum):
    """Where a version of an instrument stands."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Where(StrEnum):
    """Which page of a draft puts a fault right; WHOLE: none does."""

    ABOUT = "about"
    SECTION = "section"
    ITEM = "item"
    WHOLE = "whole"


@dataclass(frozen=True)
class Fault:
    """What must be put right before a draft can be published; `id` names the section or item."""

    where: Where
    id: str
    text: str


def check(raw: Raw, published: Mapping[int, Raw]) -> list[Fault]:
    """Everything that keeps a draft from being published beside these published versions."""
    newest = max(published, default=0)
    if newest >= raw["version"]:
        text = f"Version {newest} was published meanwhile: discard this draft, then copy that one"
        return [Fault(Where.WHOLE, "", text)]
    before = published.get(compared_with(raw))
    return faults(raw, None if before is None else {found["id"] for found in all_items(before)})


def faults(raw: Raw, before: Collection[str] | None = None) -> list[Fault]:
    """Everything that keeps a draft from being published; empty means it can be.

    `before` are the ids of the items of the version its item map leads to, where that is known.
    """
    found = [*_about(raw), *_sections(raw), *_items(raw), *_comparable(raw, before)]
    return found or _whole(raw)


def _about(raw: Raw) -> Iterator[Fault]:
    words = about(raw)
    asked = {
        "Enter a title": words.title,
        "Say what it is for": words.purpose,
        "Say who answers": words.for_whom,
        "Enter how many minutes one person needs": words.minutes,
    }
    for text, given in asked.items():
        if not given:
            yield Fault(Where.ABOUT, "", text)


def _sections(raw: Raw) -> Iterator[Fault]:
    if not sections(raw):
        yield Fault(Where.WHOLE, "", "There is no section left: discard this draft")
    for found in sections(raw):
        if not section(raw, found["id"]).title:
            yield Fault(Where.SECTION, found["id"], f"Section {found['id']}: enter a title")
        if not found.get("items"):
            text = f"Section {found['id']} has no items: add one, move one there, or remove it"
            yield Fault(Where.SECTION, found["id"], text)


def _items(raw: Raw) -> Iterator[Fault]:
    for found in all_items(raw):
        words = item(raw, found["id"])
        if not words.text:
            yield Fault(Where.ITEM, found["id"], f"{found['id']}: enter the statement")
        if raw.get("kind") == Kind.QUIZ and not words.choices:
            text = f"{found['id']} has no answers; they are written in the file: remove it here"
            yield Fault(Where.ITEM, found["id"], text)
        missing = [str(point) for point, own in words.anchors if not own]
        if missing and len(missing) < len(words.anchors):
            text = f"{found['id']}: enter words for {listed(missing)} too, or for no point at all"
            yield Fault(Where.ITEM, found["id"], text)
        if words.suggestion and not words.days:
            text = f"{found['id']}: enter the usual days for the suggested action"
            yield Fault(Where.ITEM, found["id"], text)
        if words.days and not words.suggestion:
            text = f"{found['id']}: enter the suggested action, or leave its days empty"
            yield Fault(Where.ITEM, found["id"], text)


def _comparable(raw: Raw, before: Collection[str] | None) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for new, old in comparable_items(raw).items():
        if old in taken:
            text = f"{new} and {taken[old]} cannot both ask the same as the earlier {old}"
            yield Fault(Where.ITEM, new, text)
        if before is not None and old not in before:
            text = f"{new}: the earlier version has no item {old} to compare with"
            yield Fault(Where.ITEM, new, text)
        taken[old] = new


def _whole(raw: Raw) -> list[Fault]:
    try:
        parse_instrument(raw)
    except InstrumentError as fault:
        return [Fault(Where.WHOLE, "", f"Ask a developer to look at this: {fault}")]
    return []


def previewed(raw: Raw) -> Instrument | None:
    """A draft as it would read, with gaps marked as such; None where nothing can be shown yet.

    Sections without items are left out, and so are half-written words of points and suggestions.
    """
    data: Data = copy.deepcopy(dict(raw))
    data.pop("comparable", None)
    for name in ("title", "purpose", "for_whom"):
        data[name] = data.get(name) or UNWRITTEN
    data["minutes"] = data.get("minutes") or 1
    data["sections"] = [found for found in sections(data) if found.get("items")]
    for found in data["sections"]:
        found["title"] = found.get("title") or UNWRITTEN
    for entry in all_items(data):
        _fill(entry, item(raw, entry["id"]).anchors)
    try:
        return parse_instrument(data)
    except InstrumentError:
        return None


def _fill(entry: Data, anchors: tuple[tuple[int, str], ...]) -> None:
    entry["text"] = entry.get("text") or UNWRITTEN
    if any(words for _, words in anchors):
        entry["anchors"] = {str(point): words or UNWRITTEN for point, words in anchors}
    suggestion = entry.get("suggestion") or {}
    if not (suggestion.get("text") and suggestion.get("days")):
        entry.pop("suggestion", None)
