"""Who looks after which site for the NSPCC: assigned, handed over, covered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import service as accounts
from app.checkins.models import CallInvitee, CheckInCall
from app.core import audit, clock
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.jobs import Turn, hand_over
from app.overview import service
from app.overview.queries.caseloads import caseloads
from app.reminders.service import run_due
from app.sites import queries
from app.sites.models import Site
from app.sites.rules import Refused
from app.sites.service import cancel_handover
from tests.factories.checkins import book_call
from tests.factories.meetings import weekday
from tests.factories.posts import cover
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World


def invited() -> set[int]:
    with reading() as current:
        return set(current.scalars(select(CallInvitee.person_id)))


def leads(world: World) -> dict[str, int | None]:
    with reading() as current:
        return {one.slug: one.lead_id for one in current.scalars(select(Site))}


def test_an_administrator_assigns_a_site_and_the_booked_call_goes_along(
    app: Portal, world: World, client: PageClient
) -> None:
    with app.app_context():
        book_call(world, weekday(9))
    with transaction():
        accounts.deactivate(world.lead.id, "Left the NSPCC")
    page = client.sign_in(world.admin).get("/caseloads/unassigned")
    assert "2 sites, 1 without a lead" in page.text
    path = page.links["Assign Northmoor"]
    nobody = {"lead_id": "", "deputy_id": "", "reason": "Lena left"}
    page = client.post(path, nobody, 400)
    assert "Choose an NSPCC lead" in page.text
    both = {"lead_id": str(world.other_lead.id), "deputy_id": str(world.admin.id)}
    answer = client.http.post(
        path,
        data={**both, "reason": "Lena left", "csrf_token": client.token()},
        base_url="http://portal.test",
    )
    assert answer.status_code == 303
    assert invited() == {world.other_lead.id, world.admin.id, world.strategic.id}
    with reading() as current:
        assert current.scalars(select(CheckInCall.sequence)).one() > 0
        terms = queries.lead_terms(world.home.id)
        assert {(one.name, one.is_deputy, one.ends_on) for one in terms} == {
            ("Olu Otherlead", False, None),
            ("Ada Admin", True, None),
        }
        told = select(OutboxMail.address).where(OutboxMail.template == "overview_lead_changed")
        assert set(current.scalars(told)) == {
            world.other_lead.email,
            world.admin.email,
            world.strategic.email,
        }
    assert "Farfield" in client.get("/caseloads/unassigned").text
    PageClient(app).sign_in(world.other_lead).get("/sites/northmoor/lead", 403)


def test_a_caseload_is_handed_over_whole_or_not_at_all(app: Portal, world: World) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        south = make_site("Southmoor", lead=world.lead)
    today = clock.today()
    both = {world.home.id: world.other_lead.id, south.id: world.strategic.id}
    refused = pytest.raises(Refused, match="Choose who takes Southmoor")
    with refused, app.app_context(), transaction():
        service.hand_over_caseload(world.lead.id, both, today, "Leave", world.admin.id)
    assert leads(world)["northmoor"] == world.lead.id
    both[south.id] = world.admin.id
    with app.app_context(), transaction():
        service.hand_over_caseload(world.lead.id, both, today, "Leave", world.admin.id)
    after = leads(world)
    assert (after["northmoor"], after["southmoor"]) == (world.other_lead.id, world.admin.id)


def test_a_handover_ahead_waits_for_its_day_and_can_be_taken_back(
    app: Portal, world: World, client: PageClient
) -> None:
    today = clock.today()
    on = today + timedelta(days=5)
    path = f"/caseloads/{world.lead.id}/hand-over"
    page = client.sign_in(world.admin).get(path)
    assert "Hand over the sites of Lena Lead" in page.text
    day = [str(part) for part in reversed(on.timetuple()[:3])]
    asked = {"everything": str(world.other_lead.id), "starts_on": day, "note": "A new region"}
    client.post(path, {**asked, "note": ""}, 400)
    client.post(path, asked)
    assert "Handovers ahead" in client.follow().text
    with app.app_context(), clock.pretend(clock.now() + timedelta(days=4)):
        hand_over(Turn("w", lambda: False))
    assert leads(world)["northmoor"] == world.lead.id
    with app.app_context(), clock.pretend(clock.now() + timedelta(days=5)):
        hand_over(Turn("w", lambda: False))
        hand_over(Turn("w", lambda: False))
    assert leads(world)["northmoor"] == world.other_lead.id
    with app.app_context(), transaction():
        to = {world.home.id: world.lead.id}
        number = service.hand_over_caseload(world.other_lead.id, to, on, "Back", world.admin.id)
        cancel_handover(number)
    with reading():
        assert queries.planned_handovers() == []


def test_whoever_covers_is_reminded_and_reads_for_whom(
    app: Portal, world: World, client: PageClient
) -> None:
    with app.app_context():
        call = book_call(world, weekday(7))
        with transaction():
            cover(world.lead, world.other_lead, world.lead, first=0, last=20)
        with clock.pretend(call.starts_at - timedelta(hours=1)):
            run_due(clock.now())
    with reading() as current:
        told = select(OutboxMail.address).where(OutboxMail.template == "reminders_digest")
        assert set(current.scalars(told)) == {world.other_lead.email, world.strategic.email}
    page = client.sign_in(world.other_lead).get("/")
    assert "You cover for Lena Lead until" in page.text
    assert "Northmoor" in page.text
    assert "Covered by Olu Otherlead until" in client.get("/sites/northmoor").text


def test_a_lead_arranges_cover_for_themselves_only(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).get("/caseloads/cover")
    day = [str(part) for part in reversed(clock.today().timetuple()[:3])]
    asked = {"cover_id": str(world.other_lead.id), "starts_on": day, "ends_on": day, "note": ""}
    page = client.post("/caseloads/cover", {**asked, "absent_id": str(world.admin.id)}, 400)
    assert "Choose who is away" in page.text
    client.post("/caseloads/cover", {**asked, "absent_id": str(world.lead.id)})
    assert "Covered by Olu Otherlead" in client.follow().text
    with reading():
        number = queries.covers(clock.today())[0].id
    other = PageClient(client.app).sign_in(world.other_lead)
    other.post(f"/caseloads/cover/{number}/end", status=404)
    client.post(f"/caseloads/cover/{number}/end")
    assert "Nobody covers for anybody" in client.follow().text


def test_caseloads_count_and_take_no_more_statements_for_more_sites(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.admin).get("/caseloads")
    few = client.statements
    with transaction():
        audit.because("made", summary="Made for a test.")
        for number in range(30):
            make_site(f"Site {number}", lead=world.lead)
    client.get("/caseloads")
    assert client.statements == few
    with reading():
        row = next(one for one in caseloads(clock.now()) if one.person_id == world.lead.id)
    assert (row.leads, row.without_call, row.without_strategic) == (31, 31, 31)
