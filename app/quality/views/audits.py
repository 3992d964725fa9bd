"""Rounds of case audits: the list, one round, planning, closing."""

from flask import abort, flash, render_template

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can, Role
from app.accounts.queries import names
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.quality.audit_charts import round_rows
from app.quality.forms.audits import CloseForm, RoundForm
from app.quality.queries import audit_results, audits
from app.quality.queries.audits import RoundRow
from app.quality.rules.audits import Drawn, usual_sample
from app.quality.service import audits as service
from app.quality.views.blueprint import Answer, blueprint
from app.sites.queries import people_of

ROUND = "/sites/<site>/quality/audits/<int:number>"


@blueprint.get("/sites/<site>/quality")
@requires(Can.SEE_QUALITY)
def index() -> str:
    """What shows how well the framework is used here, and where to enter it."""
    return render_template("quality/index.html")


@blueprint.get("/sites/<site>/quality/audits")
@requires(Can.SEE_QUALITY)
def rounds() -> str:
    """Every round, newest first."""
    found = audits.rounds_of(the_site().id)
    sealed = audit_results.sealed_of([one.id for one in found])
    return render_template(
        "quality/rounds.html", rounds=found, rows=round_rows(found, sealed, the_site().slug)
    )


@blueprint.get("/sites/<site>/quality/audits/new")
@requires(Can.PLAN_AUDITS)
def new_round() -> str:
    """Plan a round."""
    form = _offered(RoundForm(formdata=None, data={"planned": usual_sample(10)}))
    return render_template("quality/round_form.html", form=form, found=None, version=None)


@blueprint.post("/sites/<site>/quality/audits/new")
@requires(Can.PLAN_AUDITS)
def add_round() -> Answer:
    """Open it."""
    form, made = _offered(RoundForm()), list[int]()
    site_id = the_site().id
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.open_round(site_id, form.said()))
    ):
        flash("The round is open. Its auditors are told.", "success")
        return see("quality.audit_round", site=the_site().slug, number=made[0])
    page = render_template("quality/round_form.html", form=form, found=None, version=None)
    return page, form_status(form)


@blueprint.get(ROUND)
@requires(Can.SEE_QUALITY)
def audit_round(number: int) -> str:
    """One round: what is planned, how far it is, and what to do next."""
    found = the_round(number)
    ours, me = can(Can.SEE_CASE_AUDITS), the_actor().id
    cases = audits.cases_of(found.id) if ours else []
    return render_template(
        "quality/round.html",
        found=found,
        drawn=Drawn(found.said.drawn).label,
        cases=cases,
        blind={case.number for case in cases if case.is_blind_to(me, found)},
        auditors=names(set(found.said.auditors)) if ours else {},
        pieces=audits.pieces_of(found.id),
        me=me,
        leads=(the_site().id, Role.STRATEGIC) in the_actor().belongs,
        is_late=found.said.due_on is not None and found.said.due_on < clock.today(),
    )


@blueprint.get(ROUND + "/change")
@requires(Can.PLAN_AUDITS)
def change_round(number: int) -> Answer:
    """The plan of an open round, to be changed."""
    found = the_round(number)
    if not found.is_open:
        return see("quality.audit_round", site=the_site().slug, number=number)
    kept = vars(found.said) | {"auditors": list(found.said.auditors)}
    form = _offered(RoundForm(formdata=None, data=kept))
    return _form_page(form, found, found.version)


@blueprint.post(ROUND + "/change")
@requires(Can.PLAN_AUDITS)
def save_round(number: int) -> Answer:
    """Change it."""
    found, form, seen = the_round(number), _offered(RoundForm()), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_round(found.site_id, number, form.said(), seen)
    ):
        flash("The plan of the round is saved.", "success")
        return see("quality.audit_round", site=the_site().slug, number=number)
    return _form_page(form, found, seen), form_status(form)


@blueprint.get(ROUND + "/close")
@requires(Can.PLAN_AUDITS)
def ask_close(number: int) -> Answer:
    """What closing means for this round."""
    found = the_round(number)
    if not found.is_open:
        return see("quality.audit_result", site=the_site().slug, number=number)
    return render_template("quality/close.html", found=found, form=CloseForm(formdata=None))


@blueprint.post(ROUND + "/close")
@requires(Can.PLAN_AUDITS)
def close_round(number: int) -> Answer:
    """Close it."""
    site_id, form = the_site().id, CloseForm()
    if form.validate_on_submit() and accepted(
        form, lambda: _close(site_id, number, form.reason.data or "")
    ):
        flash("The round is closed. Its result stays as it is.", "success")
        return see("quality.audit_result", site=the_site().slug, number=number)
    return again("quality/close.html", form, found=the_round(number))


def _close(site_id: int, number: int, reason: str) -> None:
    """The service reads the round itself, so the page does not before; another's is not found."""
    try:
        service.close_round(site_id, number, reason)
    except service.NoSuchRound:
        abort(404)


def the_round(number: int) -> RoundRow:
    """The round an address means; another site's is not found."""
    return audits.find_round(the_site().id, number) or abort(404)


def _offered(form: RoundForm) -> RoundForm:
    people = [(one.person_id, one.name) for one in people_of(the_site().id)]
    return form.offer(people)


def _form_page(form: RoundForm, found: RoundRow, version: int) -> str:
    return render_template("quality/round_form.html", form=form, found=found, version=version)
