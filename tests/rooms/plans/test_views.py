"""Pages of the plan, as each role meets them."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock, db
from app.core.words import day
from app.plans import queries, service
from app.plans.queries import ActionRow, Wanted
from app.plans.rules import ActionStatus
from tests.factories.plans import an_origin, make_action
from tests.page_client import PageClient
from tests.worlds import World

PLAN = "/sites/northmoor/plan"
LIST = f"{PLAN}/actions"
NEW = f"{PLAN}/actions/new"
S = ActionStatus


def parts(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def typed(**given: Any) -> dict[str, Any]:
    due = clock.today() + timedelta(days=10)
    values = {
        "title": "Agree who counts the cases",
        "side": "authority",
        "owner": "",
        "owner_name": "Data lead",
        "due_on": parts(due),
        "detail": "Ask finance first.",
    }
    return values | given


def made(world: World, title: str = "Agree it", **given: Any) -> ActionRow:
    with db.transaction():
        return make_action(world.home, world.strategic, title, **given)


def page_of(found: ActionRow) -> str:
    return f"{PLAN}/actions/{found.id}"


def kept(found: ActionRow) -> ActionRow:
    with db.reading():
        again = queries.find(found.site_id, found.id)
    assert again is not None
    return again


def number_of_actions(world: World) -> int:
    with db.reading():
        return queries.of_site(world.home.id, Wanted(), clock.today()).found


@pytest.mark.parametrize("role", ["admin", "lead", "strategic", "contributor"])
def test_everyone_of_the_site_sees_what_is_to_be_done(
    client: PageClient, world: World, role: str
) -> None:
    made(world, "Late", due_on=clock.today() - timedelta(days=1), owner=world.contributor)
    made(world, "Later", origin=an_origin())
    page = client.sign_in(world.person(role)).get(LIST)
    assert "2 actions open: 1 overdue, none due soon." in page.text
    first, second = page.table("Actions")[1:]
    assert first[0:3] == ["Late", "Cora Contributor", "Authority"]
    assert first[4] == "Not started, overdue"
    assert second[5] == "PreISA, round 1: B2"
    assert page.links["PreISA, round 1: B2"] == "/sites/northmoor/assessments/preisa-1/result#B2"
    assert page.links["Plan"] == PLAN
    assert ("Add an action" in page.links) is (role != "contributor")


def test_another_authority_is_told_there_is_no_such_page(client: PageClient, world: World) -> None:
    found = made(world)
    for person in (world.foreign_strategic, world.member):
        client.sign_in(person)
        for path in (PLAN, NEW, page_of(found), f"{PLAN}/actions.csv"):
            client.get(path, 404)
        for step in ("", "/done", "/drop", "/start", "/open"):
            client.post(page_of(found) + step, {}, 404)
    client.sign_in(world.foreign_strategic).get(f"/sites/farfield/plan/actions/{found.id}", 404)
    client.post(f"/sites/farfield/plan/actions/{found.id}/start", {}, 404)
    assert kept(found) == found


def test_an_empty_plan_says_what_happens_next(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(PLAN)
    assert page.links["Add an action"] == NEW
    page = client.sign_in(world.contributor).get(PLAN)
    assert "No actions yet" in page.text
    assert "Add an action" not in page.links


def test_an_action_is_added_and_stands_in_the_plan(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(NEW)
    client.submit(page.form("Add the action"), **typed())
    page = client.follow()
    assert "The action is in the plan." in page.text
    assert page.table("Actions")[1][:2] == ["Agree who counts the cases", "Data lead"]
    page = client.get(page.links["Agree who counts the cases"])
    assert "Ask finance first." in page.text
    assert "Added to the plan by hand" in page.text
    assert "Action raised, due on" in page.text
    assert "Stella Strategic" in page.text


def test_an_action_is_given_to_somebody_with_an_account(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(NEW)
    client.submit(
        page.form("Add the action"), **typed(owner=str(world.lead.id), owner_name="", side="nspcc")
    )
    assert client.follow().table("Actions")[1][1:3] == ["Lena Lead", "NSPCC"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": " "}, "Enter what is to be done"),
        ({"side": ""}, "Choose whose action it is"),
        ({"owner_name": ""}, "Choose who does it, or write who it is"),
        ({"due_on": ["", "", ""]}, "Enter the date by which it is to be done"),
        ({"due_on": ["31", "2", "2030"]}, "must be a real date"),
        ({"due_on": ["1", "2", "2020"]}, "must be today or later"),
        ({"owner": "99999", "owner_name": ""}, "Choose somebody who works on this site now"),
        ({"owner": "abc", "owner_name": ""}, "Choose who does it, or write who it is"),
    ],
)
def test_a_faulty_action_says_what_to_do_and_keeps_what_was_typed(
    client: PageClient, world: World, changed: dict[str, Any], message: str
) -> None:
    page = client.sign_in(world.strategic).get(NEW)
    page = client.submit(page.form("Add the action"), 400, **typed(**changed))
    assert message in page.text
    assert page.title.startswith("Error: ")
    assert "Ask finance first." in page.body
    assert number_of_actions(world) == 0


def test_all_that_is_missing_is_said_at_once(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(NEW)
    page = client.submit(page.form("Add the action"), 400)
    for message in (
        "Enter what is to be done",
        "Choose whose action it is",
        "Choose who does it, or write who it is",
        "Enter the date by which it is to be done",
    ):
        assert message in page.text


def test_a_number_that_identifies_a_child_is_not_saved(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(NEW)
    page = client.submit(page.form("Add the action"), 400, **typed(detail="Ask about 943 476 5919"))
    assert "NHS number" in page.text
    assert number_of_actions(world) == 0
    client.submit(page.form("Add the action"), detail="Ask about the pathway")
    assert number_of_actions(world) == 1


def test_a_form_sent_twice_adds_one_action(client: PageClient, world: World) -> None:
    form = client.sign_in(world.strategic).get(NEW).form("Add the action")
    client.submit(form, **typed())
    client.submit(form, **typed())
    assert number_of_actions(world) == 1


def test_done_takes_one_button_and_can_be_undone(client: PageClient, world: World) -> None:
    found = made(world)
    page = client.sign_in(world.strategic).get(page_of(found))
    client.submit(page.form("Mark as done"))
    page = client.follow()
    assert "The action is done." in page.text
    assert f"Done on {day(clock.today())}." in page.text
    assert (kept(found).status, kept(found).done_on) == (S.DONE, clock.today())
    assert all("Save changes" not in form.text for form in page.forms)
    client.submit(page.form("Open again"))
    assert "The action is open again." in client.follow().text
    assert kept(found).status is S.OPEN


def test_an_empty_day_means_today_and_a_day_to_come_is_refused(
    client: PageClient, world: World
) -> None:
    found = made(world)
    client.sign_in(world.strategic)
    form = client.get(page_of(found)).form("Mark as done")
    page = client.submit(form, 400, on=parts(clock.today() + timedelta(days=1)))
    assert "must be today or earlier" in page.text
    assert kept(found).status is S.OPEN
    client.submit(form, on=["", "", ""])
    assert kept(found).done_on == clock.today()


def test_dropping_asks_why_and_shows_it(client: PageClient, world: World) -> None:
    found = made(world)
    page = client.sign_in(world.lead).get(page_of(found))
    page = client.submit(page.form("Drop it"), 400, reason=" ")
    assert "Enter why this is dropped" in page.text
    client.submit(page.form("Drop it"), reason="The region does it")
    assert "Why dropped The region does it" in client.follow().text


def test_what_was_closed_meanwhile_is_not_closed_otherwise(
    client: PageClient, world: World
) -> None:
    found = made(world)
    page = client.sign_in(world.strategic).get(page_of(found))
    with db.transaction():
        service.set_status(found, S.DONE, on=clock.today())
    answer = client.submit(page.form("Drop it"), 400, reason="Not wanted")
    assert "The action is “Done”: open it again first" in answer.text
    client.submit(page.form("Mark as in progress"))
    assert "Nothing was changed" in client.follow().text
    assert kept(found).status is S.DONE


def test_a_contributor_says_how_far_their_own_action_is_and_changes_nothing_else(
    client: PageClient, world: World
) -> None:
    found = made(world, owner=world.contributor)
    page = client.sign_in(world.contributor).get(page_of(found))
    assert all("Save changes" not in form.text for form in page.forms)
    client.submit(page.form("Mark as in progress"))
    assert kept(found).status is S.IN_PROGRESS
    client.submit(client.follow().form("Mark as done"))
    assert kept(found).status is S.DONE
    client.post(page_of(found), typed(), 403)
    client.get(NEW, 403)
    client.post(NEW, typed(), 403)


@pytest.mark.parametrize("role", ["contributor", "other_lead"])
def test_whose_action_it_is_not_reads_and_cannot_write(
    client: PageClient, world: World, role: str
) -> None:
    found = made(world)
    page = client.sign_in(getattr(world, role)).get(page_of(found))
    assert "can change it" in page.text
    assert not [form for form in page.forms if "Mark as" in form.text]
    for step in ("", "/done", "/drop", "/start", "/open"):
        client.post(page_of(found) + step, {"reason": "Not wanted"}, 403)
    assert kept(found) == found


def test_an_action_is_changed_and_the_history_says_what(client: PageClient, world: World) -> None:
    found = made(world, owner=world.contributor)
    page = client.sign_in(world.strategic).get(page_of(found))
    form = page.form("Save changes")
    assert form.fields["owner"] == [str(world.contributor.id)]
    client.submit(form, title="Agree it in writing", due_on=parts(date(2099, 1, 2)))
    page = client.follow()
    assert page.h1 == "Agree it in writing"
    assert "what is to be done, due date changed." in page.text
    assert "To be done by 2 January 2099" in page.text


def test_a_faulty_change_stands_open_with_what_was_typed(client: PageClient, world: World) -> None:
    found = made(world)
    page = client.sign_in(world.strategic).get(page_of(found))
    assert '<details class="govuk-details portal-screen-only" open>' not in page.body
    page = client.submit(page.form("Save changes"), 400, title="", detail="Keep this")
    assert "Enter what is to be done" in page.text
    assert "Keep this" in page.body
    assert '<details class="govuk-details portal-screen-only" open>' in page.body


def test_who_saves_second_sees_both_texts_even_after_an_error(
    client: PageClient, world: World
) -> None:
    found = made(world)
    page = client.sign_in(world.strategic).get(page_of(found))
    stale = page.form("Save changes")
    client.submit(stale, title="Mine was first")
    page = client.submit(stale, 400, title="Mine was second", due_on=["31", "2", "2030"])
    page = client.submit(page.form("Save changes"), 409, due_on=parts(found.due_on))
    assert "Mine was first" in page.text
    assert "Mine was second" in page.text
    assert kept(found).title == "Mine was first"


def test_an_owner_who_left_stays_chosen_until_another_is(client: PageClient, world: World) -> None:
    found = made(world, owner=world.contributor)
    with db.transaction() as session:
        from app.core import audit
        from app.sites.models import Membership

        audit.because("left", summary="Made for a test.")
        here = session.query(Membership).filter_by(person_id=world.contributor.id).one()
        here.ended_at = clock.now()
    page = client.sign_in(world.strategic).get(page_of(found))
    assert "Cora Contributor (no longer on this site)" in page.text
    client.submit(page.form("Save changes"), detail="Ask the director")
    assert kept(found).owner == "Cora Contributor"


def test_a_form_given_back_after_signing_in_is_filled_and_does_nothing(
    client: PageClient, world: World
) -> None:
    found = made(world)
    client.sign_in(world.strategic)
    page = client.post(NEW, {**typed(), "_returned": "1"}, 200)
    assert "Ask finance first." in page.body
    page = client.post(page_of(found) + "/drop", {"reason": "Not wanted", "_returned": "1"}, 200)
    assert page.form("Drop it").fields["reason"] == ["Not wanted"]
    client.post(page_of(found) + "/start", {"_returned": "1"})
    assert "Nothing has been done yet" in client.follow().text
    assert number_of_actions(world) == 1
    assert kept(found) == found


def test_filters_live_in_the_address_and_can_be_taken_away(
    client: PageClient, world: World
) -> None:
    made(world, "Late", due_on=clock.today() - timedelta(days=1), owner=world.contributor)
    made(world, "Later")
    page = client.sign_in(world.strategic).get(LIST)
    assert page.links["1 overdue"] == f"{LIST}?due=overdue"
    page = client.submit(
        page.form("Show"), 200, due="overdue", owner=f"person-{world.contributor.id}"
    )
    assert "1 of 2 actions: Cora Contributor, Overdue" in page.text
    assert [row[0] for row in page.table("Actions")[1:]] == ["Late"]
    assert page.links["Remove filter Overdue"] == f"{LIST}?owner=person-{world.contributor.id}"
    page = client.get(f"{LIST}?status=done")
    assert "No action fits these filters" in page.text
    assert page.links["1 overdue"] == f"{LIST}?due=overdue"
    page = client.get(f"{LIST}?owner=Nobody")
    assert "0 of 2 actions: Nobody here" in page.text


def test_filters_that_mean_nothing_do_not_narrow(client: PageClient, world: World) -> None:
    made(world)
    page = client.sign_in(world.strategic).get(f"{LIST}?status=nonsense&due=1&side=x&page=-1")
    assert "1 of 1 action" in page.text
    assert not [text for text in page.links if text.startswith("Remove filter")]


def test_the_page_says_for_how_long_an_action_is_overdue(client: PageClient, world: World) -> None:
    today = clock.today()
    late = made(world, "Late", due_on=today - timedelta(days=1))
    ahead = made(world, "Ahead", due_on=today)
    client.sign_in(world.contributor)
    passed = f"Data lead was to do this by {day(late.due_on)}, 1 day ago."
    assert passed in client.get(page_of(late)).text
    assert f"Data lead does this by {day(today)}." in client.get(page_of(ahead)).text


def test_a_line_break_in_the_detail_stays_and_markup_is_text(
    client: PageClient, world: World
) -> None:
    found = made(world, "<b>Agree</b> it", detail="First\nsecond <script>x</script> 🏠")
    page = client.sign_in(world.strategic).get(page_of(found))
    assert page.h1 == "<b>Agree</b> it"
    assert "First<br>second &lt;script&gt;x&lt;/script&gt; 🏠" in page.body


def test_the_file_holds_what_the_list_shows_and_runs_no_formula(
    client: PageClient, world: World
) -> None:
    made(world, "=HYPERLINK(1)", origin=an_origin())
    late = made(world, "Late", due_on=clock.today() - timedelta(days=1))
    client.sign_in(world.contributor).get(f"{PLAN}/actions.csv")
    assert client.response.headers["Content-Type"].startswith("text/csv")
    assert "northmoor-actions.csv" in client.response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(client.response.data.decode("utf-8-sig"))))
    assert [row["What is to be done"] for row in rows] == ["Late", "'=HYPERLINK(1)"]
    assert rows[0]["Number"] == str(late.id)
    assert rows[1]["From"] == "PreISA, round 1: B2"
    page = client.get(f"{LIST}?due=overdue")
    client.get(page.links["Download these actions (CSV)"])
    assert client.response.data.count(b"\r\n") == 2


def test_thirty_actions_take_as_many_statements_as_one(client: PageClient, world: World) -> None:
    made(world, owner=world.contributor, origin=an_origin())
    client.sign_in(world.strategic).get(LIST)
    one = client.statements
    assert one <= 8
    with db.transaction():
        for number in range(29):
            make_action(
                world.home, world.strategic, f"Action {number}", origin=an_origin(f"B{number}")
            )
    assert len(client.get(LIST).table("Actions")) == 31
    assert client.statements == one


def test_the_pages_of_a_long_list_keep_their_filters(client: PageClient, world: World) -> None:
    with db.transaction():
        for number in range(51):
            make_action(world.home, world.strategic, f"Action {number}")
    page = client.sign_in(world.strategic).get(f"{LIST}?side=authority")
    second = f"{LIST}?side=authority&page=2"
    assert second in page.links.values()
    assert len(client.get(second).table("Actions")) == 2
