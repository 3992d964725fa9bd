"""Forms and the guard: what is asked, how it is confirmed, and that nothing slips by."""

import logging

import pytest
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import Length

from app.core.db import reading, transaction
from app.core.web.edge import Portal
from app.core.web.forms import PortalForm, Unguarded
from app.journey.rules import MilestoneStatus
from tests.core.test_returned_forms import end_sign_ins
from tests.factories.accounts import PASSWORD, give_password
from tests.factories.assessments import make_rater, make_round
from tests.factories.journey import make_journey, milestone
from tests.page_client import PageClient
from tests.pages import Page, words
from tests.worlds import World

MILESTONE = "/sites/northmoor/journey/steering-group"
FAMILY = "Jayden’s mum joins the group"
OTHER = "Jayden’s mum and brother Tom join the group"
NUMBER = "NHS number 943 476 5919"
ASKS = "If it identifies nobody, tick the box below"
BOX = "This does not identify a child or a family"


class OneText(PortalForm):
    """One field of each sort."""

    note = TextAreaField("Note (optional)", validators=[Length(max=50)])
    title = StringField("What is it called?")
    person = StringField("Name", validators=[Unguarded("a colleague")])
    secret = PasswordField("Password")
    hidden = HiddenField()


@pytest.fixture
def milestone_page(world: World, client: PageClient) -> Page:
    """A strategic lead looks at a milestone."""
    with transaction():
        make_journey(world.home)
    return client.sign_in(world.strategic).get(MILESTONE)


def _confirmations(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [each for each in caplog.records if each.getMessage() == "guard confirmed"]


def _note(world: World) -> str:
    with reading():
        return milestone(world.home, "steering-group").note


def _boxes(page: Page) -> list[str]:
    """The values of the boxes that can be ticked to confirm."""
    ticks = [e for e in page.root.iter("input") if e.get("name") == "guard_confirmed"]
    return [e.get("value", "") for e in ticks]


def _summary(page: Page) -> str:
    found = [e for e in page.root.iter("div") if "govuk-error-summary" in e.get("class", "")]
    return words(found[0]) if found else ""


def _validated(app: Portal, **fields: str) -> OneText:
    with app.test_request_context(method="POST", data=fields):
        form = OneText(meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize("name", ["note", "title"])
def test_text_areas_and_plain_inputs_are_looked_at(app: Portal, name: str) -> None:
    assert "is an NHS number" in str(_validated(app, **{name: NUMBER}).errors[name])


@pytest.mark.parametrize("name", ["person", "secret", "hidden"])
def test_names_of_colleagues_and_what_is_no_text_are_not(app: Portal, name: str) -> None:
    assert not _validated(app, **{name: NUMBER}).errors


def test_an_error_names_its_field_where_there_are_several(app: Portal) -> None:
    form = _validated(app, note=NUMBER, title=NUMBER)
    assert form.errors["note"][0].startswith("Note: “943 476 5919” is an NHS number. ")
    assert form.errors["title"][0].startswith("What is it called: “943")


def test_a_text_that_is_too_long_is_refused_unread(app: Portal) -> None:
    errors = _validated(app, note=NUMBER + "x" * 50).errors["note"]
    assert len(errors) == 1
    assert "NHS" not in errors[0]


def test_what_may_identify_is_not_saved_but_explained_and_kept(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    assert not _boxes(milestone_page)
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    assert page.title.startswith("Error: ")
    assert "“Jayden’s mum” looks like the name of a child or relative." in _summary(page)
    assert ASKS in _summary(page)
    assert BOX in page.text
    assert page.form("Save").fields["note"] == [FAMILY]
    assert _note(world) == ""


def test_ticking_the_box_saves_and_is_written_to_the_log_without_the_text(
    world: World, client: PageClient, milestone_page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    (box,) = _boxes(page)
    assert not _confirmations(caplog)
    client.submit(page.form("Save"), guard_confirmed=box)
    assert _note(world) == FAMILY
    (record,) = _confirmations(caplog)
    assert vars(record)["kinds"] == ["name"]
    assert (vars(record)["form"], vars(record)["field"]) == ("MilestoneForm", "note")
    assert "Jayden" not in str(vars(record))


def test_an_unticked_box_asks_again(world: World, client: PageClient, milestone_page: Page) -> None:
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    page = client.submit(page.form("Save"), 400)
    assert BOX in page.text
    assert _note(world) == ""


def test_another_finding_asks_again_and_for_that_one_only(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    (box,) = _boxes(page)
    page = client.submit(page.form("Save"), 400, note=OTHER, guard_confirmed=box)
    assert "“brother Tom” looks like" in _summary(page)
    assert "Jayden" not in _summary(page)
    (second,) = _boxes(page)
    client.submit(page.form("Save"), guard_confirmed=second)
    assert _note(world) == OTHER


def test_a_certain_finding_must_go_whatever_is_ticked(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    typed = f"{FAMILY}. {NUMBER}"
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=typed)
    assert _summary(page).index("is an NHS number") < _summary(page).index("Jayden")
    (box,) = _boxes(page)
    page = client.submit(page.form("Save"), 400, guard_confirmed=box)
    assert "is an NHS number. Take it out" in _summary(page)
    assert ASKS not in _summary(page)
    assert not _boxes(page)
    client.submit(page.form("Save"), note=FAMILY)
    assert _note(world) == FAMILY


def test_a_number_confirmed_as_something_else_is_refused_once_it_is_certain(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    typed = "Meeting ID: 943 476 5919"
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=typed)
    (box,) = _boxes(page)
    page = client.submit(page.form("Save"), 400, note=NUMBER, guard_confirmed=box)
    assert "is an NHS number. Take it out" in _summary(page)
    assert _note(world) == ""


def test_what_is_saved_already_is_not_asked_again(
    world: World, client: PageClient, milestone_page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    client.submit(page.form("Save"), guard_confirmed=_boxes(page)[0])
    caplog.clear()
    page = client.get(MILESTONE)
    assert not _boxes(page)
    client.submit(page.form("Save"), note=f"{FAMILY} each month")
    assert _note(world) == f"{FAMILY} each month"
    assert not _confirmations(caplog)
    page = client.submit(client.get(MILESTONE).form("Save"), 400, note=OTHER)
    assert "“brother Tom”" in _summary(page)


def test_a_confirmation_survives_another_error_on_the_form(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    box = _boxes(page)[0]
    page = client.submit(page.form("Save"), 400, guard_confirmed=box, reason="x" * 2001)
    assert not _boxes(page)
    client.submit(page.form("Save"), reason="")
    assert _note(world) == FAMILY


def test_a_confirmation_is_carried_through_signing_in_again(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    give_password(world.strategic)
    page = client.submit(milestone_page.form("Save"), 400, progress="in-progress", note=FAMILY)
    box, form = _boxes(page)[0], page.form("Save")
    end_sign_ins()
    page = client.submit(form, 401, guard_confirmed=box)
    sign_in = page.form("Sign in and go on")
    page = client.submit(sign_in, 201, email=world.strategic.email, password=PASSWORD)
    page = client.submit(page.form("Show my form"), 200)
    assert not page.title.startswith("Error")
    client.submit(page.form("Save"))
    assert _note(world) == FAMILY
    with reading():
        assert milestone(world.home, "steering-group").status == MilestoneStatus.IN_PROGRESS


def test_a_returned_form_is_asked_like_any_other(
    world: World, client: PageClient, milestone_page: Page
) -> None:
    fields = {**milestone_page.form("Save").fields, "progress": "in-progress", "note": FAMILY}
    page = client._send("POST", MILESTONE, 200, data={**fields, "_returned": "1"})
    assert not _boxes(page)
    page = client.submit(page.form("Save"), 400)
    assert ASKS in _summary(page)
    assert _note(world) == ""


@pytest.fixture
def item(world: World) -> str:
    """The address of an item of an open round in which the strategic lead rates."""
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
    return f"/sites/{world.home.slug}/assessments/{slug}/items/A1"


def test_autosave_keeps_nothing_that_may_identify_and_says_how_to_confirm(
    world: World, client: PageClient, item: str
) -> None:
    page = client.sign_in(world.strategic).get(item)
    fields = {**page.form("Save and continue").fields, "answer": "3"}
    for typed, words_ in (
        (FAMILY, "save with the button to confirm that"),
        (NUMBER, "Take it out"),
    ):
        answer = client.fetch("POST", f"{item}/autosave", {**fields, "evidence": typed}, 422)
        assert answer.json is not None
        assert answer.json["message"].startswith("Not saved. Evidence: “")
        assert words_ in answer.json["message"]
        assert "tick the box" not in answer.json["message"]
    assert typed not in client.get(item).body
    page = client.submit(page.form("Save and continue"), 400, answer="3", evidence=FAMILY)
    (box,) = _boxes(page)
    fields = {**page.form("Save and continue").fields, "guard_confirmed": [box]}
    client.fetch("POST", f"{item}/autosave", fields, 201)
    page = client.get(item)
    assert page.form("Save and continue").fields["evidence"] == [FAMILY]
    client.fetch("POST", f"{item}/autosave", page.form("Save and continue").fields, 201)
