"""Writes about groups and meetings: what carries over, completes, conflicts, is told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import reading, session, transaction
from app.core.outbox import OutboxMail
from app.core.refusals import Refused
from app.core.versions import put
from app.core.web.edge import Portal
from app.journey.rules import MilestoneStatus
from app.meetings import queries, service
from app.meetings.models import ItemMinutes, Meeting
from app.meetings.queries import GroupRow, MeetingRow
from app.meetings.rules import Attendance, Kind, Outcome, Seat
from app.meetings.service import ChangedMeanwhile, Overtaken
from tests.factories.journey import make_journey, milestone
from tests.factories.meetings import (
    again,
    all_present,
    at,
    make_group,
    make_held,
    make_meeting,
    make_member,
    name_of,
    some_terms,
    weekday,
    write_on,
)
from tests.worlds import World


@pytest.fixture
def in_app(app: Portal) -> object:
    """Mails need the application."""
    with app.app_context():
        yield


pytestmark = pytest.mark.usefixtures("in_app")


def steering(world: World) -> GroupRow:
    group = make_group(world.home)
    make_member(group, world.strategic, starts_on=weekday(-500))
    return group


def titles(found: MeetingRow) -> list[str]:
    return [item.title for item in queries.items_at(found.id)]


def test_what_was_not_dealt_with_stands_first_on_the_next_agenda(world: World) -> None:
    with transaction():
        group = steering(world)
        make_held(world.home, world.strategic, group, items=["Dates", "Data", "Rooms"])
        later = make_meeting(world.home, world.strategic, group, items=["New"])
        assert titles(later) == ["Data", "Rooms", "New"]
        assert queries.backlog(group.id) == []


def test_what_is_left_open_goes_to_the_meeting_planned_already(world: World) -> None:
    with transaction():
        group = steering(world)
        later = make_meeting(world.home, world.strategic, group, items=["New"])
        make_held(world.home, world.strategic, group, items=["Dates", "Data"])
        assert titles(later) == ["New", "Data"]
        third = make_meeting(world.home, world.strategic, group, on=weekday(40), items=[])
        assert titles(third) == []


def test_an_item_carried_twice_is_there_once_and_one_taken_off_is_gone(world: World) -> None:
    with transaction():
        group = steering(world)
        make_held(world.home, world.strategic, group, on=weekday(-40), items=["Dates", "Data"])
        second = make_held(world.home, world.strategic, group, on=weekday(-20), items=[])
        assert titles(second) == ["Data"]
        third = make_meeting(world.home, world.strategic, group, items=["Rooms"])
        assert titles(third) == ["Rooms"]  # dealt with the second time
        service.remove_item(third, queries.items_at(third.id)[0])
        service.cancel(name_of(world.home), third, "Ill", again(world.home, third.id).version)
        assert titles(make_meeting(world.home, world.strategic, group, items=[])) == []


def test_the_agenda_of_a_cancelled_meeting_comes_up_again(world: World) -> None:
    with transaction():
        group = steering(world)
        first = make_meeting(world.home, world.strategic, group, items=["Dates"])
        service.cancel(name_of(world.home), first, "Ill", first.version)
        assert titles(make_meeting(world.home, world.strategic, group, items=["New"])) == [
            "Dates",
            "New",
        ]


def test_a_long_backlog_stays_in_order_before_what_is_new(world: World) -> None:
    with transaction():
        group = steering(world)
        for n in range(4):
            titles_of = [f"{n}-{place}" for place in range(30)]
            make_held(world.home, world.strategic, group, on=weekday(-90 + 7 * n), items=titles_of)
        found = titles(make_meeting(world.home, world.strategic, group, items=["New", "Newer"]))
        assert len(found) > 110
        assert found[-2:] == ["New", "Newer"]
        assert found[0] == "0-4"  # each meeting deals with its first item


def test_two_groups_do_not_share_a_backlog(world: World) -> None:
    with transaction():
        make_held(world.home, world.strategic, steering(world), items=["Dates", "Data"])
        other = make_group(world.home, Kind.PRACTICE)
        assert titles(make_meeting(world.home, world.strategic, other, items=["New"])) == ["New"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.FIRST_WORKSHOP, "first-strategic-workshop"),
        (Kind.SECOND_WORKSHOP, "second-strategic-workshop"),
    ],
)
def test_a_workshop_that_was_held_completes_its_milestone(
    world: World, kind: Kind, code: str
) -> None:
    with transaction():
        make_journey(world.home)
        planned = make_meeting(world.home, world.lead, kind=kind, on=weekday(-20))
        assert milestone(world.home, code).status != MilestoneStatus.DONE
        all_present(planned)
        service.finish(planned, again(world.home, planned.id).version)
        done = milestone(world.home, code)
        assert (done.status, done.happened_on) == (MilestoneStatus.DONE, planned.on)
        assert kind.label in done.evidence


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Kind.PRACTICE, "practice-groups"), (Kind.FORUM, "multi-agency-forum")],
)
def test_the_first_meeting_of_a_group_completes_its_milestone(
    world: World, kind: Kind, code: str
) -> None:
    with transaction():
        make_journey(world.home)
        group = make_group(world.home, kind)
        make_member(group, world.strategic, starts_on=weekday(-500))
        assert milestone(world.home, code).status != MilestoneStatus.DONE
        held = make_held(world.home, world.strategic, group, on=weekday(-40))
        make_held(world.home, world.strategic, group, on=weekday(-20))
        assert milestone(world.home, code).happened_on == held.on


def test_setting_up_the_steering_group_completes_its_milestone(world: World) -> None:
    with transaction():
        make_journey(world.home)
        make_group(world.home, Kind.PRACTICE)
        assert milestone(world.home, "steering-group").status != MilestoneStatus.DONE
        made = make_group(world.home)
        assert milestone(world.home, "steering-group").happened_on == made.set_up_on


def test_a_journey_of_the_first_version_is_completed_by_meetings_too(world: World) -> None:
    with transaction():
        make_journey(world.home)
        milestone(world.home, "first-strategic-workshop").template_version = 1
        held = make_held(world.home, world.lead)
        assert milestone(world.home, "first-strategic-workshop").happened_on == held.on


def test_the_review_workshop_leaves_its_milestone_to_the_self_assessment(world: World) -> None:
    with transaction():
        make_journey(world.home)
        make_held(world.home, world.lead, kind=Kind.REVIEW_WORKSHOP)
        assert milestone(world.home, "twelve-month-review").status != MilestoneStatus.DONE


def test_a_meeting_of_the_past_tells_nobody(world: World) -> None:
    with transaction():
        make_held(world.home, world.lead)
    with reading():
        assert session().scalar(select(func.count()).select_from(OutboxMail)) == 0


def test_the_same_meeting_is_not_planned_twice(world: World) -> None:
    with transaction():
        make_meeting(world.home, world.lead)
        with pytest.raises(Refused, match="planned for that time already"):
            make_meeting(world.home, world.lead)
        make_meeting(world.home, world.lead, kind=Kind.SECOND_WORKSHOP)


def test_only_people_of_the_site_get_a_seat_and_each_only_one(world: World) -> None:
    with transaction():
        group = steering(world)
        with pytest.raises(Refused, match="member of the group already"):
            make_member(group, world.strategic)
        with pytest.raises(Refused, match="left the site"):
            make_member(group, world.foreign_strategic)


def test_a_seat_that_ended_is_not_asked_any_more(world: World) -> None:
    with transaction():
        group = steering(world)
        make_member(group)
        one = next(one for one in queries.members_of(group.id) if one.person_id is None)
        ends = Seat(one.role, one.organisation, one.starts_on, clock.today(), name=one.name)
        service.change_member(group, one, ends, one.version)
        with pytest.raises(ChangedMeanwhile):
            service.change_member(group, one, ends, one.version)
        later = make_meeting(world.home, world.strategic, group)
        assert [p.name for p in queries.people_at(later.id)] == ["Stella Strategic"]
        held = make_meeting(world.home, world.strategic, group, on=weekday(-20))
        assert len(queries.people_at(held.id)) == 2


def calendars(world: World, person_id: int | None) -> list[tuple[str | None, bytes]]:
    mails = session().scalars(select(OutboxMail).order_by(OutboxMail.id))
    return [(m.calendar_method, m.calendar or b"") for m in mails if m.person_id == person_id]


def test_a_new_member_is_asked_to_what_is_planned_and_one_who_leaves_is_taken_out(
    world: World,
) -> None:
    with transaction():
        group = steering(world)
        soon = make_meeting(world.home, world.strategic, group)
        later = make_meeting(world.home, world.strategic, group, on=weekday(40))
        make_member(group, world.contributor)
        assert len(queries.people_at(soon.id)) == len(queries.people_at(later.id)) == 2
        assert len(calendars(world, world.strategic.id)) == 2  # is told nothing new
        assert [method for method, _ in calendars(world, world.contributor.id)] == ["REQUEST"] * 2
        members = queries.members_of(group.id)
        one = next(one for one in members if one.person_id == world.contributor.id)
        leaves = Seat(one.role, "", one.starts_on, soon.on, person_id=one.person_id)
        service.change_member(group, one, leaves, one.version)
        assert len(queries.people_at(soon.id)) == 2
        assert [p.name for p in queries.people_at(later.id)] == ["Stella Strategic"]
        (_, first), (_, asked), (method, taken) = calendars(world, world.contributor.id)
        assert method == "CANCEL"
        uids = [
            next(line for line in text.splitlines() if line.startswith(b"UID:"))
            for text in (first, asked, taken)
        ]
        assert uids[0] != uids[1] == uids[2]


def test_terms_changed_by_somebody_else_first_are_not_overwritten(world: World) -> None:
    with transaction():
        group = make_group(world.home)
        service.change_terms(group, some_terms(quorum=5), group.version)
        with pytest.raises(ChangedMeanwhile):
            service.change_terms(group, some_terms(quorum=7), group.version)
        found = queries.group_of(world.home.id, group.id)
        assert found is not None
        assert found.quorum == 5


def test_a_meeting_keeps_the_quorum_it_was_planned_with(world: World) -> None:
    with transaction():
        group = steering(world)
        held = make_held(world.home, world.strategic, group)
        service.change_terms(group, some_terms(quorum=9), group.version)
        assert again(world.home, held.id).quorum == 2


def test_a_moved_or_ended_meeting_refuses_who_saw_the_version_before(world: World) -> None:
    with transaction():
        found = make_meeting(world.home, world.lead, on=weekday(-3))
        service.move(name_of(world.home), found, at(weekday(-6)), "Room", found.version)
        for write in (
            lambda: service.move(name_of(world.home), found, at(weekday(-6)), "x", found.version),
            lambda: service.cancel(name_of(world.home), found, "x", found.version),
            lambda: service.finish(found, found.version),
        ):
            with pytest.raises(ChangedMeanwhile):
                write()


def test_minutes_saved_meanwhile_are_given_back_with_who_saved_them(world: World) -> None:
    with transaction():
        found = make_meeting(world.home, world.lead, on=weekday(-3))
        item = queries.items_at(found.id)[0]
        write_on(found, world.lead, ["Mine"], Outcome.AGAIN)
        assert (
            service.save_minutes(found, item, "Mine", Outcome.AGAIN, seen=0, by=world.strategic.id)
            == 1
        )
        with pytest.raises(Overtaken) as overtaken:
            service.save_minutes(found, item, "Other", Outcome.DONE, seen=0, by=1)
        theirs = overtaken.value
        assert (theirs.text, theirs.outcome, theirs.version) == ("Mine", Outcome.AGAIN, 1)
        assert theirs.by == world.lead.id


def test_nothing_is_written_on_approved_minutes(world: World) -> None:
    with transaction():
        found = make_held(world.home, world.lead)
        item = queries.items_at(found.id)[0]
        decision = queries.decisions_at(found.id)[0]
        service.approve(found, clock.today(), None, "", found.version)
        for write in (
            lambda: service.save_minutes(found, item, "x", Outcome.DONE, seen=1, by=1),
            lambda: service.decide(found, item, "x", 1),
            lambda: service.withdraw_decision(found, decision.id),
            lambda: service.record_attendance(found, {1: Attendance.ABSENT}),
            lambda: service.add_guest(found, "Gil", "School"),
        ):
            with pytest.raises(ChangedMeanwhile):
                write()


def test_approval_is_neither_early_nor_ahead(world: World) -> None:
    with transaction():
        found = make_held(world.home, world.lead)
        for on in (found.on - timedelta(days=1), clock.today() + timedelta(days=1)):
            with pytest.raises(Refused):
                service.approve(found, on, None, "", found.version)


def test_minutes_are_approved_at_a_later_meeting_of_the_group(world: World) -> None:
    with transaction():
        group = steering(world)
        first = make_held(world.home, world.strategic, group, on=weekday(-40))
        second = make_held(world.home, world.strategic, group, on=weekday(-20))
        assert [one.id for one in queries.to_approve(second)] == [first.id]
        assert [one.id for one in queries.after(first)] == [second.id]
        service.approve(first, second.on, second, "", first.version)
        assert again(world.home, first.id).approved_at_id == second.id
        assert queries.to_approve(second) == ()


def test_the_same_decision_or_guest_sent_twice_is_there_once(world: World) -> None:
    with transaction():
        found = make_meeting(world.home, world.lead, on=weekday(-3))
        item = queries.items_at(found.id)[0]
        assert service.decide(found, item, "Go", 1 * world.lead.id) == service.decide(
            found, item, " Go ", world.lead.id
        )
        with pytest.raises(Refused, match="Enter what was decided"):
            service.decide(found, item, " ", world.lead.id)
        service.add_guest(found, "Gil Guest", "School")
        service.add_guest(found, "Gil  Guest", "School")
        assert [p.name for p in queries.people_at(found.id) if p.role == "guest"] == ["Gil Guest"]


def test_an_item_with_minutes_stays_on_the_agenda(world: World) -> None:
    with transaction():
        found = make_meeting(world.home, world.lead, on=weekday(-3))
        item = write_on(found, world.lead, ["Something"])[0]
        with pytest.raises(Refused, match="it stays"):
            service.remove_item(found, item)


def test_saving_by_version_refuses_tables_of_the_audit_trail(world: World) -> None:
    assert not ItemMinutes.__audited__
    with transaction(), pytest.raises(TypeError, match="Meeting is in the audit trail"):
        put(Meeting, {"id": 1}, {}, 0)
