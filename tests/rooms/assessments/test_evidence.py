"""Evidence attached to answers: chosen or added, once for many items and rounds, in private."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.models import AnswerEvidence, SignOff
from app.assessments.rules import Draft, unseal
from app.core import audit, db
from app.evidence import queries as evidence
from app.evidence import service as evidence_service
from app.evidence.rules import EvidenceWish, Piece
from app.instruments.rules import AnswerKind
from tests.factories import files
from tests.factories.assessments import (
    answer_all,
    hand_in,
    make_rater,
    make_round,
    round_ref,
    sign_off,
)
from tests.factories.evidence import make_link, make_note
from tests.page_client import PageClient
from tests.worlds import World

ITEM = "items/A1/evidence"


@pytest.fixture
def note(world: World) -> int:
    """A note the contributor added to the home site."""
    with db.transaction():
        return make_note(world.home, world.contributor)


def attach(world: World, slug: str, person: Person, item_id: str, *pieces: int) -> None:
    """Attach as `person`, in a transaction of its own."""
    with db.transaction():
        service.attach(round_ref(world.home, slug, person), item_id, *pieces)


def attached(world: World, slug: str, person: Person) -> dict[str, tuple[Piece, ...]]:
    """What `person` attached, by item."""
    with db.reading():
        return queries.pieces_of(_rater(world, slug, person))


def _rater(world: World, slug: str, person: Person) -> int:
    """The number of `person` as a rater."""
    found = queries.round_at(world.home.id, slug, person.id)
    assert found is not None
    assert found.my_rater_id is not None
    return found.my_rater_id


def numbers(pieces: tuple[Piece, ...]) -> list[int]:
    """The numbers of pieces."""
    return [piece.id for piece in pieces]


def remove(world: World, number: int) -> None:
    """Somebody removes the piece from the site's evidence."""
    with db.transaction():
        found = evidence.find(world.home.id, number)
        assert found is not None
        evidence_service.remove(world.home.id, number, version=found.version)


def test_one_piece_supports_many_answers_and_rounds(world: World, begun: str, note: int) -> None:
    slug = begun.rpartition("/")[2]
    with db.transaction():
        other = make_round(world.home, world.lead, "isa")
        make_rater(world.home, other, world.strategic)
    attach(world, slug, world.strategic, "A1", note)
    attach(world, slug, world.strategic, "B1", note)
    with db.transaction():
        found = round_ref(world.home, other, world.strategic)
        service.attach(found, found.instrument.items[0].id, note)
    assert {k: numbers(v) for k, v in attached(world, slug, world.strategic).items()} == {
        "A1": [note],
        "B1": [note],
    }
    assert len(attached(world, other, world.strategic)) == 1
    with db.transaction():
        service.detach(round_ref(world.home, slug, world.strategic), "A1", note)
    assert list(attached(world, slug, world.strategic)) == ["B1"]
    assert len(attached(world, other, world.strategic)) == 1


def test_attaching_once_more_changes_nothing(world: World, begun: str, note: int) -> None:
    slug = begun.rpartition("/")[2]
    for _ in range(2):
        attach(world, slug, world.strategic, "A1", note, note)
    with db.reading() as session:
        assert session.scalar(select(func.count(AnswerEvidence.id))) == 1


def test_only_live_pieces_of_the_own_site_are_attached_and_all_or_none(
    world: World, begun: str, note: int
) -> None:
    slug = begun.rpartition("/")[2]
    with db.transaction():
        foreign = make_note(world.foreign, world.foreign_strategic)
        gone = make_note(world.home, world.strategic)
    remove(world, gone)
    for bad in (foreign, gone, 999_999):
        with pytest.raises(service.NoSuchPiece):
            attach(world, slug, world.strategic, "A1", note, bad)
    with pytest.raises(KeyError):
        attach(world, slug, world.strategic, "Z9", note)
    assert attached(world, slug, world.strategic) == {}


def test_nothing_is_attached_or_taken_off_once_the_answers_are_handed_in(
    world: World, note: int
) -> None:
    with db.transaction():
        slug = make_round(world.home, world.lead)
        hand_in(world.home, slug, world.strategic, "strategic")
    with pytest.raises(service.NotOpen):
        attach(world, slug, world.strategic, "A1", note)
    with db.transaction(), pytest.raises(service.NotOpen):
        service.detach(round_ref(world.home, slug, world.strategic), "A1", note)


def test_who_does_not_rate_attaches_nothing(world: World, begun: str, note: int) -> None:
    with pytest.raises(service.NotOpen):
        attach(world, begun.rpartition("/")[2], world.lead, "A1", note)


def test_several_raters_are_read_together_each_with_their_own_pieces(
    world: World, begun: str, note: int
) -> None:
    slug = begun.rpartition("/")[2]
    with db.transaction():
        link = make_link(world.home, world.strategic)
        make_rater(world.home, slug, world.contributor, "data")
    attach(world, slug, world.strategic, "A1", note)
    attach(world, slug, world.contributor, "A1", note, link)
    attach(world, slug, world.contributor, "A2", link)
    with db.reading():
        raters = [_rater(world, slug, person) for person in (world.strategic, world.contributor)]
        apart = queries.pieces_by_rater(raters)
    assert numbers(apart[raters[0]]["A1"]) == [note]
    assert numbers(apart[raters[1]]["A1"]) == [note, link]
    assert "A2" not in apart[raters[0]]


def test_who_attached_what_is_in_no_trail(world: World, begun: str, note: int) -> None:
    with db.reading() as session:
        before = session.scalar(select(func.count(audit.AuditChange.id)))
    attach(world, begun.rpartition("/")[2], world.strategic, "A1", note)
    with db.reading() as session:
        assert session.scalar(select(func.count(audit.AuditChange.id))) == before


def test_a_score_with_a_piece_has_evidence_until_the_piece_is_removed(
    world: World, begun: str, note: int
) -> None:
    slug = begun.rpartition("/")[2]
    high = Draft(AnswerKind.SCORE, 4)
    with db.transaction():
        answer_all(round_ref(world.home, slug, world.strategic), others={"A1": high, "A2": high})
    attach(world, slug, world.strategic, "A1", note)

    def supported(item_id: str) -> bool:
        with db.reading():
            saved = queries.answers_of(_rater(world, slug, world.strategic))
            return saved[item_id].draft.answer().has_evidence

    assert (supported("A1"), supported("A2")) == (True, False)
    remove(world, note)
    assert not supported("A1")


def test_the_sign_off_keeps_what_was_attached_by_number_and_title(
    world: World, begun: str, note: int
) -> None:
    slug = begun.rpartition("/")[2]
    with db.transaction():
        answer_all(round_ref(world.home, slug, world.strategic))
    attach(world, slug, world.strategic, "A1", note)
    with db.transaction():
        sign_off(world.home, slug, world.strategic)
    with db.reading() as session:
        (rater,) = unseal(session.scalars(select(SignOff.content)).one())
    assert rater.answers["A1"].pieces == ((note, "Steering group, May"),)
    assert rater.answers["A2"].pieces == ()


def test_pieces_are_ticked_attached_and_taken_off_again(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/{ITEM}")
    assert page.h1 == "Evidence for A1"
    assert "as private as your rating" in page.text
    assert "Note, added by Cora Contributor" in page.text
    form = page.form("Attach")
    assert "Tick at least one piece" in client.submit(form, 400).text
    client.submit(form, pieces=[str(note)])
    assert client.follow().path == f"{begun}/items/A1"
    page = client.get(f"{begun}/{ITEM}")
    assert "Attached to your answer" in page.text
    assert "Choose from what is there already" not in page.text
    client.submit(page.form("Take off"))
    page = client.follow()
    assert "still among the site’s evidence" in page.text
    assert attached(world, begun.rpartition("/")[2], world.strategic) == {}


def test_a_new_piece_is_added_to_the_site_and_attached_at_once(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/{ITEM}")
    page = client.get(page.links["Add something new"])
    sent: dict[str, Any] = {"kind": "file", "title": "Minutes", "file": _pdf("minutes.pdf")}
    client.submit(page.form("Add and attach"), **sent)
    assert "“Minutes” is added and attached" in client.follow().text
    assert [p.title for p in attached(world, "preisa-1", world.strategic)["A1"]] == ["Minutes"]
    page = client.get(f"{begun}/{ITEM}/new")
    sent = {"kind": "file", "title": "Minutes", "file": _pdf("minutes.exe")}
    page = client.submit(page.form("Add and attach"), 400, **sent)
    assert "Choose a file that ends in" in page.text
    assert page.form("Add and attach").fields["title"] == ["Minutes"]


def _pdf(name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(files.pdf()), name


def test_a_file_named_after_a_child_is_sent_back_to_be_renamed(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/{ITEM}/new")
    sent: dict[str, Any] = {"kind": "file", "title": "Plan", "file": _pdf("nhs_943_476_5919.pdf")}
    page = client.submit(page.form("Add and attach"), 400, **sent)
    assert "Rename the file" in page.text
    with db.reading():
        assert evidence.of_site(world.home.id, EvidenceWish()).held == 0


def test_what_is_added_after_hand_in_is_kept_and_said_not_to_be_attached(
    client: PageClient, world: World, begun: str
) -> None:
    form = client.sign_in(world.strategic).get(f"{begun}/{ITEM}/new").form("Add and attach")
    with db.transaction():
        hand_in(world.home, "preisa-1", world.strategic, "strategic")
    client.submit(form, kind="note", title="Late", words="Still worth keeping")
    assert "“Late” is kept among the site’s evidence" in client.follow().text
    with db.reading():
        assert evidence.of_site(world.home.id, EvidenceWish()).rows[0].title == "Late"
    assert attached(world, "preisa-1", world.strategic) == {}


def test_pages_of_an_answer_that_is_handed_in_lead_on(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    client.sign_in(world.strategic)
    with db.transaction():
        hand_in(world.home, "preisa-1", world.strategic, "strategic")
    for path in (ITEM, f"{ITEM}/new"):
        client.get(f"{begun}/{path}", 303)
        assert client.response.headers["Location"].endswith("/check")
    for path, data in ((ITEM, {"pieces": str(note)}), (f"{ITEM}/detach", {"piece": str(note)})):
        client.post(f"{begun}/{path}", data)
        assert "handed in meanwhile" in client.follow().text


def test_a_piece_removed_while_it_was_being_ticked_is_said(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    with db.transaction():
        make_link(world.home, world.strategic)
    form = client.sign_in(world.strategic).get(f"{begun}/{ITEM}").form("Attach")
    remove(world, note)
    page = client.submit(form, 400, pieces=[str(note)])
    assert "was removed meanwhile" in page.text
    assert attached(world, "preisa-1", world.strategic) == {}


@pytest.mark.parametrize("typed", ["x", "-1", "9" * 30, "1.5", "²"])
def test_what_is_no_number_is_refused(
    client: PageClient, world: World, begun: str, note: int, typed: str
) -> None:
    client.sign_in(world.strategic)
    client.post(f"{begun}/{ITEM}", {"pieces": typed}, 400)
    client.post(f"{begun}/{ITEM}/detach", {"piece": typed}, 400)


def test_a_long_list_offers_the_newest_and_a_search(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    with db.transaction():
        for number in range(30):
            make_note(world.home, world.contributor, f"Paper {number}")
    page = client.sign_in(world.strategic).get(f"{begun}/{ITEM}")
    assert "These are the newest 20 of 31" in page.text
    assert "Steering group, May" not in page.text
    statements = client.statements
    page = client.submit(page.form("Search"), 200, q="steering")
    assert "1 piece with “steering”" in page.text
    client.submit(page.form("Attach"), pieces=[str(note)])
    client.get(f"{begun}/{ITEM}")
    assert client.statements == statements
    assert "Nothing has these words" in client.get(f"{begun}/{ITEM}?q=zzz").text


def test_a_removed_piece_says_so_where_it_is_attached(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    attach(world, "preisa-1", world.strategic, "A1", note)
    remove(world, note)
    page = client.sign_in(world.strategic).get(f"{begun}/{ITEM}")
    assert "(removed on " in page.text
    assert "folder 12" not in page.text


def test_another_rater_and_the_nspcc_see_nothing_of_what_one_attached(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    attach(world, "preisa-1", world.strategic, "A1", note)
    with db.transaction():
        make_rater(world.home, "preisa-1", world.contributor, "data")
    page = client.sign_in(world.contributor).get(f"{begun}/{ITEM}")
    assert "Attached to your answer" not in page.text
    for person in (world.lead, world.admin):
        client.sign_in(person).get(f"{begun}/{ITEM}", 403)


def test_an_item_that_is_none_is_not_found(
    client: PageClient, world: World, begun: str, note: int
) -> None:
    client.sign_in(world.strategic)
    ask: list[Callable[[], object]] = [
        lambda: client.get(f"{begun}/items/Z9/evidence", 404),
        lambda: client.get(f"{begun}/items/Z9/evidence/new", 404),
        lambda: client.post(f"{begun}/items/Z9/evidence", {"pieces": str(note)}, 404),
        lambda: client.post(f"{begun}/items/Z9/evidence/detach", {"piece": str(note)}, 404),
    ]
    for one in ask:
        one()
