"""What a round of case audits came to, and what follows from it."""

from flask import abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.charts import Frame
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.core.words import count
from app.evidence import queries as evidence
from app.evidence.forms import AttachForm
from app.evidence.rules import EvidenceWish
from app.instruments.rules import shown
from app.plans import queries as plans
from app.plans import showing
from app.plans.queries import ActionRow
from app.plans.rules import OriginKind
from app.quality.audit_charts import (
    Reading,
    lacking_words,
    past_figure,
    past_frame,
    past_sentence,
    read,
)
from app.quality.forms.audits import Finding, FindingsForm, number_of
from app.quality.queries import audit_results, audits
from app.quality.queries.audits import RoundRow
from app.quality.service import audits as service
from app.quality.service.findings import Wanted, raise_findings
from app.quality.views.audits import ROUND, the_round
from app.quality.views.blueprint import Answer, blueprint

OFFERED = 20


@blueprint.get(ROUND + "/result")
@requires(Can.SEE_QUALITY)
def audit_result(number: int) -> str:
    """The result in a sentence, charts and tables; no figure of fewer than five cases."""
    found = the_round(number)
    past, reading = _past(found), _reading(found)
    return render_template(
        "quality/result.html",
        found=found,
        reading=reading,
        lacking=lacking_words(reading.result, is_open=found.is_open),
        past=past,
        past_figure=past_figure(past) if len(past.rows) > 1 else None,
        past_sentence=past_sentence(past),
        actions=_actions(found),
        action_state=lambda row: showing.state(row, clock.today()),
    )


@blueprint.get(ROUND + "/result/<part>.csv")
@requires(Can.SEE_QUALITY)
def audit_result_csv(number: int, part: str) -> Response:
    """The figures of a chart as CSV."""
    found = the_round(number)
    frame = _past(found) if part == "rounds" else _reading(found).frame(part)
    name = f"{the_site().slug}-audit-round-{number}-{part}.csv"
    return csv_answer((frame or abort(404)).csv(), name)


@blueprint.get(ROUND + "/findings")
@requires(Can.EDIT_PLAN)
def findings(number: int) -> Answer:
    """Tick what should become actions."""
    found = the_round(number)
    return _findings_page(found, _findings_form(found, FindingsForm(formdata=None)))


@blueprint.post(ROUND + "/findings")
@requires(Can.EDIT_PLAN)
def raise_actions(number: int) -> Answer:
    """Put every ticked one into the plan, or none."""
    found = the_round(number)
    form = _findings_form(found, FindingsForm())
    raised = list[int]()
    if form.validate_on_submit() and accepted(form, lambda: raised.extend(_raise(found, form))):
        flash(f"{count(len(raised), 'action').capitalize()} in the plan.", "success")
        return see("quality.audit_result", site=the_site().slug, number=number)
    return _findings_page(found, form), form_status(form)


@blueprint.get(ROUND + "/evidence")
@requires(Can.ADD_EVIDENCE)
def round_evidence(number: int) -> str:
    """What is attached to the round, and what could be."""
    return _evidence_page(the_round(number), AttachForm(formdata=None))


@blueprint.post(ROUND + "/evidence")
@requires(Can.ADD_EVIDENCE)
def attach_to_round(number: int) -> Answer:
    """Attach what is ticked."""
    found, form = the_round(number), AttachForm()
    if form.validate_on_submit() and accepted(
        form, lambda: service.attach(found.site_id, number, *(form.pieces.data or []))
    ):
        flash("Attached to the round.", "success")
        return see("quality.audit_round", site=the_site().slug, number=number)
    return _evidence_page(found, form), form_status(form)


@blueprint.post(ROUND + "/evidence/detach")
@requires(Can.ADD_EVIDENCE)
def detach_from_round(number: int) -> Answer:
    """Take one piece off the round; the site keeps it."""
    found, piece = the_round(number), number_of(request.form.get("piece"))
    service.detach(found.site_id, number, piece or abort(400))
    flash("Taken off the round. It is still among the site’s evidence.", "success")
    return see("quality.round_evidence", site=the_site().slug, number=number)


def _reading(found: RoundRow) -> Reading:
    return read(found, audit_results.sealed_of([found.id])[found.id])


def _past(found: RoundRow) -> Frame:
    """This round beside the closed ones before it."""
    rounds = [
        one
        for one in audits.rounds_of(found.site_id)
        if one.number <= found.number and (not one.is_open or one.id == found.id)
    ]
    return past_frame(rounds, audit_results.sealed_of([one.id for one in rounds]))


def _actions(found: RoundRow) -> list[ActionRow]:
    """What the round put into the plan, first raised first."""
    return plans.by_origin(found.site_id, OriginKind.AUDIT.value, [found.id])


def _weak(found: RoundRow) -> list[Finding]:
    """The items below 80% that something can be suggested for, weakest first."""
    instrument = found.instrument()
    return [
        Finding(
            one.id,
            one.label,
            f"{shown(one.percent, 0)}% of the points{', critical item' if one.critical else ''}. "
            f"Action: {suggestion.text}.",
        )
        for one in _reading(found).result.to_improve
        if (suggestion := instrument.by_id[one.id].suggestion) is not None
    ]


def _findings_form(found: RoundRow, form: FindingsForm) -> FindingsForm:
    """Offers the weak items that have no action yet."""
    raised = {one.origin.part for one in _actions(found) if one.origin}
    open_ = [one for one in _weak(found) if one.id not in raised]
    return form.offer(open_, plans.owners(found.site_id))


def _findings_page(found: RoundRow, form: FindingsForm) -> str:
    hints = {one.id: one.hint for one in _weak(found)}
    return render_template(
        "quality/findings.html",
        found=found,
        form=form,
        hints=hints,
        actions=_actions(found),
        action_state=lambda row: showing.state(row, clock.today()),
    )


def _raise(found: RoundRow, form: FindingsForm) -> list[int]:
    wanted = Wanted(
        items=tuple(form.ticked.data or ()),
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        due_on=form.due_on.data,
    )
    offered = {one.id for one in _weak(found)}
    path = url_for("quality.audit_result", site=the_site().slug, number=found.number)
    return raise_findings(found, wanted, offered, path=path, raised_by=the_actor().id)


def _evidence_page(found: RoundRow, form: AttachForm) -> str:
    attached = audits.pieces_of(found.id)
    wish = EvidenceWish.read({"q": request.args.get("q", "")})
    return render_template(
        "quality/round_evidence.html",
        found=found,
        attached=attached,
        offered=evidence.of_site(found.site_id, wish, OFFERED, [one.id for one in attached]),
        wish=wish,
        form=form,
    )
