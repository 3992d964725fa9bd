"""What is kept of each site against the same worked out from the facts, all at once."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine

from app.access.actor import Actor
from app.access.policy import Role
from app.core import audit, clock
from app.core.charts import MOST_ROWS
from app.core.clock import today
from app.core.db import reading, transaction
from app.dashboards.queries import portfolio, scale_up
from app.dashboards.queries.scope import scope_of, spread_of
from app.dashboards.rules.asking import Wish
from app.indicators import service
from app.indicators.queries.uses import paths, uses
from app.indicators.rules.lasting import ended_on, recovered, spell
from app.indicators.rules.paths import STEPS, to_stage
from app.indicators.rules.ways import now_of, tally, way_of
from app.journey.rules import TimeBand
from app.journey.rules.pace import Quadrant, shares
from app.overview.queries.progress import progress_of_sites
from app.sites.models import Site
from app.sites.rules import Status
from app.training.queries.everywhere import Wanted, sites
from app.training.rules.coverage import Extent
from tests.factories.dashboards import called, summed
from tests.factories.journey import make_journey, set_milestone
from tests.factories.programme import declare, make_used
from tests.factories.training import make_entry, make_team
from tests.page_client import PageClient
from tests.rooms.dashboards.test_scale_up import months_ago
from tests.worlds import World

ALL = Wish(whose="everybody")


@pytest.fixture
def actor(world: World) -> Actor:
    """Sites of every kind, summed up, and a lead who sees them all."""
    regular = [2, 1, 3, 2, 1, 1, 2, 1, 2, 1, 1, 2] * 2
    with transaction():
        audit.because("world built", summary="For a test.")
        for place in range(7):
            site = make_used(f"Used {place}", months_ago(30), [*regular, *[place % 2] * 6])
            contract = clock.today() - timedelta(days=700 + place)
            make_journey(site, contract_on=contract, training_on=contract + timedelta(days=60))
            for code in ("contract", "preisa")[: place % 3]:
                day = clock.today() - timedelta(days=600 - 20 * place)
                set_milestone(site, code, happened_on=day)
            called(site, world, 7 * place)
            team = make_team(site, practitioners=place)
            make_entry(site, team, "Amy Able", trained_on=clock.today() - timedelta(days=30))
        back = make_used("Back", months_ago(30), [1, 1] + [0] * 14 + [1, 2] * 7)
        gone = make_used("Gone", months_ago(30), [1] * 12)
        declare(gone, Status.STOPPED, months_ago(17))
        declare(back, Status.PAUSED, clock.today())
    summed()
    return Actor(id=world.lead.id, name="", email="", staff_role=Role.LEAD)


def test_use_and_stages_are_what_the_facts_say(actor: Actor) -> None:
    with reading() as current:
        every = [number for (number,) in current.query(Site.id)]
        known, steps, day = uses(every, today()), paths(every), today()
        assert scale_up.ways_of(actor) == tally(
            (way_of(one), now_of(one, day), one.status, 1) for one in known
        )
        spells = Counter(spell(one, day) for one in known)
        kept = scale_up.spells_of(actor)
        assert {(s.time, s.ended): s.count for s in kept} == {
            (one.time, one.ended): number for one, number in spells.items() if one
        }
        for stage, found in scale_up.to_stages(actor).items():
            fresh = Counter(to_stage(stage, one, day) for one in steps)
            assert {(s.time, s.ended): s.count for s in found} == {
                (one.time, one.ended): number for one, number in fresh.items() if one
            }
        assert set(scale_up.to_stages(actor)) == set(STEPS)
        ends = {one.site_id: ended_on(one, day) for one in known}
        assert {one.site_id: one.on for one in scale_up.falterings(actor)} == {
            number: on for number, on in ends.items() if on
        }
        back = {(one.site_id, on) for one in known for on in recovered(one)}
        assert {(one.site_id, one.on) for one in scale_up.recoveries(actor)} == back
    assert len(back) == 1


def test_the_portfolio_adds_up_what_the_lists_say(actor: Actor) -> None:
    with reading():
        scope, day = scope_of(actor, ALL), today()
        fresh = progress_of_sites(actor, day)
        places = portfolio.places_of(scope, 1)
        assert places.counts == shares(one.quadrant for one in fresh.rows)
        assert sorted((p.name, p.percent, p.pace) for p in places.each) == sorted(
            (
                one.name,
                round(100 * one.share),
                round(float(one.pace.ratio), 2) if one.pace else None,
            )
            for one in fresh.rows
        )
        bands = portfolio.bands_of(scope, 100).rows.values()
        done = sum(row[band].done for row in bands for band in TimeBand)
        assert done == sum(set_ for set_ in (n % 3 for n in range(7)))
        listed = sites(actor, Wanted(), day).rows
        practitioners, _ = portfolio.coverage_of(scope)
        assert practitioners.of(Extent.LINE) == sum(
            (one.practitioners_percent or 0) >= 80 for one in listed
        )
        assert spread_of(scope).summed.known == len(listed)


def test_many_sites_are_drawn_by_fields_and_the_gravest_are_named(
    actor: Actor, world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading():
        exact = portfolio.places_of(scope_of(actor, ALL), 1)
    monkeypatch.setattr(portfolio, "MOST_DRAWN", 2)
    with transaction() as current:
        audit.because("level set", summary="For a test.")
        used = current.query(Site).filter(Site.name == "Used 5").one()
        used.level, used.level_since = "acute", today()
    with reading():
        fields = portfolio.places_of(scope_of(actor, ALL), 7)
    assert fields.counts == exact.counts
    assert len(fields.each) < len(exact.each)
    assert exact.counts[Quadrant.STUCK] == 4
    assert fields.named == ["Used 5"]
    page = client.sign_in(world.lead).get("/dashboards?whose=everybody")
    assert "Each mark stands for all sites in its part of the plane" in page.text
    assert "Stuck or rushed and a concern or acute: Used 5." in page.text
    assert client.statements <= 20
    found = client.http.get(
        "/dashboards/progress.csv?whose=everybody", base_url="http://portal.test"
    )
    assert found.data.count(b"Used ") == 7 < MOST_ROWS


def test_sums_are_worked_out_by_the_worker_and_a_new_site_is_named_as_missing(
    actor: Actor, world: World, client: PageClient
) -> None:
    with transaction():
        audit.because("site made", summary="For a test.")
        make_used("New", months_ago(2), [1])
    page = client.sign_in(world.lead).get("/dashboards/scale-up")
    assert "; 1 not worked out yet" in page.text
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert service.refresh_all(today(), lambda: False) == 12
        assert "not worked out" not in client.get("/dashboards/scale-up").text
