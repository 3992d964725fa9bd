"""What follows an event: who came, notes, materials."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, Refused, refuse
from app.core.words import count, day
from app.events import queries
from app.events.models import Event, Material, SignUp
from app.events.queries import EventRow, SignUpRow
from app.events.rules import Attendance, is_material_link
from app.events.service import telling
from app.events.service.wording import notes_version, reworded, text_version, written
from app.posts import service as posts
from app.posts.rules import Place


def record_attendance(found: EventRow, came: Collection[int], version: int) -> None:
    """Say who of those with a place was there (numbers of people). Raises Refused before it begins,
    and ChangedMeanwhile."""
    _check_begun(found, "came")
    event = session().get_one(Event, found.id, with_for_update=True)
    people = [one for one in queries.sign_ups(found.id) if one.has_place]
    if event.attendance_version != version:
        there = {one.person_id for one in people if one.attendance is Attendance.CAME}
        raise ChangedMeanwhile(mine=_came(people, came), theirs=_came(people, there))
    audit.because("attendance recorded", summary=f"{found.title}, {day(found.starts_at)}.")
    event.attendance_version += 1
    named = [one.person_id for one in people]
    chosen = select(SignUp).where(SignUp.event_id == found.id, SignUp.person_id.in_(named))
    for row in session().scalars(chosen):
        was_there = row.person_id in came
        row.attendance = (Attendance.CAME if was_there else Attendance.ABSENT).value
    session().flush()


def write_notes(found: EventRow, text: str, writer_id: int, version: int) -> None:
    """Keep the notes; the first time, everybody who had a place is told. Raises Refused before it
    begins, and ChangedMeanwhile."""
    _check_begun(found, "notes")
    refuse([] if text.strip() else [("notes", "Write what those who were not there should know.")])
    event = session().get_one(Event, found.id, with_for_update=True)
    if notes_version(event) != version:
        raise ChangedMeanwhile(mine=text, theirs=written(event.notes_id))
    audit.because("event notes written", summary=f"{found.title}, {day(found.starts_at)}.")
    if event.notes_id is not None:
        notes_id = reworded(event.notes_id, writer_id, text, f"{found.path}#notes")
        event.notes_before += 0 if notes_id == event.notes_id else text_version(event.notes_id)
        event.notes_id = notes_id
        session().flush()
        return
    note = posts.write(writer_id, text, Place.EVENT, path=f"{found.path}#notes")
    event.notes_id = note.id
    session().flush()
    telling.tell_after(found, [one for one in queries.sign_ups(found.id) if one.has_place])


def add_material(found: EventRow, title: str, link: str, added_by_id: int) -> None:
    """Add a link that belongs to the event. Raises Refused."""
    link = link.strip()
    faults = [] if title.strip() else [("title", "Enter what the material is called.")]
    if not is_material_link(link):
        ask = "Paste a link that starts with https://, or the address of a resource of ours."
        faults.append(("link", ask))
    refuse(faults)
    audit.because("event material added", summary=f"{found.title}: {count(1, 'link')} added.")
    new = Material(
        event_id=found.id,
        title=title.strip(),
        link=link,
        added_by_id=added_by_id,
        added_at=clock.now(),
    )
    session().add(new)
    session().flush()


def remove_material(found: EventRow, material_id: int) -> None:
    """Take a link away; one that is gone already is left alone."""
    row = session().get(Material, material_id)
    if row is None or row.event_id != found.id:
        return
    audit.because("event material removed", summary=found.title)
    session().delete(row)
    session().flush()


def _came(people: Sequence[SignUpRow], there: Collection[int]) -> str:
    names = [one.name for one in people if one.person_id in there]
    return f"Came: {', '.join(names) or 'nobody'}"


def _check_begun(found: EventRow, field: str) -> None:
    if found.is_cancelled or found.starts_at > clock.now():
        raise Refused([(field, "The event has not taken place. Come back once it has.")])
