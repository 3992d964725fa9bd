"""Drafts: one at a time, saved part by part, published once, and nobody's words are lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.audit import AuditChange, AuditEvent
from app.core.db import reading, transaction
from app.instruments import queries, service
from app.instruments.queries import StoredVersion
from app.instruments.rules import content_hash, parts
from app.instruments.rules.parts import About, ItemWords, SectionWords
from tests.factories.instruments import publish_seeds


@pytest.fixture
def draft(data: str) -> int:
    """The number of a fresh draft of the PreISA."""
    with transaction():
        publish_seeds()
        return service.copy_to_draft("preisa", 1)


def stored(version: int) -> StoredVersion:
    with reading():
        return next(v for v in queries.versions_of("preisa") if v.version == version)


def item(version: int, item_id: str) -> ItemWords:
    return parts.item(stored(version).content, item_id)


def said_of(item_id: str, text: str) -> ItemWords:
    return ItemWords(**{**vars(item(2, item_id)), "text": text})


def summaries() -> list[str]:
    with reading() as session:
        wanted = AuditEvent.summary.startswith("PreISA, version 2")
        said = select(AuditEvent.summary).where(wanted).order_by(AuditEvent.id)
        return list(session.scalars(said))


def test_a_draft_is_the_next_version_and_says_what_the_one_before_says(draft: int) -> None:
    found = stored(draft)
    assert (draft, found.is_draft, found.published_at, found.edits) == (2, True, None, 1)
    assert found.content["comparable"]["version"] == 1
    assert found.items == stored(1).items == 28
    assert found.content_hash == content_hash(found.content)


def test_new_rounds_use_the_published_version_while_there_is_a_draft(draft: int) -> None:
    with reading():
        newest = queries.newest("preisa")
    assert newest is not None
    assert newest.version == 1


def test_there_is_one_draft_of_an_instrument_at_a_time(draft: int) -> None:
    with pytest.raises(service.CannotCopy, match="Version 2 is a draft already"), transaction():
        service.copy_to_draft("preisa", 1)


def test_only_the_newest_published_version_is_copied(draft: int) -> None:
    with transaction():
        service.publish_draft("preisa", 2, edits=1)
    with pytest.raises(service.CannotCopy, match="Version 2 is the newest"), transaction():
        service.copy_to_draft("preisa", 1)
    with pytest.raises(LookupError), transaction():
        service.copy_to_draft("preisa", 9)
    with transaction():
        assert service.copy_to_draft("preisa", 2) == 3


def test_every_save_is_kept_counted_and_in_the_trail_by_name_not_by_content(draft: int) -> None:
    before = item(2, "A1")
    with transaction():
        service.save_item("preisa", 2, "A1", said_of("A1", ""), parts.fingerprint(before))
    found = stored(2)
    assert parts.item(found.content, "A1").text == ""
    assert (found.edits, found.content_hash) == (2, content_hash(found.content))
    assert summaries()[-1] == "PreISA, version 2 (draft): item A1 changed (statement)."
    with reading() as session:
        newest = select(AuditChange.changes).order_by(AuditChange.id.desc()).limit(1)
        changed = session.scalars(newest).one()
    assert changed["content"] == "withheld"
    assert changed["content_hash"][1] == found.content_hash


def test_saving_what_is_saved_already_changes_nothing_and_says_nothing(draft: int) -> None:
    words, said = item(2, "A2"), summaries()
    with transaction():
        service.save_item("preisa", 2, "A2", words, parts.fingerprint(words))
        service.move_item("preisa", 2, "A2", "A", "A1")
    assert stored(2).edits == 1
    assert summaries() == said


def test_two_people_on_two_items_do_not_meet(draft: int) -> None:
    one, two = item(2, "A1"), item(2, "A2")
    with transaction():
        service.save_item("preisa", 2, "A1", said_of("A1", "Mine"), parts.fingerprint(one))
    with transaction():
        service.save_item("preisa", 2, "A2", said_of("A2", "Yours"), parts.fingerprint(two))
    assert (item(2, "A1").text, item(2, "A2").text) == ("Mine", "Yours")


def test_the_second_of_two_on_one_item_gets_both_texts_and_overwrites_nothing(draft: int) -> None:
    seen = parts.fingerprint(item(2, "A1"))
    mine, theirs = said_of("A1", "Mine"), said_of("A1", "Theirs")
    with transaction():
        service.save_item("preisa", 2, "A1", theirs, seen)
    with pytest.raises(service.DraftChanged) as met, transaction():
        service.save_item("preisa", 2, "A1", mine, seen)
    assert met.value.mine.startswith("Statement: Mine\n")
    assert met.value.theirs.startswith("Statement: Theirs\n")
    assert item(2, "A1").text == "Theirs"


def test_of_two_who_save_one_item_at_the_same_moment_one_gets_both_texts(draft: int) -> None:
    seen, start = parts.fingerprint(item(2, "A1")), Barrier(2)
    words = {name: said_of("A1", name) for name in ("One", "Two")}

    def save(name: str) -> str:
        start.wait()
        try:
            with transaction():
                service.save_item("preisa", 2, "A1", words[name], seen)
        except service.DraftChanged as met:
            return met.theirs.splitlines()[0]
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(save, ("One", "Two")))
    kept = item(2, "A1").text
    assert sorted(said) == [f"Statement: {kept}", "saved"]
    assert stored(2).edits == 2


def test_of_two_who_copy_at_the_same_moment_one_makes_the_draft(data: str) -> None:
    start = Barrier(2)
    with transaction():
        publish_seeds()

    def copy(_: int) -> bool:
        start.wait()
        try:
            with transaction():
                service.copy_to_draft("preisa", 1)
        except (service.CannotCopy, IntegrityError):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(copy, range(2))) == [False, True]


def test_details_and_sections_are_guarded_the_same_way(draft: int) -> None:
    about, section = About("T", "P", "For", "Who", 30), SectionWords("Needs", "")
    with pytest.raises(service.DraftChanged) as met, transaction():
        service.save_about("preisa", 2, about, "old")
    assert met.value.mine == parts.said(about)
    with pytest.raises(service.DraftChanged) as met, transaction():
        service.save_section("preisa", 2, "A", section, "old")
    assert met.value.mine == parts.said(section)
    assert stored(2).edits == 1


def test_what_somebody_removed_meanwhile_is_said_with_what_was_entered(draft: int) -> None:
    words, seen = said_of("A1", "Mine"), parts.fingerprint(item(2, "A1"))
    with transaction():
        service.remove_item("preisa", 2, "A1", seen)
    with pytest.raises(service.DraftChanged) as met, transaction():
        service.save_item("preisa", 2, "A1", words, seen)
    assert met.value.mine.startswith("Statement: Mine")
    assert met.value.theirs == service.GONE


def test_an_item_that_was_edited_meanwhile_is_not_removed(draft: int) -> None:
    seen = parts.fingerprint(item(2, "A1"))
    with transaction():
        service.save_item("preisa", 2, "A1", said_of("A1", "Better"), seen)
    with pytest.raises(service.NotAsSeen), transaction():
        service.remove_item("preisa", 2, "A1", seen)
    assert item(2, "A1").text == "Better"


def test_items_and_sections_come_and_go(draft: int) -> None:
    with transaction():
        service.add_item("preisa", 2, "F", "F9", "New")
        service.move_item("preisa", 2, "F9", "E", "E1")
        for found in ("F1", "F2", "F3", "F4"):
            service.move_item("preisa", 2, found, "A", "")
        service.remove_section("preisa", 2, "F")
    raw = stored(2).content
    assert [s["id"] for s in parts.sections(raw)] == ["A", "B", "C", "D", "E"]
    assert parts.section_of(raw, "F9") == "E"
    assert len(parts.all_items(raw)) == 29


def test_published_is_what_was_checked_and_nothing_after(draft: int) -> None:
    with transaction():
        said = service.publish_draft("preisa", 2, edits=1)
    assert said == "PreISA, version 2, published with 28 items."
    found = stored(2)
    assert (found.is_draft, found.content_hash) == (False, content_hash(found.content))
    with reading():
        newest = queries.newest("preisa")
        assert newest is not None
        assert newest.version == 2
        assert queries.instrument(newest.id, newest.content_hash).version == 2
    for act in (
        lambda: service.save_section("preisa", 2, "A", SectionWords("x", ""), "x"),
        lambda: service.remove_item("preisa", 2, "A1", "x"),
        lambda: service.publish_draft("preisa", 2, edits=2),
        lambda: service.discard("preisa", 2, edits=2),
    ):
        with pytest.raises(service.NotADraft), transaction():
            act()


def test_a_draft_that_is_not_complete_is_not_published(draft: int) -> None:
    seen = parts.fingerprint(item(2, "A1"))
    with transaction():
        service.save_item("preisa", 2, "A1", said_of("A1", ""), seen)
    with pytest.raises(service.NotReady, match="A1: enter the statement"), transaction():
        service.publish_draft("preisa", 2, edits=2)
    assert stored(2).is_draft


def test_a_draft_changed_since_it_was_checked_is_neither_published_nor_discarded(
    draft: int,
) -> None:
    with transaction():
        service.move_item("preisa", 2, "A1", "B", "")
    for act in (service.publish_draft, service.discard):
        with pytest.raises(service.NotAsSeen), transaction():
            act("preisa", 2, edits=1)
    assert stored(2).is_draft


def test_a_discarded_draft_leaves_its_number_free_and_its_sentence_in_the_trail(
    draft: int,
) -> None:
    with transaction():
        service.discard("preisa", 2, edits=1)
    assert summaries()[-1] == "PreISA, version 2: the draft was discarded."
    with transaction():
        assert service.copy_to_draft("preisa", 1) == 2
