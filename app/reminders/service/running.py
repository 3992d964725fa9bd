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
    run_id = _begin(slot, plan, now, owner)
    until = _deliver(run_id, slot, plan, now, stopping)
    if until is None:
        return "Stopped on the way; the next run goes on."
    return _finish(slot, until)


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
    with transaction() as current:
        insert_if_new(ReminderRun, ("local_date", "slot"), values)
        return current.scalars(select(ReminderRun.id).where(*here)).one()


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


def _finish(slot: Slot, until: datetime) -> str:
    """Count, write the history of the sites, and close this run and those that were broken off."""
    with reading():
        open_runs = queries.unfinished(slot.on, slot.number)
    words = "Nothing was due."
    for run_id in open_runs:
        while _write_history(run_id):
            pass
        with transaction() as current:
            run = current.get_one(ReminderRun, run_id, with_for_update=True)
            sent, people, dropped = _counted(run_id)
            run.sent, run.people, run.dropped = sent, people, dropped
            if run.finished_at is None:
                run.until, run.finished_at = until, max(until, run.began_at)
            words = in_words(sent, people, dropped)
    return words


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


def _write_history(run_id: int) -> bool:
    """One line in the history of each of the next sites a run told somebody about; False when none
    is left. Two workers at once write each line once: they wait for each other at the run."""
    with transaction() as current:
        run = current.get_one(ReminderRun, run_id, with_for_update=True)
        rows = current.execute(
            select(Reminder.site_id, func.count(), func.count(Reminder.person_id.distinct()))
            .where(
                Reminder.run_id == run_id, Reminder.dropped == "", Reminder.site_id > run.history_to
            )
            .group_by(Reminder.site_id)
            .order_by(Reminder.site_id)
            .limit(SITES_AT_ONCE)
        ).all()
        for site_id, sent, people in rows:
            audit.because("reminder", summary=in_words(sent, people, 0), site_id=site_id)
        if rows:
            run.history_to = rows[-1][0] or 0
        return bool(rows)
