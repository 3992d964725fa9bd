"""A pilot that runs: monthly counts with their checks, and the learning log."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from app.core import clock, db
from app.core.refusals import Refused
from app.pilots import queries, service
from app.pilots.rules.learning import NewEntry
from app.pilots.rules.months import open_months
from tests.factories.pilots import QUIET, enter_months, make_agreed, make_lesson, make_running
from tests.page_client import PageClient
from tests.worlds import World

PILOTS = "/sites/northmoor/pilots"


@pytest.fixture
def running(world: World) -> int:
    """A pilot at home that runs since three whole months, without counts."""
    with db.transaction():
        return make_running(world.home, world.strategic)


def months_of(world: World, number: int) -> list[date]:
    with db.reading():
        found = queries.find(world.home.id, number, clock.today())
        assert found is not None
        facts = found.facts
        assert facts.starts_on is not None
        assert facts.ends_on is not None
        return open_months(facts.starts_on, facts.ends_on, clock.today())


def typed(**changed: str) -> dict[str, str]:
    return {key: str(value) for key, value in QUIET.items()} | changed


def test_a_contributor_enters_the_months_that_are_over(
    client: PageClient, world: World, running: int
) -> None:
    first, second, third = months_of(world, running)
    page = client.sign_in(world.contributor).get(f"{PILOTS}/{running}/months")
    assert page.text.count("Overdue") + page.text.count("To enter") >= 3
    form = client.get(page.links[f"Enter {first:%B %Y}"]).form("Save the counts")
    page = client.submit(form, 400, children="6", begun_1="2", finished_1="3", staff="many")
    assert "Staff who used the framework: enter a whole number" in page.text
    page = client.submit(form, 400, children="6", begun_1="2", finished_1="3")
    assert "3 stage 1 finished and only 2 begun" in page.text
    assert 'value="3"' in page.body
    page = client.submit(form, 400, children="40", begun_1="2")
    assert "40 children are being assessed, and 12 were planned" in page.text
    client.submit(form, 303, **typed())
    page = client.follow()
    assert "4 assessments begun for a cohort of 12, 1 child returned home" in page.text
    assert f"Enter {second:%B %Y}" in page.links
    page = client.submit(form, 409, **typed(children="7"))
    assert "Children being assessed with the framework: 6" in page.text
    ahead = third.replace(year=third.year + 1)
    client.get(f"{PILOTS}/{running}/months/{ahead:%Y-%m}", 303)
    client.get(f"{PILOTS}/{running}/months/soon", 404)
    client.get(f"{PILOTS}/{running}/months.csv")
    lines = list(csv.reader(io.StringIO(client.response.get_data().decode("utf-8-sig"))))
    assert lines[1][:3] == [f"{first:%B %Y}", "6", "4"]
    assert client.response.headers["Content-Disposition"].endswith("''northmoor-pilot-1-months.csv")


def test_a_correction_is_held_against_the_other_months(world: World, running: int) -> None:
    with db.transaction():
        months = enter_months(world.home, running)
    fewer = {**QUIET, "begun_1": 0, "finished_1": 0, "begun_2": 0, "finished_2": 0}
    with pytest.raises(Refused, match="check this month"), db.transaction():
        service.enter_month(world.home.id, running, months[0], fewer, 1, "Counted again")
    more = {**QUIET, "staff": 6}
    with db.transaction():
        service.enter_month(world.home.id, running, months[0], more, 1)
    with db.reading():
        assert queries.months_of(running)[0].counts["staff"] == 6


def test_nothing_is_entered_before_a_pilot_runs_nor_from_another_site(
    world: World, running: int
) -> None:
    today = clock.today()
    with db.transaction():
        ahead = today.replace(year=today.year + 1, day=1)
        waiting = make_agreed(world.home, world.strategic, ahead, ahead.replace(day=28))
    with pytest.raises(Refused, match="while a pilot runs"), db.transaction():
        service.enter_month(world.home.id, waiting, ahead, QUIET, 0)
    month = months_of(world, running)[0]
    with pytest.raises(LookupError), db.transaction():
        service.enter_month(world.foreign.id, running, month, QUIET, 0)


def test_the_log_takes_entries_of_everybody_and_raises_actions(
    client: PageClient, world: World, running: int
) -> None:
    log = f"{PILOTS}/{running}/log"
    page = client.sign_in(world.contributor).get(log)
    form = client.get(page.links["Write an entry"]).form("Save the entry")
    page = client.submit(form, 400, lesson="adapt")
    for fault in ("Enter what you tried", "Enter what happened", "Enter what you change"):
        assert fault in page.text
    client.submit(
        form, tried="Two visits", happened="It took long", lesson="adopt", hindered=["B10"]
    )
    page = client.follow()
    assert "Tools take too long" in page.text
    assert "Add an action to the plan" not in page.text
    mine = page.form("Save the entry")
    client.submit(mine, learnt="Begin earlier")
    assert "Begin earlier" in client.follow().text
    assert "Begin earlier" in client.submit(mine, 409, learnt="Never again").text
    client.sign_in(world.strategic)
    form = client.get(page.path).form("Add the action")
    client.submit(form, 400, title="")
    due = [str(n) for n in (1, 6, 2098)]
    client.submit(
        form, title="Book longer visits", side="authority", owner_name="Data lead", due_on=due
    )
    assert "Book longer visits" in client.follow().text
    action = client.get(client.page.links["Book longer visits"])
    assert "Pilot 1, learning log" in action.text
    assert page.path in action.links.values()
    with db.transaction():
        theirs = make_lesson(world.home, running)
    client.sign_in(world.contributor)
    assert "Change this entry" not in client.get(f"{PILOTS}/log/{theirs}").text
    client.post(f"{PILOTS}/log/{theirs}", {}, 403)


def test_the_log_filters_sorts_and_asks_the_same_for_one_and_thirty(
    client: PageClient, world: World, running: int
) -> None:
    log = f"{PILOTS}/{running}/log"
    with db.transaction():
        make_lesson(world.home, running, lesson="abandon", codes="B05")
    client.sign_in(world.lead).get(log)
    asked = client.statements
    with db.transaction():
        for _ in range(29):
            make_lesson(world.home, running)
        strategy = queries.strategies_of(running)[0].id
    page = client.get(f"{log}?sort=on")
    assert client.statements == asked
    assert "30 of 30 entries" in page.text
    page = client.get(f"{log}?lesson=abandon&code=B05&strategy={strategy}")
    assert "1 of 30 entries: Abandon" in page.text
    assert "No entry fits" in client.get(f"{log}?code=F01").text


def test_an_entry_about_a_strategy_of_another_pilot_is_refused(world: World, running: int) -> None:
    with db.transaction():
        other = make_running(world.home, world.strategic)
        strategy = queries.strategies_of(other)[0].id
    new = NewEntry(clock.today(), strategy, "a", "b", "", "open", "")
    with pytest.raises(Refused, match="strategies of this pilot"), db.transaction():
        service.add_entry(world.home.id, running, new)
    late = replace(new, strategy_id=None, happened_on=date(2098, 1, 1))
    with pytest.raises(Refused, match="today or earlier"), db.transaction():
        service.add_entry(world.home.id, running, late)
