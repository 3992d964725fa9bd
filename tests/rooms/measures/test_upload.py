"""A quarterly return as a file: what it says first, then all of it or nothing; never children."""

import csv
import io
from datetime import date

from openpyxl import load_workbook

from app.core import db
from app.measures.models import QuarterReturn
from app.measures.queries import returns as queries
from tests.factories.measures import FIGURES, hand_in_return
from tests.page_client import PageClient
from tests.pages import Page
from tests.worlds import World

RETURN = "/sites/northmoor/measures/returns/2027-01"
QUARTER = date(2027, 1, 1)


def upload(client: PageClient, raw: bytes, status: int = 200, name: str = "return.csv") -> Page:
    form = client.get(f"{RETURN}/upload").form("Show what it says")
    return client.submit(form, status, file=(io.BytesIO(raw), name))


def filled(client: PageClient, **cells: str) -> bytes:
    """The template with these cells of its first line."""
    client.get(f"{RETURN}/return.csv")
    text = client.response.get_data().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    for name, value in cells.items():
        rows[0][head.index(name)] = value
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def kept() -> int:
    with db.reading() as session:
        return session.query(QuarterReturn).count()


def test_the_template_comes_back_filled_in_and_is_handed_in_whole(
    client: PageClient, june: World
) -> None:
    client.sign_in(june.contributor)
    raw = filled(client, ceased_care="24", exit_home_planned="6", source="Case system")
    page = upload(client, raw)
    assert "2 counts read, no faults. Nothing is handed in yet." in page.text
    assert kept() == 0
    form = page.form("Hand in these counts")
    client.submit(form)
    page = client.follow()
    assert "6 children went home, 6 of them as planned" in page.text
    assert "Source: Case system" in page.text
    assert "File" in page.text
    client.submit(form, 409)  # sent twice: another stands by now
    assert kept() == 1


def test_the_workbook_reads_as_the_csv_file_does(client: PageClient, june: World) -> None:
    with db.transaction():
        hand_in_return(june.home, QUARTER)
    client.sign_in(june.strategic).get(f"{RETURN}/return.xlsx")
    book = load_workbook(io.BytesIO(client.response.get_data()))
    out = io.BytesIO()
    book.save(out)
    page = upload(client, out.getvalue(), name="return.xlsx")
    client.submit(page.form("Hand in these counts"), reason="The same, by file")
    with db.reading():
        found = queries.figures_by_quarter([june.home.id], QUARTER, QUARTER)
    assert found[june.home.id][QUARTER] == FIGURES


def test_wrong_lines_are_named_and_nothing_is_kept(client: PageClient, june: World) -> None:
    client.sign_in(june.contributor)
    page = upload(client, filled(client, ceased_care="4", exit_home_planned="6"))
    assert "6 went home, and only 4 ceased to be looked after" in page.text
    assert "Hand in these counts" not in page.text
    page = upload(client, filled(client, authority_code="E06000999"))
    assert "authority_code must be that of your authority then (E06000901)" in page.text
    assert kept() == 0


def test_children_are_refused_with_what_to_do_and_shown_nowhere(
    client: PageClient, june: World
) -> None:
    client.sign_in(june.contributor)
    episodes = b"CHILD,SEX,DOB,UPN\n1001,2,12/03/2015,A123456789012\n"
    page = upload(client, episodes, 400)
    assert "columns that describe single children" in page.text
    assert "Count in your own system first" in page.text
    assert "12/03/2015" not in page.body
    page = upload(client, filled(client, notes="Jamie Smith, born 12/03/2015, went home"), 400)
    assert "A text seems to hold details of a person" in page.text
    assert "Jamie" not in page.body
    many = "\n".join(f"E06000901,Q,2027-01-01,2027-03-31,ALL,NONE,,{n % 2}" for n in range(9))
    head = "authority_code,period_type,period_start,period_end,group,breakdown,breakdown_value"
    page = upload(client, f"{head},started_care\n{many}\n".encode(), 400)
    assert "as if each were a child" in page.text
    assert kept() == 0


def test_what_is_unusual_in_a_file_wants_its_comment(client: PageClient, june: World) -> None:
    with db.transaction():
        hand_in_return(june.home, date(2026, 10, 1))
    client.sign_in(june.contributor)
    page = upload(client, filled(client, started_care="60", ceased_care="24"))
    form = page.form("Hand in these counts")
    assert "60, and 30 the quarter before" in page.text
    page = client.submit(form, 400)
    assert page.text.count("Say why, in a few words") >= 3
    comments = {
        name: "Counted with care." for name in form.fields if name.startswith(("jump", "blank"))
    }
    client.submit(page.form("Hand in these counts"), 303, **comments)
    assert "Comments on unusual counts" in client.follow().text
