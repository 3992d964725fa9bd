"""Somebody leaves a site: announced, checked, carried out; and the page for whoever follows."""

from functools import partial

from flask import abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import again
from app.core.web.returned import see
from app.overview import showing
from app.overview.forms.leaving import CarryOutForm, LeavingForm
from app.overview.queries.handover_page import handover_facts
from app.overview.service import REFUSALS, carry_out_leaving
from app.overview.views.blueprint import Page, blueprint
from app.overview.views.leaving_parts import answers, seen, show, site_name, step, the_leaving
from app.sites import queries
from app.sites import service as sites
from app.sites.queries import LeavingRow
from app.sites.rules import Refused
from app.sites.rules.leavings import Access


@blueprint.get("/sites/<site>/hand-over")
@requires(Can.INVITE_PEOPLE)
def hand_over() -> Page:
    """Who is to leave, who left, and a form to begin."""
    form = _offering(LeavingForm(data={"person": request.args.get("who", type=int)}))
    return render_template("overview/hand_over.html", form=form, **_about())


@blueprint.post("/sites/<site>/hand-over")
@requires(Can.INVITE_PEOPLE)
def announce_leaving() -> Page:
    """Say that somebody leaves; the NSPCC is told, nothing else changes yet."""
    form = _offering(LeavingForm())
    if form.validate_on_submit():
        who, last, note = form.person.data or 0, form.last_day.data, form.note.data or ""
        try:
            number = sites.announce(the_site().id, who, last, note, the_actor().id)
        except Refused as refused:
            show(form, refused)
        else:
            return see("overview.hand_over_posts", site=the_site().slug, leaving_id=number)
    return again("overview/hand_over.html", form, **_about())


@blueprint.post("/sites/<site>/hand-over/<int:leaving_id>/withdraw")
@requires(Can.INVITE_PEOPLE)
def withdraw_leaving(leaving_id: int) -> Response:
    """They stay after all."""
    found = the_leaving(leaving_id)
    try:
        sites.withdraw_leaving(found)
    except (sites.ChangedMeanwhile, LookupError):
        mine = f"You said that {found.name} stays"
        raise Conflict(mine=mine, theirs="Somebody else went on with this hand-over") from None
    flash(f"{found.name} stays. Nothing was handed over.", "success")
    return see("overview.hand_over", site=the_site().slug)


@blueprint.get("/sites/<site>/hand-over/<int:leaving_id>/check")
@requires(Can.INVITE_PEOPLE)
def hand_over_check(leaving_id: int) -> Page:
    """Everything that was decided, and the button that does it."""
    found = the_leaving(leaving_id)
    return step(
        "overview/hand_over_check.html", found, CarryOutForm(), found.version, **answers(found)
    )


@blueprint.post("/sites/<site>/hand-over/<int:leaving_id>/check")
@requires(Can.INVITE_PEOPLE)
def carry_out(leaving_id: int) -> Page:
    """Do it: all of it, or nothing."""
    found, form = the_leaving(leaving_id), CarryOutForm()
    if form.validate_on_submit():
        try:
            with seen(found) as mine:
                carry_out_leaving(site_name(), mine, the_actor().id)
        except REFUSALS as refused:
            form.refuse("confirmed", showing.refusal_words(refused))
        else:
            return _done(found)
    return step("overview/hand_over_check.html", found, form, seen_version(), **answers(found))


@blueprint.get("/sites/<site>/hand-over/page")
@requires(Can.SEE_PEOPLE)
def hand_over_page() -> Page:
    """Where the site stands today, in plain words, for somebody on their first day."""
    facts = handover_facts(the_site().id, clock.now())
    page = showing.handover_page(facts, partial(url_for, site=the_site().slug))
    return render_template("overview/hand_over_page.html", page=page, leaving=None)


@blueprint.get("/sites/<site>/hand-over/page/<int:record_id>")
@requires(Can.SEE_PEOPLE)
def hand_over_record(record_id: int) -> Page:
    """The same as it was on the day somebody handed over."""
    found = queries.leaving_of(the_site().id, record_id)
    if found is None or not found.record:
        abort(404)
    page = showing.page_of_record(found.record)
    return render_template("overview/hand_over_page.html", page=page, leaving=found)


def _done(found: LeavingRow) -> Response:
    """Go where whoever did it can go on."""
    flash(f"What {found.name} held is handed over. Everybody concerned gets a mail.", "success")
    if found.person_id == the_actor().id and found.access is Access.NOW:
        return see("overview.home")  # their access is over
    return see("overview.hand_over", site=the_site().slug)


def _offering(form: LeavingForm) -> LeavingForm:
    me = the_actor().id
    people = queries.people_of(the_site().id)
    return form.offer(
        [
            (
                one.person_id,
                f"{one.name}, {one.role.label}{' (you)' if one.person_id == me else ''}",
            )
            for one in people
        ]
    )


def _about() -> dict[str, object]:
    found = queries.leavings_of(the_site().id)
    return {
        "under_way": [one for one in found if one.done_at is None],
        "done": showing.done_rows([one for one in found if one.done_at], the_site().slug),
        "today": clock.today(),
    }
