"""The parts of a version that people edit, in words, read from its plain data.

A draft may be incomplete, so nothing here asks for more than ids.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Raw = Mapping[str, Any]
Lines = tuple[tuple[str, str], ...]

NOTHING = "Not comparable"


class NoSuchPart(LookupError):
    """There is no section or item with this id."""


@dataclass(frozen=True)
class About:
    """What a draft says of itself; `minutes` is the time one respondent needs."""

    title: str
    short_title: str
    purpose: str
    for_whom: str
    minutes: int | None

    def lines(self) -> Lines:
        """Each detail with its name, for reading and comparing."""
        return (
            ("Title", self.title),
            ("Short title", self.short_title),
            ("What it is for", self.purpose),
            ("Who answers", self.for_whom),
            ("Minutes", _number(self.minutes)),
        )


@dataclass(frozen=True)
class SectionWords:
    """What a section says before its items."""

    title: str
    intro: str

    def lines(self) -> Lines:
        """Each detail with its name."""
        return (("Title", self.title), ("Introduction", self.intro))


@dataclass(frozen=True)
class ItemWords:
    """One item in words. `anchors` has every point of the scale, "" where the general words hold;
    `days` is the usual time for the suggested action; `comparable` the id of the item of the
    earlier version that asks the same, or None; `hexagon` the indicators it speaks to. `choices`
    are the answers of a quiz, which are written in its file and not edited here."""

    text: str
    hint: str
    evidence: str
    critical: bool
    anchors: tuple[tuple[int, str], ...]
    suggestion: str
    days: int | None
    comparable: str | None
    hexagon: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    def lines(self) -> Lines:
        """Each detail with its name."""
        return (
            ("Statement", self.text),
            ("Hint", self.hint),
            ("Evidence asked for", self.evidence),
            ("Critical item", "Yes" if self.critical else "No"),
            *((f"Words for {point}", words) for point, words in self.anchors),
            ("Suggested action", self.suggestion),
            ("Usual days for it", _number(self.days)),
            ("Hexagon indicators", ", ".join(self.hexagon)),
            *((f"Answer {number}", words) for number, words in enumerate(self.choices, start=1)),
            ("Asks the same as before", self.comparable or NOTHING),
        )


Part = About | SectionWords | ItemWords


def said(part: Part) -> str:
    """A part as text, a line for each detail that says anything."""
    return "\n".join(f"{name}: {text}" for name, text in part.lines() if text)


def fingerprint(part: Part) -> str:
    """Stands for what a part said when somebody began to edit it; 16 hexadecimal digits."""
    return hashlib.sha256(repr(part.lines()).encode("utf-8")).hexdigest()[:16]


def sections(raw: Raw) -> Sequence[Any]:
    """The data of each section, in order."""
    found: Sequence[Any] = raw.get("sections") or ()
    return found


def all_items(raw: Raw) -> list[Any]:
    """The data of each item, in order."""
    return [item for section in sections(raw) for item in section.get("items") or ()]


def points(raw: Raw) -> list[int]:
    """The points of the scale."""
    return [int(point["value"]) for point in raw["scale"]["points"]]


def about(raw: Raw) -> About:
    """What a version says of itself."""
    return About(
        title=_text(raw, "title"),
        short_title=_text(raw, "short_title"),
        purpose=_text(raw, "purpose"),
        for_whom=_text(raw, "for_whom"),
        minutes=raw.get("minutes"),
    )


def section(raw: Raw, section_id: str) -> SectionWords:
    """One section; NoSuchPart where there is none."""
    found = section_data(raw, section_id)
    return SectionWords(_text(found, "title"), _text(found, "intro"))


def item(raw: Raw, item_id: str) -> ItemWords:
    """One item; NoSuchPart where there is none."""
    found = item_data(raw, item_id)
    own = {str(point): words for point, words in (found.get("anchors") or {}).items()}
    suggestion = found.get("suggestion") or {}
    return ItemWords(
        text=_text(found, "text"),
        hint=_text(found, "hint"),
        evidence=_text(found, "evidence"),
        critical=bool(found.get("critical")),
        anchors=tuple((point, _text(own, str(point))) for point in points(raw)),
        suggestion=_text(suggestion, "text"),
        days=suggestion.get("days"),
        comparable=comparable_items(raw).get(item_id),
        hexagon=tuple(found.get("hexagon") or ()),
        choices=tuple(_choice(choice) for choice in found.get("choices") or ()),
    )


def compared_with(raw: Raw) -> int:
    """The number of the version the item map leads to; 0 without a map."""
    return int((raw.get("comparable") or {}).get("version") or 0)


def comparable_items(raw: Raw) -> dict[str, str]:
    """Item here -> item of the earlier version that asks the same."""
    return dict((raw.get("comparable") or {}).get("items") or {})


def section_of(raw: Raw, item_id: str) -> str:
    """The id of the section an item stands in; NoSuchPart where there is no such item."""
    for found in sections(raw):
        if any(entry["id"] == item_id for entry in found.get("items") or ()):
            return str(found["id"])
    raise NoSuchPart(item_id)


def section_data(raw: Raw, section_id: str) -> Any:
    """The data of one section; NoSuchPart where there is none."""
    return _with_id(sections(raw), section_id)


def item_data(raw: Raw, item_id: str) -> Any:
    """The data of one item; NoSuchPart where there is none."""
    return _with_id(all_items(raw), item_id)


def _with_id(entries: Sequence[Any], wanted: str) -> Any:
    for entry in entries:
        if entry["id"] == wanted:
            return entry
    raise NoSuchPart(wanted)


def _text(raw: Mapping[str, Any], name: str) -> str:
    return " ".join(str(raw.get(name) or "").split())


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _choice(raw: Raw) -> str:
    is_right = "right" if raw.get("right") else "not right"
    return f"{_text(raw, 'text')} ({is_right}) {_text(raw, 'feedback')}"
