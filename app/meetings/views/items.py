"""One item of an agenda while it is talked about: minutes as they are typed, decisions, actions."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, make_response, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.core.words import clock_time, day
from app.meetings import queries, service, showing
from app.meetings.forms import DecisionForm, MinutesForm
from app.meetings.queries import ItemRow, MeetingRow
from app.meetings.rules import Outcome, may_minute
from app.meetings.service import ChangedMeanwhile, Overtaken
from app.meetings.views.blueprint import Answer, blueprint, conflicts, the_item, the_meeting
from app.plans import service as plans
from app.plans.forms import ActionForm
from app.plans.queries import by_origin, owners
from app.plans.rules import NewAction, Origin

CLOSED = "The minutes are approved, or the meeting was cancelled."
SOMEBODY = "somebody else"


@blueprint.get("/sites/<site>/meetings/items/<int:point_id>")
@requires(Can.RUN_MEETINGS)
def item(point_id: int) -> Answer:
    """The item, ready to be written on."""
    found, item, agenda = the_item(point_id)
    return _page(_writable(found), item, agenda)


@blueprint.post("/sites/<site>/meetings/items/<int:point_id>")
@requires(Can.RUN_MEETINGS)
def save_item(point_id: int) -> Answer:
    """Save its minutes and go on to the next."""
    (found, item, agenda), form = the_item(point_id), MinutesForm()
    if not form.validate_on_submit():
        return _page(found, item, agenda, minutes=form), form_status(form)
    try:
        with conflicts(found, form.text.data or ""):
            _keep(found, item, form)
    except Overtaken as overtaken:
        return _page(found, item, agenda, minutes=form, theirs=overtaken), 409
    after = next((one.id for one in agenda if one.number == item.number + 1), None)
    if after:
        return see("meetings.item", site=the_site().slug, point_id=after)
    return see("meetings.meeting", site=the_site().slug, meeting_id=found.id)


@blueprint.post("/sites/<site>/meetings/items/<int:point_id>/autosave")
@requires(Can.RUN_MEETINGS)
def autosave_item(point_id: int) -> FlaskResponse:
    """Keep what is typed so far; for the page's script."""
    (found, item, _), form = the_item(point_id), MinutesForm()
    if not form.validate():
        said = " ".join(message for messages in form.errors.values() for message in messages)
        return _json(422, message=f"Not saved. {said}")
    try:
        version = _keep(found, item, form)
    except ChangedMeanwhile:
        return _json(403, message=f"Not saved. {CLOSED}")
    except Overtaken as overtaken:
        return _json(409, mine=_words(form.text.data or "", form.chosen), **_theirs(overtaken))
    return _json(201, version=version, saved_at=clock_time(clock.now()))


@blueprint.post("/sites/<site>/meetings/items/<int:point_id>/decisions")
@requires(Can.RUN_MEETINGS)
def decide(point_id: int) -> Answer:
    """Record what was decided."""
    (found, item, agenda), form = the_item(point_id), DecisionForm()
    words = form.words.data or ""
    with conflicts(found, words):
        if form.validate_on_submit() and accepted(
            form, lambda: service.decide(found, item, words, the_actor().id)
        ):
            flash("The decision is recorded.", "success")
            return _to(item)
    return _page(found, item, agenda, decision=form), form_status(form)


@blueprint.post("/sites/<site>/meetings/<int:meeting_id>/decisions/<int:decision_id>/withdraw")
@requires(Can.RUN_MEETINGS)
def withdraw(meeting_id: int, decision_id: int) -> Answer:
    """Take a decision back that was recorded in error."""
    found = the_meeting(meeting_id)
    with conflicts(found, "decision taken back"):
        service.withdraw_decision(found, decision_id)
    flash("The decision is taken out.", "success")
    return see("meetings.meeting", site=the_site().slug, meeting_id=found.id)


@blueprint.post("/sites/<site>/meetings/items/<int:point_id>/actions")
@requires(Can.RUN_MEETINGS)
def raise_action(point_id: int) -> Answer:
    """Put an action into the plan that says where it comes from."""
    (found, item, agenda), form = the_item(point_id), _offering(ActionForm())
    _writable(found)
    if form.validate_on_submit() and _raised(form, found, item):
        flash("The action is in the plan.", "success")
        return _to(item)
    return _page(found, item, agenda, action=form), form_status(form)


def _writable(found: MeetingRow) -> MeetingRow:
    """The meeting while it can be written on; whoever comes late is shown how it stands."""
    if not may_minute(found.state, found.approved_on):
        abort(see("meetings.meeting", site=the_site().slug, meeting_id=found.id))
    return found


def _keep(found: MeetingRow, item: ItemRow, form: MinutesForm) -> int:
    text, outcome = form.text.data or "", form.chosen
    return service.save_minutes(found, item, text, outcome, seen=seen_version(), by=the_actor().id)


def _theirs(overtaken: Overtaken) -> dict[str, Any]:
    by = names({overtaken.by}).get(overtaken.by) if overtaken.by else None
    return {
        "theirs": _words(overtaken.text, overtaken.outcome),
        "by": by or SOMEBODY,
        "version": overtaken.version,
    }


def _words(text: str, outcome: Outcome) -> str:
    return f"{text}\n({outcome.label})" if outcome.value else text


def _raised(form: ActionForm, found: MeetingRow, item: ItemRow) -> bool:
    slug = the_site().slug
    origin = Origin(
        "meeting",
        found.id,
        f"item-{item.id}",
        f"{found.title}, {day(found.starts_at)}",
        url_for("meetings.meeting", site=slug, meeting_id=found.id, _anchor=f"item-{item.id}"),
    )
    new = NewAction(
        title=form.title.data or "",
        due_on=form.due_on.data,
        side=form.side.data or "",
        detail=form.detail.data or "",
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        origin=origin,
    )
    try:
        plans.raise_action(found.site_id, new, the_actor().id)
    except plans.Refused as refused:
        for fault in refused.faults:
            form.refuse(fault.field if fault.field in form else "title", fault.message)
        return False
    return True


def _offering(form: ActionForm) -> ActionForm:
    form.offer(owners(the_site().id))
    return form


def _page(
    found: MeetingRow,
    item: ItemRow,
    agenda: list[ItemRow],
    *,
    minutes: MinutesForm | None = None,
    decision: DecisionForm | None = None,
    action: ActionForm | None = None,
    theirs: Overtaken | None = None,
) -> str:
    failed: PortalForm | None = minutes or decision or action
    kept = {"text": item.text, "outcome": item.outcome.value}
    actions = by_origin(found.site_id, "meeting", [found.id])
    return render_template(
        "meetings/item.html",
        meeting=found,
        item=item,
        agenda=agenda,
        form=failed,
        minutes_form=minutes or MinutesForm(formdata=None, data=kept),
        decision_form=decision or DecisionForm(formdata=None),
        action_form=action or _offering(ActionForm(formdata=None)),
        acting=action is not None,
        version=_version(item, minutes, theirs),
        mine=_words(minutes.text.data or "", minutes.chosen) if minutes and theirs else "",
        theirs=_theirs(theirs) if theirs else None,
        decisions=[one for one in queries.decisions_at(found.id) if one.item_id == item.id],
        actions=showing.of_item(actions, item.id),
    )


def _version(item: ItemRow, minutes: MinutesForm | None, theirs: Overtaken | None) -> int:
    if theirs:
        return theirs.version
    return seen_version() if minutes else item.version


def _json(status: int, **details: Any) -> FlaskResponse:
    return make_response(jsonify(**details), status)


def _to(item: ItemRow) -> Response:
    return see("meetings.item", site=the_site().slug, point_id=item.id)
