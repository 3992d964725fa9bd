"""The NSPCC's decision on a result, and opening a signed-off round again."""

from datetime import date

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import DecisionForm, ReopenForm, decision_form
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.reading import read
from app.assessments.rules import NspccAnswer, RoundState, decision_option, tidy
from app.assessments.views.blueprint import blueprint, here, lead_to, the_round
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.words import day


def _newest(found: RoundRef) -> SignOffRow:
    """The sign-off that decisions are about."""
    return queries.sign_off_of(found.id, found.result_number) or abort(404)


@blueprint.get("/sites/<site>/assessments/<slug>/decision")
@requires(Can.DECIDE_ROUND)
def decision(slug: str) -> str:
    """Record what the NSPCC decides."""
    found = the_round(slug)
    if found.state is not RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    signed = _newest(found)
    return _decision_page(found, signed, _form(found, signed))


def _form(found: RoundRef, signed: SignOffRow) -> DecisionForm:
    data = {
        "decision": signed.decision,
        "on": signed.decision_date,
        "reason": signed.decision_reason,
    }
    return decision_form(found.instrument, data, signed.section_responses)


def _decision_page(found: RoundRef, signed: SignOffRow, form: DecisionForm) -> str:
    reading = read(found, signed)
    return render_template(
        "assessments/decision.html",
        round=found,
        reading=reading,
        form=form,
        sections=list(zip(form.sections, reading.result.sections, strict=True)),
        section_gaps=reading.section_gaps,
        version=signed.version,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/decision")
@requires(Can.DECIDE_ROUND)
def decide(slug: str) -> Response | tuple[str, int]:
    """Keep the decision with its reason."""
    found = the_round(slug, "write")
    if found.state is not RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    signed = _newest(found)
    form = _form(found, signed)
    if not _decidable(found, form):
        return _decision_page(found, signed, form), form_status(form)
    answer = _answer(found, form)
    if signed.decision and answer != signed.answer and seen_version() != signed.version:
        raise Conflict(mine=_words(found, answer), theirs=_words(found, signed.answer))
    service.decide(found, signed, answer, the_actor().id)
    flash("The answer is recorded, and the authority can read it.", "success")
    return see("assessments.result", **here(slug))


def _answer(found: RoundRef, form: DecisionForm) -> NspccAnswer:
    on, reason = _date(found, form), tidy(form.reason.data)
    return NspccAnswer(form.decision.data, on, reason, form.section_words())


def _date(found: RoundRef, form: DecisionForm) -> date | None:
    option = decision_option(found.instrument, form.decision.data)
    return form.on.data if option and option.asks_date else None


def _decidable(found: RoundRef, form: DecisionForm) -> bool:
    if not form.validate_on_submit():
        return False
    option = decision_option(found.instrument, form.decision.data)
    if option and option.asks_date and form.on.data is None:
        form.refuse("on", "Enter the date")
    return not form.errors


def _words(found: RoundRef, answer: NspccAnswer) -> str:
    option = decision_option(found.instrument, answer.decision)
    when = f" ({day(answer.on)})" if answer.on else ""
    said = f"{option.label if option else answer.decision}{when}: {answer.reason}"
    return "\n".join([said, *(f"{code}: {words}" for code, words in answer.sections.items())])


@blueprint.get("/sites/<site>/assessments/<slug>/reopen")
@requires(Can.OPEN_ROUND)
def reopen(slug: str) -> str:
    """Why it should be possible to change a signed-off round."""
    found = the_round(slug)
    if found.state is not RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    return render_template("assessments/reopen.html", round=found, form=ReopenForm())


@blueprint.post("/sites/<site>/assessments/<slug>/reopen")
@requires(Can.OPEN_ROUND)
def reopen_round(slug: str) -> Response | tuple[str, int]:
    """Open it again; the result that was signed off is kept."""
    found, form = the_round(slug, "write"), ReopenForm()
    if not form.validate_on_submit():
        page = render_template("assessments/reopen.html", round=found, form=form)
        return page, form_status(form)
    try:
        service.reopen(found, tidy(form.reason.data))
    except service.RoundUnderWay as under_way:
        flash("A later round is under way: finish that one first.", "important")
        return see("assessments.start", site=the_site().slug, slug=under_way.slug)
    return see("assessments.start", site=the_site().slug, slug=slug)
