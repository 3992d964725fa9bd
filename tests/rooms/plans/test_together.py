"""One change to several actions: all of them or none, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.audit import AuditEvent
from app.plans import queries, service
from app.plans.queries import ActionRow
from app.plans.rules import ActionStatus, Refused
from app.plans.rules.together import Together
from app.plans.service.together import change_together
from tests.factories.plans import make_action
from tests.page_client import PageClient
from tests.worlds import World

LIST = "/sites/northmoor/plan/actions"


@pytest.fixture
def three(world: World) -> list[ActionRow]:
    """Three open actions of the home site."""
    with db.transaction():
        return [make_action(world.home, world.strategic, f"Action {n}") for n in (1, 2, 3)]


def kept(found: ActionRow) -> ActionRow:
    with db.reading():
        again = queries.find(found.site_id, found.id)
    assert again is not None
    return again


def test_a_conflict_in_one_row_leaves_all_as_they_were_and_is_named(
    world: World, three: list[ActionRow]
) -> None:
    with db.transaction():
        service.set_status(three[0], ActionStatus.IN_PROGRESS)
        service.set_status(three[1], ActionStatus.DONE, on=clock.today())
        foreign = make_action(world.foreign, world.foreign_strategic, "Abroad")
    picked = {row.id: row.version for row in three} | {foreign.id: 1}
    wanted = Together("due", due_on=clock.today() + timedelta(days=50), reason="The course moved")
    with pytest.raises(Refused) as refused, db.transaction():
        change_together(world.home.id, picked, wanted)
    said = {fault.nth: fault.message for fault in refused.value.faults}
    assert set(said) == {three[0].id, three[1].id, foreign.id}
    assert "changed by somebody else meanwhile: now in progress" in said[three[0].id]
    assert said[foreign.id] == "is not in this plan"
    assert kept(three[2]) == three[2]


def test_a_date_moves_for_all_with_its_reason_in_the_trail(
    world: World, three: list[ActionRow]
) -> None:
    on = clock.today() + timedelta(days=50)
    picked = {row.id: row.version for row in three[:2]}
    with db.transaction():
        wanted = Together("due", due_on=on, reason="The course moved")
        assert change_together(world.home.id, picked, wanted) == 2
    assert [kept(row).due_on for row in three] == [on, on, three[2].due_on]
    with db.reading() as session:
        chosen = select(AuditEvent).where(AuditEvent.verb == "actions changed together")
        (told,) = session.scalars(chosen)
    assert told.reason == "The course moved"
    assert told.summary.startswith("2 actions moved to")


def test_somebody_of_the_other_side_or_of_no_side_cannot_be_given_them(
    world: World, three: list[ActionRow]
) -> None:
    picked = {three[0].id: three[0].version}
    for owner in (world.lead, world.foreign_strategic):
        with pytest.raises(Refused), db.transaction():
            change_together(world.home.id, picked, Together("owner", owner_id=owner.id))
    with db.transaction():
        wanted = Together("owner", owner_id=world.contributor.id)
        change_together(world.home.id, picked, wanted)
    assert kept(three[0]).owner == "Cora Contributor"


def test_from_the_narrowed_list_through_a_conflict_to_done_and_back_to_the_list(
    client: PageClient, world: World, three: list[ActionRow]
) -> None:
    page = client.sign_in(world.strategic).get(f"{LIST}?status=to-do&sort=-title")
    assert [row[0] for row in page.table("Actions")[1:]] == ["Action 3", "Action 2", "Action 1"]
    picks = [f"{row.id}.{row.version}" for row in three]
    page = client.submit(page.form("Change those ticked together"), 200, pick=picks)
    assert "all 3 of these actions" in page.text
    form = page.form("Change them")
    with db.transaction():
        service.set_status(three[0], ActionStatus.IN_PROGRESS)
    page = client.submit(form, 400, change="done")
    assert "“Action 1” was changed by somebody else meanwhile" in page.text
    assert kept(three[1]) == three[1]
    client.submit(page.form("Change them"), change="done")
    page = client.follow()
    assert page.links["Remove filter Still open"] == f"{LIST}?sort=-title"
    assert "3 actions changed." in page.text
    assert "0 of 3 actions: Still open" in page.text
    page = client.get(f"{LIST}/together")
    assert "No open action is ticked" in page.text


def test_filters_go_along_through_an_action_and_back(
    client: PageClient, world: World, three: list[ActionRow]
) -> None:
    page = client.sign_in(world.strategic).get(f"{LIST}?status=to-do&side=authority")
    page = client.get(page.links["Action 2"])
    client.submit(page.form("Mark as in progress"))
    page = client.follow()
    client.submit(page.form("Save changes"), title="Action two", barriers=["B05", "B02"])
    page = client.follow()
    assert "Leaders change or are away" in page.text
    assert page.links["Back to the list"] == f"{LIST}?status=to-do&side=authority"
    page = client.get(f"{LIST}?code=B02")
    assert [row[0] for row in page.table("Actions")[1:]] == ["Action two"]
    client.sign_in(world.contributor).get(f"{LIST}/together", 403)
