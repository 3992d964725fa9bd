"""Announcing, changing, moving and cancelling events."""

from flask import flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.events import service
from app.events.forms import AnnounceForm, CancelForm, ChangeForm, MoveForm
from app.events.views.blueprint import Answer, blueprint, the_event
from app.members.rules import TAGS


@blueprint.get("/community/events/new")
@requires(Can.RUN_EVENTS)
def new() -> str:
    """The form."""
    form = AnnounceForm(data={"minutes": 60, "audience": "everyone"})
    form.offer(list(TAGS.items()))
    return render_template("events/new.html", form=form)


@blueprint.post("/community/events/new")
@requires(Can.RUN_EVENTS)
def announce() -> Answer:
    """Announce it."""
    form, made = AnnounceForm(), []
    form.offer(list(TAGS.items()))

    def write() -> None:
        made.append(service.announce(form.details(), form.plan(), the_actor().id))

    if form.validate_on_submit() and accepted(form, write):
        flash("The event is announced. Members can sign up.", "success")
        return see("events.event", event_number=made[0])
    return again("events/new.html", form)


@blueprint.get("/community/events/<int:event_number>/change")
@requires(Can.RUN_EVENTS)
def change(event_number: int) -> Answer:
    """The form, filled with what stands."""
    found = the_event(event_number)
    kept = {
        "title": found.title,
        "kind": found.kind.value,
        "audience": found.audience.value,
        "about": service.written(found.about_id),
        "tags": list(found.tags),
        "capacity": found.capacity,
        "link": found.link,
    }
    form = ChangeForm(data=kept)
    form.offer(list(TAGS.items()))
    return again("events/change.html", form, event=found, version=service.change_version(found))


@blueprint.post("/community/events/<int:event_number>/change")
@requires(Can.RUN_EVENTS)
def keep_change(event_number: int) -> Answer:
    """Keep what was changed."""
    found, form, version = the_event(event_number), ChangeForm(), seen_version()
    form.offer(list(TAGS.items()))

    def write() -> None:
        link = form.link.data or ""
        service.change(found, form.details(), link, the_actor().id, version)

    if form.validate_on_submit() and accepted(form, write):
        flash("The event is changed.", "success")
        return see("events.event", event_number=found.id)
    return again("events/change.html", form, event=found, version=version)


@blueprint.get("/community/events/<int:event_number>/move")
@requires(Can.RUN_EVENTS)
def move(event_number: int) -> Answer:
    """The form, filled with when and where it is."""
    found = the_event(event_number)
    local = clock.in_london(found.starts_at)
    kept = {
        "on": local.date(),
        "at": local.time(),
        "minutes": found.minutes,
        "way": found.way.value,
        "place": found.place,
        "link": found.link,
    }
    return again("events/move.html", MoveForm(data=kept), event=found, version=found.version)


@blueprint.post("/community/events/<int:event_number>/move")
@requires(Can.RUN_EVENTS)
def keep_move(event_number: int) -> Answer:
    """Move it; calendars follow."""
    found, form, version = the_event(event_number), MoveForm(), seen_version()
    told: list[int] = []

    def write() -> None:
        told.append(service.move(found, form.plan(), str(form.reason.data), version))

    if form.validate_on_submit() and accepted(form, write):
        flash(_told(told[0], "moved"), "success")
        return see("events.event", event_number=found.id)
    return again("events/move.html", form, event=found, version=version)


@blueprint.get("/community/events/<int:event_number>/cancel")
@requires(Can.RUN_EVENTS)
def cancel(event_number: int) -> Answer:
    """Ask why."""
    found = the_event(event_number)
    return again("events/cancel.html", CancelForm(), event=found, version=found.version)


@blueprint.post("/community/events/<int:event_number>/cancel")
@requires(Can.RUN_EVENTS)
def cancel_event(event_number: int) -> Answer:
    """Cancel it; everybody who signed up is told."""
    found, form, version = the_event(event_number), CancelForm(), seen_version()
    told: list[int] = []

    def write() -> None:
        told.append(service.cancel(found, str(form.reason.data), version))

    if form.validate_on_submit() and accepted(form, write):
        flash(_told(told[0], "cancelled"), "success")
        return see("events.event", event_number=found.id)
    return again("events/cancel.html", form, event=found, version=version)


def _told(told: int, what: str) -> str:
    return f"The event is {what}. " + (
        "Everybody who signed up is being told." if told else "Nobody had signed up yet."
    )
