"""Adding, renaming, removing and putting back, and what is deleted for good."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import audit, clock, db
from app.core.files import store_of
from app.core.web.edge import Portal
from app.evidence import queries, service
from app.evidence.models import EvidencePiece
from app.evidence.rules import KEPT_AFTER_REMOVAL, EvidenceWish, PieceKind
from app.jobs import Turn, sweep_files
from tests.factories.evidence import keep_file, make_file, make_link, make_note
from tests.worlds import World

TURN = Turn("worker", lambda: False)


def _events(site_id: int) -> list[str]:
    with db.reading() as session:
        return list(
            session.scalars(
                select(audit.AuditEvent.summary)
                .where(audit.AuditEvent.site_id == site_id)
                .order_by(audit.AuditEvent.id)
            )
        )


def _key(world: World, number: int) -> str:
    """Where the file of a piece lies."""
    with db.reading():
        found = queries.file_of(world.home.id, number)
    assert found is not None
    return found.key


def _remove(world: World, number: int) -> None:
    with db.transaction():
        found = queries.find(world.home.id, number)
        assert found is not None
        service.remove(world.home.id, number, version=found.version)


def test_a_piece_of_each_kind_is_found_with_who_added_it_and_when(
    world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        numbers = [
            make(world.home, world.contributor) for make in (make_note, make_link, make_file)
        ]
    with db.reading():
        found = queries.by_ids(world.home.id, numbers)
    assert [found[n].kind for n in numbers] == list(PieceKind)
    assert {piece.added_by for piece in found.values()} == {"Cora Contributor"}
    note, link, file = (found[n] for n in numbers)
    assert note.words.startswith("Kept in folder 12")
    assert link.link == "https://northmoor.example/policy"
    assert (file.file_name, file.file_type) == ("minutes.pdf", "application/pdf")
    assert file.size.endswith("bytes")


def test_the_history_says_what_happened_and_nothing_that_was_typed(world: World) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic, "About Mrs Smith")
        service.rename(world.home.id, number, "About Mr Jones", version=1)
    _remove(world, number)
    assert _events(world.home.id)[-3:] == [
        "Evidence added: a note.",
        "A piece of evidence got another title.",
        "Evidence removed: a note.",
    ]
    with db.reading() as session:
        kept = str([c.changes for c in session.scalars(select(audit.AuditChange))])
    assert "Smith" not in kept
    assert "Jones" not in kept
    assert "folder 12" not in kept


def test_a_piece_is_only_found_through_its_own_site(world: World, app: Portal) -> None:
    with app.app_context(), db.transaction():
        number = make_file(world.home, world.strategic)
    with db.reading():
        assert queries.find(world.foreign.id, number) is None
        assert queries.file_of(world.foreign.id, number) is None
        assert not queries.has_content(world.foreign.id, number)
        assert queries.of_site(world.foreign.id, EvidenceWish()).total == 0
    for change in (service.remove, service.put_back):
        with db.transaction(), pytest.raises(LookupError):
            change(world.foreign.id, number, version=1)
    with db.transaction(), pytest.raises(LookupError):
        service.rename(world.foreign.id, number, "Other", version=1)


def test_who_comes_second_changes_nothing(world: World) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic)
    with db.transaction():
        service.rename(world.home.id, number, "First", version=1)
    with db.transaction(), pytest.raises(service.ChangedMeanwhile):
        service.rename(world.home.id, number, "Second", version=1)
    with db.transaction(), pytest.raises(service.ChangedMeanwhile):
        service.remove(world.home.id, number, version=1)
    with db.transaction(), pytest.raises(service.ChangedMeanwhile):
        service.put_back(world.home.id, number, version=2)
    with db.reading():
        found = queries.find(world.home.id, number)
    assert found is not None
    assert (found.title, found.is_removed, found.version) == ("First", False, 2)


def test_the_same_title_once_more_is_no_change(world: World) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic, "Same")
    before = _events(world.home.id)
    with db.transaction():
        service.rename(world.home.id, number, "Same", version=1)
    assert _events(world.home.id) == before


def test_a_removed_piece_keeps_its_title_and_shows_nothing_else(world: World, app: Portal) -> None:
    with app.app_context(), db.transaction():
        numbers = [make(world.home, world.strategic) for make in (make_note, make_link, make_file)]
    for number in numbers:
        _remove(world, number)
    with db.reading():
        for piece in queries.by_ids(world.home.id, numbers).values():
            assert piece.is_removed
            assert piece.title
            assert (piece.words, piece.link, piece.file_name) == ("", "", "")
        assert queries.file_of(world.home.id, numbers[2]) is None
        assert queries.of_site(world.home.id, EvidenceWish()).held == 0


def test_a_removed_piece_can_be_put_back_whole_until_it_is_deleted(world: World) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic)
    _remove(world, number)
    with db.transaction():
        service.put_back(world.home.id, number, version=2)
    with db.reading():
        found = queries.find(world.home.id, number)
    assert found is not None
    assert found.words.startswith("Kept in folder 12")
    assert not found.is_removed


def test_what_was_removed_long_ago_is_deleted_for_good(world: World) -> None:
    with db.transaction():
        old, kept = make_note(world.home, world.strategic), make_link(world.home, world.strategic)
    _remove(world, old)
    later = clock.now() + KEPT_AFTER_REMOVAL + timedelta(minutes=1)
    with db.transaction():
        assert service.delete_content(later - timedelta(days=1)) == 0
    with db.transaction():
        assert service.delete_content(later) == 1
    with db.transaction():
        assert service.delete_content(later) == 0
    with db.reading() as session:
        assert session.get_one(EvidencePiece, old).words == ""
        assert session.get_one(EvidencePiece, old).title == "Steering group, May"
        assert session.get_one(EvidencePiece, kept).link
        assert not queries.has_content(world.home.id, old)


def test_a_piece_whose_time_is_over_cannot_be_put_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic)
    _remove(world, number)
    later = clock.now() + KEPT_AFTER_REMOVAL
    monkeypatch.setattr(clock, "now", lambda: later)
    with db.transaction(), pytest.raises(service.ContentGone):
        service.put_back(world.home.id, number, version=2)


def test_the_job_deletes_files_that_no_row_names_and_keeps_the_others(
    world: World, app: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        store = store_of(app.config["SETTINGS"])
        with db.transaction():
            kept, removed = (make_file(world.home, world.strategic) for _ in range(2))
        keys = [_key(world, number) for number in (kept, removed)]
        orphan = keep_file().key
        _remove(world, removed)
        sweep_files(TURN)
        assert all(store.exists(key) for key in (*keys, orphan))
        later = clock.now() + KEPT_AFTER_REMOVAL + timedelta(hours=1)
        monkeypatch.setattr(clock, "now", lambda: later)
        sweep_files(TURN)
    assert [store.exists(key) for key in (*keys, orphan)] == [True, False, False]


def test_the_list_is_narrowed_by_words_and_kind_and_paged(world: World) -> None:
    with db.transaction():
        for number in range(30):
            make_note(world.home, world.strategic, f"Note {number} at 100% of_it")
        make_link(world.home, world.strategic)
    with db.reading():
        first = queries.of_site(world.home.id, EvidenceWish())
        last = queries.of_site(world.home.id, EvidenceWish(page=99))
        notes = queries.of_site(world.home.id, EvidenceWish(kind=PieceKind.NOTE))
        exact = queries.of_site(world.home.id, EvidenceWish(search="NOTE 7 at 100% OF_"))
        words = queries.of_site(world.home.id, EvidenceWish(search="folder 12"))
        wild = queries.of_site(world.home.id, EvidenceWish(search="n%e"))
    assert (len(first.rows), first.total, first.held, first.pages) == (25, 31, 31, 2)
    assert first.rows[0].title == "Policy on returns home"
    assert (len(last.rows), last.page) == (6, 2)
    assert (notes.total, notes.held) == (30, 31)
    assert [piece.title for piece in exact.rows] == ["Note 7 at 100% of_it"]
    assert words.total == 30
    assert wild.total == 0
