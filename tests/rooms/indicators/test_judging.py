"""Judging sites: kept at once, history by change, patience, who is told, what was known then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event, select, update

from app.core import audit, clock, db
from app.core.db import session, transaction
from app.core.outbox import OutboxMail
from app.core.refusals import Refused
from app.core.web.edge import Portal
from app.indicators import queries, service
from app.indicators.models import IndicatorSnapshot, LevelChange
from app.indicators.rules.answering import Overridden
from app.indicators.rules.sustainment import Sustainment
from app.indicators.service.following import held_reader
from app.measures.models import UseCount
from app.notices.models import Notice
from app.posts.rules.places import Place
from app.sites.models import Site
from app.sites.queries import level_of
from app.sites.rules import Stage
from app.sites.rules.levels import Level
from app.sites.rules.posts import Post
from tests.factories.community import make_post
from tests.factories.events import after, make_answer, make_event
from tests.factories.indicators import count_use, fade
from tests.factories.posts import fill
from tests.factories.sites import make_site
from tests.worlds import World

NOW = "2027-06-28T09:00:00Z"  # a Monday


@pytest.fixture(autouse=True)
def monday_in_june(data: str, app: Portal) -> object:
    """Monday 28 June 2027."""
    with time_machine.travel(NOW, tick=False), app.app_context():
        yield


def judge(*sites: Site, weeks: int = 0, days: int = 0) -> int:
    """Judge sites so much later."""
    with (
        time_machine.travel(clock.now() + timedelta(weeks=weeks, days=days), tick=False),
        transaction(),
    ):
        return service.refresh([site.id for site in sites])


def carried(site: Site) -> Level | None:
    """The level a site carries."""
    with db.reading():
        found = level_of(site.id)
    return found.level if found else None


def test_a_site_is_judged_at_once_and_only_changes_make_history(world: World) -> None:
    fade(world.home)
    assert judge(world.home) == 1
    assert judge(world.home) == 0
    assert judge(world.home, days=1) == 0  # a day more of silence is no other figure
    with db.reading():
        present = queries.present_of(world.home.id)
        assert present is not None
        assert present.on == date(2027, 6, 29)
        assert present.judgement.warning.marks[0] == "2"
        assert "No case started for 182 days" in present.reason
        assert present.judgement.standing.status is Sustainment.LIMINAL
        assert len(session().scalars(select(IndicatorSnapshot)).all()) == 1


def test_the_level_rises_after_two_weeks_and_the_lead_is_told_once(world: World) -> None:
    with transaction():
        audit.because("site made", summary="For a test.", site_id=world.home.id)
        count_use(world.home, date(2027, 3, 1), [2, 2, 2])
    judge(world.home)
    assert carried(world.home) is Level.STEADY
    with transaction():  # F1 and F3 both at 2 point to acute
        session().query(UseCount).delete()
    fade(world.home)
    judge(world.home, weeks=1)
    assert carried(world.home) is Level.STEADY
    judge(world.home, weeks=2)
    assert carried(world.home) is not Level.STEADY
    judge(world.home, weeks=2, days=1)
    with db.reading():
        changes = queries.changes_of(world.home.id)
        assert [one.before for one in changes] == [Level.STEADY, None]
        assert "No case started" in changes[0].reason
        notices = session().scalars(select(Notice)).all()
        assert [one.person_id for one in notices] == [world.lead.id]
        assert notices[0].title.startswith("Northmoor: early-warning level is now")
        [mail] = session().scalars(select(OutboxMail)).all()
    assert (mail.template, mail.address) == ("indicators_level", world.lead.email)


def test_a_level_set_by_hand_holds_until_its_day_and_then_what_is_worked_out(
    world: World,
) -> None:
    judge(world.home)
    until = date(2027, 7, 12)
    with transaction():
        with pytest.raises(Refused):
            service.set_by_hand(
                world.home.id, Overridden.LEVEL, "acute", "They said so.", None, world.lead.id
            )
        service.set_by_hand(
            world.home.id, Overridden.LEVEL, "acute", "The sponsor rang.", until, world.lead.id
        )
    assert carried(world.home) is Level.ACUTE
    judge(world.home, weeks=2)
    assert carried(world.home) is Level.ACUTE
    judge(world.home, weeks=2, days=1)
    assert carried(world.home) is Level.STEADY
    with db.reading():
        assert [one.by_hand for one in queries.changes_of(world.home.id)] == [False, True, False]


def test_data_marked_as_wrong_no_longer_counts_until_its_day(world: World) -> None:
    fade(world.home)
    judge(world.home)
    with transaction():
        service.answer_signal(
            world.home.id, "F1", "data-error", "Counts went astray.", date(2027, 7, 5), 1
        )
    judge(world.home)
    with db.reading():
        present = queries.present_of(world.home.id)
        assert present is not None
        assert present.judgement.warning.marks[0] == "?"
    judge(world.home, weeks=2)
    with db.reading():
        present = queries.present_of(world.home.id)
        assert present is not None
        assert present.judgement.warning.marks[0] == "2"


def test_a_fact_that_changes_is_judged_by_the_next_turn_of_the_worker(world: World) -> None:
    assert service.follow(clock.now()) == 0  # it begins at the end of the trail
    fade(world.home)
    later = clock.now() + timedelta(seconds=20)
    assert service.follow(later) == 1
    assert service.follow(later) == 0
    with transaction():
        audit.because("post", summary="For a test.", site_id=world.foreign.id)
        fill(world.foreign, Post.SPONSOR)
    assert service.follow(later + timedelta(seconds=20)) == 1
    with db.reading():
        assert set(queries.presents_of([world.home.id, world.foreign.id])) == {
            world.home.id,
            world.foreign.id,
        }


def test_what_commits_late_below_the_last_number_read_is_not_missed(world: World) -> None:
    service.follow(clock.now())
    with transaction():
        audit.because("first", summary="For a test.", site_id=world.home.id)
        hidden = audit.because("second", summary="For a test.", site_id=world.foreign.id)
        audit.because("third", summary="For a test.", site_id=world.home.id)
    with transaction():
        reader = held_reader()
        reader.recent = [one for one in reader.recent if one != hidden]
    assert service.follow(clock.now()) == 2  # the late one is new; so are those not read yet
    assert service.follow(clock.now()) == 0
    assert service.follow(clock.now() + timedelta(minutes=5)) == 0


def test_the_nightly_run_judges_every_site_once(world: World) -> None:
    today = clock.today()
    assert service.refresh_all(today, lambda: False) == 2
    assert service.refresh_all(today, lambda: False) == 0
    with time_machine.travel("2027-06-29T00:10:00Z", tick=False):
        assert service.refresh_all(clock.today(), lambda: True) == 0
        assert service.refresh_all(clock.today(), lambda: False) == 2


def test_what_was_known_then_is_not_what_is_known_now(world: World) -> None:
    fade(world.home)
    with time_machine.travel("2027-08-10T09:00:00Z", tick=False), transaction():
        audit.because("use corrected", summary="For a test.", site_id=world.home.id)
        april = select(UseCount).where(UseCount.month == date(2027, 4, 1))
        session().scalars(april).one().superseded_at = clock.now()
        site_id, month = world.home.id, date(2027, 4, 1)
        session().add(
            UseCount(site_id=site_id, month=month, number=2, cases=3, entered_at=clock.now())
        )
        session().get_one(Site, site_id).stage = Stage.SUSTAINABILITY
        began = update(Site).where(Site.id == site_id)  # whenever the world was made
        session().execute(began.values(created_at=datetime(2027, 6, 28, 9, tzinfo=UTC)))
        fill(world.home, Post.SPONSOR, since=200)  # the first day is known to be long ago
    with time_machine.travel("2027-08-11T09:00:00Z", tick=False), db.reading():
        day = date(2027, 6, 30)
        then = queries.judged_on(world.home.id, day, as_known_then=True)
        now = queries.judged_on(world.home.id, day, as_known_then=False)
        with pytest.raises(LookupError):
            queries.judged_on(world.home.id, date(2020, 1, 1), as_known_then=True)
    assert (then.warning.marks[0], now.warning.marks[0]) == ("2", "0")
    assert then.warning.marks[2] == "?"  # nobody was entered for any post by then
    assert now.warning.marks[2] == "1"  # the strategic lead’s post is vacant, since two days


def test_who_takes_part_in_the_community_counts_for_their_site(world: World) -> None:
    before, later = clock.now(), clock.now() + timedelta(hours=1)
    with transaction():
        make_post(world.strategic, at=later)
        make_post(world.foreign_strategic, at=later)
        make_post(world.contributor, place=Place.MESSAGE, at=later)
        webinar = make_event(world.lead)
        make_answer(webinar, world.contributor)
    with time_machine.travel(later, tick=False), db.reading():
        now = queries.known_of([world.home.id])[world.home.id]
        assert [one.person_id for one in now.community] == [world.strategic.id]
        assert queries.known_of([world.home.id], before)[world.home.id].community == ()
    with time_machine.travel(after(webinar), tick=False), db.reading():
        found = queries.known_of([world.home.id])[world.home.id].community
        assert {one.person_id for one in found} == {world.strategic.id, world.contributor.id}


def test_many_sites_take_as_many_statements_as_one(world: World) -> None:
    fade(world.home)
    with transaction():
        audit.because("sites made", summary="For a test.")
        more = [make_site(f"Site {number}") for number in range(5)]
    with db.reading(), counting() as few:
        queries.known_of([world.home.id])
    with db.reading(), counting() as many:
        queries.known_of([world.home.id, *(one.id for one in more)])
    with db.reading(), counting() as past:
        queries.known_of([world.home.id], clock.now())
    assert len(few) == len(many) <= 20
    assert len(past) <= len(few) + 1


def test_history_is_told_for_a_past_that_came_at_once(world: World) -> None:
    fade(world.home)
    with transaction():
        site = session().get_one(Site, world.home.id)
        audit.because("site made", summary="For a test.", site_id=site.id)
        site.created_at = clock.first_moment(date(2025, 1, 6))
        assert service.tell_history([site.id], date(2025, 1, 6), clock.today()) > 3
    with db.reading():
        points = queries.history_of([world.home.id], date(2025, 1, 1), clock.today())
        assert [one.on.weekday() for one in points[world.home.id]] == [0] * len(
            points[world.home.id]
        )
        assert session().scalars(select(LevelChange)).first() is not None
        assert session().scalars(select(Notice)).all() == []
    with time_machine.travel("2028-03-06T09:00:00Z", tick=False):
        count_until_dormant(world)
        judge(world.home)
        with db.reading():
            found = queries.lead_times([world.home.id], clock.today())
    [lead] = found.leads
    assert lead.how is Sustainment.DORMANT
    assert lead.days is not None
    assert lead.days > 180


def count_until_dormant(world: World) -> None:
    """No case from June 2027 on either."""
    with transaction():
        audit.because("use entered", summary="For a test.", site_id=world.home.id)
        count_use(world.home, date(2027, 6, 1), [0] * 9)


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements sent in the block."""
    sent: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)
