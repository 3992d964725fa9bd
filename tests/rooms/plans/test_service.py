"""What is written about actions, on both databases."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.core import audit, clock, db
from app.core.audit import AuditChange, AuditEvent
from app.core.refusals import ChangedMeanwhile
from app.plans import queries, service
from app.plans.models import Action
from app.plans.queries import ActionRow
from app.plans.rules import ActionStatus
from app.plans.service import ActionChange, NewAction, Refused
from tests.factories.plans import an_origin, make_action, new_action
from tests.worlds import World

S = ActionStatus


def made(world: World, **given: Any) -> ActionRow:
    with db.transaction():
        return make_action(world.home, world.strategic, **given)


def kept(found: ActionRow) -> ActionRow:
    with db.reading():
        again = queries.find(found.site_id, found.id)
    assert again is not None
    return again


def events(verb: str) -> list[AuditEvent]:
    with db.reading() as session:
        chosen = select(AuditEvent).where(AuditEvent.verb == verb).order_by(AuditEvent.id)
        return list(session.scalars(chosen))


def change(found: ActionRow, **given: Any) -> ActionChange:
    values: dict[str, Any] = {
        "title": found.title,
        "detail": found.detail,
        "side": found.side.value,
        "owner_id": found.owner_id,
        "owner_name": found.owner_name,
        "due_on": found.due_on,
        "version": found.version,
    }
    return ActionChange(**(values | given))


def number_of_actions() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Action)) or 0


def test_gaps_become_actions_in_the_given_order_with_their_origin(world: World) -> None:
    new = [new_action(f"Close gap {part}", origin=an_origin(part)) for part in ("B2", "A1", "C3")]
    with db.transaction():
        numbers = service.raise_actions(world.home.id, new, world.strategic.id)
    with db.reading():
        rows = [queries.find(world.home.id, number) for number in numbers]
    assert [row.origin.part for row in rows if row and row.origin] == ["B2", "A1", "C3"]
    assert all(row and row.origin == one.origin for row, one in zip(rows, new, strict=True))
    (told,) = events("action raised")
    assert told.summary == (
        "3 actions raised, from PreISA, round 1: B2; PreISA, round 1: A1; PreISA, round 1: C3."
    )
    assert told.site_id == world.home.id


def test_thirty_actions_are_raised_with_as_many_statements_as_one_and_numbered_in_order(
    world: World,
) -> None:
    def statements(new: list[NewAction]) -> int:
        sent: list[str] = []

        def note(_c: object, _cur: object, statement: str, *_: object) -> None:
            sent.append(statement)

        event.listen(db.engine(), "before_cursor_execute", note)
        try:
            with db.transaction():
                numbers = service.raise_actions(world.home.id, new, world.strategic.id)
        finally:
            event.remove(db.engine(), "before_cursor_execute", note)
        assert numbers == sorted(numbers)
        with db.reading():
            found = queries.by_origin(world.home.id, "assessment", [len(new)])
        assert [row.title for row in found] == [one.title for one in new]
        return len(sent)

    one = statements([new_action("Alone", origin=an_origin("A1", 1))])
    many = [new_action(f"Gap {n}", origin=an_origin(f"A{n}", 30)) for n in range(30)]
    assert statements(many) == one


def test_one_wrong_action_keeps_all_of_them_out_and_is_named_by_its_place(world: World) -> None:
    new = [new_action("First"), new_action("", owner_name=""), new_action("Third")]
    with pytest.raises(Refused) as refused, db.transaction():
        service.raise_actions(world.home.id, new, world.strategic.id)
    assert [(fault.nth, fault.field) for fault in refused.value.faults] == [
        (1, "title"),
        (1, "owner"),
    ]
    assert number_of_actions() == 0
    assert events("action raised") == []


def test_raising_nothing_writes_nothing(world: World) -> None:
    with db.transaction():
        assert service.raise_actions(world.home.id, [], world.strategic.id) == []
    assert events("action raised") == []


def test_a_form_sent_twice_raises_its_actions_once(world: World) -> None:
    new = [new_action("Agree it", origin=an_origin("B2")), new_action("Count them")]
    for _ in range(2):
        with db.transaction():
            numbers = service.raise_actions(world.home.id, new, world.strategic.id)
    assert number_of_actions() == 2
    assert len(events("action raised")) == 1
    with db.transaction():
        assert service.raise_actions(world.home.id, new[::-1], world.strategic.id) == numbers[::-1]


def test_the_same_words_from_another_gap_or_after_it_was_done_are_another_action(
    world: World,
) -> None:
    first = made(world, title="Agree it", origin=an_origin("B2"))
    other = made(world, title="Agree it", origin=an_origin("B3"))
    with db.transaction():
        service.set_status(first, S.DONE, on=clock.today())
    again = made(world, title="Agree it", origin=an_origin("B2"))
    assert len({first.id, other.id, again.id}) == 3


def test_who_raises_the_same_at_the_same_time_waits_and_adds_nothing(world: World) -> None:
    new, numbers, ended = [new_action("Agree it")], [], threading.Event()

    def second() -> None:
        with db.transaction():
            numbers.extend(service.raise_actions(world.home.id, new, world.lead.id))
        ended.set()

    thread = threading.Thread(target=second)
    with db.transaction():
        numbers.extend(service.raise_actions(world.home.id, new, world.strategic.id))
        thread.start()
        ended.wait(0.5)  # it must not end before the first is written
    thread.join()
    assert numbers[0] == numbers[1]
    assert number_of_actions() == 1


def test_only_people_of_the_site_and_its_nspcc_lead_can_be_given_an_action(world: World) -> None:
    made(world, title="Ours", owner=world.contributor)
    made(world, title="Yours", owner=world.lead, side="nspcc")
    for stranger in (world.foreign_strategic, world.member, world.other_lead):
        with pytest.raises(Refused, match="works on this site now"):
            made(world, owner=stranger)


def test_the_trail_names_neither_owner_nor_typed_words(world: World) -> None:
    found = made(world, title="Ask Priya", owner=world.contributor, detail="Priya knows")
    with db.transaction():
        service.change_action(found, change(found, title="Ask Priya again", detail="At noon"))
    with db.reading() as session:
        summaries = session.scalars(
            select(AuditEvent.summary).where(AuditEvent.site_id == world.home.id)
        ).all()
        changes = session.scalars(
            select(AuditChange.changes).where(AuditChange.table_name == "actions")
        ).all()
    assert len(changes) == 2
    assert all("Priya" not in str(told) for told in [*summaries, *changes])
    assert all("Cora" not in summary for summary in summaries)
    assert events("action raised")[0].about_id == world.contributor.id


def test_a_change_says_what_changed_and_leaves_the_rest(world: World) -> None:
    found = made(world, origin=an_origin())
    later = found.due_on + timedelta(days=7)
    given = {"owner_id": world.contributor.id, "owner_name": "", "due_on": later}
    with db.transaction():
        service.change_action(found, change(found, **given))
    now = kept(found)
    assert (now.owner, now.due_on, now.title) == ("Cora Contributor", later, found.title)
    assert (now.origin, now.version) == (found.origin, found.version + 1)
    (told,) = events("action changed")
    assert told.summary == f"Action {found.id} (PreISA, round 1: B2): owner, due date changed."
    assert told.about_id == world.contributor.id


def test_a_change_of_nothing_leaves_no_trace(world: World) -> None:
    found = made(world)
    with db.transaction():
        service.change_action(found, change(found, title=f"  {found.title} "))
    assert kept(found).version == found.version
    assert events("action changed") == []


def test_who_saves_second_is_shown_both_texts_and_overwrites_nothing(world: World) -> None:
    found = made(world)
    with db.transaction():
        service.change_action(found, change(found, title="Hers", owner_name="Data lead"))
    with pytest.raises(ChangedMeanwhile) as changed, db.transaction():
        service.change_action(
            found, change(found, title="His", owner_id=world.contributor.id, owner_name="")
        )
    assert changed.value.mine.splitlines()[:2] == [
        "His",
        "Who does it: Cora Contributor (Authority)",
    ]
    assert changed.value.theirs.splitlines()[:2] == [
        "Hers",
        "Who does it: Data lead (Authority)",
    ]
    assert kept(found).title == "Hers"


def test_a_closed_action_is_opened_again_before_it_is_changed(world: World) -> None:
    found = made(world)
    with db.transaction():
        service.set_status(found, S.DONE, on=clock.today())
    now = kept(found)
    with pytest.raises(Refused, match="open it again"), db.transaction():
        service.change_action(now, change(now, title="Other words"))
    assert kept(found).title == found.title


def test_a_faulty_change_names_its_fields(world: World) -> None:
    found = made(world)
    with pytest.raises(Refused) as refused, db.transaction():
        service.change_action(found, change(found, title="", due_on=date(2020, 1, 1)))
    assert [fault.field for fault in refused.value.faults] == ["title", "due_on"]


def test_an_owner_who_has_left_keeps_an_overdue_action_until_it_is_given_to_another(
    world: World,
) -> None:
    past = clock.today() - timedelta(days=5)
    found = made(world, owner=world.contributor, due_on=past)
    with db.transaction() as session:
        audit.because("left", summary="Made for a test.")
        from app.sites.models import Membership

        here = Membership.person_id == world.contributor.id
        session.scalars(select(Membership).where(here)).one().ended_at = clock.now()
    with db.transaction():
        service.change_action(found, change(found, detail="Ask the director"))
    assert kept(found).detail == "Ask the director"
    with pytest.raises(Refused):
        made(world, title="New", owner=world.contributor)


def test_done_keeps_its_day_and_can_be_undone(world: World) -> None:
    found, on = made(world), clock.today() - timedelta(days=2)
    with db.transaction():
        service.set_status(found, S.DONE, on=on)
    assert (kept(found).status, kept(found).done_on) == (S.DONE, on)
    with db.transaction():
        service.set_status(found, S.OPEN)
    assert (kept(found).status, kept(found).done_on) == (S.OPEN, None)
    assert events("action done")[0].summary.startswith(f"Action {found.id} done on ")
    assert events("action opened again")[0].summary == f"Action {found.id} opened again."


def test_dropping_keeps_the_reason_until_it_is_opened_again(world: World) -> None:
    found = made(world)
    with pytest.raises(Refused), db.transaction():
        service.set_status(found, S.DROPPED)
    assert kept(found).status is S.OPEN
    with db.transaction():
        service.set_status(found, S.DROPPED, reason=" The region does it ")
    assert kept(found).drop_reason == "The region does it"
    assert events("action dropped")[0].reason == "The region does it"
    with db.transaction():
        service.set_status(found, S.OPEN)
    assert kept(found).drop_reason == ""


def test_what_is_so_already_stays_as_it_is_and_what_is_closed_is_not_closed_otherwise(
    world: World,
) -> None:
    found, today = made(world), clock.today()
    with db.transaction():
        service.set_status(found, S.DONE, on=today - timedelta(days=1))
    with db.transaction():
        service.set_status(found, S.DONE, on=today)
    assert kept(found).done_on == today - timedelta(days=1)
    assert len(events("action done")) == 1
    with pytest.raises(Refused, match="open it again first"), db.transaction():
        service.set_status(found, S.DROPPED, reason="Not wanted")
    with db.transaction():
        service.set_status(made(world, title="Begun"), S.IN_PROGRESS)
    assert len(events("action started")) == 1


def test_an_action_is_only_reached_through_its_own_site(world: World) -> None:
    from dataclasses import replace

    found = made(world)
    with pytest.raises(LookupError), db.transaction():
        service.set_status(replace(found, site_id=world.foreign.id), S.IN_PROGRESS)
    assert kept(found).status is S.OPEN
