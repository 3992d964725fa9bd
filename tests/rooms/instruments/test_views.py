"""Administrators preview, copy, edit, compare and publish; leads read; nobody else enters."""

import shutil
from pathlib import Path

import pytest
import yaml

from app.core.db import reading, transaction
from app.core.web.edge import Portal
from app.instruments import queries, service
from app.instruments.rules import parts
from tests.factories.instruments import publish_seeds
from tests.page_client import PageClient
from tests.worlds import World

LIST = "/admin/instruments"
FIRST, DRAFT = f"{LIST}/preisa/1", f"{LIST}/preisa/2"
A1 = f"{DRAFT}/edit/items/A1"
PAGES = (
    *(LIST, FIRST, DRAFT, f"{DRAFT}/changes", f"{DRAFT}/edit", f"{DRAFT}/edit/about", A1),
    *(f"{DRAFT}/edit/sections/A", f"{DRAFT}/edit/sections/A/add", f"{A1}/remove"),
    *(f"{DRAFT}/publish", f"{DRAFT}/discard"),
)


@pytest.fixture
def admin(client: PageClient, world: World) -> PageClient:
    """An administrator, where the PreISA is published."""
    with transaction():
        publish_seeds()
    return client.sign_in(world.admin)


@pytest.fixture
def drafting(admin: PageClient) -> PageClient:
    """An administrator with a draft of version 2."""
    with transaction():
        service.copy_to_draft("preisa", 1)
    return admin


def words(item_id: str, version: int = 2) -> parts.ItemWords:
    with reading():
        found = next(v for v in queries.versions_of("preisa") if v.version == version)
    return parts.item(found.content, item_id)


def test_the_list_shows_every_questionnaire_with_its_versions(drafting: PageClient) -> None:
    page = drafting.get(LIST)
    rows = page.table("Versions")
    name = "Pre-implementation self assessment, version"
    place = [row[0] for row in rows].index(f"{name} 2")
    assert rows[place] == [f"{name} 2", "Draft", "Not yet", "28", "40"]
    assert rows[place + 1][:2] == [f"{name} 1", "Published"]
    assert "1 draft under way" in page.text
    assert page.links[f"{name} 2"] == DRAFT


def test_the_list_says_what_to_do_before_anything_is_loaded(
    client: PageClient, world: World
) -> None:
    assert "No questionnaires yet" in client.sign_in(world.admin).get(LIST).text


def test_the_list_takes_as_many_statements_for_many_versions_as_for_one(
    admin: PageClient, tmp_path: Path
) -> None:
    admin.get(LIST)
    few = admin.statements
    raw = yaml.safe_load((service.SEEDS / "preisa.v1.yaml").read_text("utf-8"))
    with transaction():
        for number in range(2, 12):
            name = tmp_path / f"preisa.v{number}.yaml"
            name.write_text(yaml.safe_dump(raw | {"version": number}), "utf-8")
        service.load_seeds(tmp_path)
    shutil.rmtree(tmp_path)
    admin.get(LIST)
    assert admin.statements == few


def test_administration_leads_to_the_list(admin: PageClient) -> None:
    assert LIST in admin.get("/admin").links.values()


def test_the_preview_is_what_raters_read_and_how_it_is_scored(admin: PageClient) -> None:
    page = admin.get(FIRST)
    assert page.h1 == "Pre-implementation self assessment"
    for said in (
        "A. Need",
        "We know how many children went home in each of the last 3 years",
        "Critical item",
        "1 – Not present and no plan No count of children who returned home",
        "We do not know yet",
        "Evidence asked for: Data extract or return tables",
        "Ask the data officer for three years of returns home",
        "(42 days)",
        "28 items in 6 sections, 7 critical items",
        "Do you have a written policy",
        "The total is the mean of the sections; each weighs the same.",
        "Asks for a total of 3.5 or more, every section at 3 or more and every critical item at 3"
        " or more.",
        "40 minutes for one person",
    ):
        assert said in page.text, said


def test_a_lead_reads_everything_and_is_offered_no_change(
    app: Portal, drafting: PageClient, world: World
) -> None:
    client = PageClient(app).sign_in(world.lead)
    assert LIST in client.get("/sites").links.values()
    for path in (FIRST, DRAFT, f"{DRAFT}/changes"):
        assert not [f for f in client.get(path).forms if "/admin/" in f.action]
    assert f"{DRAFT}/edit" not in client.get(DRAFT).links.values()
    client.get(f"{DRAFT}/edit", status=403)
    client.post(f"{FIRST}/copy", status=403)
    client.post(f"{DRAFT}/publish", {"seen": 1}, status=403)


@pytest.mark.parametrize("role", ["strategic", "contributor", "member"])
def test_nobody_else_enters(app: Portal, drafting: PageClient, world: World, role: str) -> None:
    client = PageClient(app).sign_in(world.person(role))
    for path in PAGES:
        client.get(path, status=403)


def test_what_is_not_there_is_not_found(drafting: PageClient) -> None:
    for path in (
        f"{LIST}/nothing/1",
        f"{LIST}/preisa/9",
        f"{LIST}/preisa/9/edit",
        f"{DRAFT}/edit/items/Z9",
        f"{DRAFT}/edit/items/Z9/remove",
        f"{DRAFT}/edit/sections/Z",
        f"{DRAFT}/edit/sections/Z/add",
    ):
        drafting.get(path, status=404)
    drafting.post(f"{LIST}/nothing/1/copy", status=404)


def test_a_draft_is_copied_with_a_button_and_only_once(admin: PageClient) -> None:
    form = admin.get(FIRST).form("Copy to a new draft")
    admin.submit(form)
    page = admin.follow()
    assert page.h1 == "Edit PreISA, version 2"
    assert "Copied from version 1" in page.text
    admin.submit(form)
    page = admin.follow()
    assert "Version 2 is a draft already" in page.text
    assert page.links["Edit the draft of version 2"] == f"{DRAFT}/edit"


def test_an_item_is_edited_and_what_is_missing_is_listed_with_links(drafting: PageClient) -> None:
    form = drafting.get(A1).form("Save")
    drafting.submit(form, text="  We count\n returns ", anchor_3="", days="", critical=[])
    page = drafting.follow()
    assert "A1 is saved" in page.text
    assert page.links["A1: enter words for 3 too, or for no point at all"] == A1
    assert page.links["A1: enter the usual days for the suggested action"] == A1
    kept = words("A1")
    assert (kept.text, kept.critical, kept.days) == ("We count returns", False, None)
    assert "To put right" in page.text
    assert "Not written yet" in drafting.get(DRAFT).text


def test_what_cannot_be_kept_is_refused_and_stays_as_typed(drafting: PageClient) -> None:
    form = drafting.get(A1).form("Save")
    page = drafting.submit(form, status=400, days="soon", text="x" * 501, hint="Typed hint")
    assert "“Usual days for the suggested action” must be a whole number from 1 to 730" in page.text
    assert "“Statement” must be 500 characters or fewer" in page.text
    again = page.form("Save")
    assert (again.fields["days"], again.fields["hint"]) == (["soon"], ["Typed hint"])
    drafting.submit(again, days="9", text="Shorter")
    assert (words("A1").text, words("A1").hint, words("A1").days) == ("Shorter", "Typed hint", 9)


def test_a_form_given_back_after_a_new_sign_in_is_shown_and_not_saved(
    drafting: PageClient,
) -> None:
    form = drafting.get(A1).form("Save")
    page = drafting.post(A1, {**form.filled({"text": "Typed"}), "_returned": "1"}, status=200)
    assert page.form("Save").fields["text"] == ["Typed"]
    assert words("A1").text != "Typed"


def test_two_administrators_on_one_item_the_second_gets_both_texts(
    app: Portal, drafting: PageClient, world: World
) -> None:
    other = PageClient(app).sign_in(world.admin)
    mine, theirs = drafting.get(A1).form("Save"), other.get(A1).form("Save")
    other.submit(theirs, text="What they wrote")
    page = drafting.submit(mine, status=409, text="What I wrote")
    assert "Statement: What I wrote" in page.text
    assert "Statement: What they wrote" in page.text
    assert words("A1").text == "What they wrote"


@pytest.mark.parametrize("closing", ["publish", "discard"])
def test_a_draft_that_is_closed_meanwhile_gives_back_what_was_typed(
    drafting: PageClient, closing: str
) -> None:
    form = drafting.get(A1).form("Save")
    drafting.post(f"{DRAFT}/{closing}", {"seen": 1})
    for more in ({}, {"days": "soon"}):
        page = drafting.submit(form, status=409, text="Typed and not lost", **more)
        assert "Typed and not lost" in page.text
        assert "published or discarded meanwhile" in page.text


def test_an_item_removed_meanwhile_gives_back_what_was_typed(drafting: PageClient) -> None:
    form = drafting.get(A1).form("Save")
    drafting.submit(drafting.get(f"{A1}/remove").form("Remove A1"))
    page = drafting.submit(form, status=409, text="Typed and not lost")
    assert "Typed and not lost" in page.text
    assert "It was removed." in page.text


def test_an_item_keeps_the_indicators_it_speaks_to(drafting: PageClient) -> None:
    form = drafting.get(A1).form("Save")
    assert form.fields["hexagon"] == ["need"]
    drafting.submit(form, hexagon=["need", "fit"])
    assert words("A1").hexagon == ("need", "fit")
    with transaction():
        service.copy_to_draft("isa", 1)
    assert "Hexagon" not in drafting.get(f"{LIST}/isa/2/edit/items/A1").text


def test_an_item_is_matched_with_one_of_the_earlier_version_or_none(drafting: PageClient) -> None:
    page = drafting.get(A1)
    assert "What version 1 says" in page.text
    assert page.form("Save").fields["comparable"] == ["A1"]
    drafting.submit(page.form("Save"), comparable="")
    assert words("A1").comparable is None
    assert "What version 1 says" not in drafting.get(A1).text
    drafting.submit(drafting.get(A1).form("Save"), status=400, comparable="Z9")


def test_an_item_is_added_moved_and_removed(drafting: PageClient) -> None:
    form = drafting.get(f"{DRAFT}/edit/sections/B/add").form("Add the item")
    assert form.fields["item_id"] == ["B6"]
    page = drafting.submit(form, status=400, item_id="b1")
    assert "There is an item b1 already" in page.text
    drafting.submit(page.form("Add the item"), item_id="B6", text="Something new")
    page = drafting.follow()
    assert page.h1 == "Item B6"
    assert page.form("Move it").fields["spot"] == ["B/B5"]
    assert page.form("Save").fields["comparable"] == [""]
    drafting.submit(page.form("Move it"), spot="A/A2")
    listed = drafting.follow().text
    assert listed.index("A2. We know") < listed.index("B6. Something new") < listed.index("A3. We")
    page = drafting.get(f"{DRAFT}/edit/items/B6/remove")
    assert "Statement: Something new" in page.text
    drafting.submit(page.form("Remove B6"))
    assert "B6 is removed" in drafting.follow().text
    drafting.get(f"{DRAFT}/edit/items/B6", status=404)


def test_an_item_edited_meanwhile_is_not_removed_unread(drafting: PageClient) -> None:
    asked = drafting.get(f"{A1}/remove").form("Remove A1")
    drafting.submit(drafting.get(A1).form("Save"), text="Better words")
    drafting.submit(asked)
    page = drafting.follow()
    assert "A1 was changed meanwhile" in page.text
    assert "Better words" in page.text


def test_a_section_is_renamed_emptied_and_removed(drafting: PageClient) -> None:
    section = f"{DRAFT}/edit/sections/F"
    drafting.submit(drafting.get(section).form("Save"), title="Partners and money", intro="")
    assert "F. Partners and money" in drafting.follow().text
    drafting.post(f"{section}/remove")
    assert "Move or remove the items of this section first" in drafting.follow().text
    for number in range(1, 5):
        item = f"{DRAFT}/edit/items/F{number}/remove"
        drafting.submit(drafting.get(item).form(f"Remove F{number}"))
    page = drafting.follow()
    assert page.links["Section F has no items: add one, move one there, or remove it"] == section
    drafting.submit(page.form("Remove section F"))
    assert "F. Partners and money" not in drafting.follow().text


def test_the_details_are_edited(drafting: PageClient) -> None:
    form = drafting.get(f"{DRAFT}/edit/about").form("Save")
    page = drafting.submit(form, status=400, minutes="0")
    assert "“Minutes one person needs” must be a whole number from 1 to 600" in page.text
    drafting.submit(page.form("Save"), minutes="35", for_whom="")
    page = drafting.follow()
    assert page.links["Say who answers"] == f"{DRAFT}/edit/about"
    assert "Not given" in page.text


def test_changes_show_both_texts_and_what_can_be_compared(drafting: PageClient) -> None:
    assert "Nothing differs from version 1" in drafting.get(f"{DRAFT}/changes").text
    drafting.submit(drafting.get(A1).form("Save"), text="Entirely new words", comparable="")
    drafting.submit(drafting.get(f"{DRAFT}/edit/items/A2/remove").form("Remove A2"))
    form = drafting.get(f"{DRAFT}/edit/sections/A/add").form("Add the item")
    drafting.submit(form, text="A new statement")
    page = drafting.get(f"{DRAFT}/changes")
    assert "1 changed item, 1 new item, 1 removed item" in page.text
    assert "26 of 28 items can be compared with version 1" in page.text
    assert "New items A6. A new statement" in page.text
    assert "Removed items A2. We know how many of those" in page.text
    assert "Version 1 We know how many children went home" in page.text
    assert "Version 2 Entirely new words" in page.text
    assert "Not comparable" in page.text
    assert "This is the first version" in drafting.get(f"{FIRST}/changes").text


def test_a_draft_is_checked_then_published_and_never_edited_again(drafting: PageClient) -> None:
    drafting.submit(drafting.get(A1).form("Save"), text="")
    page = drafting.get(f"{DRAFT}/publish")
    assert page.links["A1: enter the statement"] == A1
    assert not [f for f in page.forms if f.action.endswith("/publish")]
    drafting.post(f"{DRAFT}/publish", {"seen": 2})
    assert "It cannot be published yet" in drafting.follow().text
    drafting.submit(drafting.get(A1).form("Save"), text="Better words")
    page = drafting.get(f"{DRAFT}/publish")
    assert "28 of 28 items can be compared with version 1" in page.text
    assert "1 changed item, no new items, no removed items" in page.text
    drafting.submit(page.form("Publish version 2"))
    page = drafting.follow()
    assert "PreISA, version 2, published with 28 items" in page.text
    assert "Nothing in it can change any more" in page.text
    drafting.get(A1, status=303)
    assert "is published, so it cannot be changed" in drafting.follow().text


def test_a_draft_changed_since_it_was_checked_is_not_published_unread(
    drafting: PageClient,
) -> None:
    ready = drafting.get(f"{DRAFT}/publish").form("Publish version 2")
    gone = drafting.get(f"{DRAFT}/discard").form("Discard the draft")
    drafting.submit(drafting.get(A1).form("Save"), text="Better words")
    for form in (ready, gone):
        drafting.submit(form)
        assert "The draft was changed meanwhile" in drafting.follow().text
    assert words("A1").text == "Better words"


def test_a_draft_without_any_change_says_so_before_it_is_published(drafting: PageClient) -> None:
    page = drafting.get(f"{DRAFT}/publish")
    assert "Nothing in it differs from version 1" in page.text


def test_a_draft_is_discarded_after_being_asked(drafting: PageClient) -> None:
    drafting.submit(drafting.get(A1).form("Save"), text="Better words")
    page = drafting.get(f"{DRAFT}/discard")
    assert "lost for good" in page.text
    assert "It has 1 changed item" in page.text
    drafting.submit(page.form("Discard the draft"))
    assert "the draft was discarded" in drafting.follow().text
    drafting.get(DRAFT, status=404)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_number_nobody_sent_publishes_nothing(drafting: PageClient, seen: str) -> None:
    drafting.post(f"{DRAFT}/publish", {"seen": seen})
    assert "The draft was changed meanwhile" in drafting.follow().text
