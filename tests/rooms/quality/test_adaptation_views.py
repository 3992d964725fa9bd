"""Adaptations as people meet them: logged, viewed, talked about, shared, ended."""

from datetime import timedelta

from sqlalchemy import select

from app.core import audit, clock, db
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.quality.models.adaptations import AdaptationVersion, LibraryView
from tests.factories import in_app
from tests.factories.adaptations import make_adaptation, make_published, make_viewed
from tests.factories.evidence import make_note
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World

HERE = "/sites/northmoor/adaptations"


def mails() -> list[int | None]:
    """To whom mails about adaptations went, in their order."""
    with db.reading() as session:
        wanted = select(OutboxMail.person_id).where(OutboxMail.template == "adaptation_said")
        return list(session.scalars(wanted.order_by(OutboxMail.id)))


def test_an_adaptation_is_logged_in_three_steps_and_the_clock_is_shown_to_both(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.contributor).get("/sites/northmoor/quality")
    page = client.get(page.links["Adaptations"])
    page = client.get(page.links["Log an adaptation"])
    page = client.get(f"{HERE}/new/what", 302)
    page = client.get(f"{HERE}/new/what?kind=left-out")
    form = page.form("Continue")
    page = client.submit(form, 400, title="No chronology")
    assert "Choose which stages of the framework it touches" in page.text
    typed = {
        "title": "No chronology",
        "detail": "The earlier assessment is used.",
        "stages": ["1"],
        "components": ["CC1", "CC4"],
        "decided_by": "manager",
        "since": ["", "3", "2024"],
        "scope": "one",
        "teams": "Duty team",
        "fidelity": "consistent",
    }
    page = client.submit(page.form("Continue"), 200, **typed)
    assert "Nothing is logged yet" in page.text
    assert "within 10 working days" in page.text
    back = client.submit(page.form("Change what you typed"), 200)
    assert "The earlier assessment is used." in str(back.form("Continue").fields)
    client.submit(page.form("Log the adaptation"))
    page = client.follow()
    assert "A part is left out without which it is not the framework" in page.text
    assert "view is due by" in page.text
    assert mails() == [world.lead.id]
    page = client.sign_in(world.lead).get(f"{HERE}/1")
    assert "view is due by" in page.text
    client.sign_in(world.foreign_strategic).get("/sites/farfield/adaptations/1", 404)
    client.get(f"{HERE}/1", 404)


def test_a_view_is_given_asked_again_and_revised_and_every_view_stays(
    client: PageClient, world: World
) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    with db.transaction():
        make_adaptation(world.home, world.contributor)
    page = client.sign_in(world.lead).get("/adaptations")
    page = client.get(page.links["Chronology of two pages"])
    page = client.get(page.links["Give a view"])
    page = client.submit(page.form("Give the view"), 400, view="not-the-framework", reason="No")
    assert "Say what has to stay" in page.text
    client.submit(page.form("Give the view"), must_keep="The pattern over the years")
    assert "It waits for the authority" in client.follow().text
    assert mails()[1:] == [world.contributor.id, world.strategic.id]

    page = client.sign_in(world.contributor).get(f"{HERE}/1")
    assert "The pattern over the years" in page.text
    client.submit(page.form("Send the message"), words="We write two pages from May on")
    page = client.follow()
    page = client.get(page.links["Ask for another view"])
    client.submit(page.form("Ask for it"), words="Two pages now")
    assert "It has waited for less than a working day" in client.follow().text

    page = client.sign_in(world.lead).get(f"{HERE}/1/view")
    client.submit(page.form("Give the view"), view="consistent", reason="It is there again")
    page = client.follow()
    assert "Earlier views (1)" in page.text
    client.submit(page.form("Keep the note"), note="Ask again in the spring")
    assert "Ask again in the spring" in client.follow().text
    page = client.sign_in(world.strategic).get(f"{HERE}/1")
    assert "Ask again in the spring" not in page.text
    client.get(f"{HERE}/1/view", 403)
    client.sign_in(world.other_lead).get(f"{HERE}/1/view", 403)


def test_what_is_put_right_keeps_what_stood_before_and_what_matters_asks_anew(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_viewed(world.home, world.strategic, world.lead)
    page = client.sign_in(world.strategic).get(f"{HERE}/1/change")
    page = client.submit(page.form("Save it"), 400, fidelity="unknown")
    assert "Say why you change it" in page.text
    client.submit(page.form("Save it"), why="A second team does it too")
    page = client.follow()
    assert "It is not sure whether the core is kept" in page.text
    assert "The core is kept → We are not sure" in page.text
    page = client.get(page.links["Say more about it"])
    form = page.form("Save it")
    client.submit(form, goals=["feasibility"], trigger="B10", expected="Shorter assessments")
    page = client.follow()
    assert "Make it easier to do" in page.text
    assert "Shorter assessments" in page.text
    with db.reading() as session:
        numbers = session.scalars(select(AdaptationVersion.number).order_by(AdaptationVersion.id))
        assert list(numbers) == [1, 2, 3]
    page = client.get(f"{HERE}/1/end")
    day = clock.today()
    on = [str(day.day), str(day.month), str(day.year)]
    client.submit(page.form("Save the end"), ended_on=on, why="Done as before again")
    page = client.follow()
    assert "It ended on" in page.text
    assert "Say that it ended" not in page.links


def test_two_windows_do_not_overwrite_each_other(client: PageClient, world: World) -> None:
    with db.transaction():
        make_adaptation(world.home, world.strategic)
    page = client.sign_in(world.strategic).get(f"{HERE}/1/change")
    form = page.form("Save it")
    client.submit(form, title="First", why="First")
    page = client.submit(form, 409, title="Second", why="Second")
    assert "First" in page.text
    assert "Second" in page.text


def test_the_library_needs_both_and_names_nobody(client: PageClient, world: World) -> None:
    with db.transaction():
        make_viewed(world.home, world.strategic, world.lead)
    page = client.sign_in(world.lead).get(f"{HERE}/1")
    assert "once the strategic lead agrees" in page.text
    client.post(f"{HERE}/1/share", {}, 403)
    page = client.sign_in(world.strategic).get(f"{HERE}/1")
    client.submit(page.form("Agree that it may be shared"))
    page = client.sign_in(world.lead).get(f"{HERE}/1")
    page = client.get(page.links["Put the view into the library"])
    page = client.submit(page.form("Publish it"), 400, title="Agreement in Northmoor")
    assert "Take the name of the authority out" in page.text
    client.submit(page.form("Publish it"), title="Agreement by phone")
    page = client.sign_in(world.member).get("/adaptations/library?words=PHONE&component=CC1")
    page = client.get(page.links["Agreement by phone"])
    assert "Copied reports." in page.text
    assert "Northmoor" not in page.text
    assert "Agreement by phone" not in client.get("/adaptations/library?words=chair").text
    page = client.sign_in(world.strategic).get(f"{HERE}/1")
    client.submit(page.form("No longer agree"))
    client.sign_in(world.member).get("/adaptations/library/1", 404)


def test_a_revised_view_leaves_the_library_until_it_is_edited_anew(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_published(world.home, world.strategic, world.lead)
    page = client.sign_in(world.lead).get(f"{HERE}/1")
    client.submit(client.get(page.links["Revise the view"]).form("Give the view"))
    page = client.follow()
    assert "Put the view into the library" in page.links
    with db.reading() as session:
        assert session.scalars(select(LibraryView.withdrawn_at)).one() is not None


def test_the_same_at_three_sites_asks_whether_guidance_changes(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        audit.because("site added", summary="Made for a test.")
        sites = [world.home, world.foreign, make_site("Eastmoor", lead=world.lead)]
        for site in sites[:2]:
            make_adaptation(site, world.lead, f"At {site.name}")
    page = client.sign_in(world.lead).get("/adaptations/guidance")
    assert "Nothing is done the same way at three sites" in page.text
    with db.transaction():
        make_adaptation(sites[2], world.lead, "At Eastmoor")
    page = client.get("/adaptations/guidance")
    page = client.get(page.links["Something is left out: Analytical chronology"])
    assert "At Farfield" in page.text
    page = client.submit(page.form("Keep the answer"), 400, changed="yes")
    client.submit(page.form("Keep the answer"), reason="A page on what a chronology needs")
    page = client.follow()
    assert "Answered" in page.text
    client.get("/adaptations/guidance/left-out/CC12", 404)
    client.sign_in(world.strategic).get("/adaptations/guidance", 403)


def test_lists_are_narrowed_and_downloaded(client: PageClient, world: World) -> None:
    with in_app(), clock.pretend(clock.now() - timedelta(days=30)), db.transaction():
        make_adaptation(world.home, world.strategic, "Left out")
        made = make_adaptation(
            world.home, world.strategic, "Edge of care", kind="other-cases", components=()
        )
    assert not made.critical
    assert made.outside
    page = client.sign_in(world.strategic).get(f"{HERE}?flag=outside")
    assert "Edge of care" in page.links
    assert "Left out" not in page.links
    assert "1 of 2 adaptations" in page.text
    assert "Edge of care" in client.get(f"{HERE}.csv").body
    page = client.sign_in(world.lead).get("/adaptations?late=late")
    assert "View overdue" in page.text
    assert "Edge of care" not in page.links
    assert "1 waits for a view of the NSPCC, 1 of them longer than promised" in page.text
    assert "Left out" in client.get("/adaptations.csv?state=waiting").body


def test_evidence_of_the_site_is_attached_once_and_taken_off_again(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        number = make_adaptation(world.home, world.contributor).id
        note = make_note(world.home, world.strategic, "The form as we changed it")
        foreign = make_note(world.foreign, world.foreign_strategic)
    page = client.sign_in(world.contributor).get(f"{HERE}/{number}")
    page = client.get(page.links["Attach evidence or take it off"])
    client.submit(page.form("Attach"), pieces=[str(note)])
    assert "The form as we changed it" in client.follow().links
    client.post(f"{HERE}/{number}/evidence", {"pieces": [str(note)]})  # sent twice, there once
    page = client.post(f"{HERE}/{number}/evidence", {"pieces": [str(foreign)]}, 400)
    assert "Choose again" in page.text
    page = client.sign_in(world.lead).get(f"{HERE}/{number}")
    assert page.body.count("The form as we changed it") == 1
    client.sign_in(world.foreign_strategic).get(f"{HERE}/{number}/evidence", 404)
    page = client.sign_in(world.strategic).get(f"{HERE}/{number}/evidence")
    client.submit(page.form("Take off The form as we changed it"))
    page = client.get(f"{HERE}/{number}")
    assert "Nothing is attached" in page.text
    with db.reading() as session:
        told = select(AuditEvent.verb).where(AuditEvent.verb.startswith("adaptation evidence"))
        verbs = session.scalars(told.order_by(AuditEvent.id)).all()
    assert verbs == ["adaptation evidence attached", "adaptation evidence taken off"]
