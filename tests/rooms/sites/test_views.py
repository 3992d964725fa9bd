"""The pages of authorities and people, as people use them."""

import io

import pytest
from sqlalchemy import update

from app.core import audit
from app.core.db import reading, transaction
from app.sites import queries
from app.sites.models import RegisterUpload
from app.sites.queries import Filters
from app.sites.rules import SiteRole
from tests.factories.accounts import make_person
from tests.factories.sites import make_adoption, make_authority, make_membership
from tests.page_client import PageClient
from tests.rooms.sites import registers
from tests.worlds import World


@pytest.fixture
def admin(world: World, client: PageClient) -> PageClient:
    return client.sign_in(world.admin)


def _upload(client: PageClient, text: str | bytes, status: int = 303, name: str = "r.csv") -> None:
    form = client.get("/authorities/import").form("Show what would change")
    raw = text if isinstance(text, bytes) else text.encode()
    client.submit(form, status, file=(io.BytesIO(raw), name))
    client.response.request.environ["wsgi.input"].close()


def test_a_file_is_previewed_confirmed_and_listed(admin: PageClient) -> None:
    _upload(admin, registers.first(3))
    page = admin.follow()
    assert "3 new authorities, 0 changed, 0 unchanged, 0 wrong" in page.text
    assert "CC BY 4.0" in page.text
    assert len(page.table("New")) == 4
    assert "No authorities yet" in admin.get("/authorities").text
    admin.submit(page.form("Import this"))
    page = admin.follow()
    assert "Imported: 3 new, 0 changed." in page.text
    assert "3 of 3 authorities" in page.text
    assert "CC BY 4.0" in page.text
    _upload(admin, registers.first(3))
    page = admin.follow()
    assert "There is nothing to import" in page.text
    assert all("Import this" not in form.text for form in page.forms)


def test_wrong_lines_are_shown_with_reasons_and_cannot_be_confirmed(admin: PageClient) -> None:
    _upload(admin, registers.edited("318000", "many"))
    page = admin.follow()
    assert page.table("Wrong")[1][:2] == ["Line 4", "Calverbridge"]
    assert all("Import this" not in form.text for form in page.forms)
    with reading():
        seen = queries.comparison(registers.edited("318000", "many")).fingerprint
    admin.post(page.path, {"seen": seen})
    assert "No authorities yet" in admin.get("/authorities").text


def test_a_changed_register_leads_back_to_the_preview(admin: PageClient) -> None:
    _upload(admin, registers.first(3))
    form = admin.follow().form("Import this")
    registers.import_text(registers.first(1))
    admin.submit(form)
    page = admin.follow()
    assert "Check it again" in page.text
    assert "2 new authorities, 0 changed, 1 unchanged" in page.text
    admin.submit(page.form("Import this"))
    admin.submit(page.form("Import this"))
    assert "imported already" in admin.follow().text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "not a CSV file"),
        (b"x" * 2_000_001, "smaller than 2 MB"),
        (b"name\nA\n", "missing: gss_code"),
        (b"gss_code,name,official_name,nation,region,type,lat,long\n", "no authorities below"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_beside_the_field(
    admin: PageClient, raw: bytes, words: str
) -> None:
    _upload(admin, raw, 400)
    assert words in admin.page.text
    assert admin.page.title.startswith("Error: ")


def test_sending_no_file_says_so(admin: PageClient) -> None:
    admin.submit(admin.get("/authorities/import").form("Show what would change"), 400)
    assert "Choose a CSV file" in admin.page.text


def test_a_preview_is_for_whoever_uploaded_it_and_for_a_day(
    world: World, admin: PageClient
) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        other = make_person("Ann Otheradmin", staff_role="admin")
    _upload(admin, registers.text())
    path = admin.follow().path
    PageClient(admin.app).sign_in(other).get(path, 404)
    with transaction() as current:
        current.execute(update(RegisterUpload).values(expires_at=RegisterUpload.created_at))
    admin.get(path, 404)
    admin.post(path, {"seen": "x"}, 404)


def test_the_list_is_filtered_sorted_and_said_in_words(admin: PageClient) -> None:
    registers.import_text(registers.text())
    page = admin.get("/authorities?nation=England&region=North+East")
    assert "2 of 12 authorities: England, North East" in page.text
    names = [row[0] for row in admin.get("/authorities?sort=-population").table("Authorities")]
    assert names[1] == "Thornshire"
    assert "1 of 12 authorities: “farrow”" in admin.get("/authorities?q=farrow").text
    assert "1 of 12 authorities" in admin.get("/authorities?q=s12900010").text
    page = admin.get("/authorities?q=%25")
    assert "0 of 12 authorities: “%”" in page.text
    assert "No authority fits" in page.text
    admin.get("/authorities?page=99999&sort=nonsense")


def test_the_list_takes_the_same_number_of_statements_for_one_row_and_for_many(
    world: World, admin: PageClient
) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        make_adoption(world.home, make_authority("Alder", code="E06900001"))
    admin.get("/authorities")
    one = admin.statements
    with transaction():
        audit.because("made", summary="Made for a test.")
        for number in range(70):
            made = make_authority(f"Authority {number:02}", code=f"E069001{number:02}")
            make_adoption(world.foreign, made)
    page = admin.get("/authorities")
    assert admin.statements == one
    assert (len(page.table("Authorities")), "71 of 71" in page.text) == (51, True)
    page = admin.get(page.links["Next page"])
    assert len(page.table("Authorities")) == 22


def test_two_authorities_are_merged_on_the_pages_after_a_check(
    world: World, admin: PageClient
) -> None:
    registers.import_text(registers.text())
    page = admin.get(admin.get("/authorities").links["Alderfordshire"])
    form = admin.get(page.links["Merge with others"]).form("Continue")
    typed = {
        "others": "\n E09900004 ",
        "new": "Greater Alder",
        "on": ["1", "4", "2027"],
        "reason": "The Greater Alder Order",
    }
    page = admin.submit(form, 200, **typed)
    assert "Alderfordshire, Dunmere" in page.text
    assert "Nothing is recorded yet" in page.text
    assert "Greater Alder" not in admin.get("/authorities?q=Greater").links
    admin.submit(page.form("Record this reorganisation"))
    page = admin.follow()
    assert "Ends soon" in page.text
    assert "1 April 2027" in page.text
    new = admin.get(page.links["Greater Alder"])
    assert "Not yet established" in new.text
    undo = admin.get(new.links["Take back the reorganisation with Dunmere"])
    admin.submit(undo.form("Take it back"), 400, reason="")
    admin.submit(admin.page.form("Take it back"), reason="Recorded for the wrong councils")
    assert "taken back" in admin.follow().text
    admin.get(new.path, 404)


def test_a_reorganisation_that_cannot_be_keeps_what_was_typed(admin: PageClient) -> None:
    registers.import_text(registers.text())
    page = admin.get(admin.get("/authorities").links["Alderfordshire"])
    form = admin.get(page.links["Split into several"]).form("Continue")
    page = admin.submit(
        form, 400, existing="Nowhere", new="East Alder", on=["31", "2", "2027"], reason="x"
    )
    assert "must be a real date" in page.text
    page = admin.submit(
        page.form("Continue"), 400, on=["1", "4", "2027"], reason="The Order of 2026"
    )
    assert "Nowhere is not in the register" in page.text
    page = admin.submit(page.form("Continue"), 400, existing="")
    assert "at least two authorities" in page.text
    assert page.form("Continue").fields["new"][0].strip() == "East Alder"


def test_leads_see_authorities_and_change_nothing(world: World, client: PageClient) -> None:
    registers.import_text(registers.text())
    client.sign_in(world.lead)
    page = client.get(client.get("/authorities").links["Alderfordshire"])
    assert "Record a reorganisation" not in page.text
    client.get("/authorities/import", 403)
    client.get(f"{page.path}/reorganise?kind=merge", 403)


def test_unknown_authorities_kinds_and_reorganisations_are_not_found(admin: PageClient) -> None:
    registers.import_text(registers.text())
    path = admin.get("/authorities").links["Alderfordshire"]
    admin.get("/authorities/9999", 404)
    admin.get(f"{path}/reorganise?kind=explode", 404)
    admin.get(f"{path}/reorganisations/1/undo", 404)


def test_the_people_page_shows_both_sides_and_invites(world: World, client: PageClient) -> None:
    page = client.sign_in(world.strategic).get("/sites/northmoor/people")
    assert "NSPCC implementation lead Lena Lead" in page.text
    assert [row[0] for row in page.table("People with access")] == [
        "Name",
        "Stella Strategic",
        "Cora Contributor",
    ]
    form = page.form("Send the invitation")
    page = client.submit(form, 400, name="Nia", email="not one")
    assert "Choose a role" in page.text
    page = client.submit(
        page.form("Send the invitation"), 400, email="not one", role=SiteRole.CONTRIBUTOR
    )
    assert "form name@example.org" in page.text
    client.submit(page.form("Send the invitation"), email="nia@people.example")
    page = client.follow()
    assert page.table("Invitations waiting")[1][:3] == ["Nia", "Contributor", "nia@people.example"]


def test_contributors_see_the_people_and_change_nothing(world: World, client: PageClient) -> None:
    page = client.sign_in(world.contributor).get("/sites/northmoor/people")
    assert "Stella Strategic" in page.text
    assert "Invite somebody" not in page.text
    client.post("/sites/northmoor/people", {"name": "x"}, 403)
    client.get("/sites/farfield/people", 404)


def test_a_role_is_ended_with_a_reason_at_its_own_site_only(
    world: World, client: PageClient
) -> None:
    cora = PageClient(client.app).sign_in(world.contributor)
    cora.get("/sites/northmoor/people")
    page = client.sign_in(world.strategic).get("/sites/northmoor/people")
    end = page.links["End Cora Contributor’s role"]
    form = client.get(end).form("End the role")
    client.submit(form, 400, reason="")
    client.get(end.replace("northmoor", "farfield"), 404)
    PageClient(client.app).sign_in(world.foreign_strategic).get(
        end.replace("northmoor", "farfield"), 404
    )
    client.submit(form, reason="Moved to another authority")
    assert "Cora Contributor no longer belongs to Northmoor" in client.follow().text
    cora.get("/sites/northmoor/people", 302)
    client.get(end, 404)


def test_the_people_page_takes_the_same_number_of_statements_for_few_and_many(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.lead).get("/sites/northmoor/people")
    few = client.statements
    with transaction():
        audit.because("made", summary="Made for a test.")
        for number in range(30):
            person = make_person(f"Person {number}")
            make_membership(world.home, person, SiteRole.CONTRIBUTOR)
    assert len(client.get("/sites/northmoor/people").table("People with access")) == 26
    assert client.statements == few


def test_filters_know_what_they_narrow_to() -> None:
    assert Filters(nation="Wales", q="bay").narrowing == ("Wales", "“bay”")
