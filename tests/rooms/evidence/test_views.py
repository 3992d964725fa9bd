"""Adding, finding, downloading and removing evidence through the pages."""

import io
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from app.core import db
from app.core.files import StoreDown, store_of
from app.core.files.store import FolderStore
from app.core.web.edge import Portal
from app.evidence import queries
from app.evidence.models import EvidencePiece
from app.evidence.rules import EvidenceWish, Piece
from tests.factories import files
from tests.factories.evidence import make_file, make_note
from tests.page_client import PageClient
from tests.worlds import World

HERE = "/sites/northmoor/evidence"


def newest(world: World) -> Piece:
    """The piece that was added last."""
    with db.reading():
        return queries.of_site(world.home.id, EvidenceWish()).rows[0]


def typed(kind: str, **more: Any) -> dict[str, Any]:
    """A filled-in form."""
    return {"kind": kind, "title": "Steering group minutes", **more}


def upload(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    """A file as a browser sends it."""
    return io.BytesIO(content), name


def how_many(app: Portal) -> tuple[int, int]:
    """Rows of evidence, and files in the store."""
    with db.reading() as session:
        rows = session.scalar(select(func.count(EvidencePiece.id))) or 0
    store = store_of(app.config["SETTINGS"])
    return rows, len(store._files.glob(f"{store._root}/*"))


@pytest.mark.parametrize("role", ["strategic", "contributor", "lead", "admin"])
def test_whoever_works_on_the_site_adds_a_note(client: PageClient, world: World, role: str) -> None:
    page = client.sign_in(world.person(role)).get(f"{HERE}/new")
    note = typed("note", words="Folder 12,\r\nsecond drawer")
    client.submit(page.form("Add evidence"), **note)
    page = client.follow()
    assert page.h1 == "Steering group minutes"
    assert "“Steering group minutes” is added" in page.text
    assert newest(world).words == "Folder 12,\nsecond drawer"
    assert newest(world).added_by == world.person(role).name


def test_a_lead_of_other_sites_reads_and_adds_nothing(client: PageClient, world: World) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic)
    client.sign_in(world.other_lead)
    assert "Add evidence" not in client.get(HERE).text
    assert "Remove this piece" not in client.get(f"{HERE}/{number}").text
    client.get(f"{HERE}/new", 403)
    client.post(f"{HERE}/{number}/remove", {"version": "1"}, 403)


def test_a_link_is_added_and_leads_away_without_telling_from_where(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get(f"{HERE}/new")
    address = "https://northmoor.example/policy?a=1&b=2"
    client.submit(page.form("Add evidence"), **typed("link", link=f"  {address} "))
    page = client.follow()
    assert page.links[address] == address
    link = next(a for a in page.root.iter("a") if a.get("href") == address)
    assert link.get("rel") == "noreferrer noopener"


def test_a_file_is_added_and_comes_back_as_a_download_byte_for_byte(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.contributor).get(f"{HERE}/new")
    assert 'enctype="multipart/form-data"' in page.body
    assert "at most 10 MB" in page.text
    content = files.office("docx")
    sent = typed("file", file=upload(content, "..\\Plan “final”.DOCX"))
    client.submit(page.form("Add evidence"), **sent)
    page = client.follow()
    found = newest(world)
    assert found.file_name == "Plan “final”.DOCX"
    client.sign_in(world.strategic).get(page.links["Download Plan “final”.DOCX"])
    response = client.response
    assert response.get_data() == content
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Type"] == found.file_type


def test_a_text_file_is_given_back_as_it_came_in(client: PageClient, world: World) -> None:
    content = ("\ufeffNaïve,=1+1\r\n" * 500).encode()
    page = client.sign_in(world.contributor).get(f"{HERE}/new")
    client.submit(page.form("Add evidence"), **typed("file", file=upload(content, "a.csv")))
    client.get(f"{HERE}/{newest(world).id}/file")
    assert client.response.get_data() == content
    assert client.response.headers["Content-Type"] == "text/csv"


def test_a_file_over_the_limit_of_the_settings_is_refused(
    client: PageClient, world: World, app: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.config["SETTINGS"]
    small = replace(settings, files=replace(settings.files, largest=1_000))
    monkeypatch.setitem(app.config, "SETTINGS", small)
    form = client.sign_in(world.strategic).get(f"{HERE}/new").form("Add evidence")
    for size, status in ((1_000, 303), (1_001, 400)):
        sent = typed("file", file=upload(b"x" * size, "a.txt"))
        client.submit(form, status, **sent)
    assert "The file must be smaller than" in client.page.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("run.exe", b"MZ", "Choose a file that ends in PDF"),
        ("minutes.pdf", files.office("docx"), "not a complete PDF document"),
        ("minutes.docm", files.pdf(), "Save it as DOCX"),
        ("minutes.pdf", b"", "The file is empty"),
    ],
    ids=["program", "disguised", "macros", "empty"],
)
def test_a_file_that_is_not_taken_leaves_nothing_and_what_was_typed_stays(
    client: PageClient, world: World, app: Portal, name: str, content: bytes, said: str
) -> None:
    before = how_many(app)
    page = client.sign_in(world.strategic).get(f"{HERE}/new")
    sent = typed("file", file=upload(content, name))
    page = client.submit(page.form("Add evidence"), 400, **sent)
    assert said in page.text
    assert page.title.startswith("Error: ")
    assert page.form("Add evidence").fields["title"] == ["Steering group minutes"]
    assert how_many(app) == before


def test_what_is_missing_is_said_beside_each_field(client: PageClient, world: World) -> None:
    form = client.sign_in(world.strategic).get(f"{HERE}/new").form("Add evidence")
    page = client.submit(form, 400)
    assert "Choose whether to add a note, a link or a file" in page.text
    assert "Enter a title" in page.text
    for kind, said in (
        ("note", "Write the note."),
        ("link", "starting with https://"),
        ("file", "Choose the file to add."),
    ):
        page = client.submit(form, 400, **typed(kind, words=" \n"))
        assert said in page.text
    page = client.submit(form, 400, **typed("note", words="x" * 4_001))
    assert "at most 4,000 characters" in page.text
    page = client.submit(form, 400, **typed("note", words="x", title=" \t "))
    assert "Enter a title" in page.text


def test_a_file_beside_another_mistake_is_asked_for_again(
    client: PageClient, world: World, app: Portal
) -> None:
    before = how_many(app)
    page = client.sign_in(world.strategic).get(f"{HERE}/new")
    sent = typed("file", title="", file=upload(files.pdf(), "a.pdf"))
    page = client.submit(page.form("Add evidence"), 400, **sent)
    assert "Choose the file again" in page.text
    assert how_many(app) == before


def test_a_store_that_is_down_is_said_and_what_was_typed_stays(
    client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise StoreDown("away")

    monkeypatch.setattr(FolderStore, "put", fail)
    page = client.sign_in(world.strategic).get(f"{HERE}/new")
    sent = typed("file", file=upload(files.pdf(), "a.pdf"))
    page = client.submit(page.form("Add evidence"), 400, **sent)
    assert "could not be stored just now" in page.text
    assert page.form("Add evidence").fields["title"] == ["Steering group minutes"]


def test_a_file_that_cannot_be_read_now_says_so(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        number = make_file(world.home, world.strategic)
    with db.reading():
        found = queries.file_of(world.home.id, number)
    assert found is not None
    store_of(app.config["SETTINGS"]).delete(found.key)
    client.sign_in(world.strategic).get(f"{HERE}/{number}/file", 503)


def test_an_upload_after_the_sign_in_expired_is_shown_again_and_does_nothing(
    client: PageClient, world: World, app: Portal
) -> None:
    before = how_many(app)
    client.sign_in(world.strategic)
    page = client.post(f"{HERE}/new", {**typed("note", words="Kept"), "_returned": "1"}, 200)
    assert page.form("Add evidence").fields["words"] == ["Kept"]
    assert how_many(app) == before


def test_markup_in_what_was_typed_is_shown_as_typed(client: PageClient, world: World) -> None:
    bad = "<script>alert('x')</script>"
    page = client.sign_in(world.strategic).get(f"{HERE}/new")
    client.submit(page.form("Add evidence"), **typed("note", title=bad, words=bad))
    assert client.follow().text.count(bad) >= 3
    assert bad in client.get(HERE).text


def test_the_list_searches_filters_and_pages_and_says_how_many(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        for number in range(30):
            make_note(world.home, world.strategic, f"Note {number}")
    page = client.sign_in(world.contributor).get(HERE)
    assert len(page.table("Evidence")) == 26
    assert "30 pieces" in page.text
    page = client.get(page.links["2"])
    assert len(page.table("Evidence")) == 6
    page = client.submit(page.form("Show"), 200, q="note 7", kind="note")
    assert [row[0] for row in page.table("Evidence")[1:]] == ["Note 7"]
    assert "1 of 30 pieces: “note 7”, Note" in page.text
    page = client.get(page.links["Remove filter “note 7”"])
    assert "30 of 30 pieces: Note" in page.text
    assert "Nothing fits these filters" in client.get(f"{HERE}?kind=link").text


def test_the_list_takes_the_same_number_of_statements_however_long(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.strategic)
    with db.transaction():
        make_note(world.home, world.strategic)
    client.get(HERE)
    one = client.statements
    with db.transaction():
        for number in range(30):
            make_note(world.home, world.contributor, f"Note {number}")
    client.get(HERE)
    assert client.statements == one


def test_an_empty_list_says_how_to_begin_to_whoever_may(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(HERE)
    assert page.links["Add evidence"] == f"{HERE}/new"
    page = client.sign_in(world.other_lead).get(HERE)
    assert "once somebody at Northmoor adds" in page.text
    assert "Add evidence" not in page.links


@pytest.mark.parametrize("path", ["", "/new"])
def test_the_pages_say_who_reads_it_and_what_must_not_be_in_it(
    client: PageClient, world: World, path: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{HERE}{path}")
    assert "Everyone who works on the framework at Northmoor can read it" in page.text
    assert "Never add anything that could identify a child or family" in page.text


def test_a_title_is_changed_and_a_second_window_is_told(client: PageClient, world: World) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic, "First")
    page = client.sign_in(world.contributor).get(f"{HERE}/{number}")
    form = client.get(page.links["Change title"]).form("Change the title")
    assert "Enter a title" in client.submit(form, 400, title="  ").text
    client.submit(form, title="Second")
    assert client.follow().h1 == "Second"
    page = client.submit(form, 409, title="Third")
    assert "Third" in page.text
    assert "Second" in page.text
    assert newest(world).title == "Second"


def test_a_removed_piece_is_gone_from_the_list_and_can_be_put_back(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        number = make_file(world.home, world.strategic)
    page = client.sign_in(world.contributor).get(f"{HERE}/{number}")
    page = client.get(page.links["Remove this piece"])
    assert "nobody can read or download it" in page.text
    client.submit(page.form("Remove it"))
    assert "No evidence yet" in client.follow().text
    page = client.get(f"{HERE}/{number}")
    assert "Removed on" in page.text
    assert "minutes.pdf" not in page.text
    client.get(f"{HERE}/{number}/file", 404)
    client.get(f"{HERE}/{number}/remove", 303)
    client.submit(page.form("Put it back"))
    assert "Download minutes.pdf" in client.follow().text
    client.get(f"{HERE}/{number}/file")


def test_a_removed_piece_is_put_back_by_those_who_add_only(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        number = make_note(world.home, world.strategic)
    client.sign_in(world.strategic).post(f"{HERE}/{number}/remove", {"version": "1"})
    assert "Put it back" not in client.sign_in(world.other_lead).get(f"{HERE}/{number}").text
    client.post(f"{HERE}/{number}/put-back", {"version": "2"}, 403)


@pytest.mark.parametrize("path", ["", "/file", "/rename", "/remove"])
def test_another_sites_piece_does_not_exist_here(
    client: PageClient, world: World, app: Portal, path: str
) -> None:
    with app.app_context(), db.transaction():
        number = make_file(world.foreign, world.foreign_strategic)
    client.sign_in(world.strategic).get(f"{HERE}/{number}{path}", 404)
    client.get(f"/sites/farfield/evidence/{number}{path}", 404)
