"""Choosing what one gets mail of, and saying when one is away."""

from datetime import date
from typing import Any

import time_machine
from sqlalchemy import select

from app.core import db
from app.core.audit import AuditEvent
from app.notices import queries
from app.notices.rules import Kind
from tests.page_client import PageClient
from tests.worlds import World

NOW = "2027-03-12T09:00:00Z"
FIRST: dict[str, Any] = {"first_day": ["14", "3", "2027"], "last_day": ["20", "3", "2027"]}


def muted(world: World) -> set[Kind]:
    with db.reading():
        return {kind for _, kind in queries.mutes_of([world.lead.id])}


def test_what_is_not_ticked_comes_no_more_and_critical_kinds_are_not_asked(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get("/account/notices")
    form = page.form("Save")
    ticked = form.fields["kinds"]
    assert set(ticked) == {kind.value for kind in Kind if not kind.is_critical}
    assert "Contracts" in page.text
    client.submit(form, kinds=[kind for kind in ticked if kind != "drafts"])
    assert muted(world) == {Kind.DRAFTS}
    form = client.follow().form("Save")
    assert "drafts" not in form.fields["kinds"]
    client.submit(form, kinds=[*form.fields["kinds"], "drafts"])
    assert muted(world) == set()
    with db.reading() as session:
        said = session.scalars(select(AuditEvent.about_id).where(AuditEvent.verb == "mail chosen"))
        assert list(said) == [world.lead.id] * 2


def test_a_critical_kind_cannot_be_unticked_by_hand(client: PageClient, world: World) -> None:
    client.sign_in(world.lead)
    client.post("/account/notices", {"kinds": ["contracts"]}, status=400)
    client.post("/account/notices", {"kinds": []})
    assert muted(world) == {kind for kind in Kind if not kind.is_critical}


@time_machine.travel(NOW, tick=False)
def test_days_away_count_with_both_ends_and_can_be_taken_back(
    client: PageClient, world: World
) -> None:
    form = client.sign_in(world.lead).get("/account/away").form("Save")
    client.submit(form, **FIRST, note="Olu answers meanwhile")
    assert "14 March 2027 to 20 March 2027: Olu answers meanwhile" in client.follow().text
    away = [bool(_away(world, date(2027, 3, day))) for day in (13, 14, 20, 21)]
    assert away == [False, True, True, False]
    site = "/sites/northmoor/people"
    assert "Lena Lead: 14 March 2027 to 20 March 2027. Olu answers" in client.get(site).text
    client.get("/account/notices")
    client.submit(client.page.form("Remove this absence"))
    assert _away(world, date(2027, 3, 14)) == set()


def _away(world: World, day: date) -> set[int]:
    with db.reading():
        return queries.away_on([world.lead.id, world.strategic.id], day)


@time_machine.travel(NOW, tick=False)
def test_what_is_wrong_with_days_away_stands_beside_them(client: PageClient, world: World) -> None:
    client.sign_in(world.lead)
    wrong: dict[str, dict[str, Any]] = {
        "before the first": {**FIRST, "last_day": ["13", "3", "2027"]},
        "today or later": {"first_day": ["1", "3", "2027"], "last_day": ["2", "3", "2027"]},
        "within a year": {**FIRST, "last_day": ["20", "3", "2028"]},
    }
    for words, values in wrong.items():
        form = client.get("/account/away").form("Save")
        assert words in client.submit(form, status=400, **values).text
    client.submit(client.get("/account/away").form("Save"), **FIRST)
    form = client.get("/account/away").form("Save")
    again: dict[str, Any] = {"first_day": ["20", "3", "2027"], "last_day": ["21", "3", "2027"]}
    assert "overlap" in client.submit(form, status=400, **again).text


def test_nobody_removes_an_absence_of_somebody_else(client: PageClient, world: World) -> None:
    with time_machine.travel(NOW, tick=False):
        client.sign_in(world.lead)
        client.submit(client.get("/account/away").form("Save"), **FIRST)
        with db.reading():
            (absence,) = queries.absences([world.lead.id], date(2027, 3, 12))
        client.sign_in(world.strategic)
        client.post(f"/account/away/{absence.id}/remove", status=404)
        assert _away(world, date(2027, 3, 14)) == {world.lead.id}
