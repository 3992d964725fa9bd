"""The engine on real tables: one mail a person, once, whoever runs it and however often."""

import threading
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import event, select, update

from app.core import audit, clock, db
from app.core.web.edge import Portal
from app.jobs import JOBS, Turn
from app.notices.models import Mute, Notice
from app.notices.rules import Kind
from app.plans.rules import Side
from app.reminders import queries, service
from app.reminders.models import ReminderRun
from app.reminders.rules import Dropped, with_rung
from app.reminders.service import run_due
from config import ROOT
from tests.factories.joining import make_contract
from tests.factories.plan_parts import make_route
from tests.factories.plans import make_action
from tests.factories.reminders import count_digests, digests, dropped, remind, sent
from tests.worlds import World

MONDAY = datetime(2027, 3, 1, 7, 30, tzinfo=UTC)


def days(number: float) -> datetime:
    """So many days after that Monday, at the hour of the run."""
    return MONDAY + timedelta(days=number)


def act(world: World, due_on: date, title: str = "Ask the teams", **more: Any) -> int:
    """An action at home, of the strategic lead unless somebody else is named."""
    owner = more.pop("owner", world.strategic)
    side = Side.NSPCC if owner.staff_role else Side.AUTHORITY
    site = more.pop("site", world.home)
    return make_action(site, world.strategic, title, owner=owner, due_on=due_on, side=side.value).id


@pytest.fixture
def busy(app: Portal, world: World) -> World:
    """Two sites with something due on the same morning, four days after that Monday."""
    with time_machine.travel(MONDAY - timedelta(days=30), tick=False), db.transaction():
        for number in range(3):
            act(world, days(7).date(), f"Action {number}")
        act(world, days(7).date(), "Ours", owner=world.lead)
        act(world, days(7).date(), "Theirs", site=world.foreign, owner=world.foreign_strategic)
        make_route(world.home, begins_on=MONDAY.date())
    return world


def test_every_room_that_says_what_falls_due_is_asked() -> None:
    named = {source.due for source in queries.SOURCES}
    for path in sorted((ROOT / "app").glob("*/queries*")):
        room = path.parent.name
        offered = getattr(import_module(f"app.{room}.queries"), "due", None)
        if offered is not None:
            assert offered in named, f"app/reminders/queries/sources.py does not ask {room}"
    assert len(named) == len(queries.SOURCES)
    assert Path(queries.__file__).parent.name == "queries"


def test_what_falls_due_on_a_morning_is_one_mail_a_person_by_site_and_urgency(
    app: Portal, busy: World
) -> None:
    assert remind(app, days(3)) == 0
    assert remind(app, days(4)) == 6
    assert {mail.person_id for mail in digests()} == {
        busy.strategic.id,
        busy.lead.id,
        busy.foreign_strategic.id,
    }
    mail = next(one for one in digests() if one.person_id == busy.strategic.id)
    assert mail.subject == "Northmoor: 4 reminders"
    first_line = mail.text.splitlines()[2]
    assert first_line.startswith("Begin with this: ")
    assert "was due on 1 March 2027, 4 days ago" in first_line
    assert mail.text.index("as due on 1 March") < mail.text.index("ue on 8 March 2027, in 3 days")
    assert mail.site_id == busy.home.id
    assert mail.reply_to == busy.lead.email
    single = next(one for one in digests() if one.person_id == busy.foreign_strategic.id)
    assert single.subject == "Farfield: Theirs, due on 8 March 2027, in 3 days"
    assert single.text.splitlines()[2] == "Do it, or agree another day."


def test_running_it_again_or_in_four_workers_at_once_queues_nothing_twice(
    app: Portal, busy: World
) -> None:
    broken: list[Exception] = []

    def run() -> None:
        try:
            with app.app_context():
                run_due(days(4))
        except Exception as problem:  # noqa: BLE001  whatever it is, the test says so
            broken.append(problem)

    with time_machine.travel(days(4), tick=False):
        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert broken == []
    assert (len(sent()), count_digests()) == (6, 3)
    assert remind(app, days(4)) == remind(app, days(4) + timedelta(hours=2)) == 0
    with db.reading() as session:
        lines = select(audit.AuditEvent.site_id).where(audit.AuditEvent.verb == "reminder")
        told = [site_id for site_id in session.scalars(lines) if site_id is not None]
        assert sorted(told) == sorted([busy.home.id, busy.foreign.id])


def test_what_newly_falls_due_waits_for_the_next_hour_of_somebody_who_had_a_mail(
    app: Portal, busy: World
) -> None:
    remind(app, days(4))
    with time_machine.travel(days(4), tick=False), db.transaction():
        act(busy, days(7).date(), "Forgotten")
        act(busy, days(7).date(), "For another", owner=busy.contributor)
    with app.app_context(), time_machine.travel(days(4) + timedelta(minutes=1), tick=False):
        with db.transaction() as session:  # the same hour, as if the run had not been done
            session.execute(update(ReminderRun).values(finished_at=None))
        run_due(clock.now())
    assert [one.title for one in sent()][6:] == ["For another"]
    assert remind(app, days(4) + timedelta(minutes=31)) == 1
    assert remind(app, days(4) + timedelta(hours=1, minutes=31)) == 0
    assert [one.title for one in sent()][7:] == ["Forgotten"]


def test_nothing_goes_out_at_night_and_what_came_in_the_evening_goes_out_in_the_morning(
    app: Portal, busy: World
) -> None:
    remind(app, days(3))
    with app.app_context(), time_machine.travel(days(4).replace(hour=19), tick=False):
        assert run_due(clock.now()) is None
    night = [remind(app, days(4).replace(hour=hour)) for hour in (0, 1, 2, 3, 5, 6, 19, 23)]
    assert night == [0] * 8
    assert remind(app, days(5)) == 6  # a Saturday: what was missed on the Friday


def test_three_days_without_a_worker_send_the_newest_and_name_what_was_dropped(
    app: Portal, busy: World
) -> None:
    with time_machine.travel(MONDAY - timedelta(days=30), tick=False), db.transaction():
        act(busy, days(5).date(), "Two rungs")  # Saturday: rungs on Tuesday and on Monday
    remind(app, days(0))
    with app.app_context(), time_machine.travel(days(8), tick=False):
        said = run_due(clock.now())
    assert {one.title for one in sent()} >= {"Two rungs", "Theirs", "Ours"}
    two = [(one.rung, one.dropped) for one in sent() + dropped() if one.title == "Two rungs"]
    assert sorted(two) == [("before", "overtaken"), ("overdue", "")]
    assert said is not None
    assert said.endswith(f"{len(dropped())} dropped.")
    with db.reading() as session:
        run = session.scalars(select(ReminderRun).order_by(ReminderRun.id.desc())).first()
        assert run is not None
        assert (run.sent, run.dropped) == (len(sent()), len(dropped()))


def test_who_wants_no_mail_of_a_kind_has_the_notice_only(app: Portal, busy: World) -> None:
    with time_machine.travel(days(3), tick=False), db.transaction() as session:
        audit.because("muted", summary="For a test.")
        for kind in (Kind.ACTIONS, Kind.CONTRACTS):
            session.add(Mute(person_id=busy.strategic.id, kind=kind, since=days(3)))
        make_contract(busy.home, drafted=3, ends=days(4).date())
    remind(app, days(4))
    mail = next(one for one in digests() if one.person_id == busy.strategic.id)
    assert "Contract" in mail.text  # nobody mutes what is critical
    assert "Action 1" not in mail.text
    assert {one.dropped for one in dropped()} == {Dropped.MUTED.value}
    with db.reading() as session:
        told = session.scalars(select(Notice.title).where(Notice.person_id == busy.strategic.id))
        assert "Northmoor: Action 1, due on 8 March 2027, in 3 days" in set(told)


def test_thirty_days_of_runs_send_and_drop_exactly_what_the_dry_run_said(
    app: Portal, busy: World
) -> None:
    with time_machine.travel(MONDAY - timedelta(days=30), tick=False), db.transaction():
        for number in range(1, 28, 4):
            act(busy, days(number).date(), f"Action of day {number}", owner=busy.contributor)
        make_contract(busy.foreign, drafted=3, ends=days(20).date())
        audit.because("muted", summary="For a test.")
        db.session().add(Mute(person_id=busy.lead.id, kind="actions", since=MONDAY))
    begin = MONDAY - timedelta(hours=1)
    with app.app_context(), time_machine.travel(begin, tick=False), db.reading():
        (foreseen,), _ = queries.foresee(begin, 30, queries.programme())
    with app.app_context():
        for at in (
            MONDAY + timedelta(days=number, hours=h) for number in range(31) for h in (0, 5)
        ):
            with time_machine.travel(at, tick=False):
                run_due(at)
    until = begin.date() + timedelta(days=30)
    said = sorted(
        (one.slot.on, *one.planned.told, one.planned.dropped or "")
        for one in foreseen
        if one.slot.on <= until
    )
    done = sorted(
        (clock.in_london(one.at).date(), one.subject, one.turn, one.rung, one.person_id)
        + (one.dropped,)
        for one in sent() + dropped()
        if clock.in_london(one.at).date() <= until
    )
    assert len(said) > 20
    assert done == said


def test_many_things_due_take_as_many_reads_as_one(app: Portal, busy: World) -> None:
    def reads(at: datetime) -> int:
        found: list[str] = []

        def note(_c: object, _cur: object, statement: str, *_: object) -> None:
            if statement.startswith("SELECT"):
                found.append(statement)

        event.listen(db.engine(), "before_cursor_execute", note)
        try:
            remind(app, at)
        finally:
            event.remove(db.engine(), "before_cursor_execute", note)
        return len(found)

    few = reads(days(4))
    with time_machine.travel(days(4), tick=False), db.transaction():
        for number in range(20):
            act(busy, days(14).date(), f"More {number}")
            act(busy, days(14).date(), f"More {number}", site=busy.foreign, owner=busy.other_lead)
    assert reads(days(11)) <= few
    assert len(sent()) == 6 + 3 + 1 + 1 + 40


def test_a_worker_told_to_stop_stops_between_people_and_the_next_goes_on(
    app: Portal, busy: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reminders.service.running.PEOPLE_AT_ONCE", 1)
    asked = iter([False, True])
    with app.app_context(), time_machine.travel(days(4), tick=False):
        said = run_due(days(4), stopping=lambda: next(asked))
        assert said == "Stopped on the way; the next run goes on."
        assert count_digests() == 1
        assert run_due(days(4) + timedelta(hours=1)) == "5 reminders sent to 2 people."
    assert (len(sent()), count_digests()) == (6, 3)
    with db.reading() as session:
        assert not session.scalars(
            select(ReminderRun).where(ReminderRun.finished_at.is_(None))
        ).all()


def test_the_job_keeps_what_the_run_said(app: Portal, busy: World) -> None:
    (job,) = [one for one in JOBS if one.name == "queue reminders"]
    with app.app_context(), time_machine.travel(days(4), tick=False):
        assert job.run(Turn("w", lambda: False)) == "6 reminders sent to 3 people."
        assert job.run(Turn("w", lambda: False)) is None


def test_a_changed_ladder_holds_from_the_next_run_on(app: Portal, busy: World) -> None:
    with app.app_context(), time_machine.travel(days(0), tick=False), db.transaction():
        present = queries.present()
        rung = present.ladders.rungs["actions", "open"][0]
        sooner = with_rung(
            present.ladders, ("actions", "open"), type(rung)("sooner", -5, rung.at, rung.to)
        )
        service.save(sooner, reason="Asked for.", seen=0, by=busy.admin.id)
        with pytest.raises(service.ChangedMeanwhile):
            service.save(sooner, reason="Again.", seen=0, by=busy.admin.id)
        with pytest.raises(service.NothingChanged):
            service.save(sooner, reason="Again.", seen=1, by=busy.admin.id)
    assert remind(app, days(2)) == 5  # the Wednesday before the Monday
    with app.app_context(), time_machine.travel(days(3), tick=False), db.transaction():
        assert service.restore(0, reason="It was too much.", seen=1, by=busy.admin.id) == 2
        assert queries.present().ladders.rungs == queries.programme().rungs
        assert [one.number for one in queries.versions()] == [2, 1, 0]
