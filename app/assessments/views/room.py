"""The consensus room: everybody on their own device, one item at a time."""

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import FinishRoomForm, OpenRoomForm, RoomNoteForm
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import (
    RaterState,
    RoundState,
    Task,
    answer_words,
    check_quorum,
    role_words,
    tidy,
)
from app.assessments.views.blueprint import (
    ANOTHER_WINDOW,
    blueprint,
    here,
    lead_to,
    refused,
    saved,
    the_room,
    the_round,
)
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see


def leads(room: RoomRef) -> bool:
    """Whether the person who looks leads the conversation."""
    return room.facilitator_id == the_actor().id


@blueprint.get("/sites/<site>/assessments/<slug>/room/open")
@requires(Can.FACILITATE_ROUND)
def room_opening(slug: str) -> str:
    """Who has handed in and who has not, before the room is opened."""
    found = the_round(slug)
    if found.state is not RoundState.OPEN:
        lead_to("assessments.room", found)
    return _opening(found, OpenRoomForm())


def _opening(found: RoundRef, form: OpenRoomForm) -> str:
    raters = queries.raters_of(found.id)
    roles = [row.role for row in raters if row.state is RaterState.HANDED_IN]
    return render_template(
        "assessments/room_opening.html",
        round=found,
        raters=raters,
        quorum=check_quorum(found.instrument, roles),
        form=form,
        role_words=role_words,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/room/open")
@requires(Can.FACILITATE_ROUND)
def open_room(slug: str) -> Response | tuple[str, int]:
    """Open it: rating ends."""
    found, form = the_round(slug, "write"), OpenRoomForm()
    if form.validate_on_submit():
        try:
            service.open_room(found, the_actor().id, tidy(form.reason.data))
            return see("assessments.room", **here(slug))
        except service.QuorumMissing:
            form.refuse("reason", "Enter why you open the room without a quorum")
        except (service.NotHandedIn, service.NotFacilitator):
            flash("The room cannot be opened: somebody has to hand in first.", "important")
            return see("assessments.start", **here(slug))
    return _opening(found, form), form_status(form)


@blueprint.get("/sites/<site>/assessments/<slug>/room")
@requires(Can.SEE_ROUND)
def room(slug: str) -> str:
    """What the room talks about now, and every item with where it stands."""
    found, at = the_room(slug)
    if found.state is not RoundState.IN_ROOM:
        lead_to("assessments.check", found)
    return _page(found, at, RoomNoteForm(data={"words": at.note}))


def _page(found: RoundRef, at: RoomRef, form: RoomNoteForm) -> str:
    table = queries.table(found)
    return render_template(
        "assessments/room.html",
        round=found,
        room=at,
        table=table,
        topic=table.topic(at.item_id) if at.item_id else None,
        leads=leads(at),
        answer_words=answer_words,
        form=form,
    )


@blueprint.get("/sites/<site>/assessments/<slug>/room/now")
@requires(Can.SEE_ROUND)
def room_now(slug: str) -> FlaskResponse:
    """How far the room is: pages ask every two seconds, and look again when the tick is newer."""
    found = queries.tick_of(the_site().id, slug) if slug.isprintable() else None
    if found is None:
        abort(404)
    tick, state, item_id = found
    return jsonify(tick=tick, state=state, item=item_id)


@blueprint.post("/sites/<site>/assessments/<slug>/room/take-over")
@requires(Can.FACILITATE_ROUND)
def take_over(slug: str) -> Response:
    """Lead the room instead of somebody who cannot."""
    found, at = the_room(slug, "write")
    try:
        service.take_over(found, at, the_actor().id)
        flash("You lead the conversation now.", "success")
    except service.NotFacilitator:
        flash("Whoever rates in this round cannot lead the conversation.", "important")
    return see("assessments.room", **here(slug))


@blueprint.post("/sites/<site>/assessments/<slug>/room/back")
@requires(Can.FACILITATE_ROUND)
def back_to_rating(slug: str) -> Response:
    """Close a room in which nothing was revealed."""
    found, at = the_room(slug, "write")
    try:
        service.back_to_rating(found, at)
    except service.Revealed:
        flash("Ratings were revealed already, so nobody can go back to rating.", "important")
        return see("assessments.room", **here(slug))
    return see("assessments.start", **here(slug))


@blueprint.post("/sites/<site>/assessments/<slug>/room/note/autosave")
@requires(Can.FACILITATE_ROUND)
def autosave_note(slug: str) -> FlaskResponse:
    """Keep the note as it is typed."""
    found, at = the_room(slug, "share")
    form = RoomNoteForm()
    form.validate()
    if wrong := form.errors.get("words"):
        return refused(422, message=f"Not saved. {wrong[0]}.")
    words = tidy(form.words.data)
    try:
        return saved(service.save_note(found, at, words, seen=seen_version()))
    except service.NotOpen:
        return refused(403, message="Not saved. The conversation is finished.")
    except service.NoteOvertaken as overtaken:
        return both_kept(words, overtaken)


def both_kept(words: str, overtaken: service.NoteOvertaken) -> FlaskResponse:
    """For our script: another window of the same person was first; both texts."""
    return refused(
        409, mine=words, theirs=overtaken.words, by=ANOTHER_WINDOW, version=overtaken.version
    )


@blueprint.post("/sites/<site>/assessments/<slug>/room/note")
@requires(Can.FACILITATE_ROUND)
def save_note(slug: str) -> Response | tuple[str, int]:
    """Keep the note, where no script does."""
    found, at = the_room(slug, "share")
    form = RoomNoteForm()
    if not form.validate_on_submit():
        return _page(found, at, form), form_status(form)
    words = tidy(form.words.data)
    try:
        service.save_note(found, at, words, seen=seen_version())
    except service.NoteOvertaken as overtaken:
        raise Conflict(mine=words, theirs=overtaken.words) from None
    except service.NotOpen:
        raise Conflict(mine=words, theirs="The conversation is finished.") from None
    return see("assessments.room", **here(slug))


@blueprint.get("/sites/<site>/assessments/<slug>/room/finish")
@requires(Can.FACILITATE_ROUND)
def room_end(slug: str) -> str:
    """What is still open, the checklist, and the end."""
    found, at = the_room(slug)
    if found.state is not RoundState.IN_ROOM:
        lead_to("assessments.check", found)
    return _end(found, at, FinishRoomForm(data={"done": list(at.done)}))


def _end(found: RoundRef, at: RoomRef, form: FinishRoomForm) -> str:
    return render_template(
        "assessments/room_end.html",
        round=found,
        room=at,
        table=queries.table(found),
        leads=leads(at),
        form=form,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/room/finish")
@requires(Can.FACILITATE_ROUND)
def close_room(slug: str) -> Response | tuple[str, int]:
    """Finish: the strategic lead signs off next."""
    found, at = the_room(slug, "write")
    form = FinishRoomForm()
    if not form.validate_on_submit():
        return _end(found, at, form), form_status(form)
    done = [Task(code) for code in form.done.data or []]
    try:
        service.close_room(found, at, done, the_actor().id)
    except service.NotAgreed as refusal:
        flash(f"{refusal}.", "error")
        return see("assessments.room_end", **here(slug))
    except (service.NotFacilitator, service.NotOpen):
        flash("Somebody else leads the conversation: take over first.", "important")
        return see("assessments.room", **here(slug))
    return see("assessments.done", **here(slug))
