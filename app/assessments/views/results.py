"""The result of a round, its download, the NSPCC's decision, and opening it again."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import DecisionForm, ReopenForm
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.reading import read
from app.assessments.rules import Decision, RoundState, answer_words, tidy
from app.assessments.views.blueprint import blueprint, lead_to, seen_version, the_round
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see


def _signed(found: RoundRef) -> SignOffRow:
    """The sign-off asked for with ?number=, else the newest; 404 before the first."""
    asked = request.args.get("number", default=found.result_number, type=int)
    return _numbered(found, asked if asked <= found.result_number else 0)


def _newest(found: RoundRef) -> SignOffRow:
    """The sign-off that decisions are about."""
    return _numbered(found, found.result_number)


def _numbered(found: RoundRef, number: int) -> SignOffRow:
    signed = queries.sign_off_of(found.id, number) if number > 0 else None
    if signed is None:
        abort(404)
    return signed


@blueprint.get("/sites/<site>/assessments/<slug>/result")
@requires(Can.SEE_ROUND)
def result(slug: str) -> str:
    """What the answers come to, in words, figures and a table; made to be printed too."""
    found = the_round(slug)
    if not found.result_number:
        lead_to("assessments.start", found)
    reading = read(found, _signed(found))
    return render_template(
        "assessments/result.html",
        round=found,
        reading=reading,
        answer_words=answer_words,
        is_newest=reading.signed.number == found.result_number,
    )


@blueprint.get("/sites/<site>/assessments/<slug>/result/sections.csv")
@requires(Can.SEE_ROUND)
def result_csv(slug: str) -> Response:
    """The figures of the chart as CSV."""
    found = the_round(slug)
    frame = read(found, _signed(found)).frame
    name = f"{the_site().slug}-{found.slug}-sections.csv"
    return Response(
        frame.csv(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/sites/<site>/assessments/<slug>/decision")
@requires(Can.DECIDE_ROUND)
def decision(slug: str) -> str:
    """Record what the NSPCC decides."""
    found = the_round(slug)
    if found.state is not RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    signed = _newest(found)
    form = DecisionForm(data={"decision": signed.decision, "reason": signed.decision_reason})
    return _decision_page(found, signed, form)


def _decision_page(found: RoundRef, signed: SignOffRow, form: DecisionForm) -> str:
    return render_template(
        "assessments/decision.html",
        round=found,
        reading=read(found, signed),
        form=form,
        version=signed.version,
        decisions=list(Decision),
    )


@blueprint.post("/sites/<site>/assessments/<slug>/decision")
@requires(Can.DECIDE_ROUND)
def decide(slug: str) -> Response | tuple[str, int]:
    """Keep the decision with its reason."""
    found = the_round(slug, "write")
    if found.state is not RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    signed, form = _newest(found), DecisionForm()
    if not form.validate_on_submit():
        return _decision_page(found, signed, form), form_status(form)
    decided, reason = Decision(form.decision.data), tidy(form.reason.data)
    is_new = (decided, reason) != (signed.decision, signed.decision_reason)
    if signed.decision and is_new and seen_version() != signed.version:
        raise Conflict(
            mine=_words(decided, reason), theirs=_words(signed.decision, signed.decision_reason)
        )
    service.decide(found, signed, decision=decided, reason=reason, decided_by=the_actor().id)
    flash("The decision is recorded, and the authority can read it.", "success")
    return see("assessments.result", site=the_site().slug, slug=slug)


def _words(decided: Decision, reason: str) -> str:
    return f"{decided.label}: {reason}"


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
