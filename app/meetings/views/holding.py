"""Who came, the end of a meeting, approval of its minutes, the record to print or copy."""

from typing import Any

from flask import Response, flash, render_template, request
from werkzeug.wrappers import Response as Sent

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.refusals import Refused
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import is_returned, see
from app.core.web.taken import accepted
from app.core.words import count, day
from app.meetings import queries, service, showing
from app.meetings.forms import ApprovalForm, GuestForm
from app.meetings.queries import MeetingRow
from app.meetings.rules import Attendance, State, check_finish, may_minute
from app.meetings.views.blueprint import Answer, blueprint, conflicts, the_meeting
from app.plans.queries import by_origin


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/attendance")
@requires(Can.RUN_MEETINGS)
def attendance(meeting_id: int) -> Answer:
    """Everybody asked, each with what is known of them."""
    found = the_meeting(meeting_id)
    if not may_minute(found.state, found.approved_on):
        return _to(found)
    return _attendance_page(found, GuestForm())[0]


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/attendance")
@requires(Can.RUN_MEETINGS)
def record_attendance(meeting_id: int) -> Answer:
    """Say who came."""
    found = the_meeting(meeting_id)
    if is_returned():
        return _attendance_page(found, GuestForm(formdata=None))
    with conflicts(found, "attendance"):
        service.record_attendance(found, _given())
    flash("Attendance is recorded.", "success")
    return _to(found)


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/guests")
@requires(Can.RUN_MEETINGS)
def add_guest(meeting_id: int) -> Answer:
    """Record a guest."""
    found, form = the_meeting(meeting_id), GuestForm()
    if not form.validate_on_submit():
        return _attendance_page(found, form)
    with conflicts(found, "a guest"):
        service.add_guest(found, form.guest.data or "", form.organisation.data or "")
    flash("The guest is recorded as present.", "success")
    return see("meetings.attendance", site=the_site().slug, meeting_id=found.id)


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/finish")
@requires(Can.RUN_MEETINGS)
def finish(meeting_id: int) -> Answer:
    """What ending the meeting means, and what keeps it from ending."""
    found = the_meeting(meeting_id)
    people = queries.people_at(found.id)
    known = [(one.role, one.attendance) for one in people]
    return render_template(
        "meetings/finish.html",
        meeting=found,
        why_not=check_finish(found.state, found.starts_at, clock.now(), known),
        quorum=showing.quorum(found, people),
        attendance=showing.by_attendance(people),
        agenda=queries.items_at(found.id),
        decisions=len(queries.decisions_at(found.id)),
    )


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/finish")
@requires(Can.RUN_MEETINGS)
def finish_meeting(meeting_id: int) -> Answer:
    """End it."""
    found = the_meeting(meeting_id)
    try:
        with conflicts(found, "ended"):
            carried = service.finish(found, seen_version())
    except Refused as refused:
        flash(f"Nothing was changed. {refused}", "important")
        return see("meetings.finish", site=the_site().slug, meeting_id=found.id)
    moved = f" {count(carried, 'item')} went to the next meeting." if carried else ""
    flash(f"The meeting is recorded as held.{moved}", "success")
    return _to(found)


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/approval")
@requires(Can.RUN_MEETINGS)
def approval(meeting_id: int) -> Answer:
    """Where and when the minutes were approved."""
    found = the_meeting(meeting_id)
    if found.state is not State.HELD or found.approved_on:
        return _to(found)
    later = queries.after(found)
    given = {"on": later[0].on if later else clock.today(), "at": later[0].id if later else None}
    form = ApprovalForm(data=given).offer(_named(later))
    return render_template(
        "meetings/approval.html", form=form, meeting=found, version=found.version
    )


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/approval")
@requires(Can.RUN_MEETINGS)
def approve(meeting_id: int) -> Answer:
    """Approve them; nothing changes afterwards."""
    found, version = the_meeting(meeting_id), seen_version()
    later = queries.after(found)
    form = ApprovalForm().offer(_named(later))
    at = next((one for one in later if one.id == form.at.data), None)

    def write() -> None:
        service.approve(found, form.on.data, at, form.corrections.data or "", version)

    with conflicts(found, "minutes approved"):
        if form.validate_on_submit() and accepted(form, write):
            flash("The minutes are approved.", "success")
            return _to(found)
    return again("meetings/approval.html", form, meeting=found, version=version)


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/record")
@requires(Can.SEE_MEETINGS)
def record(meeting_id: int) -> Answer:
    """The record on one page, to print or to copy."""
    found = the_meeting(meeting_id)
    return render_template("meetings/record.html", meeting=found, text=_text(found))


@blueprint.get("/sites/<site>/meetings/<int:meeting_id>/record.txt")
@requires(Can.SEE_MEETINGS)
def record_text(meeting_id: int) -> Response:
    """The same as a plain text."""
    return Response(_text(the_meeting(meeting_id)), mimetype="text/plain")


def _text(found: MeetingRow) -> str:
    return showing.as_text(
        found,
        the_site().name,
        queries.people_at(found.id),
        queries.items_at(found.id),
        queries.decisions_at(found.id),
        by_origin(found.site_id, "meeting", [found.id]),
    )


def _given() -> dict[int, Attendance]:
    """Number of the attendee -> what was chosen; words nobody offered are left out."""
    found = {}
    for name, value in request.form.items():
        number = name.removeprefix("person-")
        is_number = number != name and number.isascii() and number.isdigit() and len(number) < 10
        if is_number and value in {one.value for one in Attendance if one.value}:
            found[int(number)] = Attendance(value)
    return found


def _attendance_page(found: MeetingRow, form: GuestForm) -> tuple[str, int]:
    typed: dict[int, Any] = _given() if is_returned() else {}
    people = queries.people_at(found.id)
    return again(
        "meetings/attendance.html",
        form,
        meeting=found,
        people=[(one, typed.get(one.id, one.attendance)) for one in people],
        choices=[one for one in Attendance if one.value],
    )


def _named(later: tuple[MeetingRow, ...]) -> list[tuple[int, str]]:
    return [(one.id, f"{one.title}, {day(one.starts_at)}") for one in later]


def _to(found: MeetingRow) -> Sent:
    return see("meetings.meeting", site=the_site().slug, meeting_id=found.id)
