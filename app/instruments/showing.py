"""How versions of instruments read on pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.instruments import queries
from app.instruments.queries import StoredVersion
from app.instruments.rules import Instrument, parts
from app.instruments.rules.changes import Changes, Happened, changes
from app.instruments.rules.publishing import Fault, check, previewed

SHORT = 70


@dataclass(frozen=True)
class Opened:
    """One version among the versions of its instrument."""

    one: StoredVersion
    versions: Sequence[StoredVersion]

    @cached_property
    def published(self) -> dict[int, StoredVersion]:
        """The published versions by number."""
        return {found.version: found for found in self.versions if not found.is_draft}

    @cached_property
    def before(self) -> StoredVersion | None:
        """The newest published version before this one."""
        earlier = [number for number in self.published if number < self.one.version]
        return self.published[max(earlier)] if earlier else None

    @cached_property
    def base(self) -> StoredVersion | None:
        """The version whose items this one's item map leads to; None without a map."""
        return self.published.get(parts.compared_with(self.one.content))

    @cached_property
    def draft(self) -> StoredVersion | None:
        """The draft of this instrument, if there is one."""
        return next((found for found in self.versions if found.is_draft), None)

    @property
    def may_be_copied(self) -> bool:
        """True for the newest published version while there is no draft."""
        return self.draft is None and self.one.version == max(self.published)

    @cached_property
    def faults(self) -> list[Fault]:
        """What keeps a draft from being published."""
        if not self.one.is_draft:
            return []
        others = {number: found.content for number, found in self.published.items()}
        return check(self.one.content, others)

    @cached_property
    def changes(self) -> Changes | None:
        """The difference to the published version before; None for the first version."""
        return None if self.before is None else changes(self.before.content, self.one.content)

    @cached_property
    def shown(self) -> Instrument | None:
        """What raters see; of a draft what can be shown already."""
        if self.one.is_draft:
            return previewed(self.one.content)
        return queries.instrument(self.one.id, self.one.content_hash)


@dataclass(frozen=True)
class ItemRow:
    """An item in the list of a draft."""

    id: str
    text: str
    status: str
    kind: str


@dataclass(frozen=True)
class SectionRows:
    """A section in the list of a draft."""

    id: str
    words: parts.SectionWords
    items: tuple[ItemRow, ...]


def in_order(versions: Sequence[StoredVersion]) -> list[StoredVersion]:
    """By title, as the newest version of each instrument has it, then newest first."""
    titles: dict[str, tuple[int, str]] = {}
    for one in versions:
        titles[one.code] = max(titles.get(one.code, (0, "")), (one.version, one.title))
    return sorted(versions, key=lambda one: (titles[one.code][1], one.code, -one.version))


_STATUS = {
    Happened.ADDED: ("New", "active"),
    Happened.CHANGED: ("Changed", "active"),
    Happened.SAME: ("As before", "plain"),
}


def rows(opened: Opened) -> list[SectionRows]:
    """The sections of a draft with the items and how far each is."""
    raw = opened.one.content
    status = {
        c.id: _STATUS[c.kind] for c in (opened.changes.items if opened.changes else ()) if c.id
    }
    status |= {fault.id: ("To put right", "late") for fault in opened.faults if fault.id in status}
    return [
        SectionRows(
            id=found["id"],
            words=parts.section(raw, found["id"]),
            items=tuple(
                ItemRow(item["id"], parts.item(raw, item["id"]).text, *status[item["id"]])
                for item in found.get("items") or ()
            ),
        )
        for found in parts.sections(raw)
    ]


def earlier_items(opened: Opened) -> list[tuple[str, str]]:
    """(id, words) of each item of the version the item map leads to, for choosing one."""
    if opened.base is None:
        return []
    raw = opened.base.content
    ids = [found["id"] for found in parts.all_items(raw)]
    return [(id_, f"{id_}: {shortened(parts.item(raw, id_).text)}") for id_ in ids]


def spots(opened: Opened, item_id: str) -> list[tuple[str, str]]:
    """(value, words) of each place an item can be moved to; a value is "section/item before"."""
    raw, found = opened.one.content, []
    for section in parts.sections(raw):
        words = parts.section(raw, section["id"])
        found.append((f"{section['id']}/", f"First in {section['id']}, {shortened(words.title)}"))
        for item in section.get("items") or ():
            if item["id"] != item_id:
                text = shortened(parts.item(raw, item["id"]).text)
                found.append((f"{section['id']}/{item['id']}", f"After {item['id']}: {text}"))
    return found


def spot(opened: Opened, item_id: str) -> str:
    """The place where an item stands now, as a value of `spots`."""
    raw = opened.one.content
    section_id = parts.section_of(raw, item_id)
    ids = [found["id"] for found in parts.section_data(raw, section_id)["items"]]
    place = ids.index(item_id)
    return f"{section_id}/{ids[place - 1] if place else ''}"


def shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= SHORT:
        return text or "no words yet"
    return text[:SHORT].rsplit(" ", 1)[0] + " …"


def earlier_words(opened: Opened, item_id: str) -> parts.Lines:
    """What the earlier version says of the item this one is matched with; empty without one."""
    matched = parts.comparable_items(opened.one.content).get(item_id)
    known = {id_ for id_, _ in earlier_items(opened)}
    if opened.base is None or matched not in known:
        return ()
    lines = parts.item(opened.base.content, matched).lines()[:-1]
    return tuple((name, text) for name, text in lines if text)
