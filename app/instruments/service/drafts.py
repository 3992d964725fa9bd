"""Drafts: copied from the newest published version, edited part by part, published or discarded.

Every change of a part comes with the fingerprint of what its editor saw. Who edits another part
is not in the way; who edits the same part second is given both texts.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.instruments.models import InstrumentVersion
from app.instruments.rules import content_hash, drafting, parse_instrument, parts
from app.instruments.rules.drafting import Data
from app.instruments.rules.parts import About, ItemWords, NoSuchPart, Part, Raw, SectionWords
from app.instruments.rules.publishing import Fault, VersionStatus, check

GONE = "It was removed."


class CannotCopy(ValueError):
    """Why no draft is made of this version now."""


class NotADraft(Exception):
    """There is no such draft, or not any more: it was published or discarded."""


class DraftChanged(Exception):
    """Somebody else saved the same part first; both texts."""

    def __init__(self, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else at the same time.")
        self.mine, self.theirs = mine, theirs


class NotAsSeen(Exception):
    """The draft was changed after the page was opened on which somebody decided about it."""


class NotReady(Exception):
    """The draft cannot be published yet."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.text for fault in found))
        self.faults = found


def copy_to_draft(code: str, number: int) -> int:
    """Make a draft of the newest published version; returns the number of the draft.

    Raises LookupError where there is no such version, CannotCopy for one that is not the newest
    published, and while there is a draft.
    """
    rows = _versions(code)
    source = next((row for row in rows if row.version == number), None)
    if source is None:
        raise LookupError(f"{code}, version {number}")
    _may_be_copied(rows, source)
    version = max(row.version for row in rows) + 1
    content = drafting.new_draft(source.content, version)
    audit.because(
        "instrument draft made",
        summary=f"{_name(content)}: a draft was made from version {number}.",
    )
    row = InstrumentVersion(
        code=code, version=version, status=VersionStatus.DRAFT, created_at=clock.now()
    )
    _keep(row, content)
    session().add(row)
    session().flush()
    return version


def _may_be_copied(rows: Sequence[InstrumentVersion], source: InstrumentVersion) -> None:
    drafts = [row.version for row in rows if row.status == VersionStatus.DRAFT]
    if drafts:
        raise CannotCopy(
            f"Version {drafts[0]} is a draft already. Edit it, or discard it and copy again."
        )
    newest = max(row.version for row in rows)
    if source.version != newest:
        raise CannotCopy(f"Version {newest} is the newest one. Copy that.")


def _versions(code: str) -> Sequence[InstrumentVersion]:
    return session().scalars(select(InstrumentVersion).where(InstrumentVersion.code == code)).all()


def save_about(code: str, number: int, words: About, seen: str) -> None:
    """Keep title, purpose, audience and time. Raises NotADraft and DraftChanged."""
    _change(
        code,
        number,
        what="what it says of itself",
        read=parts.about,
        edit=lambda raw: drafting.edit_about(raw, words),
        mine=words,
        seen=seen,
    )


def save_section(code: str, number: int, section_id: str, words: SectionWords, seen: str) -> None:
    """Keep title and introduction of a section. Raises NotADraft and DraftChanged."""
    _change(
        code,
        number,
        what=f"section {section_id}",
        read=lambda raw: parts.section(raw, section_id),
        edit=lambda raw: drafting.edit_section(raw, section_id, words),
        mine=words,
        seen=seen,
    )


def save_item(code: str, number: int, item_id: str, words: ItemWords, seen: str) -> None:
    """Keep one item. Raises NotADraft and DraftChanged."""
    _change(
        code,
        number,
        what=f"item {item_id}",
        read=lambda raw: parts.item(raw, item_id),
        edit=lambda raw: drafting.edit_item(raw, item_id, words),
        mine=words,
        seen=seen,
    )


def add_item(code: str, number: int, section_id: str, item_id: str, text: str) -> None:
    """Add an item to a section. Raises NotADraft, ValueError for an id that cannot be used, and
    NoSuchPart for a section that is gone."""
    row = _draft(code, number)
    content = drafting.add_item(row.content, section_id, item_id, text)
    _save(row, content, f"item {item_id} added to section {section_id}")


def move_item(code: str, number: int, item_id: str, section_id: str, after: str) -> None:
    """Move an item behind another one, or ("") to the start of a section. Raises NotADraft, and
    NoSuchPart when one of them is gone."""
    row = _draft(code, number)
    content = drafting.move_item(row.content, item_id, section_id, after)
    if content != row.content:
        _save(row, content, f"item {item_id} moved in section {section_id}")


def remove_item(code: str, number: int, item_id: str, seen: str) -> None:
    """Remove an item. Raises NotADraft, NotAsSeen when somebody edited it meanwhile, and
    NoSuchPart when it is gone."""
    row = _draft(code, number)
    if parts.fingerprint(parts.item(row.content, item_id)) != seen:
        raise NotAsSeen
    _save(row, drafting.remove_item(row.content, item_id), f"item {item_id} removed")


def remove_section(code: str, number: int, section_id: str) -> None:
    """Remove an empty section. Raises NotADraft, ValueError while it has items, and NoSuchPart
    when it is gone."""
    row = _draft(code, number)
    content = drafting.remove_section(row.content, section_id)
    _save(row, content, f"section {section_id} removed")


def publish_draft(code: str, number: int, edits: int) -> str:
    """Publish the draft as it was when `edits` was read; returns a sentence that says so.

    From then on the database itself refuses any change. Raises NotADraft, NotAsSeen, NotReady.
    """
    row = _draft(code, number)
    _is_as_seen(row, edits)
    others = {one.version: one.content for one in _versions(code) if one is not row}
    if found := check(row.content, others):
        raise NotReady(found)
    instrument = parse_instrument(row.content)
    said = f"{_name(row.content)}, published with {len(instrument.items)} items."
    audit.because("instrument published", summary=said)
    row.status, row.published_at = VersionStatus.PUBLISHED, clock.now()
    session().flush()
    return said


def discard(code: str, number: int, edits: int) -> str:
    """Delete a draft; returns a sentence that says so. Raises NotADraft and NotAsSeen."""
    row = _draft(code, number)
    _is_as_seen(row, edits)
    said = f"{_name(row.content)}: the draft was discarded."
    audit.because("instrument draft discarded", summary=said)
    session().delete(row)
    session().flush()
    return said


def _is_as_seen(row: InstrumentVersion, edits: int) -> None:
    if row.edits != edits:
        raise NotAsSeen


def _draft(code: str, number: int) -> InstrumentVersion:
    """The draft, held until the end of the transaction."""
    found = session().scalar(
        select(InstrumentVersion)
        .where(InstrumentVersion.code == code, InstrumentVersion.version == number)
        .with_for_update()
    )
    if found is None or found.status != VersionStatus.DRAFT:
        raise NotADraft(f"{code}, version {number}")
    return found


def _change(
    code: str,
    number: int,
    *,
    what: str,
    read: Callable[[Raw], Part],
    edit: Callable[[Raw], Data],
    mine: Part,
    seen: str,
) -> None:
    row = _draft(code, number)
    try:
        theirs = read(row.content)
    except NoSuchPart:
        raise DraftChanged(parts.said(mine), GONE) from None
    if parts.fingerprint(theirs) != seen:
        raise DraftChanged(parts.said(mine), parts.said(theirs))
    changed = _differing(theirs, mine)
    if changed:
        _save(row, edit(row.content), f"{what} changed ({', '.join(changed).lower()})")


def _differing(before: Part, after: Part) -> list[str]:
    old, new = dict(before.lines()), dict(after.lines())
    return [name for name in new if new[name] != old.get(name)]


def _save(row: InstrumentVersion, content: Data, what: str) -> None:
    audit.because("instrument draft saved", summary=f"{_name(content)} (draft): {what}.")
    _keep(row, content)
    session().flush()


def _keep(row: InstrumentVersion, content: Data) -> None:
    row.title = parts.about(content).title or row.code
    row.content, row.content_hash = content, content_hash(content)


def _name(content: Raw) -> str:
    words = parts.about(content)
    return f"{words.short_title or words.title or content['code']}, version {content['version']}"
