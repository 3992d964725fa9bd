"""Auditing a case: one stage a page, each item saved as it is answered."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, current_app, flash, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can, Role
from app.core import clock
from app.core.web.asked import MOST_FIGURES
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted, done
from app.core.words import clock_time
from app.instruments.rules import Section
from app.quality.audit_reading import AuditPage, kept_fields, page_of, stage_words
from app.quality.forms.audits import BeginForm, GradeForm, StageForm, stage_form
from app.quality.queries import audits
from app.quality.rules.audits import check_take_back, may_read, optional_stages
from app.quality.service import auditing as service
from app.quality.service.auditing import Audited, HandedIn, Overtaken
from app.quality.views.audits import ROUND, the_round
from app.quality.views.blueprint import Answer, blueprint

AUDIT = "/sites/<site>/quality/case-audits/<int:audit_id>"
OVER = "The audit was handed in, or its round is closed."


@blueprint.get(ROUND + "/cases/new")
@requires(Can.CONDUCT_AUDITS)
def new_audit(number: int) -> str:
    """Which case, and that the auditor does not hold it."""
    return render_template("quality/begin.html", found=the_round(number), form=BeginForm())


@blueprint.post(ROUND + "/cases/new")
@requires(Can.CONDUCT_AUDITS)
def begin_audit(number: int) -> Answer:
    """Begin, or go on where this person audits the case already."""
    found, form, begun = the_round(number), BeginForm(), list[tuple[int, list[int]]]()
    if form.validate_on_submit() and accepted(form, lambda: begun.append(_begin(number, form))):
        audit_id, before = begun[0]
        _say_what_is_known(audit_id, before)
        first = found.instrument().sections[0].id
        return see("quality.stage", site=the_site().slug, audit_id=audit_id, section_id=first)
    return render_template("quality/begin.html", found=found, form=form), form_status(form)


@blueprint.get(AUDIT + "/stages/<section_id>")
@requires(Can.CONDUCT_AUDITS)
def stage(audit_id: int, section_id: str) -> Answer:
    """One stage: its items, or that the case did not come to it."""
    audited = _mine(audit_id)
    section = _section(audited, section_id)
    if audited.audit.handed_in_at is not None or not audited.round.is_open:
        return see("quality.case_audit", site=the_site().slug, audit_id=audit_id)
    kept, marks = kept_fields(audit_id, section)
    return _stage_page(audited, stage_form(section, _scale(audited), kept), marks)


@blueprint.post(AUDIT + "/stages/<section_id>")
@requires(Can.CONDUCT_AUDITS)
def save_stage(audit_id: int, section_id: str) -> Answer:
    """Save the whole stage and go on to the next."""
    audited = _mine(audit_id)
    section = _section(audited, section_id)
    form = stage_form(section, _scale(audited))
    marks = _marks(section)
    if not form.validate_on_submit():
        return _stage_page(audited, form, marks), form_status(form)
    try:
        _save_all(audited, form, marks)
    except (Overtaken, HandedIn) as stopped:
        theirs = OVER if isinstance(stopped, HandedIn) else stage_words(audit_id, section)
        raise Conflict(mine=_typed(form), theirs=theirs) from stopped
    return _onward(audited, section_id)


@blueprint.post(AUDIT + "/stages/<section_id>/<part>/autosave")
@requires(Can.CONDUCT_AUDITS)
def autosave(audit_id: int, section_id: str, part: str) -> FlaskResponse:
    """Keep one item, or whether the stage was reached; for the page's script."""
    audited = _mine(audit_id)
    section = _section(audited, section_id)
    form = stage_form(section, _scale(audited))
    names = _names(audited, section, part)
    form.validate()
    if wrong := form.errors_of(*names):
        return _json(422, message=f"Not saved. {' '.join(wrong)}")
    try:
        version = _save(audited, form, part, _seen(part))
    except HandedIn:
        return _json(403, message=f"Not saved. {OVER}")
    except Overtaken as overtaken:
        return _json(409, **_both(form, part, overtaken.theirs))
    return _json(201, version=str(version), saved_at=clock_time(clock.now()))


@blueprint.get(AUDIT)
@requires(Can.SEE_CASE_AUDITS)
def case_audit(audit_id: int) -> str:
    """All answers on one page: to check and hand in, or to read afterwards."""
    audited, page = _readable(audit_id)
    form = GradeForm(formdata=None, data={"grade": None, "grade_note": audited.audit.grade_note})
    return _check_page(audited, page, form)


@blueprint.post(AUDIT)
@requires(Can.CONDUCT_AUDITS)
def hand_in(audit_id: int) -> Answer:
    """Hand it in with the judgement of quality."""
    audited, form = _mine(audit_id), GradeForm()
    grade, note = form.grade.data or "", form.grade_note.data or ""
    try:
        if form.validate_on_submit() and accepted(
            form, lambda: service.hand_in(audited, grade, note)
        ):
            flash("The audit is handed in.", "success")
            return see("quality.audit_round", site=the_site().slug, number=audited.round.number)
    except HandedIn:
        return see("quality.case_audit", site=the_site().slug, audit_id=audit_id)
    return _check_page(audited, page_of(audited), form), form_status(form)


@blueprint.post(AUDIT + "/take-back")
@requires(Can.CONDUCT_AUDITS)
def take_back(audit_id: int) -> Answer:
    """Open one's own audit again."""
    audited = _mine(audit_id)
    if PortalForm().validate_on_submit():
        done(lambda: service.take_back(audited), "You can change the audit again.")
    return see("quality.case_audit", site=the_site().slug, audit_id=audit_id)


def _begin(number: int, form: BeginForm) -> tuple[int, list[int]]:
    return service.begin(
        the_site().id,
        number,
        the_actor().id,
        form.case_reference.data or "",
        declared=bool(form.declared.data),
        secret=current_app.config["SETTINGS"].secret_key,
    )


def _say_what_is_known(audit_id: int, before: list[int]) -> None:
    audited = _mine(audit_id)
    case = f"case {audited.audit.case_number} of this round"
    if audited.audit.place == 2:
        flash(f"This is {case}. Yours is the second audit: you do not see the first.", "important")
    if before:
        named = ", ".join(str(number) for number in before)
        flash(f"The same case was audited before, in round {named}.", "important")


def _found(audit_id: int) -> Audited:
    audit = audits.find_audit(the_site().id, audit_id) or abort(404)
    return Audited(audit, the_round(audits.round_number(audit.round_id)))


def _mine(audit_id: int) -> Audited:
    """One's own audit; anybody else's is not found."""
    found = _found(audit_id)
    return found if found.audit.auditor_id == the_actor().id else abort(404)


def _readable(audit_id: int) -> tuple[Audited, AuditPage]:
    """An audit that this person may read."""
    found, me = _found(audit_id), the_actor().id
    beside = next(c for c in audits.cases_of(found.round.id) if c.number == found.audit.case_number)
    if not may_read(
        mine=found.audit.auditor_id == me,
        leads=_leads(),
        handed_in=found.audit.handed_in_at is not None,
        blind=beside.is_blind_to(me, found.round),
    ):
        abort(404)
    return found, page_of(found)


def _leads() -> bool:
    """Whether this person leads here for the authority, also while work rests."""
    return (the_site().id, Role.STRATEGIC) in the_actor().belongs


def _section(audited: Audited, section_id: str) -> Section:
    sections = audited.round.instrument().sections
    return next((one for one in sections if one.id == section_id), None) or abort(404)


def _scale(audited: Audited) -> Any:
    return audited.round.instrument().scale


def _stage_page(audited: Audited, form: StageForm, marks: dict[str, int]) -> str:
    sections = audited.round.instrument().sections
    return render_template(
        "quality/stage.html",
        audited=audited,
        section=form.section,
        place=[one.id for one in sections].index(form.section.id) + 1,
        of=len(sections),
        form=form,
        marks=marks,
        may_skip=form.section.id in optional_stages(audited.round.instrument()),
    )


def _check_page(audited: Audited, page: AuditPage, form: GradeForm) -> str:
    return render_template(
        "quality/case_audit.html",
        audited=audited,
        page=page,
        form=form,
        is_mine=audited.audit.auditor_id == the_actor().id,
        may_take_back=_may_take_back(audited),
    )


def _may_take_back(audited: Audited) -> bool:
    found, is_open = audited.audit, audited.round.is_open
    if found.auditor_id != the_actor().id or found.handed_in_at is None:
        return False
    return not check_take_back(is_open=is_open, has_other=audits.has_other(found))


def _names(audited: Audited, section: Section, part: str) -> list[str]:
    """The fields of a part of the page; 404 where it has no such part."""
    if part == "stage" and section.id in optional_stages(audited.round.instrument()):
        return ["skipped", "skip_reason"]
    if any(item.id == part for item in section.items):
        return [f"score_{part}", f"comment_{part}"]
    return abort(404)


def _save(audited: Audited, form: StageForm, part: str, seen: int) -> int:
    if part == "stage":
        skipped, reason = bool(form.skipped.data), form.reason()
        return service.save_stage(
            audited, form.section.id, is_skipped=skipped, reason=reason, seen=seen
        )
    return service.save_item(audited, part, form.score(part), form.comment(part), seen=seen)


def _save_all(audited: Audited, form: StageForm, marks: dict[str, int]) -> None:
    """Every part that was filled in, or is saved already."""
    if form.section.id in optional_stages(audited.round.instrument()) and (
        form.skipped.data or form.reason() or marks["stage"]
    ):
        _save(audited, form, "stage", marks["stage"])
    for item in form.section.items:
        if form.score(item.id) is not None or form.comment(item.id) or marks[item.id]:
            _save(audited, form, item.id, marks[item.id])


def _seen(part: str) -> int:
    typed = request.form.get(f"seen-{part}", "")
    is_whole = typed.isascii() and typed.isdigit() and len(typed) <= MOST_FIGURES
    return int(typed) if is_whole else 0


def _marks(section: Section) -> dict[str, int]:
    return {part: _seen(part) for part in ("stage", *(item.id for item in section.items))}


def _typed(form: StageForm) -> str:
    parts = [f"Not reached: {form.reason()}"] if form.skipped.data else []
    for item in form.section.items:
        parts.append(f"{item.id}: {form.score(item.id)} {form.comment(item.id)}".strip())
    return "\n".join(parts).replace("None", "–")


def _both(form: StageForm, part: str, theirs: audits.Kept) -> dict[str, str]:
    if part == "stage":
        mine = f"{'Not reached' if form.skipped.data else 'Reached'}. {form.reason()}"
        kept = f"{'Not reached' if theirs.is_skipped else 'Reached'}. {theirs.words}"
    else:
        mine = f"{form.score(part)}. {form.comment(part)}"
        kept = f"{theirs.score}. {theirs.words}"
    by = "Another window of yours"
    return {"mine": mine, "theirs": kept, "by": by, "version": str(theirs.version)}


def _onward(audited: Audited, section_id: str) -> Response:
    ids = [one.id for one in audited.round.instrument().sections]
    here = {"site": the_site().slug, "audit_id": audited.audit.id}
    after = ids.index(section_id) + 1
    if after < len(ids):
        return see("quality.stage", **here, section_id=ids[after], _anchor="main-content")
    return see("quality.case_audit", **here, _anchor="main-content")


def _json(status: int, **details: Any) -> FlaskResponse:
    return make_response(jsonify(**details), status)
