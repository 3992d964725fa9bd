"""The run: what fell due goes out, once each, whoever runs it and whatever dies on the way.

Everything is planned from one short read. Then people get theirs in small batches, one short
transaction each: rows, notices and mails together. A run that was killed is taken up by the next,
because what was sent stands in the table of reminders, and nothing else has to be remembered.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.core import audit
from app.core.db import reading, session, transaction
from app.core.inserting import insert_if_new
from app.core.words import count
from app.reminders import queries
from app.reminders.models import Reminder, ReminderRun
from app.reminders.queries import Plan
from app.reminders.rules import Slot, slot_at
from app.reminders.service.delivering import Turn, by_person, deliver

PEOPLE_AT_ONCE = 50
SITES_AT_ONCE = 200
A_MOMENT = timedelta(microseconds=1)


def run_due(
    now: datetime, *, owner: str = "", stopping: Callable[[], bool] = lambda: False
) -> str | None:
    """Do the run that is due at `now`, unless it was done: plan, deliver, write down. Returns what
    it did in a sentence; None when there was nothing to run. Opens its own transactions."""
    with reading():
        ladders = queries.present().ladders
        slot = slot_at(ladders, now)
        last = queries.last_finished()
        if slot is None or (last and (last.local_date, last.slot) >= (slot.on, slot.number)):
            return None
        plan = queries.plan_now(ladders, now)
    with transaction():
        run_id = _begin(slot, plan, now, owner)
    until = _deliver(run_id, slot, plan, now, stopping)
    if until is None:
        return "Stopped on the way; the next run goes on."
    with reading():
        open_runs = queries.unfinished(slot.on, slot.number)
    for number in open_runs:
        while _history_is_written(number):
            pass
        with transaction():
            words = _close(number, until)
    return words if open_runs else "Another worker was faster."


def run_at_once(now: datetime) -> None:
    """Do the run of a moment as part of the caller's transaction: for the demo, which tells of the
    past. Nobody else may run at the same time."""
    ladders = queries.present().ladders
    slot = slot_at(ladders, now)
    if slot is None:
        raise ValueError("No run begins in the quiet hours.")
    plan = queries.plan_now(ladders, now)
    run_id = _begin(slot, plan, now, "")
    deliver(Turn(run_id, slot.on, slot.at.hour, now), by_person(plan.planned), plan.facts)
    while _write_history(run_id):
        pass
    _close(run_id, now)


def _begin(slot: Slot, plan: Plan, now: datetime, owner: str) -> int:
    """Note that the run begins, unless another worker did; its number."""
    values = {
        "local_date": slot.on,
        "slot": slot.number,
        "owner": owner[:80],
        "since": plan.since,
        "began_at": now,
    }
    here = (ReminderRun.local_date == slot.on, ReminderRun.slot == slot.number)
    insert_if_new(ReminderRun, ("local_date", "slot"), values)
    return session().scalars(select(ReminderRun.id).where(*here)).one()


def _deliver(
    run_id: int, slot: Slot, plan: Plan, now: datetime, stopping: Callable[[], bool]
) -> datetime | None:
    """Deliver to everybody, some people at a time. Returns up to when everything is dealt with:
    `now`, or before what has to wait for the next hour; None when told to stop."""
    people = by_person(plan.planned)
    turn = Turn(run_id, slot.on, slot.at.hour, now)
    numbers, until = list(people), now
    for start in range(0, len(numbers), PEOPLE_AT_ONCE):
        if stopping():
            return None
        batch = {number: people[number] for number in numbers[start : start + PEOPLE_AT_ONCE]}
        with transaction():
            for one in deliver(turn, batch, plan.facts):
                until = min(until, one.step.at - A_MOMENT)
    return until


def _close(run_id: int, until: datetime) -> str:
    """Count what a run did and close it, unless another worker did; what it did in a sentence."""
    run = session().get_one(ReminderRun, run_id, with_for_update=True)
    run.sent, run.people, run.dropped = _counted(run_id)
    if run.finished_at is None:
        run.until, run.finished_at = until, max(until, run.began_at)
    session().flush()
    return in_words(run.sent, run.people, run.dropped)


def in_words(sent: int, people: int, dropped: int) -> str:
    """What a run did, as a sentence."""
    if not (sent or dropped):
        return "Nothing was due."
    told = f"{count(sent, 'reminder')} sent to {count(people, 'person', 'people')}"
    return f"{told}, {dropped:,} dropped." if dropped else f"{told}."


def _counted(run_id: int) -> tuple[int, int, int]:
    """How many were sent, to how many people, and how many dropped."""
    is_sent = Reminder.dropped == ""
    sent, people, every = (
        session()
        .execute(
            select(
                func.count().filter(is_sent),
                func.count(Reminder.person_id.distinct()).filter(is_sent),
                func.count(),
            ).where(Reminder.run_id == run_id)
        )
        .one()
    )
    return sent, people, every - sent


def _history_is_written(run_id: int) -> bool:
    with transaction():
        return _write_history(run_id)


def _write_history(run_id: int) -> bool:
    """One line in the history of each of the next sites a run told somebody about; False when none
    is left. Two workers at once write each line once: they wait for each other at the run."""
    current = session()
    run = current.get_one(ReminderRun, run_id, with_for_update=True)
    rows = current.execute(
        select(Reminder.site_id, func.count(), func.count(Reminder.person_id.distinct()))
        .where(Reminder.run_id == run_id, Reminder.dropped == "", Reminder.site_id > run.history_to)
        .group_by(Reminder.site_id)
        .order_by(Reminder.site_id)
        .limit(SITES_AT_ONCE)
    ).all()
    for site_id, sent, people in rows:
        audit.because("reminder", summary=in_words(sent, people, 0), site_id=site_id)
    if rows:
        run.history_to = rows[-1][0] or 0
        current.flush()
    return bool(rows)
