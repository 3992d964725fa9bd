"""Support past the pages: turns and days, who is told, what other rooms read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.access.actor import Actor
from app.access.policy import Role
from app.core import audit, clock, db
from app.core.outbox import OutboxMail
from app.core.refusals import ChangedMeanwhile, Refused
from app.sites.models import Site
from app.sites.rules.sides import Side
from app.support import queries, service
from app.support.queries import AcrossWanted, Wanted
from app.support.queries.everywhere import across
from app.support.rules.entries import Asker
from app.support.rules.states import OPEN, State
from tests.factories import in_app
from tests.factories.posts import cover
from tests.factories.support import (
    a_need,
    a_session,
    an_offer,
    make_delivered,
    make_offered,
    make_support,
    read,
    speaks,
)
from tests.worlds import World

MONDAY = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)


def told(template: str) -> list[int | None]:
    """Whom mails of a template went to."""
    with db.reading() as session:
        wanted = select(OutboxMail.person_id).where(OutboxMail.template == template)
        return list(session.scalars(wanted.order_by(OutboxMail.id)))


def test_an_answer_is_due_by_the_bank_holidays_of_the_site_and_anew_when_asked_again(
    world: World,
) -> None:
    with in_app(), clock.pretend(MONDAY), db.transaction():
        found = make_support(world.home, world.strategic)
        assert found.answer_due_on == date(2026, 12, 24)
        service.offer(
            world.home.id, found.id, an_offer(world.lead), found.version, speaks(world.lead)
        )
        offered = read(world.home, found.id)
        assert (offered.answer_due_on, offered.turn.side) == (None, Side.AUTHORITY)
    with in_app(), clock.pretend(MONDAY + timedelta(days=2)), db.transaction():
        service.ask_again(
            world.home.id, found.id, "In January", offered.version, speaks(world.strategic)
        )
        again = read(world.home, found.id)
        assert again.answer_due_on == date(2026, 12, 30)  # Christmas, Boxing Day, a weekend
        (due,) = queries.due(date(2026, 12, 1), date(2026, 12, 31))
        assert (due.subject, due.on) == (f"support:{found.id}", date(2026, 12, 30))
        assert queries.due(date(2026, 12, 1), date(2026, 12, 24)) == []
        (waits,) = queries.open_requests_awaiting_answer(MONDAY + timedelta(days=2))
        assert (waits.site_id, waits.request_id) == (world.home.id, found.id)
        assert (waits.asked_at, waits.answer_due_on) == (MONDAY, date(2026, 12, 30))


def test_who_covers_is_told_and_where_nobody_leads_the_administrators_are(world: World) -> None:
    with in_app(), db.transaction():
        cover(world.lead, world.other_lead, world.admin)
        make_support(world.home, world.strategic)
    assert told("support_asked") == [world.lead.id, world.other_lead.id]
    with in_app(), db.transaction() as session:
        audit.because("made", summary="Made for a test.")
        session.get_one(Site, world.foreign.id).lead_id = None
        make_support(world.foreign, world.foreign_strategic)
    assert told("support_asked")[2:] == [world.admin.id]


def test_what_is_sent_twice_is_there_once(world: World) -> None:
    with in_app(), db.transaction():
        first = make_support(world.home, world.contributor)
        assert make_support(world.home, world.contributor).id == first.id
        assert make_support(world.home, world.strategic).id != first.id
        for _ in range(2):
            service.write(world.home.id, first.id, "When?", speaks(world.lead))
        assert len(queries.entries(first.id, with_notes=True)) == 2
        given = make_delivered(world.home, world.strategic, world.lead)
        service.record(world.home.id, given.id, a_session(world.lead), speaks(world.lead))
        assert len(queries.sessions(given.id)) == 1


def test_a_second_answer_meets_the_first_and_a_step_that_is_not_open_is_refused(
    world: World,
) -> None:
    home, lead = world.home.id, world.lead
    with in_app(), db.transaction():
        found = make_support(world.home, world.strategic)
        service.decline(home, found.id, "Nobody is free", "In May", found.version, speaks(lead))
        with pytest.raises(ChangedMeanwhile) as met:
            service.offer(home, found.id, an_offer(lead), found.version, speaks(lead))
        assert "Nobody is free" in met.value.theirs
        now = read(world.home, found.id).version
        with pytest.raises(Refused, match="while the request waits"):
            service.offer(home, found.id, an_offer(lead), now, speaks(lead))
        with pytest.raises(Refused, match="Choose somebody of the authority"):
            service.ask(home, a_need("For nobody"), speaks(lead))
        with pytest.raises(LookupError):
            service.write(world.foreign.id, found.id, "Not ours", speaks(lead))


def test_all_that_is_late_is_found_as_the_rules_say_it(world: World) -> None:
    today = clock.today()
    long_ago = Asker(world.strategic.id, "", today - timedelta(days=20))
    with in_app(), db.transaction() as session:
        make_support(world.home, world.lead, "Unanswered", asker=long_ago)
        given = make_support(world.home, world.lead, "Given", asker=long_ago, needed_by=today)
        service.offer(
            world.home.id, given.id, an_offer(world.lead, today), given.version, speaks(world.lead)
        )
        service.record(world.home.id, given.id, a_session(world.lead), speaks(world.lead))
        make_offered(world.home, world.strategic, world.lead)
        make_delivered(world.home, world.strategic, world.lead)
        session.flush()
        lead = Actor(world.lead.id, "", "", Role.LEAD, assigned=frozenset({world.home.id}))
        for on in (today, today + timedelta(days=1)):
            every = across(lead, AcrossWanted(listed=Wanted()), on).rows
            late = across(lead, AcrossWanted(late="late", listed=Wanted()), on).rows
            assert {row.id for row in every if row.late(on)} == {row.id for row in late}
            assert len(late) == 1 + (on > today)


def test_other_rooms_read_what_was_given_and_the_stream_with_notes_marked(world: World) -> None:
    today = clock.today()
    with in_app(), db.transaction():
        found = make_delivered(world.home, world.strategic, world.lead)
        service.note(world.home.id, found.id, "Ask again in May", speaks(world.lead))
        (given,) = queries.delivered_between([world.home.id], today, today)
        assert (given.request_id, given.minutes, given.people, given.helped) == (
            *(found.id, 60, 12),
            None,
        )
        assert queries.delivered_between([world.foreign.id], today, today) == []
        rows = queries.stream(world.home.id, None, 50)
        assert [row.nspcc_only for row in rows].count(True) == 1
        assert rows[-1].whole_day  # no more than its day is known of what was given
        assert {row.path for row in rows} == {f"/sites/northmoor/support/{found.id}"}
        assert len(queries.stream(world.home.id, rows[1].at, 2)) == 2
    with db.reading():
        delivered = queries.waiting_by_site([world.home.id], Side.AUTHORITY, clock.now())
        assert [one.state for one in delivered[world.home.id]] == [State.DELIVERED]
        assert State.DELIVERED in OPEN
