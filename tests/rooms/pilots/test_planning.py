"""Planning a pilot: a draft that grows, agreed by the strategic lead, changed with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock, db
from app.core.refusals import ChangedMeanwhile, Refused
from app.journey import queries as journeys
from app.pilots import queries, service
from app.pilots.rules.plan import Cohort, Risk
from tests.factories.journey import make_journey
from tests.factories.pilots import (
    COHORT,
    make_agreed,
    make_draft,
    make_plan,
    make_running,
    version_of,
)
from tests.page_client import PageClient
from tests.pages import Form
from tests.worlds import World

PILOTS = "/sites/northmoor/pilots"
SOON = timedelta(days=20)


@dataclass(frozen=True)
class Agreeing:
    """The page of a plan and its form that agrees it."""

    path: str
    form: Form


def parts(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def milestone_done(world: World, code: str) -> bool:
    with db.reading():
        rows = journeys.milestones_of(world.home.id, clock.today())
        return next(row.status.value == "done" for row in rows if row.code == code)


def test_a_plan_grows_section_by_section_and_is_agreed(client: PageClient, world: World) -> None:
    with db.transaction():
        make_journey(world.home)
    today = clock.today()
    page = client.sign_in(world.strategic).get(PILOTS)
    assert "problems are still small" in page.text
    form = client.get(page.links["Plan a pilot"]).form("Begin the plan")
    assert "Enter a name for the pilot" in client.submit(form, 400, name=" ").text
    client.submit(form, name="Assessment  teams")
    page = client.follow()
    assert page.h1 == "Pilot 1: Assessment teams"
    assert "Read the plan and agree it" not in page.links
    sections = page.links
    form = client.get(sections["Say which teams and children take part"]).form("Save")
    client.submit(
        form, aim="Can we?", teams="Duty\n\nCare", children="12", case_types=["ico", "outside"]
    )
    form = client.get(sections["Say who answers for it and when it runs"]).form("Save")
    typed: dict[str, Any] = {"owner": str(world.contributor.id), "starts_on": parts(today + SOON)}
    page = client.submit(form, 400, **typed, ends_on=parts(today))
    assert "The last day must be after the first" in page.text
    client.submit(form, 303, **typed, ends_on=parts(today + SOON * 9))
    agree = _add_rows(client, sections["Choose strategies to test"])
    client.sign_in(world.lead)
    assert "The strategic lead of Northmoor agrees it" in client.get(agree.path).text
    client.post(agree.form.action, {"version": "1"}, 403)
    client.sign_in(world.strategic)
    client.submit(agree.form)
    page = client.follow()
    assert "begins on" in page.text
    assert page.text.count("Cora Contributor") == 1
    assert milestone_done(world, "pilot-plan")
    client.sign_in(world.lead)
    client.submit(client.get(page.path).form("Note that the NSPCC has read the plan"))
    assert "Lena Lead" in client.follow().text


def _add_rows(client: PageClient, path: str) -> Agreeing:
    """Add a row of each kind, and give back the form that agrees the plan."""
    page = client.get(path)
    for link, button, given in (
        ("Add a strategy", "Add it", {"what": "Two visits", "signs": "Families say so"}),
        ("Add a measure", "Add it", {"code": "returns", "baseline": "2", "target": "4.5"}),
        ("Add a risk", "Add it", {"what": "Leave", "response": "Pair", "owner_name": "Lead"}),
    ):
        client.submit(client.get(page.links[link]).form(button), 303, **given)
        page = client.follow()
    assert page.table("Measures")[1] == ["Children who returned home", "2 children", "4.5 children"]
    assert "Care leaver" not in page.text
    assert "Other, outside what the framework is meant for" in page.text
    return Agreeing(page.path, page.form("Agree the plan"))


def test_an_agreed_plan_changes_with_a_reason_and_stays_readable(
    client: PageClient, world: World
) -> None:
    today = clock.today()
    with db.transaction():
        number = make_agreed(world.home, world.strategic, today + SOON, today + SOON * 5)
    plan = client.sign_in(world.strategic).get(f"{PILOTS}/{number}/plan")
    form = client.get(plan.links["Somebody leaves"]).form("Save")
    assert "Enter why the agreed plan changes" in client.submit(form, 400, what="Two leave").text
    client.submit(form, what="Two leave", reason="One has given notice")
    page = client.follow()
    assert page.table("Risks")[1][0] == "Two leave"
    assert "One has given notice" in page.text
    assert "Two leave" not in client.get(page.links["As it was agreed"]).text
    assert "Somebody leaves" in client.page.text
    page = client.submit(form, 409, what="Three leave", reason="More")
    assert "Two leave" in page.text
    assert "Three leave" in page.text
    removing = client.get(form.action).form("Take this risk away")
    assert "Enter why the agreed plan changes" in client.submit(removing, 400).text
    client.submit(removing, why="It is over")
    assert "Nothing is here yet" in client.follow().text
    form = client.get(f"{PILOTS}/{number}/cohort").form("Save")
    page = client.submit(form, 400, teams="", reason="x")
    assert "An agreed plan needs which teams take part" in page.text
    with db.reading():
        assert len(queries.versions_of(number)) == 3


@pytest.mark.parametrize(
    ("role", "may_plan", "may_enter"),
    [
        ("admin", True, True),
        ("lead", True, True),
        ("other_lead", False, False),
        ("strategic", True, True),
        ("contributor", False, True),
    ],
)
def test_each_role_is_offered_what_it_may_do(
    client: PageClient, world: World, role: str, may_plan: bool, may_enter: bool
) -> None:
    with db.transaction():
        number = make_running(world.home, world.strategic)
    client.sign_in(getattr(world, role))
    page = client.get(PILOTS)
    assert ("Plan a pilot" in page.links) is may_plan
    page = client.get(page.links["Pilot 1: Two teams"])
    assert ("Say that the pilot ended" in page.links) is may_plan
    assert any(text.startswith("Enter the counts of") for text in page.links) is may_enter
    assert ("write an entry" in page.links) is may_enter
    client.get(f"{PILOTS}/{number}/report")


def test_another_site_finds_none_of_it(client: PageClient, world: World) -> None:
    with db.transaction():
        number = make_running(world.home, world.strategic)
        strategy = queries.strategies_of(number)[0].id
        edition = queries.versions_of(number)[0].id
    client.sign_in(world.foreign_strategic).get(PILOTS, 404)
    foreign = "/sites/farfield/pilots"
    for path in (
        *(f"{number}", f"{number}/plan", f"{number}/months", f"{number}/log"),
        *(f"{number}/report", f"versions/{edition}", f"rows/strategies-{strategy}"),
    ):
        client.get(f"{foreign}/{path}", 404)
    with pytest.raises(LookupError), db.transaction():
        service.add_part(world.foreign.id, number, Risk("a", "b", "c"))


def test_two_who_change_the_plan_are_both_shown(world: World) -> None:
    with db.transaction():
        number = make_draft(world.home)
        seen = version_of(world.home, number)
        service.change_cohort(world.home.id, number, COHORT, seen)
    other = Cohort("Another", "", "Night team", 3, ())
    with pytest.raises(ChangedMeanwhile) as caught, db.transaction():
        service.change_cohort(world.home.id, number, other, seen)
    assert "Night team" in caught.value.mine
    assert "Duty team, Care team" in caught.value.theirs


def test_a_plan_is_not_agreed_before_it_is_whole_nor_over_an_unseen_change(world: World) -> None:
    today = clock.today()
    with db.transaction():
        make_journey(world.home)
        bare = make_draft(world.home, "Bare")
        number = make_plan(world.home, world.strategic, today, today + SOON)
        seen = version_of(world.home, number)
    with pytest.raises(Refused, match="a strategy to test"), db.transaction():
        service.agree(world.home.id, bare, 1)
    with pytest.raises(ChangedMeanwhile), db.transaction():
        service.agree(world.home.id, number, seen - 1)
    with db.transaction():
        service.agree(world.home.id, number, seen)
    with pytest.raises(Refused, match="agreed already"), db.transaction():
        service.agree(world.home.id, number, seen + 1)


def test_the_list_filters_sorts_and_asks_the_same_for_one_and_thirty(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_running(world.home, world.strategic)
    client.sign_in(world.strategic).get(PILOTS)
    asked = client.statements
    with db.transaction():
        for n in range(30):
            make_draft(world.home, f"Draft {n:02}")
    page = client.get(f"{PILOTS}?sort=name")
    assert client.statements == asked
    assert page.table("Pilots")[1][0] == "Pilot 2: Draft 00"
    assert "31 of 31 pilots" in page.text
    page = client.get(f"{PILOTS}?state=running&case_type=ico&q=care")
    assert [row[0] for row in page.table("Pilots")[1:]] == ["Pilot 1: Two teams"]
    assert "No pilot fits" in client.get(f"{PILOTS}?state=decided").text
    assert "30 of 31" in client.get(f"{PILOTS}?state=draft&page=2").text
