"""Sites under way come in from a workbook: shown first, then all of them or none."""

import csv
import io
from datetime import date

from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from app.assessments.queries.imported import imported_results
from app.core import audit
from app.core.db import reading, transaction
from app.journey.models import Milestone
from app.sites.models import Authority, PostHolding, Site
from tests.factories.instruments import publish_seeds
from tests.factories.sites import make_authority
from tests.page_client import PageClient
from tests.worlds import World

ROW: dict[str, object] = {
    "Site": "Calverbridge",
    "Authorities": "Calverbridge",
    "NSPCC lead": "lena.lead@people.example",
    "Contract": date(2024, 2, 1),
    "Training": date(2024, 4, 1),
    "Stage": "Full implementation",
    "Stage since": "2025-06",
    "Sponsor": "Dana Ruiz",
    "Set up the steering group": "2024-03",
    "Agree and sign the contract": date(2024, 2, 1),
    "PreISA day": "2023-11",
    "PreISA A Need": 3.5,
    "PreISA B Fit": 4,
}


def workbook(*rows: dict[str, object]) -> tuple[io.BytesIO, str]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out, "sites.xlsx"


def upload(client: PageClient, *rows: dict[str, object], status: int = 200) -> None:
    client.post("/sites/bring-in", {"file": workbook(*rows)}, status=status)


def prepared(client: PageClient, world: World) -> PageClient:
    with transaction():
        publish_seeds()
        make_authority("Calverbridge")
    return client.sign_in(world.admin)


def sites() -> dict[str, Site]:
    with reading() as session:
        return {one.name: one for one in session.scalars(select(Site))}


def test_a_site_comes_in_with_posts_past_milestones_stage_and_scores(
    client: PageClient, world: World
) -> None:
    prepared(client, world)
    upload(client, ROW)
    assert "1 site can be brought in. Nothing is brought in yet." in client.page.text
    assert "Sponsor: Dana Ruiz, since 1 February 2024" in client.page.text
    assert "Calverbridge" not in sites()
    client.allowed = 60  # each site writes its own rows, through the services of its rooms
    client.submit(client.page.form("Bring them in"))
    found = sites()["Calverbridge"]
    assert (found.stage, found.stage_since) == ("full-implementation", date(2025, 6, 15))
    with reading() as session:
        done = session.scalars(
            select(Milestone).where(Milestone.site_id == found.id, Milestone.status == "done")
        ).all()
        (post,) = session.scalars(select(PostHolding).where(PostHolding.site_id == found.id))
        (past,) = imported_results(found.id)
    days = {one.code: (one.happened_on, one.is_month_only) for one in done}
    assert days == {
        "contract": (date(2024, 2, 1), False),
        "steering-group": (date(2024, 3, 15), True),
    }
    assert (post.post, post.name, post.starts_on) == ("sponsor", "Dana Ruiz", date(2024, 2, 1))
    assert past.scores == (("A Need", "3.5"), ("B Fit", "4"))
    text = client.get(f"/sites/{found.slug}/assessments").text
    assert "Pre-implementation self assessment, November 2023" in text
    assert "Imported" in text


def test_one_wrong_line_keeps_all_of_them_out(client: PageClient, world: World) -> None:
    prepared(client, world)
    upload(client, ROW, ROW | {"Site": "Other", "Stage": "Pilot"})
    assert "1 line must be corrected first" in client.page.text
    assert "Stage “Pilot” is not known" in client.page.text
    assert "Correct these lines in the file" in client.page.text
    assert set(sites()) == {"Northmoor", "Farfield"}


def test_a_column_nobody_knows_is_refused_rather_than_left_behind(
    client: PageClient, world: World
) -> None:
    prepared(client, world)
    upload(client, ROW | {"Steering gruop": "2024-03"}, status=400)
    assert "These columns are not known: steering gruop" in client.page.text


def test_what_changed_after_the_preview_is_shown_again(client: PageClient, world: World) -> None:
    prepared(client, world)
    upload(client, ROW)
    form = client.page.form("Bring them in")
    with transaction() as session:
        audit.because("renamed", summary="Made for a test.")
        authority = session.scalars(select(Authority).where(Authority.name == "Calverbridge")).one()
        authority.name = authority.official_name = "Calver Bridge"
    client.submit(form, status=409)
    assert "Check it again" in client.page.text
    assert "Calverbridge" not in sites()


def test_the_empty_workbook_names_every_column_that_is_read(
    client: PageClient, world: World
) -> None:
    prepared(client, world)
    client.get("/sites/bring-in/empty.xlsx")
    book = load_workbook(io.BytesIO(client.response.data))
    headings = [cell.value for cell in book.worksheets[0][1]]
    client.get("/sites/bring-in/empty.csv")
    text = client.response.get_data(as_text=True).lstrip("\ufeff")
    columns = next(csv.reader(io.StringIO(text)))
    assert headings == columns
    assert {str(name).casefold() for name in ROW} <= {str(name).casefold() for name in columns}
