"""A rater who sees an item otherwise than the room agrees says so, by name or by role."""

from flask import Response as FlaskResponse
from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import OtherViewForm
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import Part, Topic, TopicState, answer_words, tidy
from app.assessments.views.blueprint import blueprint, here, refused, saved, the_room
from app.assessments.views.room import both_kept
from app.assessments.views.topics import FINISHED, topic_at
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see


@blueprint.get("/sites/<site>/assessments/<slug>/room/items/<item_id>/view")
@requires(Can.RATE)
def other_view(slug: str, item_id: str) -> str:
    """Say that one sees it otherwise than the others."""
    found, topic, rater_id = _mine(slug, item_id)
    kept = queries.other_view_of(rater_id, item_id)
    data = {"words": kept.words, "shown_as": "name" if kept.by_name else "role"}
    return _view_page(found, topic, OtherViewForm(data=data), kept.version)


def _mine(slug: str, item_id: str) -> tuple[RoundRef, Topic, int]:
    found, _ = the_room(slug)
    topic = topic_at(queries.table(found), item_id)
    rated = found.my_part is Part.HANDED_IN
    if found.my_rater_id is None or not rated or topic.state is TopicState.HIDDEN:
        abort(see("assessments.room_item", **here(slug), item_id=item_id))
    return found, topic, found.my_rater_id


def _view_page(
    found: RoundRef, topic: Topic, form: OtherViewForm, version: int, theirs: str = ""
) -> str:
    return render_template(
        "assessments/other_view.html",
        round=found,
        topic=topic,
        form=form,
        version=version,
        mine=tidy(form.words.data) if theirs else "",
        theirs=theirs,
        answer_words=answer_words,
    )


def _record(found: RoundRef, at: RoomRef, item_id: str, form: OtherViewForm) -> int:
    return service.record_other_view(
        found,
        at,
        item_id,
        tidy(form.words.data),
        by_name=form.shown_as.data == "name",
        seen=seen_version(),
    )


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>/view")
@requires(Can.RATE)
def save_other_view(slug: str, item_id: str) -> Response | tuple[str, int]:
    """Keep it beside what is agreed."""
    found, topic, _ = _mine(slug, item_id)
    found, at = the_room(slug, "share")
    form = OtherViewForm()
    if not form.validate_on_submit():
        return _view_page(found, topic, form, seen_version()), form_status(form)
    try:
        _record(found, at, item_id, form)
    except service.NotOpen:
        raise Conflict(mine=tidy(form.words.data), theirs=FINISHED) from None
    except service.NoteOvertaken as overtaken:
        return _view_page(found, topic, form, overtaken.version, overtaken.words), 409
    flash(f"How you see {item_id} is kept.", "success")
    return see("assessments.room", **here(slug))


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>/view/autosave")
@requires(Can.RATE)
def autosave_other_view(slug: str, item_id: str) -> FlaskResponse:
    """Keep it as it is typed."""
    found, at = the_room(slug, "share")
    form = OtherViewForm()
    form.validate()
    if wrong := form.errors.get("words"):
        return refused(422, message=f"Not saved. {wrong[0]}.")
    try:
        return saved(_record(found, at, item_id, form))
    except (service.NotOpen, KeyError):
        return refused(403, message=f"Not saved. {FINISHED}")
    except service.NoteOvertaken as overtaken:
        return both_kept(tidy(form.words.data), overtaken)
