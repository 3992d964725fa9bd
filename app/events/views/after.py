"""After an event: who came, notes, materials, feedback."""

from flask import abort, flash

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.events import queries, service, showing
from app.events.forms import AttendanceForm, FeedbackForm, MaterialForm, NotesForm, feedback_form
from app.events.queries import EventRow
from app.events.rules import Attendance, ItemResult, remarks_are_shown, results
from app.events.views.blueprint import (
    Answer,
    blueprint,
    may_feed_back,
    my_sign_up,
    the_event,
)
from app.instruments.rules import Instrument


@blueprint.get("/community/events/<int:event_number>/attendance")
@requires(Can.RUN_EVENTS)
def attendance(event_number: int) -> Answer:
    """The list, ticked as recorded; everybody at first."""
    found = the_event(event_number)
    people = [one for one in queries.sign_ups(found.id) if one.has_place]
    there = [one for one in people if one.attendance is not Attendance.ABSENT]
    form = AttendanceForm(data={"came": [str(one.person_id) for one in there]})
    form.offer([(one.person_id, one.name) for one in people])
    version = found.attendance_version
    return again("events/attendance.html", form, event=found, version=version)


@blueprint.post("/community/events/<int:event_number>/attendance")
@requires(Can.RUN_EVENTS)
def record_attendance(event_number: int) -> Answer:
    """Keep who was there."""
    found, form, version = the_event(event_number), AttendanceForm(), seen_version()
    people = [one for one in queries.sign_ups(found.id) if one.has_place]
    form.offer([(one.person_id, one.name) for one in people])

    def write() -> None:
        came = {int(number) for number in form.came.data or ()}
        service.record_attendance(found, came, version)

    if form.validate_on_submit() and accepted(form, write):
        flash("Who came is recorded.", "success")
        return see("events.event", event_number=found.id)
    return again("events/attendance.html", form, event=found, version=version)


@blueprint.get("/community/events/<int:event_number>/notes")
@requires(Can.RUN_EVENTS)
def notes(event_number: int) -> Answer:
    """The notes, to write or change them."""
    found = the_event(event_number)
    form = NotesForm(data={"notes": service.written(found.notes_id)})
    return again("events/notes.html", form, event=found, version=service.notes_version(found))


@blueprint.post("/community/events/<int:event_number>/notes")
@requires(Can.RUN_EVENTS)
def write_notes(event_number: int) -> Answer:
    """Keep the notes."""
    found, form, version = the_event(event_number), NotesForm(), seen_version()

    def write() -> None:
        service.write_notes(found, form.notes.data or "", the_actor().id, version)

    if form.validate_on_submit() and accepted(form, write):
        flash("The notes are on the page of the event.", "success")
        return see("events.event", event_number=found.id, _anchor="notes")
    return again("events/notes.html", form, event=found, version=version)


@blueprint.get("/community/events/<int:event_number>/materials")
@requires(Can.RUN_EVENTS)
def materials(event_number: int) -> Answer:
    """What belongs to the event, to add to it or take from it."""
    found = the_event(event_number)
    return _materials(found, MaterialForm())


@blueprint.post("/community/events/<int:event_number>/materials")
@requires(Can.RUN_EVENTS)
def add_material(event_number: int) -> Answer:
    """Add a link."""
    found, form = the_event(event_number), MaterialForm()

    def write() -> None:
        title, link = form.title.data or "", form.link.data or ""
        service.add_material(found, title, link, the_actor().id)

    if form.validate_on_submit() and accepted(form, write):
        flash("The link is on the page of the event.", "success")
        return see("events.materials", event_number=found.id)
    return _materials(found, form)


@blueprint.post("/community/events/<int:event_number>/materials/<int:material_id>/remove")
@requires(Can.RUN_EVENTS)
def remove_material(event_number: int, material_id: int) -> Answer:
    """Take one away."""
    found = the_event(event_number)
    service.remove_material(found, material_id)
    flash("The link is gone.", "success")
    return see("events.materials", event_number=found.id)


@blueprint.get("/community/events/<int:event_number>/feedback")
@requires(Can.USE_COMMUNITY)
def feedback(event_number: int) -> Answer:
    """The questions for who had a place; the results once no more can come."""
    found = the_event(event_number)
    asked = _asked(found)
    return _feedback(found, asked, _form(asked))


@blueprint.post("/community/events/<int:event_number>/feedback")
@requires(Can.USE_COMMUNITY)
def give_feedback(event_number: int) -> Answer:
    """Count an answer."""
    found = the_event(event_number)
    asked = _asked(found)
    form = _form(asked)

    def write() -> None:
        scores = form.scores([item.id for item in asked.items])
        service.give_feedback(found, the_actor().id, scores, form.words.data or "")

    if form.validate_on_submit() and accepted(form, write):
        flash("Thank you. Your feedback is counted, without your name.", "success")
        return see("events.feedback", event_number=found.id)
    return _feedback(found, asked, form)


def _asked(found: EventRow) -> Instrument:
    """The questions of the version the event began with; 404 where it asks none."""
    return queries.asked(found) or abort(404)


def _form(asked: Instrument) -> FeedbackForm:
    items = [(item.id, item.text) for item in asked.items]
    return feedback_form(items, [(point.value, point.label) for point in asked.scale.points])


def _materials(found: EventRow, form: MaterialForm) -> Answer:
    return again("events/materials.html", form, event=found, rows=queries.materials(found.id))


def _feedback(found: EventRow, asked: Instrument, form: FeedbackForm) -> Answer:
    now, (answered, places) = clock.now(), queries.feedback_given(found.id)
    is_closed = found.feedback_until <= now
    sentence = showing.feedback_wait(found, answered, places, now)
    given: tuple[ItemResult, ...] = ()
    if is_closed:
        points = [point.value for point in asked.scale.points]
        given = results([item.id for item in asked.items], points, queries.tallies(found.id))
        sentence = showing.feedback_sentence(asked, given, answered, places)
    with_remarks = remarks_are_shown(answered, is_closed=is_closed)
    return again(
        "events/feedback.html",
        form,
        event=found,
        asked=asked,
        may_answer=may_feed_back(found, my_sign_up(found), now),
        sentence=sentence,
        rows=showing.feedback_rows(asked, given),
        remarks=queries.remarks(found.id) if with_remarks else [],
    )
