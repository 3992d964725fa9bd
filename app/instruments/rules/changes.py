"""What differs between two versions of an instrument, for people to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.instruments.rules.parts import (
    Lines,
    Raw,
    about,
    all_items,
    comparable_items,
    compared_with,
    item,
    item_data,
    section,
    section_of,
    sections,
)
from app.instruments.rules.publishing import previewed
from app.instruments.rules.wording import everything


class Happened(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Wording:
    """One detail with both texts; "" where a version says nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ItemChange:
    """An item of either version. `id_before` is None for an added one, `id` for a removed one;
    `comparable` is true where answers to both may be set side by side."""

    kind: Happened
    id: str | None
    id_before: str | None
    text: str
    wordings: tuple[Wording, ...] = ()
    comparable: bool = False


@dataclass(frozen=True)
class Changes:
    """The whole difference. `about` includes what sections say; `rules` is scale and scoring."""

    about: tuple[Wording, ...]
    rules: tuple[Wording, ...]
    items: tuple[ItemChange, ...]

    def of(self, kind: Happened) -> tuple[ItemChange, ...]:
        """The items to which this happened."""
        return tuple(change for change in self.items if change.kind == kind)

    @property
    def comparable(self) -> int:
        """How many items can be compared."""
        return sum(change.comparable for change in self.items)

    @property
    def is_empty(self) -> bool:
        """True where both versions say the same."""
        differing = (*self.about, *self.rules)
        return not differing and all(change.kind is Happened.SAME for change in self.items)


def changes(before: Raw, after: Raw) -> Changes:
    """The difference between two versions.

    Items belong together where the item map of the later version says so (if it leads to just
    this earlier version), else where they have the same id.
    """
    mapped = _mapped(before, after)
    pairs = _pairs(before, after, mapped)
    found = [_later(before, after, new, pairs.get(new), mapped) for new in _ids(after)]
    gone = [old for old in _ids(before) if old not in pairs.values()]
    found += [ItemChange(Happened.REMOVED, None, old, item(before, old).text) for old in gone]
    return Changes(
        about=(*_differing(about(before).lines(), about(after).lines()), *_sections(before, after)),
        rules=_rules(before, after),
        items=tuple(found),
    )


def _ids(raw: Raw) -> list[str]:
    return [str(found["id"]) for found in all_items(raw)]


def _mapped(before: Raw, after: Raw) -> dict[str, str]:
    known = set(_ids(before))
    if compared_with(after) != before["version"]:
        return {}
    return {new: old for new, old in comparable_items(after).items() if old in known}


def _pairs(before: Raw, after: Raw, mapped: Mapping[str, str]) -> dict[str, str]:
    """Item of the later version -> item of the earlier one, each used once."""
    pairs: dict[str, str] = {}
    for new, old in mapped.items():
        if old not in pairs.values():
            pairs[new] = old
    earlier = set(_ids(before))
    for new in _ids(after):
        if new not in pairs and new in earlier and new not in pairs.values():
            pairs[new] = new
    return pairs


def _later(
    before: Raw, after: Raw, new: str, old: str | None, mapped: Mapping[str, str]
) -> ItemChange:
    words = item(after, new)
    if old is None:
        return ItemChange(Happened.ADDED, new, None, words.text)
    place = [("Section", section_of(raw, id_)) for raw, id_ in ((before, old), (after, new))]
    wordings = (
        *_differing((("Short name", old),), (("Short name", new),)),
        *_differing(place[:1], place[1:]),
        *_differing(_lines(before, old), _lines(after, new)),
    )
    kind = Happened.CHANGED if wordings else Happened.SAME
    return ItemChange(kind, new, old, words.text, wordings, mapped.get(new) == old)


def _lines(raw: Raw, item_id: str) -> Lines:
    """Everything but the item map, which speaks of other versions."""
    found = item_data(raw, item_id)
    others = (
        ("Components of the framework", ", ".join(found.get("components") or ())),
        ("Filled in from", str(found.get("auto_filled") or "")),
    )
    return (*item(raw, item_id).lines()[:-1], *others)


def _differing(
    before: Lines | list[tuple[str, str]], after: Lines | list[tuple[str, str]]
) -> tuple[Wording, ...]:
    """Details that differ; one that only one side has counts as "" on the other."""
    old, new = dict(before), dict(after)
    return tuple(
        Wording(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    )


def _sections(before: Raw, after: Raw) -> tuple[Wording, ...]:
    worded = _differing(_section_lines(before), _section_lines(after))
    old, new = _orders(before), _orders(after)
    return (*worded, *(w for id_ in old if id_ in new for w in _order(id_, old[id_], new[id_])))


def _section_lines(raw: Raw) -> list[tuple[str, str]]:
    ids = [str(found["id"]) for found in sections(raw)]
    return [
        (f"Section {id_}: {name.lower()}", text)
        for id_ in ids
        for name, text in section(raw, id_).lines()
    ]


def _orders(raw: Raw) -> dict[str, list[str]]:
    return {s["id"]: [i["id"] for i in s.get("items") or ()] for s in sections(raw)}


def _order(section_id: str, old: list[str], new: list[str]) -> tuple[Wording, ...]:
    """The order of items, where those in both versions stand otherwise than before."""
    if [i for i in old if i in new] == [i for i in new if i in old]:
        return ()
    return (Wording(f"Section {section_id}: order", ", ".join(old), ", ".join(new)),)


def _rules(before: Raw, after: Raw) -> tuple[Wording, ...]:
    earlier, later = previewed(before), previewed(after)
    if earlier is None or later is None:
        return ()
    old = [(name, "\n".join(lines)) for name, lines in everything(earlier).items()]
    new = [(name, "\n".join(lines)) for name, lines in everything(later).items()]
    return _differing(old, new)
