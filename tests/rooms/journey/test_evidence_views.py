"""What shows that a milestone is done, when it happened, and what completes it by itself."""

from datetime import date, timedelta

import pytest

from app.core import clock, db
from app.core.words import month
from app.evidence import service as evidence
from app.journey import queries, service
from app.journey.rules import MilestoneStatus
from tests.factories.evidence import make_note
from tests.factories.journey import make_journey, milestone, set_milestone
from tests.page_client import PageClient
from tests.worlds import World

JOURNEY = "/sites/northmoor/journey"
PLAN = f"{JOURNEY}/implementation-plan"


@pytest.fixture
def planned(world: World) -> World:
    """Home has its milestones; today lies 100 days after its contract."""
    contract = clock.today() - timedelta(days=100)
    with db.transaction():
        make_journey(world.home, contract_on=contract, training_on=contract + timedelta(days=60))
        set_milestone(world.home, "strategic-conversation", happened_on=contract)
    return world


def typed(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def test_a_piece_of_evidence_is_attached_and_counts_until_it_is_removed(
    planned: World, client: PageClient
) -> None:
    with db.transaction():
        there = make_note(planned.home, planned.contributor, "Minutes of May")
        theirs = make_note(planned.foreign, planned.foreign_strategic, "Of others")
    page = client.sign_in(planned.strategic).get(PLAN)
    assert "asks for a note or a file before this is done" in page.text
    page = client.get(page.links["Attach evidence"])
    page = client.submit(page.form("Attach"), 400)
    assert "Tick at least one piece" in page.text
    page = client.submit(page.form("Attach"), 400, pieces=[str(there), str(theirs)])
    assert "was removed meanwhile" in page.text
    client.submit(page.form("Attach"), pieces=[str(there)])
    page = client.follow()
    assert "Minutes of May" in page.links
    client.submit(page.form("Save"), progress="done", happened_on=typed(clock.today()))
    with db.transaction():
        number = milestone(planned.home, "implementation-plan").id
        evidence.remove(planned.home.id, there, version=1)
        assert not queries.has_pieces(number)
    page = client.get(PLAN)
    assert "(removed on " in page.text
    page = client.submit(page.form("Save"), 400, note="Once more")
    assert "Add a note or a file that shows this is done" in page.text
    page = client.get(f"{PLAN}/evidence/new")
    page = client.submit(page.form("Add and attach"), 400, kind="note", words="In folder 3")
    assert "In folder 3" in page.body
    client.submit(page.form("Add and attach"), title="Where the plan is")
    client.get(PLAN)
    page = client.get(f"{PLAN}/evidence")
    client.submit(page.form("Take off Where the plan is"))
    assert "still among the site’s evidence" in client.follow().text
    with db.reading():
        assert [piece.title for piece in queries.pieces_at(number)] == ["Minutes of May"]


def test_a_month_is_enough_and_a_late_entry_says_so(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.strategic).get(f"{JOURNEY}/steering-group")
    ahead = clock.today() + timedelta(days=40)
    form = page.form("Save")
    page = client.submit(
        form, 400, progress="done", happened_on=["", str(ahead.month), str(ahead.year)]
    )
    assert "must be today or in the past" in page.text
    on = clock.today() - timedelta(days=95)
    client.submit(form, progress="done", happened_on=["", f"{on:%B}", str(on.year)])
    page = client.get(f"{JOURNEY}/steering-group")
    assert f"Happened in {month(on)}" in page.text
    assert "only the month is known" in page.text
    assert "weeks after it happened" in page.text
    assert page.form("Save").fields["happened_on"] == ["", str(on.month), str(on.year)]
    with db.reading():
        row = milestone(planned.home, "steering-group")
        assert (row.happened_on, row.is_month_only) == (on.replace(day=15), True)
    assert f"Happened in {month(on)}" in client.get(JOURNEY).text
    client.submit(page.form("Save"), happened_on=typed(on))
    with db.reading():
        row = milestone(planned.home, "steering-group")
        assert (row.happened_on, row.is_month_only) == (on, False)


def test_a_day_before_the_first_contact_is_saved_with_a_warning(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.strategic).get(f"{JOURNEY}/steering-group")
    on = clock.today() - timedelta(days=101)
    client.submit(page.form("Save"), progress="done", happened_on=typed(on))
    page = client.follow()
    assert "is saved" in page.text
    assert "This lies before the first contact with the site" in page.text
    with db.reading():
        assert milestone(planned.home, "steering-group").status == MilestoneStatus.DONE


@pytest.mark.parametrize(
    ("code", "words", "link"),
    [
        ("isa", "when the ISA is signed off", "/sites/northmoor/assessments"),
        ("steering-group", "when the steering group is set up", "/sites/northmoor/meetings"),
        ("trainers-refreshed", "refresher for trainers", "/sites/northmoor/training/sessions"),
        ("communication-plan", "when the communication plan is approved", "/sites/northmoor/plan"),
        ("pilot-plan", "when the plan of a pilot is agreed", ""),
        ("contract", "when the contract is recorded as completed", ""),
    ],
)
def test_a_milestone_says_which_work_completes_it_and_leads_there(
    planned: World, client: PageClient, code: str, words: str, link: str
) -> None:
    page = client.sign_in(planned.contributor).get(f"{JOURNEY}/{code}")
    assert words in page.text
    if link:
        assert link in page.links.values()
        client.get(link)


def test_work_in_another_room_keeps_what_was_typed_as_evidence(planned: World) -> None:
    with db.transaction():
        row = milestone(planned.home, "preisa")
        change = service.MilestoneChange(
            MilestoneStatus.IN_PROGRESS, None, "Folder 3", "", "", row.version
        )
        service.change_milestone(planned.home.id, "preisa", change)
        service.complete(planned.home.id, "preisa-submitted", clock.today(), "Round 1")
        assert milestone(planned.home, "preisa").evidence == "Folder 3\nRound 1"
