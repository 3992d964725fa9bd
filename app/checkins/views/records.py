"""The note of a call, typed while it is held; and calls that were not held."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, make_response, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.checkins import queries, service
from app.checkins.forms import MissedForm, NoteForm, shown
from app.checkins.queries import CallRow
from app.checkins.rules import FIELDS, MissReason, may_miss, may_record, read_mark
from app.checkins.service import AlreadyBooked, ChangedMeanwhile, Next, Overtaken
from app.checkins.views.blueprint import (
    Answer,
    blueprint,
    conflicts,
    site_name,
    the_call,
    the_rhythm,
)
from app.checkins.views.note_parts import (
    About,
    about,
    asked_next,
    both_versions,
    note_page,
    offer,
    offer_next,
    planned_after,
    raise_action,
)
from app.core import clock
from app.core.refusals import Refused
from app.core.web.forms import again, form_status
from app.core.web.returned import see
from app.core.words import clock_time
from app.plans.queries import owners

GONE = "The call was cancelled, or is still ahead."


@blueprint.get("/sites/<site>/check-ins/<int:call_id>/note")
@requires(Can.RECORD_CALL)
def note(call_id: int) -> Answer:
    """The note, as far as it is typed."""
    given = about(_recordable(call_id))
    kept = queries.kept_fields(given.call, given.note)
    form = NoteForm(formdata=None, data=shown({name: one.words for name, one in kept.items()}))
    return note_page(given, offer(form, given), {name: one.mark for name, one in kept.items()})


@blueprint.post("/sites/<site>/check-ins/<int:call_id>/note")
@requires(Can.RECORD_CALL)
def save_note(call_id: int) -> Answer:
    """Keep all of it; then save it for good, or put one action into the plan."""
    given = about(_recordable(call_id))
    form = offer(NoteForm(), given)
    if not form.validate_on_submit():
        return note_page(given, form, _seen(FIELDS)), form_status(form)
    try:
        with conflicts(given.call, "the note of the call"):
            service.keep(given.call, form.typed(FIELDS), _seen(FIELDS), the_actor().id)
            return _go_on(given, form)
    except Overtaken as overtaken:
        marks = _seen(FIELDS) | {name: one.mark for name, one in overtaken.theirs.items()}
        return note_page(given, form, marks, theirs=overtaken.theirs), 409


@blueprint.post("/sites/<site>/check-ins/<int:call_id>/note/<field>")
@requires(Can.RECORD_CALL)
def autosave_note(call_id: int, field: str) -> FlaskResponse:
    """Keep one field as it is typed; for the page's script."""
    found = the_call(call_id)
    if field not in FIELDS:
        abort(404)
    form = offer(NoteForm(), About(found, None, None, owners(found.site_id), None))
    if not form.validate() and form[field].errors:
        return _json(422, message=f"Not saved. {' '.join(map(str, form[field].errors))}")
    try:
        (mark,) = service.keep(found, form.typed([field]), _seen([field]), the_actor().id)
    except ChangedMeanwhile:
        return _json(403, message=f"Not saved. {GONE}")
    except Overtaken as overtaken:
        return _json(409, **both_versions(form, field, overtaken.theirs[field]))
    return _json(201, version=str(mark), saved_at=clock_time(clock.now()))


@blueprint.get("/sites/<site>/check-ins/<int:call_id>/missed")
@requires(Can.RECORD_CALL)
def missed(call_id: int) -> Answer:
    """Ask why a call was not held, and when the next is."""
    found = _missable(call_id)
    return _missed_page(found, _missed_form(found))


def _missed_form(found: CallRow) -> MissedForm:
    return offer_next(MissedForm(), found, planned_after(found), the_rhythm()[1])


@blueprint.post("/sites/<site>/check-ins/<int:call_id>/missed")
@requires(Can.RECORD_CALL)
def record_missed(call_id: int) -> Answer:
    """Record it, and book the next one if that was chosen."""
    found = _missable(call_id)
    form = _missed_form(found)
    after = asked_next(form, found) if form.validate_on_submit() else None
    if after is None:
        return _missed_page(found, form)
    with conflicts(found, f"not held: {MissReason(form.why.data).label}"):
        try:
            _miss(found, form, after)
        except AlreadyBooked:
            form.refuse("next", "A call is booked at that moment already. Choose another time.")
            return _missed_page(found, form)
    flash("It is recorded that the call was not held.", "success")
    return _after_miss(found)


def _miss(found: CallRow, form: MissedForm, after: Next) -> None:
    why, words = MissReason(form.why.data), form.words.data or ""
    service.miss(site_name(), found, why, words, the_actor().id, after)


def _after_miss(found: CallRow) -> Response:
    return see("checkins.call", site=the_site().slug, call_id=found.id)


def _go_on(given: About, form: NoteForm) -> Answer:
    """What the button asks for: another action, or the end."""
    has_action = bool((form.action_title.data or "").strip())
    if has_action and not raise_action(given, form):
        return _refused(given, form)
    if request.form.get("do") == "action":
        return see("checkins.note", site=the_site().slug, call_id=given.call.id, _anchor="actions")
    after = Next() if given.note else asked_next(form, given.call)
    if after is None:
        return _refused(given, form)
    try:
        service.save_note(site_name(), given.call, after, form.reason.data or "", the_actor().id)
    except Refused as refused:
        for field, message in refused.faults:
            form.refuse(field, message)
    except AlreadyBooked:
        form.refuse("next", "A call is booked at that moment already. Choose another time.")
    return _refused(given, form) if form.errors else _saved(given.call, form)


def _saved(found: CallRow, form: NoteForm) -> Response:
    flash(
        "The note is saved. The shared part is on its way to the authority’s contacts.", "success"
    )
    if form.concern.data:
        return see("checkins.before_concern", site=the_site().slug, call=found.id)
    return see("checkins.call", site=the_site().slug, call_id=found.id)


def _refused(given: About, form: NoteForm) -> Answer:
    return note_page(given, form, _seen(FIELDS)), 400


def _recordable(call_id: int) -> CallRow:
    """The call, once it can be written up; who comes too early or too late is shown how it is."""
    found = the_call(call_id)
    if not may_record(found.state, found.starts_at, clock.now()):
        abort(see("checkins.call", site=the_site().slug, call_id=call_id))
    return found


def _missable(call_id: int) -> CallRow:
    found = the_call(call_id)
    if not may_miss(found.state, found.starts_at, clock.now()):
        abort(see("checkins.call", site=the_site().slug, call_id=call_id))
    return found


def _missed_page(found: CallRow, form: MissedForm) -> Answer:
    return again("checkins/missed.html", form, call=found)


def _seen(fields: Any) -> dict[str, Any]:
    """What the page showed of each field."""
    return {str(name): read_mark(request.form.get(f"seen-{name}", "")) for name in fields}


def _json(status: int, **details: Any) -> FlaskResponse:
    return make_response(jsonify(**details), status)
