"""Importing a register file in the browser: preview first, then all of it or nothing."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.core import clock, db
from app.core.sheets import packed, read_sheet
from app.training.models import RegisterEntry
from app.training.queries.importing import comparison
from app.training.queries.register import EntryRow, Wanted, every_entry
from app.training.rules.importing import COLUMNS
from tests.factories.training import make_entry, make_staff
from tests.page_client import PageClient
from tests.pages import Page
from tests.worlds import World

REGISTER = "/sites/northmoor/training/register"
IMPORT = f"{REGISTER}/import"
HEAD = "name,team,role,started,left,trained\n"


@pytest.fixture
def staffed(world: World) -> World:
    """A team of five at home."""
    with db.transaction():
        make_staff(world.home)
    return world


def upload(
    client: PageClient, text: str | bytes, status: int = 200, name: str = "register.csv"
) -> Page:
    raw = text.encode() if isinstance(text, str) else text
    form = client.get(IMPORT).form("Show what would change")
    return client.submit(form, status, file=(io.BytesIO(raw), name))


def people(world: World) -> dict[str, EntryRow]:
    with db.reading():
        return {row.name: row for row in every_entry(world.home.id, Wanted(), clock.today())}


def test_a_file_is_shown_first_and_then_imported_whole(client: PageClient, staffed: World) -> None:
    before = people(staffed)
    client.sign_in(staffed.contributor)
    text = (
        f"{HEAD}Dee Dawn,Duty team,practitioner,,,2026-05-04\n"
        "Zoë O’Neill,duty team,Manager,1/9/2026,,\n"
        "Ben Bold,Duty team,practitioner,,2026-10-31,\n"
    )
    page = upload(client, text)
    assert "1 new, 2 changed, 0 unchanged, no wrong lines. Nothing is imported yet." in page.text
    assert [row[0:4] for row in page.table("Changed")[1:]] == [
        ["Dee Dawn", "Duty team", "Practitioner", "Training"],
        ["Ben Bold", "Duty team", "Practitioner", "Last day"],
    ]
    assert page.table("New")[1][:3] == ["Zoë O’Neill", "Duty team", "Manager"]
    assert people(staffed) == before
    form = page.form("Import this")
    client.submit(form)
    assert "Imported: 1 new, 2 changed." in client.follow().text
    after = people(staffed)
    assert len(after) == 6
    assert str(after["Dee Dawn"].trained_on) == "2026-05-04"
    assert str(after["Ben Bold"].left_on) == "2026-10-31"
    assert after["Ben Bold"].trained_on == before["Ben Bold"].trained_on
    page = client.submit(form, 409)  # sent twice: the register is no longer what was shown
    assert "There is nothing to import." in page.text
    assert people(staffed) == after
    history = client.get("/sites/northmoor/history/changes").text
    assert "Training register imported: 1 new, 2 changed, 0 unchanged." in history
    assert "Zoë" not in history


def test_the_empty_workbook_filled_in_imports_as_a_csv_file_does(
    client: PageClient, staffed: World
) -> None:
    client.sign_in(staffed.strategic).get(f"{REGISTER}/empty.xlsx")
    book = load_workbook(io.BytesIO(client.response.get_data()))
    assert "Duty team" in str(book["How to fill in"]["B7"].value)
    book["Register"].append(["Zoë O’Neill", "Duty team", "manager", date(2026, 9, 1), None, None])
    out = io.BytesIO()
    book.save(out)
    page = upload(client, out.getvalue(), name="register.xlsx")
    assert page.table("New")[1][:5] == ["Zoë O’Neill", "Duty team", "Manager", "New", "1 Sep 2026"]
    client.submit(page.form("Import this"))
    assert str(people(staffed)["Zoë O’Neill"].started_on) == "2026-09-01"


def test_one_wrong_line_keeps_everything_out(client: PageClient, staffed: World) -> None:
    page = upload(
        client.sign_in(staffed.strategic),
        f"{HEAD}Nia New,Duty team,manager,,,\nKim Keen,Far team,cook,,,soon\n",
    )
    assert "Line 3" in page.text
    assert "There is no team “Far team”" in page.text
    assert all("Import this" not in form.text for form in page.forms)
    text = f"{HEAD}Kim Keen,Far team,cook,,,soon\n"
    with db.reading():
        table = read_sheet("register.csv", text.encode(), columns=COLUMNS)
        seen = comparison(staffed.home.id, table).fingerprint
    for mark in (seen, "x"):
        client.post(f"{IMPORT}/confirm", {"rows": packed(table, COLUMNS), "seen": mark}, 409)
    assert len(people(staffed)) == 5


def test_what_changed_after_the_preview_is_shown_again(client: PageClient, staffed: World) -> None:
    page = upload(client.sign_in(staffed.strategic), f"{HEAD}Nia New,Duty team,manager,,,\n")
    form = page.form("Import this")
    with db.transaction():
        team = next(iter(people(staffed).values())).team_id
        make_entry(staffed.home, team, "Nia New")
    page = client.submit(form, 409)
    assert "The register changed after the preview. Check it again." in page.text
    assert page.table("Changed")[1][:4] == ["Nia New", "Duty team", "Manager", "Role"]
    client.submit(page.form("Import this"))
    assert people(staffed)["Nia New"].role.value == "manager"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 a workbook", "save it as CSV UTF-8"),
        (b"name,team\nAsha,Duty team\n", "missing: role, started, left, trained"),
        (HEAD.encode(), "nobody below it"),
        (b"x" * 500_001, "smaller than 500 kB"),
        (HEAD.encode() + b"A,B,C,,,\n" * 2001, "more than 2,000 rows"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    client: PageClient, staffed: World, raw: bytes, message: str
) -> None:
    page = upload(client.sign_in(staffed.strategic), raw, 400)
    assert message in page.text
    assert page.title.startswith("Error: ")


def test_a_broken_confirmation_is_refused(client: PageClient, staffed: World) -> None:
    client.sign_in(staffed.strategic)
    assert "Choose a file" in client.submit(client.get(IMPORT).forms[-1], 400).text
    page = client.post(f"{IMPORT}/confirm", {"rows": "", "seen": ""}, 400)
    assert page.h1 == "Import the register"


def test_the_register_as_a_file_imports_as_it_is(client: PageClient, staffed: World) -> None:
    client.sign_in(staffed.strategic).get(f"{REGISTER}.csv")
    page = upload(client, client.response.get_data())
    assert "5 unchanged" in page.text
    client.get(f"{REGISTER}/empty.csv")
    assert upload(client, client.response.get_data(), 400)


def test_the_nspcc_imports_nothing(client: PageClient, staffed: World) -> None:
    for person in (staffed.admin, staffed.lead):
        client.sign_in(person).get(IMPORT, 403)
        client.post(IMPORT, {}, 403)
        client.post(f"{IMPORT}/confirm", {}, 403)


def test_two_thousand_people_are_imported_in_few_statements(
    client: PageClient, staffed: World
) -> None:
    lines = (f"Person {n},Duty team,practitioner,,,2026-05-04\n" for n in range(2000))
    page = upload(client.sign_in(staffed.strategic), HEAD + "".join(lines))
    assert "And 1,800 more." in page.text
    client.submit(page.form("Import this"))
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(RegisterEntry)) == 2005
