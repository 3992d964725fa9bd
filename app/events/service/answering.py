"""Signing up, changing one's mind, and feedback afterwards."""

from collections.abc import Mapping

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused
from app.core.words import day
from app.events import queries
from app.events.models import Event, Remark, SignUp, Tally
from app.events.queries import EventRow, SignUpRow
from app.events.rules import DOES_NOT_APPLY, Answer, Attendance, State, must_wait
from app.events.service import telling
from app.events.service.moving_up import move_up

ANSWER_OVER = "The event has begun, so answers are closed."


def answer(found: EventRow, person_id: int, said: Answer, needs: str) -> SignUpRow:
    """Keep somebody's answer and return it: a place, or the waiting list when there is none.

    The same answer again changes what they need and nothing else. Raises Refused once the event
    has begun or is cancelled.
    """
    now = clock.now()
    event = session().get_one(Event, found.id, with_for_update=True)
    if event.state != State.PLANNED or event.starts_at <= now:
        raise Refused([("answer", ANSWER_OVER if event.starts_at <= now else "It is cancelled.")])
    move_up(event)  # should anybody wait for a place that is free, they are before this answer
    audit.because(f"event answered {said.value}", summary=f"{event.title}, {day(event.starts_at)}.")
    before = queries.answers_of(person_id, [event.id]).get(event.id)
    others = [one for one in queries.holders(event.id) if one.person_id != person_id]
    row = _row(event.id, person_id)
    row.needs = needs.strip()
    if before is None or before.answer is not said:
        waits = said is Answer.YES and must_wait(others, event.capacity)
        row.answer, row.answered_at = said.value, now
        row.waiting_since = now if waits else None
        row.turn += 1
    session().flush()
    after = queries.answers_of(person_id, [event.id])[event.id]
    _say(event.id, before, after)
    if before is not None and before.has_place and not after.has_place:
        move_up(event)
    return after


def give_feedback(
    found: EventRow, person_id: int, scores: Mapping[str, int | None], words: str
) -> None:
    """Count somebody's feedback, once; None as a score: it does not apply. What they wrote is kept
    apart from who they are. Raises Refused for who had no place, before the end, or twice."""
    session().get_one(Event, found.id, with_for_update=True)
    mine = queries.answers_of(person_id, [found.id]).get(found.id)
    if found.is_cancelled or found.ends_at > clock.now():
        raise Refused([("", "Feedback opens when the event is over.")])
    if mine is None or not mine.has_place:
        raise Refused([("", "Feedback is for those who had a place.")])
    if found.feedback_until <= clock.now():
        raise Refused([("", f"Feedback closed on {day(found.feedback_until)}.")])
    if mine.feedback_at is not None:
        raise Refused([("", "You have given your feedback already. Thank you.")])
    audit.because("event feedback given", summary=f"{found.title}, {day(found.starts_at)}.")
    _row(found.id, person_id).feedback_at = clock.now()
    for item, score in scores.items():
        _count(found.id, item, DOES_NOT_APPLY if score is None else score)
    if words.strip():
        session().add(Remark(event_id=found.id, words=words.strip()))
    session().flush()


def _row(event_id: int, person_id: int) -> SignUp:
    chosen = select(SignUp).where(SignUp.event_id == event_id, SignUp.person_id == person_id)
    row = session().scalars(chosen).first()
    if row is None:
        row = SignUp(
            event_id=event_id,
            person_id=person_id,
            answer=Answer.NO.value,
            turn=0,
            attendance=Attendance.UNKNOWN.value,
        )
        session().add(row)
    return row


def _say(event_id: int, before: SignUpRow | None, after: SignUpRow) -> None:
    if before is not None and before.answer is after.answer:
        return
    event = queries.event_row(event_id)
    if after.has_place:
        telling.tell_place(event, [after])
    elif after.waiting_since is not None:
        telling.tell_waiting(event, after)
    elif before is not None and before.has_place:
        telling.tell_left(event, after)


def _count(event_id: int, item: str, score: int) -> None:
    """One more with this score; the event is held, so nobody else counts meanwhile."""
    at = (Tally.event_id == event_id, Tally.item == item, Tally.score == score)
    tally = session().scalars(select(Tally).where(*at)).first()
    if tally is None:
        tally = Tally(event_id=event_id, item=item, score=score, given=0)
        session().add(tally)
    tally.given += 1
