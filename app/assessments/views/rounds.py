"""The rounds of a site: the list, opening one, and the page a round starts from."""

from contextlib import suppress
from datetime import date

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import MoveDatesForm, OpenRoundForm
from app.assessments.queries import RaterRow, RoundRef, RoundRow
from app.assessments.queries.burden import burden
from app.assessments.queries.imported import imported_results
from app.assessments.rules import (
    USUAL_WINDOW,
    NextStep,
    Progress,
    QuorumCheck,
    RaterState,
    RoundState,
    check_quorum,
    decision_option,
    next_step,
    progress_of,
    role_words,
    tidy,
    window_fault,
    window_in_words,
)
from app.assessments.views.blueprint import (
    answering_of,
    blueprint,
    here,
    lead_to,
    standing,
    the_round,
)
from app.core import clock
from app.core.web.forms import SelectChoice, form_status
from app.core.web.returned import see
from app.instruments.queries import VersionRef
from app.instruments.rules import Instrument

PAGES: dict[NextStep, str] = {
    NextStep.INVITE: "assessments.raters",
    NextStep.ENTER_ROOM: "assessments.room",
    NextStep.SIGN_OFF: "assessments.check",
    NextStep.DECIDE: "assessments.decision",
    NextStep.READ_RESULT: "assessments.result",
}


@blueprint.get("/sites/<site>/assessments")
@requires(Can.SEE_ROUND)
def index() -> str:
    """The rounds of the site with what to do next."""
    rows = queries.rounds_of(the_site().id, the_actor().id)
    return render_template(
        "assessments/index.html",
        rounds=[_listed(row) for row in rows],
        under_way=any(row.state is not RoundState.SIGNED_OFF for row in rows),
        imported=imported_results(the_site().id),
    )


def _listed(row: RoundRow) -> dict[str, object]:
    step = next_step(row.state, standing(row), row.answering, decided=row.decision is not None)
    endpoint = PAGES.get(step, "assessments.start")
    start = url_for("assessments.start", **here(row.slug))
    result = url_for("assessments.result", **here(row.slug))
    return {
        "row": row,
        "next": {"text": step.label, "href": url_for(endpoint, **here(row.slug))},
        "href": result if row.state is RoundState.SIGNED_OFF else start,
        "window": window_in_words(row.opens_on, row.closes_on, clock.today()),
        "decision": decision_option(row.instrument, row.decision),
        "waits": step.waits,
    }


Offered = list[tuple[VersionRef, Instrument]]


def _open_form(offered: Offered, suggested: str | None = None) -> OpenRoundForm:
    today = clock.today()
    form = OpenRoundForm(
        data={"instrument": suggested, "opens_on": today, "closes_on": today + USUAL_WINDOW}
    )
    form.instrument.choices = [SelectChoice(one.code, found.title) for one, found in offered]
    return form


def _suggested(offered: Offered) -> str | None:
    """The first on the way that the site has no round of yet."""
    had = {row.instrument.code for row in queries.rounds_of(the_site().id, the_actor().id)}
    return next((one.code for one, _ in offered if one.code not in had), None)


@blueprint.get("/sites/<site>/assessments/new")
@requires(Can.OPEN_ROUND)
def new() -> str:
    """Open a round: which, and until when."""
    offered = queries.openable()
    form = _open_form(offered, _suggested(offered))
    return render_template("assessments/new.html", form=form, offered=offered)


@blueprint.post("/sites/<site>/assessments/new")
@requires(Can.OPEN_ROUND)
def open_round() -> Response | tuple[str, int]:
    """Open it; where one is under way, lead there."""
    offered = queries.openable()
    form = _open_form(offered)
    valid = form.validate_on_submit()
    fault = window_fault(form.opens_on.data, form.closes_on.data) if valid else None
    if fault:
        form.refuse("closes_on", fault)
    if form.errors or not valid:
        page = render_template("assessments/new.html", form=form, offered=offered)
        return page, form_status(form)
    version = next(one for one, _ in offered if one.code == form.instrument.data)
    return _opened(version, form.opens_on.data, form.closes_on.data)


def _opened(version: VersionRef, opens_on: date, closes_on: date) -> Response:
    opened_by = the_actor().id
    try:
        slug = service.open_round(
            the_site().id, version, opens_on=opens_on, closes_on=closes_on, opened_by=opened_by
        )
    except service.RoundUnderWay as under_way:
        slug = under_way.slug
        flash("A round is under way already: this is it.", "important")
        return see("assessments.start", **here(slug))
    return see("assessments.raters", **here(slug))


@blueprint.get("/sites/<site>/assessments/<slug>")
@requires(Can.SEE_ROUND)
def start(slug: str) -> str:
    """What the round is for, who should be there, how long it takes, and the way in."""
    found = the_round(slug)
    raters, viewer = queries.raters_of(found.id), standing(found)
    step = next_step(found.state, viewer, answering_of(raters), decided=True)
    return render_template(
        "assessments/start.html",
        round=found,
        raters=raters,
        viewer=viewer,
        step=step.value,
        quorum=_quorum(found, raters),
        **_around(found),
    )


def _around(found: RoundRef) -> dict[str, object]:
    today = clock.today()
    return {
        "progress": _my_progress(found, today),
        "burden": burden(found.instrument.code),
        "window": window_in_words(found.opens_on, found.closes_on, today),
        "lead_name": queries.lead_name(found.site_id),
        "role_words": role_words,
    }


def _quorum(found: RoundRef, raters: list[RaterRow]) -> QuorumCheck:
    roles = [row.role for row in raters if row.state is RaterState.HANDED_IN]
    return check_quorum(found.instrument, roles)


def _my_progress(found: RoundRef, today: date) -> Progress | None:
    if found.my_rater_id is None:
        return None
    return progress_of(found.instrument, queries.answers_of(found.my_rater_id), today)


@blueprint.post("/sites/<site>/assessments/<slug>/begin")
@requires(Can.RATE)
def begin(slug: str) -> Response:
    """Begin to rate, and go to the first item."""
    found, who = the_round(slug, "write"), the_actor()
    role = next((role.value for site, role in who.belongs if site == found.site_id), "")
    try:
        service.begin(found, who.id, role)
    except service.NotOpen:
        flash("Rating is over in this round, so nobody can begin any more.", "important")
    except service.NotAsked:
        flash(
            "You are not asked to answer in this round. Talk to your strategic lead.", "important"
        )
    else:
        first = found.instrument.items[0].id
        return see("assessments.item", **here(slug), item_id=first, _anchor="main-content")
    return see("assessments.start", **here(slug))


@blueprint.get("/sites/<site>/assessments/<slug>/dates")
@requires(Can.OPEN_ROUND)
def dates(slug: str) -> str:
    """Move the day to finish by."""
    found = the_round(slug)
    if found.state is RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    form = MoveDatesForm(data={"closes_on": found.closes_on})
    return render_template("assessments/dates.html", round=found, form=form)


@blueprint.post("/sites/<site>/assessments/<slug>/dates")
@requires(Can.OPEN_ROUND)
def move_dates(slug: str) -> Response | tuple[str, int]:
    """Move it, and say why."""
    found, form = the_round(slug, "write"), MoveDatesForm()
    valid = form.validate_on_submit()
    if valid and (fault := window_fault(found.opens_on, form.closes_on.data)):
        form.refuse("closes_on", fault)
    if form.errors or not valid:
        page = render_template("assessments/dates.html", round=found, form=form)
        return page, form_status(form)
    with suppress(service.NotOpen):
        service.move_dates(found, form.closes_on.data, tidy(form.reason.data))
        flash("The date is moved, and everybody sees it here.", "success")
    return see("assessments.start", **here(slug))
