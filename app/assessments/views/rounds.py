"""The rounds of a site: the list, opening one, and the page a round starts from."""

from collections.abc import Callable
from datetime import date

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import OpenRoundForm
from app.assessments.queries import RaterRow, RoundRef, RoundRow
from app.assessments.rules import (
    USUAL_WINDOW,
    NextStep,
    Progress,
    RoundState,
    Standing,
    next_step,
    progress_of,
    window_fault,
    window_in_words,
)
from app.assessments.views.blueprint import blueprint, standing, the_round
from app.core import clock
from app.core.web.forms import SelectChoice, form_status
from app.core.web.returned import see
from app.instruments import queries as instruments
from app.instruments.queries import VersionRef

STEPS: dict[NextStep, tuple[str, str]] = {
    NextStep.BEGIN: ("Start now", "assessments.start"),
    NextStep.CONTINUE: ("Continue", "assessments.start"),
    NextStep.SIGN_OFF: ("Read the answers and sign off", "assessments.check"),
    NextStep.DECIDE: ("Record the NSPCC’s decision", "assessments.decision"),
    NextStep.READ_RESULT: ("Read the result", "assessments.result"),
    NextStep.WAIT_FOR_BEGINNING: ("Not begun yet", "assessments.start"),
    NextStep.WAIT_FOR_ANSWERS: ("Being answered", "assessments.start"),
    NextStep.WAIT_FOR_SIGN_OFF: ("Waiting for the strategic lead", "assessments.start"),
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
    )


def _listed(row: RoundRow) -> dict[str, object]:
    viewer = Standing(row.is_mine, can(Can.RATE), can(Can.SIGN_OFF_ROUND), can(Can.DECIDE_ROUND))
    step = next_step(row.state, viewer, begun=row.raters > 0, decided=row.decision is not None)
    text, endpoint = STEPS[step]
    href = url_for(endpoint, site=the_site().slug, slug=row.slug)
    start = url_for("assessments.start", site=the_site().slug, slug=row.slug)
    result = url_for("assessments.result", site=the_site().slug, slug=row.slug)
    return {
        "row": row,
        "next": {"text": text, "href": href},
        "href": result if row.state is RoundState.SIGNED_OFF else start,
        "window": window_in_words(row.opens_on, row.closes_on, clock.today()),
        "waits": step.value.startswith("wait"),
    }


def _open_form(versions: list[VersionRef]) -> OpenRoundForm:
    today = clock.today()
    form = OpenRoundForm(
        data={
            "instrument": versions[0].code if versions else None,
            "opens_on": today,
            "closes_on": today + USUAL_WINDOW,
        }
    )
    form.instrument.choices = [SelectChoice(v.code, v.title) for v in versions]
    return form


@blueprint.get("/sites/<site>/assessments/new")
@requires(Can.OPEN_ROUND)
def new() -> str:
    """Open a round: which, and until when."""
    versions = instruments.published()
    return render_template("assessments/new.html", form=_open_form(versions), versions=versions)


@blueprint.post("/sites/<site>/assessments/new")
@requires(Can.OPEN_ROUND)
def open_round() -> Response | tuple[str, int]:
    """Open it; where one is under way, lead there."""
    versions = instruments.published()
    form = _open_form(versions)
    valid = form.validate_on_submit()
    fault = window_fault(form.opens_on.data, form.closes_on.data) if valid else None
    if fault:
        form.refuse("closes_on", fault)
    if form.errors or not valid:
        page = render_template("assessments/new.html", form=form, versions=versions)
        return page, form_status(form)
    version = next(v for v in versions if v.code == form.instrument.data)
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
    return see("assessments.start", site=the_site().slug, slug=slug)


@blueprint.get("/sites/<site>/assessments/<slug>")
@requires(Can.SEE_ROUND)
def start(slug: str) -> str:
    """What the round is for, who should be there, how long it takes, and the way in."""
    found, today = the_round(slug), clock.today()
    raters = queries.raters_of(found.id)
    return render_template(
        "assessments/start.html",
        round=found,
        raters=raters,
        step=_step(found, raters),
        progress=_my_progress(found, today),
        window=window_in_words(found.opens_on, found.closes_on, today),
        lead_name=queries.lead_name(found.site_id),
    )


def _step(found: RoundRef, raters: list[RaterRow]) -> str:
    return next_step(found.state, standing(found), begun=bool(raters), decided=True).value


def _my_progress(found: RoundRef, today: date) -> Progress | None:
    if found.my_rater_id is None:
        return None
    return progress_of(found.instrument, queries.answers_of(found.my_rater_id), today)


@blueprint.post("/sites/<site>/assessments/<slug>/begin")
@requires(Can.RATE)
def begin(slug: str) -> Response:
    """Become the rater of this round, and go to the first item."""
    found, who = the_round(slug, "write"), the_actor()
    here = {"site": the_site().slug, "slug": slug}
    role = next((role.value for site, role in who.belongs if site == found.site_id), "")
    return _begun(found, lambda: service.begin(found, who.id, role), here)


def _begun(found: RoundRef, act: Callable[[], None], here: dict[str, str]) -> Response:
    try:
        act()
    except (service.BegunBySomebodyElse, service.NotOpen):
        flash("Somebody else answers in this round already.", "important")
        return see("assessments.start", **here)
    first = found.instrument.items[0].id
    return see("assessments.item", **here, item_id=first, _anchor="main-content")
