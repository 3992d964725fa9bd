"""One item in the consensus room: revealing it, agreeing a score, seeing it otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import AgreementForm
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.reading import said_before
from app.assessments.rules import (
    RoundState,
    Said,
    Table,
    Topic,
    TopicState,
    all_words,
    answer_words,
    faults,
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
)
from app.assessments.views.room import leads
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see

FINISHED = "The conversation is finished, or somebody else leads it now."


def topic_at(table: Table, item_id: str) -> Topic:
    """One item of the table; 404 where the instrument has no such item."""
    try:
        return table.topic(item_id)
    except KeyError:
        abort(404)


@dataclass(frozen=True)
class Sitting:
    """The room at one of its items."""

    found: RoundRef
    at: RoomRef
    table: Table
    topic: Topic


def _sitting(found: RoundRef, at: RoomRef, item_id: str) -> Sitting:
    table = queries.table(found)
    return Sitting(found, at, table, topic_at(table, item_id))


def _page(sitting: Sitting, form: AgreementForm, theirs: Said | None = None) -> str:
    found, at, topic = sitting.found, sitting.at, sitting.topic
    scale = found.instrument.scale
    return render_template(
        "assessments/room_item.html",
        round=found,
        room=at,
        table=sitting.table,
        topic=topic,
        form=form,
        version=theirs.version if theirs else topic.said.version,
        leads=leads(at),
        offered=queries.offered(found.id).get(topic.item.id) if topic.item.auto_filled else None,
        before=said_before(found, topic.item.id),
        answer_words=answer_words,
        mine=all_words(scale, form.draft()) if theirs else "",
        theirs=all_words(scale, theirs.agreed) if theirs else "",
    )


@blueprint.get("/sites/<site>/assessments/<slug>/room/items/<item_id>")
@requires(Can.SEE_ROUND)
def room_item(slug: str, item_id: str) -> str:
    """One item: hidden, then all ratings at once, then what was agreed."""
    found, at = the_room(slug)
    if found.state is not RoundState.IN_ROOM:
        lead_to("assessments.check", found)
    sitting = _sitting(found, at, item_id)
    kept = sitting.topic.said
    data = {**vars(kept.agreed), "answer": kept.agreed.choice, "note": kept.note}
    form = AgreementForm(data=data).offer(found.instrument, sitting.topic.item)
    return _page(sitting, form)


def _lead(slug: str, item_id: str, act: Callable[[RoundRef, RoomRef], object]) -> Response:
    """Do at an item what only the facilitator may, and show the item, or the one `act` names."""
    found, at = the_room(slug, "share")
    if item_id not in found.instrument.by_id:
        abort(404)
    shown: object = None
    try:
        shown = act(found, at)
    except (service.NotFacilitator, service.NotOpen):
        flash(FINISHED, "important")
    return see(
        "assessments.room_item", **here(slug), item_id=shown or item_id, _anchor="main-content"
    )


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>/reveal")
@requires(Can.FACILITATE_ROUND)
def reveal(slug: str, item_id: str) -> Response:
    """Show everybody the ratings: of this item, or of its whole section."""
    who = the_actor().id
    if request.form.get("whole") == "section":
        return _lead(slug, item_id, lambda found, at: _reveal_section(found, at, item_id, who))
    return _lead(slug, item_id, lambda found, at: service.reveal(found, at, [item_id], who))


def _reveal_section(found: RoundRef, at: RoomRef, item_id: str, who: int) -> str:
    """Reveal a whole section; the room goes to its first item to talk about, else stays."""
    section = found.instrument.section_of(item_id)
    service.reveal(found, at, [item_id, *(item.id for item in section.items)], who)
    topics = queries.table(found).in_section(section.id)
    shown = next((t.item.id for t in topics if t.state is TopicState.TO_AGREE), item_id)
    service.turn_to(found, at, shown, who)
    return shown


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>/here")
@requires(Can.FACILITATE_ROUND)
def turn_to(slug: str, item_id: str) -> Response:
    """Bring everybody to this item."""
    who = the_actor().id
    return _lead(slug, item_id, lambda found, at: service.turn_to(found, at, item_id, who))


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>")
@requires(Can.FACILITATE_ROUND)
def agree(slug: str, item_id: str) -> Response | tuple[str, int]:
    """Settle what is agreed, and take the room to what is left."""
    found, at = the_room(slug, "share")
    sitting = _sitting(found, at, item_id)
    form = AgreementForm().offer(found.instrument, sitting.topic.item)
    if not _acceptable(sitting.topic, form):
        return _page(sitting, form), form_status(form)
    try:
        _save(found, at, item_id, form, settled=True)
    except service.RoomOvertaken as overtaken:
        return _page(sitting, form, overtaken.theirs), 409
    except (service.NotFacilitator, service.NotOpen, KeyError):
        raise _too_late(sitting.topic, form) from None
    return _onward(found, at, item_id)


def _too_late(topic: Topic, form: AgreementForm) -> Conflict:
    mine, kept = form.draft(), topic.said.agreed
    theirs = f"{FINISHED}\n{all_words(topic.scale, kept)}" if kept.choice else FINISHED
    return Conflict(mine=all_words(topic.scale, mine), theirs=theirs)


def _acceptable(topic: Topic, form: AgreementForm) -> bool:
    if not form.validate_on_submit():
        return False
    draft = form.draft()
    for name, message in faults(topic.item, topic.scale, draft, clock.today()).items():
        form.refuse(name, message)
    if not draft.reason and "reason" not in form.errors:
        form.refuse("reason", "Enter in one line why you agree this")
    return not form.errors


def _save(found: RoundRef, at: RoomRef, item_id: str, form: AgreementForm, *, settled: bool) -> int:
    entered = service.Agreeing(form.draft(), tidy(form.note.data), seen_version(), settled)
    return service.save_agreement(found, at, item_id, entered, the_actor().id)


def _onward(found: RoundRef, at: RoomRef, item_id: str) -> Response:
    """To the next item that is hidden or to be agreed, with everybody; at the end, to the list."""
    after = queries.table(found).after(item_id)
    if after is None:
        return see("assessments.room", **here(found.slug), _anchor="main-content")
    next_id = after.item.id
    service.turn_to(found, at, next_id, the_actor().id)
    return see("assessments.room_item", **here(found.slug), item_id=next_id, _anchor="main-content")


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>/autosave")
@requires(Can.FACILITATE_ROUND)
def autosave_agreement(slug: str, item_id: str) -> FlaskResponse:
    """Keep what is being agreed as it is typed; everybody sees it."""
    found, at = the_room(slug, "share")
    if item_id not in found.instrument.by_id:
        abort(404)
    form = AgreementForm().offer(found.instrument, found.instrument.by_id[item_id])
    form.validate()
    if wrong := form.lasting_errors():
        return refused(422, message=f"Not saved. {' '.join(wrong.values())}.")
    try:
        return saved(_save(found, at, item_id, form, settled=False))
    except (service.NotFacilitator, service.NotOpen, KeyError):
        return refused(403, message=f"Not saved. {FINISHED}")
    except service.RoomOvertaken as overtaken:
        return _conflict(found, form, overtaken.theirs)


def _conflict(found: RoundRef, form: AgreementForm, theirs: Said) -> FlaskResponse:
    scale = found.instrument.scale
    return refused(
        409,
        mine=all_words(scale, form.draft()),
        theirs=all_words(scale, theirs.agreed),
        by=ANOTHER_WINDOW,
        version=theirs.version,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/room/items/<item_id>/undo")
@requires(Can.FACILITATE_ROUND)
def undo_agreement(slug: str, item_id: str) -> Response:
    """Talk about it again."""
    who = the_actor().id
    return _lead(slug, item_id, lambda found, at: service.undo_agreement(found, at, item_id, who))
