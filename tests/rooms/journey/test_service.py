"""What is written about a journey, on both databases."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import audit, clock, db
from app.core.audit import AuditEvent
from app.core.refusals import ChangedMeanwhile, Refused
from app.journey import service
from app.journey.models import (
    JourneyProgress,
    Milestone,
    MilestoneMove,
    MilestoneMoveReason,
    StageDecision,
)
from app.journey.rules import DateMoveReason, MilestoneStatus, Stage
from app.journey.service import AlreadyPlanned, MilestoneChange
from app.sites.models import Site
from tests.factories.journey import make_journey, milestone, set_milestone
from tests.worlds import World

S = MilestoneStatus
CONTRACT = date(2026, 1, 5)


def planned(world: World) -> World:
    with db.transaction():
        make_journey(world.home, contract_on=CONTRACT, training_on=date(2026, 3, 20))
    return world


def entered(status: MilestoneStatus, **given: Any) -> MilestoneChange:
    values = {"happened_on": None, "evidence": "", "note": "", "reason": "", "version": 1} | given
    return MilestoneChange(status=status, **values)


def kept(world: World, code: str) -> Milestone:
    with db.reading():
        return milestone(world.home, code)


def progress(world: World) -> JourneyProgress:
    with db.reading() as session:
        return session.get_one(JourneyProgress, world.home.id)


def test_a_new_site_gets_32_milestones_from_its_two_dates(world: World) -> None:
    planned(world)
    with db.reading() as session:
        rows = session.scalars(select(Milestone).order_by(Milestone.position)).all()
    assert len(rows) == 32
    assert {row.status for row in rows} == {S.NOT_STARTED.value}
    assert all(row.planned_on == row.first_planned_on for row in rows)
    dates = {row.code: row.planned_on for row in rows}
    assert dates["steering-group"] == CONTRACT + timedelta(days=30)
    assert dates["twelve-month-review"] == date(2027, 3, 20)  # a year after the training
    assert (progress(world).done, progress(world).counted) == (0, 32)
    assert progress(world).next_code == "strategic-conversation"
    assert progress(world).critical_code == "contract"


def test_a_journey_is_planned_once(world: World) -> None:
    planned(world)
    with pytest.raises(AlreadyPlanned), db.transaction():
        make_journey(world.home)


def test_done_keeps_the_day_it_happened_apart_from_the_day_it_was_entered(world: World) -> None:
    planned(world)
    change = entered(S.DONE, happened_on=date(2026, 2, 1), note="In the town hall")
    with db.transaction(), audit.acting(audit.Acting(world.strategic.id, "web", "r")):
        service.change_milestone(world.home.id, "steering-group", change)
    row = kept(world, "steering-group")
    assert (row.status, row.happened_on) == (S.DONE.value, date(2026, 2, 1))
    assert row.entered_at is not None
    assert row.entered_at.date() == clock.now().date()
    assert row.entered_by_id == world.strategic.id
    assert row.version == 2
    assert (progress(world).done, progress(world).percent) == (1, 3)
    with db.reading() as session:
        summaries = session.scalars(
            select(AuditEvent.summary).where(AuditEvent.verb == "milestone done")
        ).all()
    assert summaries == ["Milestone “Set up the steering group” done on 1 February 2026."]


@pytest.mark.parametrize(
    ("code", "change", "field"),
    [
        ("steering-group", entered(S.DONE), "happened_on"),
        ("steering-group", entered(S.DONE, happened_on=date(2999, 1, 1)), "happened_on"),
        ("preisa", entered(S.DONE, happened_on=CONTRACT), "evidence"),
        ("steering-group", entered(S.NOT_REQUIRED), "reason"),
        ("steering-group", entered(S.DROPPED, reason="  "), "reason"),
        ("twelve-month-review", entered(S.IN_PROGRESS), "reason"),
    ],
)
def test_what_is_missing_is_refused_beside_its_field_and_nothing_is_written(
    world: World, code: str, change: MilestoneChange, field: str
) -> None:
    planned(world)
    with pytest.raises(Refused) as refused, db.transaction():
        service.change_milestone(world.home.id, code, change)
    assert [name for name, _ in refused.value.faults] == [field]
    assert kept(world, code).status == S.NOT_STARTED


def test_the_review_can_be_done_before_the_isa_only_with_a_reason(world: World) -> None:
    planned(world)
    change = entered(
        S.DONE, happened_on=CONTRACT, evidence="Minutes", reason="The ISA follows next week"
    )
    with db.transaction():
        service.change_milestone(world.home.id, "twelve-month-review", change)
    assert kept(world, "twelve-month-review").status == S.DONE


def test_a_milestone_that_waits_can_be_noted_without_a_reason(world: World) -> None:
    planned(world)
    with db.transaction():
        service.change_milestone(
            world.home.id, "twelve-month-review", entered(S.NOT_STARTED, note="Room is booked")
        )
    assert kept(world, "twelve-month-review").note == "Room is booked"


def test_not_required_leaves_the_count_and_dropped_stays_in_it(world: World) -> None:
    planned(world)
    with db.transaction():
        reason = "The region runs it"
        service.change_milestone(
            world.home.id, "multi-agency-forum", entered(S.NOT_REQUIRED, reason=reason)
        )
        service.change_milestone(
            world.home.id, "practice-groups", entered(S.DROPPED, reason=reason)
        )
    assert (progress(world).done, progress(world).counted) == (0, 31)


def test_opening_a_done_milestone_again_needs_a_reason_and_clears_its_day(world: World) -> None:
    planned(world)
    with db.transaction():
        set_milestone(world.home, "steering-group", happened_on=CONTRACT)
    version = kept(world, "steering-group").version
    with pytest.raises(Refused), db.transaction():
        service.change_milestone(
            world.home.id, "steering-group", entered(S.IN_PROGRESS, version=version)
        )
    with db.transaction():
        service.change_milestone(
            world.home.id,
            "steering-group",
            entered(S.IN_PROGRESS, version=version, reason="It never met"),
        )
    assert kept(world, "steering-group").happened_on is None


def test_the_second_of_two_people_is_shown_both_texts_and_overwrites_nothing(
    world: World,
) -> None:
    planned(world)
    with db.transaction():
        service.change_milestone(
            world.home.id, "steering-group", entered(S.IN_PROGRESS, note="Hers")
        )
    with pytest.raises(ChangedMeanwhile) as changed, db.transaction():
        service.change_milestone(
            world.home.id, "steering-group", entered(S.IN_PROGRESS, note="His")
        )
    assert "His" in changed.value.mine
    assert "Hers" in changed.value.theirs
    assert kept(world, "steering-group").note == "Hers"


def test_a_submitted_preisa_completes_its_milestone_and_keeps_the_first_day(
    world: World,
) -> None:
    planned(world)
    with db.transaction():
        first = service.complete(world.home.id, "preisa-submitted", CONTRACT, "PreISA, round 1")
        again = service.complete(world.home.id, "preisa-submitted", clock.today(), "round 2")
    assert (first, again) == (["preisa"], [])
    row = kept(world, "preisa")
    assert (row.status, row.happened_on, row.evidence) == (S.DONE, CONTRACT, "PreISA, round 1")


def test_work_submitted_at_a_site_without_a_journey_completes_nothing(world: World) -> None:
    with db.transaction():
        assert service.complete(world.foreign.id, "preisa-submitted", CONTRACT, "") == []


def test_a_moved_date_keeps_the_first_plan_and_every_reason(world: World) -> None:
    planned(world)
    new = CONTRACT + timedelta(days=80)
    with db.transaction():
        service.move_planned_date(
            world.home.id,
            "steering-group",
            new,
            [DateMoveReason.STAFFING, DateMoveReason.CORRECTION],
            "Director on leave",
            1,
        )
    row = kept(world, "steering-group")
    assert (row.planned_on, row.first_planned_on) == (new, CONTRACT + timedelta(days=30))
    with db.reading() as session:
        move = session.scalars(select(MilestoneMove)).one()
        reasons = set(session.scalars(select(MilestoneMoveReason.reason)))
        summary = session.scalars(
            select(AuditEvent.summary).where(AuditEvent.verb == "milestone moved")
        ).one()
    assert (move.old_on, move.new_on, move.note) == (
        CONTRACT + timedelta(days=30),
        new,
        "Director on leave",
    )
    assert reasons == {"staffing", "correction"}
    assert summary.endswith("Why: Staff are not available, Correcting an error.")


@pytest.mark.parametrize(
    ("new_on", "reasons", "field"),
    [
        (None, [DateMoveReason.STAFFING], "new_on"),
        (CONTRACT + timedelta(days=30), [DateMoveReason.STAFFING], "new_on"),
        (date(2027, 1, 1), [], "reasons"),
        (date(2027, 1, 1), [DateMoveReason.OTHER], "move_note"),
    ],
)
def test_a_date_does_not_move_without_a_day_and_a_reason(
    world: World, new_on: date | None, reasons: list[DateMoveReason], field: str
) -> None:
    planned(world)
    with pytest.raises(Refused) as refused, db.transaction():
        service.move_planned_date(world.home.id, "steering-group", new_on, reasons, "", 1)
    assert [name for name, _ in refused.value.faults] == [field]


def test_a_closed_milestone_has_no_date_to_move(world: World) -> None:
    planned(world)
    with db.transaction():
        set_milestone(world.home, "contract", happened_on=CONTRACT)
    with pytest.raises(Refused, match="closed"), db.transaction():
        service.move_planned_date(
            world.home.id, "contract", date(2027, 1, 1), [DateMoveReason.STAFFING], "", 2
        )


def test_two_changes_at_the_same_moment_do_not_count_each_other_out(world: World) -> None:
    planned(world)
    codes = ["strategic-conversation", "contract", "steering-group", "regular-monitoring"]

    def finish(code: str) -> None:
        with db.transaction():
            service.change_milestone(
                world.home.id, code, entered(S.DONE, happened_on=CONTRACT, evidence="Minutes")
            )

    threads = [threading.Thread(target=finish, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert progress(world).done == len(codes)
    assert progress(world).next_code == "preisa"
    assert progress(world).critical_code == "training-for-trainers"


def decide(world: World, to: Stage, **given: Any) -> None:
    values: dict[str, Any] = {"reason": "Ready", "evidence": "Minutes", "on": CONTRACT, **given}
    with db.transaction(), audit.acting(audit.Acting(world.lead.id, "web", "r")):
        service.decide(world.home.id, to, **values)


def test_a_decision_moves_the_stage_and_going_back_keeps_the_peak(world: World) -> None:
    decide(world, Stage.INSTALLATION)
    decide(world, Stage.EXPLORATION, reason="Leaders changed", evidence="")
    with db.reading() as session:
        site = session.get_one(Site, world.home.id)
        decisions = session.scalars(select(StageDecision).order_by(StageDecision.id)).all()
        verbs = session.scalars(select(AuditEvent.verb).where(AuditEvent.site_id == site.id)).all()
    assert (site.stage, site.peak_stage) == (Stage.EXPLORATION, Stage.INSTALLATION)
    assert site.stage_since == CONTRACT
    assert [(d.from_stage, d.to_stage) for d in decisions] == [
        (Stage.EXPLORATION, Stage.INSTALLATION),
        (Stage.INSTALLATION, Stage.EXPLORATION),
    ]
    assert decisions[0].decided_by_id == world.lead.id
    assert verbs.count("stage moved") == 2


@pytest.mark.parametrize(
    ("to", "given", "field"),
    [
        (Stage.EXPLORATION, {}, "to"),
        (Stage.INSTALLATION, {"reason": ""}, "reason"),
        (Stage.INSTALLATION, {"evidence": " "}, "evidence"),
        (Stage.INSTALLATION, {"on": date(2999, 1, 1)}, "on"),
    ],
)
def test_a_decision_needs_another_stage_a_reason_evidence_and_a_past_day(
    world: World, to: Stage, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide(world, to, **given)
    assert [name for name, _ in refused.value.faults] == [field]


def test_a_decision_on_a_stage_that_moved_meanwhile_is_shown_and_not_kept(world: World) -> None:
    decide(world, Stage.INSTALLATION)
    with pytest.raises(ChangedMeanwhile):
        decide(world, Stage.INITIAL, seen=Stage.EXPLORATION)
    with db.reading() as session:
        assert session.get_one(Site, world.home.id).stage == Stage.INSTALLATION
