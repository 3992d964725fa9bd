"""Events around the work: entered, changed, removed; those of the register; the list."""

from datetime import date, timedelta

from sqlalchemy import func, select

from app.core import audit, clock, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.sites import service as sites
from app.sites.models import SiteAuthority
from app.sites.rules import Status, SuccessionKind
from app.standing import queries, service
from app.standing.rules import Choice
from tests.factories.sites import make_adoption, make_authority
from tests.factories.standing import declare, make_event
from tests.page_client import PageClient
from tests.worlds import World

LIST = "/sites/northmoor/events"
WHY = "The new council keeps one adoption and one lead."


def mails() -> list[tuple[str, str]]:
    with db.reading() as session:
        chosen = select(OutboxMail.address, OutboxMail.subject)
        return [
            (address, subject)
            for address, subject in session.execute(
                chosen.where(OutboxMail.template == "standing_event")
            )
        ]


def test_an_event_is_entered_with_a_month_changed_and_removed(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get("/sites/northmoor")
    page = client.get(page.links["See every event or enter one"])
    assert "Nothing is known yet" in page.text
    page = client.get(page.links["Enter an event"])
    form, today = page.form("Enter the event"), clock.today()
    year = str(today.year + 1)
    page = client.submit(form, kind="restructure", title="Two directorates become one", status=400)
    assert "Enter at least one date" in page.text
    page = client.submit(
        page.form("Enter the event"),
        announced=["31", "2", year],
        in_force=["", "4", year],
        status=400,
    )
    assert "must be a real date" in page.text
    client.submit(page.form("Enter the event"), announced=["", "", ""])
    page = client.follow()
    assert page.table("Events")[1] == [
        "Two directorates become one",
        "Restructure",
        f"In force April {year}",
        "Expected",
    ]
    assert mails() == [(world.lead.email, f"Northmoor: Restructure, in force April {year}")]
    page = client.get(page.links["Two directorates become one"])
    page = client.get(page.links["Change the event"])
    edited = page.form("Save the event")
    assert edited.filled({})["in_force"] == ["", "4", year]
    client.submit(edited, decided=[str(today.day), str(today.month), str(today.year)])
    page = client.follow()
    assert "An event around the work at Northmoor: decided" in page.text
    assert len(mails()) == 1
    client.submit(edited, title="Another text", status=409)
    client.submit(page.form("Remove the event"), reason="", status=400)
    client.submit(page.form("Remove the event"), reason="It was called off.")
    assert "Nothing is known yet" in client.follow().text
    assert "It was called off." in client.get("/sites/northmoor/history/changes").text


def test_contributors_read_events_and_the_overview_shows_what_is_near(
    app: Portal, client: PageClient, world: World
) -> None:
    with app.app_context(), db.transaction():
        number = make_event(world.home)
        make_event(world.foreign, "Not ours")
    page = client.sign_in(world.contributor).get("/sites/northmoor")
    assert "One directorate for children" in page.text
    page = client.get(LIST)
    assert "Enter an event" not in page.links
    assert "Not ours" not in page.text
    client.get(f"{LIST}/{number + 1}", status=404)
    page = client.get(f"{LIST}?kind=inspection")
    assert "No event fits these filters" in page.text
    page = client.get(f"{LIST}?sort=kind&period=around")
    assert "1 of 1 event" in page.text


def test_the_list_asks_as_much_for_thirty_events_as_for_one(
    app: Portal, client: PageClient, world: World
) -> None:
    with app.app_context(), db.transaction():
        make_event(world.home, "Restructure 0")
    client.sign_in(world.contributor).get(LIST)
    once = client.statements
    with app.app_context(), db.transaction():
        for number in range(1, 31):
            make_event(world.home, f"Restructure {number}")
    page = client.get(LIST)
    assert client.statements == once
    assert len(page.table("Events")) == 26
    assert "Next" in " ".join(page.links)


def merge(world: World, on: date) -> None:
    """The authorities of both sites merge into a new one."""
    audit.because("made", summary="Made for a test.")
    old = [make_authority("Northmoor"), make_authority("Farfield")]
    for site, authority in zip((world.home, world.foreign), old, strict=True):
        make_adoption(site, authority)
    sites.reorganise(
        sites.Reorganise(
            kind=SuccessionKind.MERGED,
            predecessor_ids=tuple(one.id for one in old),
            existing_ids=(),
            new_names=("Moor and Field",),
            new_type="Unitary authority",
            on=on,
            reason="The Moor and Field (Structural Changes) Order.",
        )
    )


def test_a_merger_appears_by_itself_and_one_adoption_continues(
    app: Portal, client: PageClient, world: World
) -> None:
    on = clock.today() + timedelta(days=40)
    with app.app_context(), db.transaction():
        merge(world, on)
    page = client.sign_in(world.strategic).get("/sites/northmoor")
    assert "Northmoor and Farfield merged into Moor and Field" in page.text
    assert "will continue under Moor and Field" in page.text
    assert "The NSPCC’s lead of both sites" in client.get("/sites/northmoor/status").text
    client.sign_in(world.lead).get(f"/sites/northmoor/status/merged/{world.foreign.id}", status=403)
    page = client.sign_in(world.admin).get("/sites/northmoor/status")
    page = client.get(page.links["Decide how Northmoor and Farfield go on"])
    client.submit(page.form("Record the decision"), choice="this", words="short", status=400)
    client.submit(page.form("Record the decision"), choice="this", words=WHY)
    page = client.follow()
    assert "Decide how" not in page.text
    page = client.get("/sites/farfield")
    assert page.links["Northmoor"] == "/sites/northmoor"
    assert (
        "It goes on at another adoption after a merger" in client.get("/sites/farfield/status").text
    )
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(SiteAuthority)) == 4
        assert queries.met_by_merger(world.home.id) == ()


def test_two_adoptions_can_go_on_side_by_side_and_events_are_read_for_many_sites(
    app: Portal, data: str, world: World
) -> None:
    with app.app_context(), db.transaction():
        merge(world, clock.today() + timedelta(days=40))
        met = queries.met_by_merger(world.foreign.id)
        service.decide_merger(world.foreign.id, "Farfield", met[0], Choice.BOTH, WHY)
        assert queries.met_by_merger(world.home.id) == ()
        make_event(world.home)
        declare(world.foreign, Status.PAUSED)
        around = queries.events_around([world.home.id, world.foreign.id], clock.today())
    assert {site: len(rows) for site, rows in around.items()} == {
        world.home.id: 2,
        world.foreign.id: 1,
    }
