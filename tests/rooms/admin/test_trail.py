"""The audit trail as administrators read it."""

from datetime import UTC, datetime

import pytest

from app.accounts import service as accounts
from app.admin.queries import trail
from app.core.audit import AuditChange
from app.core.db import reading, transaction
from tests.page_client import PageClient
from tests.rooms.admin.trails import make_event
from tests.worlds import World


def summaries(client: PageClient) -> list[str]:
    """What stands in the column "What and why", from top to bottom."""
    return [row[2] for row in client.page.table("Events")[1:]]


def seen(client: PageClient, **filters: str) -> list[str]:
    query = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in filters.items())
    client.get(f"/admin/audit?{query}")
    return summaries(client) if "Events" in client.page.body else []


def test_an_event_says_who_when_what_why_and_where(world: World, client: PageClient) -> None:
    number = make_event(
        "stage moved",
        summary="Moved to Installation.",
        actor_id=world.lead.id,
        about_id=world.strategic.id,
        site_id=world.home.id,
        reason="All is in place.",
        reference="abc123",
    )
    client.sign_in(world.admin).get("/admin/audit?verb=stage+moved")
    (row,) = client.page.table("Events")[1:]
    assert row[1:] == [
        "Lena Lead",
        "Moved to Installation. About: Stella Strategic. Why: All is in place.",
        "Northmoor",
        "abc123",
    ]
    client.get(f"/admin/audit/{number}")
    for words in ("Lena Lead", "Stella Strategic", "All is in place.", "Northmoor", "The browser"):
        assert words in client.page.text


def test_an_event_opens_its_changes_old_and_new(world: World, client: PageClient) -> None:
    number = make_event(changes={"milestones": {"state": ["planned", "done"], "note": [None, ""]}})
    client.sign_in(world.admin).get(f"/admin/audit/{number}")
    assert client.page.table("milestones, row 7") == [
        ["Field", "Before", "After"],
        ["state", "planned", "done"],
        ["note", "nothing", "empty"],
    ]


def test_what_is_personal_is_withheld_and_says_so(world: World, client: PageClient) -> None:
    with transaction():
        accounts.rename(world.member.id, "Mona Renamed")
    client.sign_in(world.admin).get("/admin/audit?verb=name+changed")
    client.get(next(h for h in client.page.links.values() if h.startswith("/admin/audit/")))
    assert client.page.table("people")[1] == ["name", "Withheld", "Withheld: personal or secret"]
    assert "Mona Renamed" not in client.page.table("people")[1]


def test_an_event_that_does_not_exist_is_not_found(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    client.get("/admin/audit/999999", status=404)
    client.get("/admin/audit/99999999999999999999", status=404)


def test_each_filter_narrows_by_what_it_names(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    make_event("one verb", summary="By the lead.", actor_id=world.lead.id)
    make_event("two verb", summary="About the member.", about_id=world.member.id)
    make_event("three verb", summary="At Farfield.", site_id=world.foreign.id)
    make_event("four verb", summary="In a table.", changes={"rare_table": {"x": [1, 2]}})
    make_event("five verb", summary="By reference.", reference="00ff00ff00")
    assert seen(client, person="lena") == ["By the lead."]
    assert seen(client, person="mo.member@people") == ["About the member. About: Mo Member."]
    assert seen(client, site="arfiel") == ["At Farfield."]
    assert seen(client, table="rare_table") == ["In a table."]
    assert seen(client, verb="three verb") == ["At Farfield."]
    assert seen(client, reference="00ff00ff00") == ["By reference."]
    assert seen(client, person="lena", site="farfield") == []
    assert seen(client, person="nobody at all") == []
    assert seen(client, site="nowhere") == []


def test_a_per_cent_sign_in_a_filter_is_no_joker(world: World, client: PageClient) -> None:
    make_event(summary="By the lead.", actor_id=world.lead.id)
    client.sign_in(world.admin)
    assert seen(client, person="%25") == []


def test_days_are_london_days_and_both_are_included(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    make_event("timed", at=datetime(2026, 6, 30, 22, 59, tzinfo=UTC), summary="Still June.")
    make_event("timed", at=datetime(2026, 6, 30, 23, 0, tzinfo=UTC), summary="July in London.")
    make_event("timed", at=datetime(2026, 7, 1, 22, 59, tzinfo=UTC), summary="Late on the first.")
    make_event("timed", at=datetime(2026, 7, 1, 23, 0, tzinfo=UTC), summary="The second.")
    first_of_july = ["Late on the first.", "July in London."]
    assert seen(client, verb="timed", since="1 7 2026", until="1/7/2026") == first_of_july
    assert seen(client, verb="timed", since="2026-07-01", until="1 July 2026") == first_of_july
    assert seen(client, verb="timed", since="2 7 2026") == ["The second."]


@pytest.mark.parametrize("wrong", ["yesterday", "31 2 2026", "2026", "1 2 3 4", "32 1 2026"])
def test_a_date_that_is_none_is_said_beside_what_was_typed(
    world: World, client: PageClient, wrong: str
) -> None:
    client.sign_in(world.admin).get("/admin/audit", status=400, query_string={"since": wrong})
    assert "“From” must be a date" in client.page.text
    assert client.page.title.startswith("Error: ")
    assert client.page.form("Show").fields["since"] == [wrong]


def test_a_reference_nobody_has_is_explained(world: World, client: PageClient) -> None:
    client.sign_in(world.admin).get("/admin/audit?reference=deadbeef00")
    assert "No event has the reference deadbeef00" in client.page.text


def test_the_reference_on_an_error_page_finds_the_refusal(world: World, client: PageClient) -> None:
    client.sign_in(world.member).get("/admin/audit", status=403)
    reference = client.response.headers["X-Reference"]
    assert reference in client.page.text
    client.sign_in(world.admin).get("/admin/audit")
    client.submit(client.page.form("Show"), status=200, reference=f" {reference} ")
    assert summaries(client) == ["GET /admin/audit answered 403"]


def test_pages_follow_one_another_and_lead_back(world: World, client: PageClient) -> None:
    for number in range(120):
        make_event("counted", summary=f"Event {number}.")
    client.sign_in(world.admin).get("/admin/audit?verb=counted")
    first = summaries(client)
    assert first == [f"Event {n}." for n in range(119, 69, -1)]
    assert "Newer" not in client.page.links
    client.get(client.page.links["Older"])
    assert summaries(client) == [f"Event {n}." for n in range(69, 19, -1)]
    client.get(client.page.links["Older"])
    assert summaries(client) == [f"Event {n}." for n in range(19, -1, -1)]
    assert "Older" not in client.page.links
    client.get(client.page.links["Newer"])
    client.get(client.page.links["Newer"])
    assert summaries(client) == first
    assert "Newer" not in client.page.links


def test_an_event_that_touched_a_table_twice_stands_there_once(
    world: World, client: PageClient
) -> None:
    number = make_event(summary="Two rows.", changes={"twice": {"x": [1, 2]}})
    with transaction() as current:
        change = AuditChange(
            event_id=number, table_name="twice", row_id="8", action="removed", changes={}
        )
        current.add(change)
    client.sign_in(world.admin)
    assert seen(client, table="twice") == ["Two rows."]


def test_the_choices_are_what_occurs(world: World) -> None:
    make_event("b verb", changes={"one_table": {}})
    make_event("a verb", changes={"other_table": {}})
    make_event("b verb")
    with reading():
        assert [v for v in trail.verbs() if v.endswith(" verb")] == ["a verb", "b verb"]
        assert {"one_table", "other_table"} <= set(trail.tables())
        assert len(trail.verbs()) == len(set(trail.verbs()))


def test_nonsense_in_the_address_is_passed_over(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    for query in ("before=x", "before=99999999999999999999", "after=-1", "before=%C2%B2"):
        client.get(f"/admin/audit?{query}")
    client.get("/admin/audit?person=%00%0A&site=%00")


def test_the_page_asks_the_same_number_of_questions_whatever_it_shows(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.admin)
    make_event("counted", actor_id=world.lead.id, site_id=world.home.id)
    client.get("/admin/audit?verb=counted")
    with_one = client.statements
    for person in (world.lead, world.member, world.strategic) * 15:
        make_event("counted", actor_id=person.id, site_id=world.foreign.id)
    client.get("/admin/audit?verb=counted")
    assert client.statements == with_one
