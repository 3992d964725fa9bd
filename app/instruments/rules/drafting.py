"""Editing a draft: from the plain data of one version to that of the next, part by part.

Every function leaves what it is given as it is and returns new data. A draft may be incomplete;
what is missing before it can be published, `publishing` says. Scale, scoring, respondents and
facts are carried over untouched.
"""

import copy
import re
from collections.abc import Sequence
from typing import Any

from app.instruments.rules.parts import (
    About,
    ItemWords,
    NoSuchPart,
    Raw,
    SectionWords,
    all_items,
    comparable_items,
    item_data,
    section_data,
    section_of,
    sections,
)

Data = dict[str, Any]

ITEM_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def new_draft(published: Raw, version: int) -> Data:
    """A draft that says what the published version says; each item is comparable with itself."""
    data = copy.deepcopy(dict(published))
    items = {item["id"]: item["id"] for item in all_items(published)}
    data["comparable"] = {"version": published["version"], "items": items}
    data["version"] = version
    return data


def edit_about(raw: Raw, words: About) -> Data:
    """The draft with another title, purpose, audience or time."""
    data = copy.deepcopy(dict(raw))
    for name in ("title", "short_title", "purpose", "for_whom", "minutes"):
        _put(data, name, getattr(words, name))
    return data


def edit_section(raw: Raw, section_id: str, words: SectionWords) -> Data:
    """The draft with other words before a section; NoSuchPart where there is none."""
    data = copy.deepcopy(dict(raw))
    found = section_data(data, section_id)
    _put(found, "title", words.title)
    _put(found, "intro", words.intro)
    return data


def edit_item(raw: Raw, item_id: str, words: ItemWords) -> Data:
    """The draft with one item changed; NoSuchPart where there is none."""
    data = copy.deepcopy(dict(raw))
    found = item_data(data, item_id)
    for name in ("text", "hint", "evidence", "critical"):
        _put(found, name, getattr(words, name))
    _put(found, "anchors", {str(point): text for point, text in words.anchors if text})
    suggestion: Data = {}
    _put(suggestion, "text", words.suggestion)
    _put(suggestion, "days", words.days)
    _put(found, "suggestion", suggestion)
    _put(found, "hexagon", list(words.hexagon))
    _map(data, item_id, words.comparable)
    return data


def add_item(raw: Raw, section_id: str, item_id: str, text: str) -> Data:
    """The draft with a new item at the end of a section, comparable with nothing.

    ValueError says why the id cannot be used; NoSuchPart where there is no such section.
    """
    if not ITEM_ID.fullmatch(item_id):
        raise ValueError("Use letters, digits and hyphens, beginning with a letter, such as A6")
    if item_id.lower() in {str(found["id"]).lower() for found in all_items(raw)}:
        raise ValueError(f"There is an item {item_id} already: choose another short name")
    data = copy.deepcopy(dict(raw))
    found = section_data(data, section_id)
    new: Data = {"id": item_id}
    _put(new, "text", text)
    found["items"] = [*(found.get("items") or ()), new]
    return data


def remove_item(raw: Raw, item_id: str) -> Data:
    """The draft without an item; NoSuchPart where there is none."""
    data, _ = _taken_out(raw, item_id)
    _map(data, item_id, None)
    return data


def move_item(raw: Raw, item_id: str, section_id: str, after: str = "") -> Data:
    """The draft with an item elsewhere: behind the item `after`, or first ("") in the section.

    NoSuchPart where the item, the section or `after` in it is missing.
    """
    data, moved = _taken_out(raw, item_id)
    found = section_data(data, section_id)
    rest = list(found.get("items") or ())
    ids = [entry["id"] for entry in rest]
    if after and after not in ids:
        raise NoSuchPart(after)
    place = ids.index(after) + 1 if after else 0
    found["items"] = [*rest[:place], moved, *rest[place:]]
    return data


def remove_section(raw: Raw, section_id: str) -> Data:
    """The draft without a section; ValueError while it has items, NoSuchPart without one."""
    if section_data(raw, section_id).get("items"):
        raise ValueError("Move or remove the items of this section first")
    data = copy.deepcopy(dict(raw))
    data["sections"] = [found for found in sections(data) if found["id"] != section_id]
    return data


def next_id(raw: Raw, section_id: str, used_before: Sequence[str] = ()) -> str:
    """A short name for the next item of a section that neither the draft nor `used_before` has."""
    taken = {str(found["id"]).lower() for found in all_items(raw)}
    taken |= {used.lower() for used in used_before}
    number = 1
    while f"{section_id}{number}".lower() in taken:
        number += 1
    return f"{section_id}{number}"


def _taken_out(raw: Raw, item_id: str) -> tuple[Data, Any]:
    data = copy.deepcopy(dict(raw))
    moved = item_data(data, item_id)
    found = section_data(data, section_of(data, item_id))
    found["items"] = [entry for entry in found["items"] if entry["id"] != item_id]
    return data, moved


def _map(data: Data, item_id: str, before: str | None) -> None:
    if "comparable" not in data:
        return
    kept = {new: old for new, old in comparable_items(data).items() if new != item_id}
    data["comparable"]["items"] = {**kept, item_id: before} if before else kept


def _put(data: Data, name: str, value: object) -> None:
    """Keep a value; what is empty is left out of the data."""
    if value:
        data[name] = value
    else:
        data.pop(name, None)
