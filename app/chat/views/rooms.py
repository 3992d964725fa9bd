"""The rooms somebody may enter, opening another, closing and reopening one."""

from collections.abc import Callable

from flask import abort, flash, render_template

from app.access.gate import is_at_rest, requires, the_actor
from app.access.policy import Can
from app.chat import queries, service, showing
from app.chat.forms import OpenForm
from app.chat.queries import RoomRef
from app.chat.rules import Kind, site_key, subject_key
from app.chat.views.blueprint import Answer, blueprint, rests, sums_up, the_room
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted, done
from app.events import queries as events
from app.events.queries import EventRow


@blueprint.get("/community/chat")
@requires(Can.USE_COMMUNITY)
def index() -> str:
    """Every room the person may enter, with what is new in it."""
    who = the_actor()
    return render_template(
        "chat/index.html",
        rows=queries.rooms_for(who),
        to_open=queries.sites_without_room(who.own_sites),
        news_of=showing.news_of,
    )


@blueprint.get("/community/chat/open")
@requires(Can.MODERATE)
def opening() -> str:
    """An empty form."""
    return render_template("chat/open.html", form=OpenForm.empty())


@blueprint.post("/community/chat/open")
@requires(Can.MODERATE)
def open_room() -> Answer:
    """Open a room for every member; the same form sent again leads to the one it opened."""
    form = OpenForm()
    opened: list[int] = []
    if form.validate_on_submit() and accepted(
        form,
        lambda: opened.append(
            service.open_room(Kind.SUBJECT, subject_key(form.number), str(form.title.data))
        ),
    ):
        flash("The room is open. Every member can enter it.", "success")
        return see("chat.room", room_id=opened[0])
    return again("chat/open.html", form)


@blueprint.post("/community/chat/open/<int:site_id>")
@requires(Can.USE_COMMUNITY)
def open_for_site(site_id: int) -> Answer:
    """Open the private room of a site somebody belongs to; lead there where it is open already."""
    mine = the_actor().own_sites & {site_id}
    if not mine:
        abort(404)
    if is_at_rest(site_id):
        flash("Your site is paused or stopped, so nothing is opened for it now.", "error")
        return see("chat.index")
    title = dict(queries.sites_without_room(mine)).get(site_id, Kind.SITE.label)
    opened = service.open_room(Kind.SITE, site_key(site_id), title, site_id=site_id)
    return see("chat.room", room_id=opened)


@blueprint.get("/community/chat/events/<int:event_number>")
@requires(Can.USE_COMMUNITY)
def of_event(event_number: int) -> Answer:
    """The room of an event, or a button that opens it; the event for whoever has no place."""
    event = _event(event_number)
    if not _takes_part(event):
        return _to_event(event)
    opened = queries.room_of_event(event.id)
    if opened is not None:
        return see("chat.room", room_id=opened)
    return render_template("chat/of_event.html", event=event)


@blueprint.post("/community/chat/events/<int:event_number>")
@requires(Can.USE_COMMUNITY)
def open_for_event(event_number: int) -> Answer:
    """Open it; lead there where it is open already."""
    event = _event(event_number)
    if not _takes_part(event):
        return _to_event(event)
    return see("chat.room", room_id=service.open_for_event(event))


def _event(event_number: int) -> EventRow:
    return events.event_of(event_number) or abort(404)


def _takes_part(event: EventRow) -> bool:
    mine = events.answers_of(the_actor().id, [event.id]).get(event.id)
    return the_actor().is_nspcc or bool(mine and mine.has_place)


def _to_event(event: EventRow) -> Answer:
    flash("The room of this event is for those who have a place.", "error")
    return see("events.event", event_number=event.id)


@blueprint.post("/community/chat/<int:room_id>/close")
@requires(Can.USE_COMMUNITY)
def close(room_id: int) -> Answer:
    """Let nobody write in a room any more, whether or not there is something to sum up."""
    room = the_room(room_id)
    return _done(room, lambda: service.close_room(room.id), "The room is closed.")


@blueprint.post("/community/chat/<int:room_id>/reopen")
@requires(Can.USE_COMMUNITY)
def reopen(room_id: int) -> Answer:
    """Let people write in a closed room again."""
    room = the_room(room_id)
    return _done(room, lambda: service.reopen_room(room.id), "The room is open again.")


def _done(room: RoomRef, write: Callable[[], object], said: str) -> Answer:
    if not sums_up(room):
        abort(403)
    if rests(room):
        flash("Your site is paused or stopped, so nothing changes in its room now.", "error")
    else:
        done(write, said)
    return see("chat.room", room_id=room.id)
