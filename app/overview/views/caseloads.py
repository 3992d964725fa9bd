"""The NSPCC's side: caseloads with numbers, sites without a lead, handovers, cover during leave."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.core.web.forms import PortalForm, again
from app.core.web.returned import see
from app.core.words import count, day
from app.overview import service, showing
from app.overview.forms.caseloads import CoverForm, HandOverCaseloadForm, LeadForm, handover_form
from app.overview.queries.caseloads import caseloads as read_caseloads
from app.overview.views.blueprint import Page, blueprint
from app.sites import queries
from app.sites import service as site_service
from app.sites.queries import StaffMember
from app.sites.rules import Refused
from app.sites.service import ArrangeCover


@blueprint.get("/caseloads")
@requires(Can.SEE_CASELOADS)
def caseloads() -> Page:
    """Who leads how many sites, how they stand, and who covers for whom."""
    rows, today = read_caseloads(clock.now()), clock.today()
    may_assign = can(Can.ASSIGN_LEADS)
    return render_template(
        "overview/caseloads.html",
        rows=showing.caseload_rows(rows, the_actor().id, today, may_hand_over=may_assign),
        waiting=queries.unassigned(1),
        covers=showing.cover_rows(queries.covers(today), today, _may_end),
        planned=queries.planned_handovers(),
        today=today,
    )


@blueprint.get("/caseloads/unassigned")
@requires(Can.SEE_CASELOADS)
def unassigned() -> Page:
    """Sites without a lead or a deputy, those without a lead first."""
    found = queries.unassigned(page_number())
    return render_template(
        "overview/unassigned.html",
        found=found,
        rows=showing.unassigned_rows(found, may_assign=can(Can.ASSIGN_LEADS)),
        page_href=lambda page: url_for("overview.unassigned", page=page),
    )


@blueprint.get("/sites/<site>/lead")
@requires(Can.ASSIGN_LEADS)
def nspcc_lead() -> Page:
    """Who leads the site, who deputises, and who did before."""
    found = queries.led_site(the_site().id)
    held = {"lead_id": found.lead_id if found.lead else None}
    held["deputy_id"] = found.deputy_id if found.deputy else None
    return render_template("overview/nspcc_lead.html", form=_offering(held), **_about_lead())


@blueprint.post("/sites/<site>/lead")
@requires(Can.ASSIGN_LEADS)
def assign_lead() -> Page:
    """Change them; calls ahead go along, and everybody concerned is told."""
    form, found = _offering({}), queries.led_site(the_site().id)
    if form.validate_on_submit():
        try:
            service.assign(found, form.lead_id.data, form.deputy_id.data, form.reason.data or "")
        except Refused as refused:
            _show(form, refused)
        else:
            flash("Saved. Everybody concerned gets a mail, and booked calls stay.", "success")
            return see("sites.people", site=the_site().slug)
    return again("overview/nspcc_lead.html", form, **_about_lead())


@blueprint.get("/caseloads/<int:lead_id>/hand-over")
@requires(Can.ASSIGN_LEADS)
def caseload_handover(lead_id: int) -> Page:
    """Who takes the sites of a lead, one by one or all, and from when."""
    return render_template(
        "overview/caseload_handover.html", form=_handover(lead_id), **_whose(lead_id)
    )


@blueprint.post("/caseloads/<int:lead_id>/hand-over")
@requires(Can.ASSIGN_LEADS)
def hand_caseload_over(lead_id: int) -> Page:
    """Hand them over, all or none."""
    form = _handover(lead_id)
    if form.validate_on_submit():
        to, on = form.to(), form.starts_on.data
        try:
            note = form.note.data or ""
            service.hand_over_caseload(lead_id, to, on, note, the_actor().id)
        except Refused as refused:
            _show(form, refused)
        else:
            flash(f"{count(len(to), 'site')}: handed over on {day(on)}.", "success")
            return see("overview.caseloads")
    return again("overview/caseload_handover.html", form, **_whose(lead_id))


@blueprint.post("/caseloads/hand-overs/<int:handover_id>/cancel")
@requires(Can.ASSIGN_LEADS)
def cancel_caseload_handover(handover_id: int) -> Response:
    """Take a handover back that waits for its day."""
    try:
        site_service.cancel_handover(handover_id)
    except LookupError:
        abort(404)
    flash("The handover is taken back. The sites stay where they are.", "success")
    return see("overview.caseloads")


@blueprint.get("/caseloads/cover")
@requires(Can.ARRANGE_COVER)
def cover() -> Page:
    """Who is away, who covers, from when until when."""
    asked = request.args.get("who", type=int)
    form = _cover_form({"absent_id": asked or the_actor().id, "starts_on": clock.today()})
    return render_template("overview/cover.html", form=form)


@blueprint.post("/caseloads/cover")
@requires(Can.ARRANGE_COVER)
def arrange_cover() -> Page:
    """Arrange it; both get a mail."""
    form = _cover_form({})
    if form.validate_on_submit():
        try:
            service.arrange_cover(_arranged(form), the_actor().id)
        except Refused as refused:
            _show(form, refused)
        else:
            flash("The cover is arranged. Both get a mail with the calls of that time.", "success")
            return see("overview.caseloads")
    return again("overview/cover.html", form)


@blueprint.post("/caseloads/cover/<int:cover_id>/end")
@requires(Can.ARRANGE_COVER)
def end_cover(cover_id: int) -> Response:
    """End it: from now on the cover reaches only their own sites."""
    found = queries.cover_of(cover_id)
    if found is None or not _may_end(found.absent_id):
        abort(404)
    site_service.end_cover(cover_id)
    flash(f"{found.cover} no longer covers for {found.absent}.", "success")
    return redirect(url_for("overview.caseloads"), code=303)


def _may_end(absent_id: int) -> bool:
    """A lead sees to their own cover, an administrator to everybody's."""
    return can(Can.ASSIGN_LEADS) or absent_id == the_actor().id


def _staff() -> list[StaffMember]:
    return queries.staff()


def _named(staff: list[StaffMember], without: int | None = None) -> list[tuple[int, str]]:
    return [(one.person_id, one.name) for one in staff if one.person_id != without]


def _offering(held: dict[str, int | None]) -> LeadForm:
    return LeadForm(data=held).offer(_named(_staff()))


def _about_lead() -> dict[str, object]:
    return {
        "found": queries.led_site(the_site().id),
        "terms": queries.lead_terms(the_site().id),
    }


def _handover(person_id: int) -> HandOverCaseloadForm:
    led = [(one.id, one.name) for one in queries.sites_led(person_id)]
    data = {"starts_on": clock.today()}
    return handover_form(led, _named(_staff(), without=person_id), data)


def _whose(person_id: int) -> dict[str, object]:
    """Whose sites they are; 404 for somebody who leads none."""
    led = queries.sites_led(person_id) or abort(404)
    one = led[0]
    name = one.lead if one.lead_id == person_id else one.deputy
    return {"person_id": person_id, "name": name or "somebody whose account is closed", "led": led}


def _cover_form(data: dict[str, object]) -> CoverForm:
    staff = _staff()
    away = [one for one in staff if _may_end(one.person_id)]
    form = CoverForm(data=data)
    form.offer(_named(away), _named(staff))
    return form


def _arranged(form: CoverForm) -> ArrangeCover:
    absent = form.absent_id.data or 0
    if not _may_end(absent):
        raise Refused("absent_id", "Choose who is away")
    return ArrangeCover(
        absent_id=absent,
        cover_id=form.cover_id.data or 0,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        note=form.note.data or "",
    )


def _show(form: PortalForm, refused: Refused) -> None:
    """Put what a service refused beside the field it is about."""
    field = refused.field if refused.field in form else next(iter(form)).short_name
    form.refuse(field, refused.message)
