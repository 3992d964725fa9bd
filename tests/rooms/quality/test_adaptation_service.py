"""Adaptations past the pages: what is known at a moment, what falls due, what is told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.access.actor import Actor
from app.access.policy import Role
from app.core import clock, db
from app.core.refusals import Refused
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations.everywhere import AcrossWanted, across
from app.quality.queries.adaptations.listing import Wanted
from app.quality.queries.adaptations.stream import stream
from app.quality.rules.adaptations.states import View
from app.quality.service import adaptations as service
from tests.factories import in_app
from tests.factories.adaptations import (
    a_change,
    a_ruling,
    make_adaptation,
    make_viewed,
    read,
    speaks,
)
from tests.worlds import World

MONDAY = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)


def test_a_past_day_is_worked_out_by_what_was_known_then_or_is_known_now(world: World) -> None:
    home = world.home
    with in_app(), db.transaction():
        with clock.pretend(MONDAY):
            made = make_adaptation(home, world.strategic, since=date(2026, 6, 1))
        with clock.pretend(MONDAY + timedelta(days=10)):
            row = read(home, made.id)
            said = a_change(since=date(2026, 3, 1), components=("CC1", "CC10"))
            service.change(
                home.id, made.id, said, "It was earlier", row.version, speaks(world.lead)
            )
        with clock.pretend(MONDAY + timedelta(days=20)):
            row = read(home, made.id)
            service.give_view(home.id, made.id, a_ruling(), row.version, speaks(world.lead))
            row = read(home, made.id)
            ended = date(2027, 1, 8)
            service.end(home.id, made.id, ended, "Over", row.version, speaks(world.strategic))
    with in_app(), db.transaction():
        april = date(2026, 4, 1)
        assert queries.known([home.id], april, MONDAY) == {}  # it was entered as begun in June
        (fact,) = queries.known([home.id], april)[home.id]
        assert (fact.since, len(fact.components)) == (date(2026, 3, 1), 2)
        assert (fact.entered_on, fact.ended_on, fact.view) == (date(2026, 12, 21), None, None)
        (then,) = queries.known([home.id], date(2026, 7, 1), MONDAY)[home.id]
        assert then.since == date(2026, 6, 1)
        (now,) = queries.known([home.id], date(2027, 2, 1))[home.id]
        assert (now.ended_on, now.view, now.goes_on) == (date(2027, 1, 8), View.CONSISTENT, False)
        assert queries.known([], april) == {}


def test_views_and_reviews_fall_due_and_fall_away(world: World) -> None:
    with in_app(), clock.pretend(MONDAY), db.transaction():
        make_adaptation(world.home, world.strategic)
        watched = make_viewed(world.home, world.strategic, world.lead, "Watched", "watch")
        ever = date(2026, 12, 1), date(2027, 6, 1)
        found = {one.subject: one for one in queries.due(*ever)}
        assert found["adaptation:1"].on == date(2027, 1, 7)
        assert found["adaptation:1"].phase == "view"
        assert (found["adaptation:2"].phase, found["adaptation:2"].on) == (
            "review",
            watched.review_on,
        )
        service.end(world.home.id, 2, clock.today(), "Over", watched.version, speaks(world.lead))
        assert [one.subject for one in queries.due(*ever)] == ["adaptation:1"]


def test_what_is_sent_twice_is_said_once_and_the_stream_keeps_notes_from_the_authority(
    world: World,
) -> None:
    by, lead = speaks(world.strategic), speaks(world.lead)
    with in_app(), db.transaction():
        first = service.log(world.home.id, a_change(), by)
        assert service.log(world.home.id, a_change(), by) == first
        service.write(world.home.id, first, "Which week?", by)
        service.write(world.home.id, first, "Which week?", by)
        service.note(world.home.id, first, "Careful", lead)
        told = stream(world.home.id)
        assert [one.nspcc_only for one in told] == [True, False, False]
        assert len(queries.entries(first, with_notes=False)) == 2
        with pytest.raises(Refused):
            service.ask_again(world.home.id, first, "Please", read(world.home, first).version, by)
        with pytest.raises(LookupError):
            service.note(world.foreign.id, first, "No", lead)


def test_what_is_late_is_the_same_in_the_database_and_in_words(world: World) -> None:
    with in_app(), clock.pretend(MONDAY), db.transaction():
        make_adaptation(world.home, world.strategic, "Owed")
        make_viewed(world.home, world.strategic, world.lead, "Watched", "watch")
        make_viewed(world.home, world.strategic, world.lead, "Hard", "not-the-framework")
        make_viewed(world.home, world.strategic, world.lead, "Fine")
        actor = Actor(world.lead.id, "", "", Role.LEAD, assigned=frozenset({world.home.id}))
        for days in (0, 17, 18, 60, 61, 90):
            today = clock.today() + timedelta(days=days)
            everything = across(actor, AcrossWanted(listed=Wanted()), today)
            late = across(actor, AcrossWanted(late="late", listed=Wanted()), today)
            words = {one.id for one in everything.rows if one.late(today)}
            assert {one.id for one in late.rows} == words, days
        assert everything.rows[0].title == "Owed"
        assert words == {1, 2}
