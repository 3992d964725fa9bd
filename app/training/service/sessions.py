"""Sessions: planned, changed, filled, held or cancelled. No summary names anybody."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile, refuse
from app.core.words import count, day
from app.journey import service as journey
from app.training.models import (
    RegisterEntry,
    SessionPlace,
    SessionTrainer,
    Trained,
    Trainer,
    TrainingSession,
)
from app.training.rules.register import FOR_TRAINERS, Course, one_line
from app.training.rules.sessions import (
    NewSession,
    SessionStatus,
    check_attendance,
    check_places,
    check_session,
    completing_word,
)
from app.training.service.register import hold


def plan_session(site_id: int, new: NewSession, *, for_trainers: bool) -> int:
    """Plan a session; returns its number. Raises `Refused`."""
    hold(site_id)
    refuse(check_session(new, _trainers(site_id), for_trainers=for_trainers))
    audit.because("training planned", summary=f"{_words(new)} planned.", site_id=site_id)
    row = TrainingSession(
        site_id=site_id, status=SessionStatus.PLANNED.value, entered_at=clock.now()
    )
    _write(row, new)
    session().add(row)
    session().flush()
    _seat_trainers(row.id, new.trainers)
    return row.id


def change_session(
    site_id: int, session_id: int, new: NewSession, version: int, *, for_trainers: bool
) -> None:
    """Change a planned session. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    row = _planned(site_id, session_id)
    if row.version != version:
        theirs = f"{Course(row.course).label} on {day(row.held_on)}, {row.places} places"
        raise ChangedMeanwhile(mine=_words(new), theirs=theirs)
    faults = check_session(new, _trainers(site_id), for_trainers=for_trainers)
    if not faults and (new.places or 0) < len(_seated(session_id)):
        faults.append(("places", "More people have a place already: take places away first"))
    refuse(faults)
    audit.because("training changed", summary=f"{_words(new)} changed.", site_id=site_id)
    _write(row, new)
    session().flush()
    _seat_trainers(row.id, new.trainers)


def give_places(site_id: int, session_id: int, people: Collection[int]) -> None:
    """Exactly these people of the register have a place. Raises `Refused`, LookupError."""
    row, kept = _planned(site_id, session_id), _seated(session_id)
    refuse(check_places(people, _who_can_come(row) | set(kept), row.places))
    new, gone = set(people) - set(kept), set(kept) - set(people)
    if not new and not gone:
        return
    audit.because(
        "training places",
        summary=f"{_name(row)}: {count(len(set(people)), 'person has', 'people have')} a place.",
        site_id=site_id,
    )
    for number in gone:
        session().delete(kept[number])
    session().add_all(
        SessionPlace(session_id=row.id, entry_id=number, position=place)
        for place, number in enumerate(sorted(new))
    )
    session().flush()


def record_attendance(site_id: int, session_id: int, people: Collection[int]) -> None:
    """The session was held and these came, so that they are trained.

    `people` are numbers of the register, or of trainers in training for trainers. Completes the
    milestone it stands for. Raises `Refused`, LookupError.
    """
    row = _planned(site_id, session_id)
    course, today = Course(row.course), clock.today()
    trainers, places = _at(session_id), _places(row)
    taught = trainers if course in FOR_TRAINERS else places
    refuse(check_attendance(people, taught, row.held_on, today))
    came = set(people)
    audit.because(
        "training held",
        summary=f"{_name(row)} held: {len(came)} of {count(len(taught), 'person', 'people')} came.",
        site_id=site_id,
    )
    row.status = SessionStatus.HELD.value
    for number, (place, is_known) in places.items():
        place.attended = number in came
        if place.attended and not is_known:
            session().add(_trained(row, number))
    for number, trainer in trainers.items():
        trainer.attended = course not in FOR_TRAINERS or number in came
    session().flush()
    if word := completing_word(course, with_nspcc=row.with_nspcc):
        journey.complete(site_id, word, row.held_on, f"{_name(row)}, {len(came)} people came.")


def cancel_session(site_id: int, session_id: int) -> None:
    """A planned session is not held. Raises `Refused`, LookupError."""
    row = _planned(site_id, session_id)
    audit.because("training cancelled", summary=f"{_name(row)} cancelled.", site_id=site_id)
    row.status = SessionStatus.CANCELLED.value
    session().flush()


def _planned(site_id: int, session_id: int) -> TrainingSession:
    hold(site_id)
    row = session().get(TrainingSession, session_id, populate_existing=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no session with the number {session_id} at this site.")
    if row.status != SessionStatus.PLANNED:
        label = SessionStatus(row.status).label.lower()
        refuse([("people", f"This session was {label}: it cannot be changed any longer")])
    return row


def _write(row: TrainingSession, new: NewSession) -> None:
    row.course, row.held_on = new.course, present(new.held_on)
    row.venue, row.places = one_line(new.venue), new.places or 0
    row.with_nspcc = new.with_nspcc


def _seat_trainers(session_id: int, trainers: Collection[int]) -> None:
    kept = _at(session_id)
    for number, seat in kept.items():
        if number not in trainers:
            session().delete(seat)
    fresh = sorted(set(trainers) - set(kept))
    session().add_all(SessionTrainer(session_id=session_id, trainer_id=n) for n in fresh)
    session().flush()


def _at(session_id: int) -> dict[int, SessionTrainer]:
    found = session().scalars(select(SessionTrainer).where(SessionTrainer.session_id == session_id))
    return {one.trainer_id: one for one in found}


def _seated(session_id: int) -> dict[int, SessionPlace]:
    found = session().scalars(select(SessionPlace).where(SessionPlace.session_id == session_id))
    return {one.entry_id: one for one in found}


def _places(row: TrainingSession) -> dict[int, tuple[SessionPlace, bool]]:
    """Who has a place, and whether this very training of theirs is entered already."""
    known = and_(
        Trained.entry_id == SessionPlace.entry_id,
        Trained.course == row.course,
        Trained.trained_on == row.held_on,
    )
    found = session().execute(
        select(SessionPlace, Trained.id)
        .outerjoin(Trained, known)
        .where(SessionPlace.session_id == row.id)
        .order_by(SessionPlace.entry_id)
    )
    return {one.entry_id: (one, trained is not None) for one, trained in found}


def _trained(row: TrainingSession, entry_id: int) -> Trained:
    return Trained(
        entry_id=entry_id,
        course=row.course,
        trained_on=row.held_on,
        session_id=row.id,
        position=entry_id,
    )


def _trainers(site_id: int) -> set[int]:
    there = or_(Trainer.left_on.is_(None), Trainer.left_on >= clock.today())
    return set(session().scalars(select(Trainer.id).where(Trainer.site_id == site_id, there)))


def _who_can_come(row: TrainingSession) -> set[int]:
    there = or_(RegisterEntry.left_on.is_(None), RegisterEntry.left_on >= row.held_on)
    return set(
        session().scalars(
            select(RegisterEntry.id).where(RegisterEntry.site_id == row.site_id, there)
        )
    )


def _name(row: TrainingSession) -> str:
    return f"{Course(row.course).label} on {day(row.held_on)}"


def _words(new: NewSession) -> str:
    return f"{Course(new.course).label} on {day(new.held_on)}, {new.places} places,"
