"""Planning a meeting, looking at it, moving and cancelling it, its agenda."""

from typing import Any

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.refusals import Refused
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.core.words import clock_time, day
from app.meetings import queries, service, showing
from app.meetings.forms import AgendaForm, CancelForm, MoveForm, PlanForm
from app.meetings.queries import GroupRow, MeetingRow
from app.meetings.rules import Kind, is_link, items_of, may_minute
from app.meetings.views.blueprint import (
    Answer,
    blueprint,
    conflicts,
    site_name,
    the_item,
    the_meeting,
)
from app.plans.queries import by_origin


@blueprint.get("/sites/<site>/meetings/new")
@requires(Can.RUN_MEETINGS)
def new() -> Answer:
    """The form; the address may say which group or event it is for."""
    given = {"what": request.args.get("what", ""), "minutes": 90}
    return _new_page(_offering(PlanForm(data=given), _groups()))[0]


@blueprint.post("/sites/<site>/meetings/new")
@requires(Can.RUN_MEETINGS)
def plan() -> Answer:
    """Plan it and tell everybody's calendar."""
    groups, made = _groups(), []
    form = _offering(PlanForm(), groups)
    if form.validate_on_submit() and accepted(form, lambda: made.append(_planned(form, groups))):
        flash(_planned_words(form), "success")
        return see("meetings.meeting", site=the_site().slug, meeting_id=made[0])
    return _new_page(form)


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>")
@requires(Can.SEE_MEETINGS)
def meeting(meeting_id: int) -> Answer:
    """One meeting: when, who, agenda with minutes, decisions and actions."""
    found = the_meeting(meeting_id)
    people = queries.people_at(found.id)
    return render_template(
        "meetings/meeting.html",
        meeting=found,
        tag=showing.state(found, clock.now()),
        place_is_link=is_link(found.place),
        attendance=showing.by_attendance(people),
        quorum=showing.quorum(found, people),
        waiting=queries.to_approve(found),
        may_minute=may_minute(found.state, found.approved_on),
        has_begun=found.on <= clock.today(),
        **_written(found),
    )


def _written(found: MeetingRow) -> dict[str, Any]:
    """What is written about a meeting: agenda with minutes, decisions, actions by item."""
    actions = by_origin(found.site_id, "meeting", [found.id])
    return {
        "agenda": queries.items_at(found.id),
        "decisions": queries.decisions_at(found.id),
        "actions_of": lambda item_id: showing.of_item(actions, item_id),
    }


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/move")
@requires(Can.RUN_MEETINGS)
def move(meeting_id: int) -> Answer:
    """The form, filled with what is planned."""
    found = _planned_still(meeting_id)
    local = clock.in_london(found.starts_at)
    kept = {"on": local.date(), "at": local.time(), "minutes": found.minutes, "place": found.place}
    form = MoveForm(data=kept)
    return render_template("meetings/move.html", form=form, meeting=found, version=found.version)


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/move")
@requires(Can.RUN_MEETINGS)
def move_meeting(meeting_id: int) -> Answer:
    """Move it; calendars are updated."""
    found, form, version = the_meeting(meeting_id), MoveForm(), seen_version()

    def write() -> None:
        service.move(site_name(), found, form.plan(), str(form.reason.data), version)

    with conflicts(found, _when(form)):
        if form.validate_on_submit() and accepted(form, write):
            flash("The meeting is moved. Everybody’s calendar is being updated.", "success")
            return _to(found)
    return again("meetings/move.html", form, meeting=found, version=version)


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/cancel")
@requires(Can.RUN_MEETINGS)
def cancel(meeting_id: int) -> Answer:
    """Ask why."""
    found = _planned_still(meeting_id)
    return render_template(
        "meetings/cancel.html", form=CancelForm(), meeting=found, version=found.version
    )


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/cancel")
@requires(Can.RUN_MEETINGS)
def cancel_meeting(meeting_id: int) -> Answer:
    """Cancel it; it leaves everybody's calendar."""
    found, form, version = the_meeting(meeting_id), CancelForm(), seen_version()
    if not form.validate_on_submit():
        return again("meetings/cancel.html", form, meeting=found, version=version)
    with conflicts(found, "cancelled"):
        service.cancel(site_name(), found, str(form.reason.data), version)
    flash("The meeting is cancelled. Everybody invited is being told.", "success")
    return _to(found)


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/agenda")
@requires(Can.RUN_MEETINGS)
def agenda(meeting_id: int) -> Answer:
    """The agenda, to add to it or take from it."""
    found = _planned_still(meeting_id)
    return render_template(
        "meetings/agenda.html", form=AgendaForm(), meeting=found, agenda=queries.items_at(found.id)
    )


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/agenda")
@requires(Can.RUN_MEETINGS)
def add_items(meeting_id: int) -> Answer:
    """Put items at its end."""
    found, form = the_meeting(meeting_id), AgendaForm()
    items = items_of(form.agenda.data or "")
    if form.validate_on_submit() and accepted(form, lambda: service.add_items(found, items)):
        flash("The agenda is longer now. Send it when it is complete.", "success")
        return see("meetings.agenda", site=the_site().slug, meeting_id=found.id)
    listed = queries.items_at(found.id)
    return again("meetings/agenda.html", form, meeting=found, agenda=listed)


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/agenda/send")
@requires(Can.RUN_MEETINGS)
def send_agenda(meeting_id: int) -> Answer:
    """Send it as it stands, so that it is agreed before the meeting."""
    found = the_meeting(meeting_id)
    try:
        with conflicts(found, "agenda sent"):
            service.send_agenda(site_name(), found, seen_version())
        flash("The agenda is on its way to everybody asked.", "success")
    except Refused as refused:
        flash(f"Nothing was sent. {refused}", "important")
    return _to(found)


@blueprint.post("/sites/<site>/meetings/items/<int:point_id>/remove")
@requires(Can.RUN_MEETINGS)
def remove_item(point_id: int) -> Answer:
    """Take one off."""
    found, item, _ = the_item(point_id)
    try:
        service.remove_item(found, item)
        flash("The item is off the agenda.", "success")
    except Refused as refused:
        flash(f"Nothing was changed. {refused}", "important")
    return see("meetings.agenda", site=the_site().slug, meeting_id=found.id)


def _offering(form: PlanForm, groups: list[GroupRow]) -> PlanForm:
    return form.offer([(one.id, one.name) for one in groups])


def _groups() -> list[GroupRow]:
    return queries.groups_of(the_site().id, clock.today())


def _new_page(form: PlanForm) -> tuple[str, int]:
    return again("meetings/new.html", form)


def _planned(form: PlanForm, groups: list[GroupRow]) -> int:
    group = next((one for one in groups if one.id == form.group_id), None)
    items = items_of(form.agenda.data or "")
    return service.plan(
        site_name(),
        group.kind if group else Kind(form.what.data),
        group,
        form.plan(),
        items,
        the_actor().id,
    )


def _planned_words(form: PlanForm) -> str:
    when = form.plan().starts_at
    said = f"The meeting is planned for {day(when)} at {clock_time(when)}."
    return f"{said} Invitations are on their way." if when > clock.now() else said


def _planned_still(meeting_id: int) -> MeetingRow:
    """The meeting while it is planned; whoever comes late is shown how it stands."""
    found = the_meeting(meeting_id)
    return found if found.state == "planned" else abort(_to(found))


def _when(form: MoveForm) -> str:
    at = f", {form.at.data:%H:%M}" if form.at.data else ""
    return f"{day(form.on.data)}{at}"


def _to(found: MeetingRow) -> Response:
    return see("meetings.meeting", site=the_site().slug, meeting_id=found.id)
