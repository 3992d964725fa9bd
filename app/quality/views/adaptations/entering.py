"""What the authority enters: the wizard, putting it right, saying more, asking again, the end."""

from flask import flash, redirect, render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.quality.adaptation_words import one as words
from app.quality.forms.adaptations import (
    AskAgainForm,
    ChangeForm,
    CorrectForm,
    EndForm,
    FrameForm,
    frame_data,
    hidden_values,
)
from app.quality.queries.adaptations import AdaptationRow
from app.quality.rules.adaptations.entries import check_change
from app.quality.rules.adaptations.frame import Kind
from app.quality.rules.adaptations.more import REASONS
from app.quality.rules.adaptations.states import VIEW_DAYS, is_critical
from app.quality.service import adaptations as service
from app.quality.views.adaptations.asked import speaker, the_adaptation, to_adaptation
from app.quality.views.blueprint import Answer, blueprint

TYPED = (
    *("kind", "title", "detail", "stages", "components", "decided_by", "since", "scope", "teams"),
    "fidelity",
)
FRAME = (
    *("phase", "planned", "involved", "modified", "nature", "context", "level", "goals"),
    *(*REASONS, "trigger", "found"),
)


@blueprint.get("/sites/<site>/adaptations/new")
@requires(Can.LOG_ADAPTATIONS)
def new_adaptation() -> str:
    """The first step: what sort of change."""
    return render_template(
        "quality/new_adaptation.html", kinds=Kind, missing="kind" in request.args or None
    )


@blueprint.get("/sites/<site>/adaptations/new/what")
@requires(Can.LOG_ADAPTATIONS)
def adaptation_what() -> Answer:
    """The second step: what changed, in two minutes."""
    kind = request.args.get("kind", "")
    if kind not in set(Kind):
        return redirect(url_for("quality.new_adaptation", site=the_site().slug, kind=""))
    form = ChangeForm(formdata=None, data={"kind": kind})
    return render_template("quality/adaptation_what.html", form=form, kind=Kind(kind))


@blueprint.post("/sites/<site>/adaptations/new/what")
@requires(Can.LOG_ADAPTATIONS)
def log_adaptation() -> Answer:
    """Check what was typed; once that is confirmed, log it."""
    form, made = ChangeForm(), list[int]()
    if form.kind.data not in set(Kind):
        return redirect(url_for("quality.new_adaptation", site=the_site().slug, kind=""), code=303)
    if not form.validate_on_submit():
        return again("quality/adaptation_what.html", form, kind=Kind(form.kind.data))
    if form.confirmed.data == "yes" and accepted(
        form, lambda: made.append(service.log(the_site().id, form.said(), speaker()))
    ):
        flash("Logged. Say more below where you know it; nothing more is needed.", "success")
        return see("quality.adaptation", site=the_site().slug, adaptation_id=made[0])
    return _check(form)


def _check(form: ChangeForm) -> Answer:
    """What was typed, to be checked; the form again where something is to be put right."""
    said = form.said()
    for field, message in [] if form.errors else check_change(said, clock.today()):
        form.refuse(field, message)
    if form.errors:
        return again("quality/adaptation_what.html", form, kind=Kind(said.kind))
    return render_template(
        "quality/adaptation_check.html",
        rows=words.check_rows(said),
        typed=hidden_values(form, TYPED),
        critical=is_critical(said.kind, said.components, said.fidelity),
        days=VIEW_DAYS,
    )


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>/change")
@requires(Can.LOG_ADAPTATIONS)
def change_adaptation(adaptation_id: int) -> Answer:
    """What changed, in a form, to put it right."""
    found = the_adaptation(adaptation_id)
    return render_template(
        "quality/change_adaptation.html",
        found=found,
        form=_filled(found),
        kinds=Kind,
        version=found.version,
    )


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/change")
@requires(Can.LOG_ADAPTATIONS)
def save_adaptation(adaptation_id: int) -> Answer:
    """Put it right."""
    found, form, seen = the_adaptation(adaptation_id), CorrectForm(), seen_version()
    why = str(form.why.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.change(found.site_id, found.id, form.said(), why, seen, speaker())
    ):
        flash("It is put right. What stood before is kept below.", "success")
        return to_adaptation(found)
    return again("quality/change_adaptation.html", form, found=found, kinds=Kind, version=seen)


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>/more")
@requires(Can.LOG_ADAPTATIONS)
def adaptation_more(adaptation_id: int) -> Answer:
    """The rest of FRAME, where it is known."""
    found = the_adaptation(adaptation_id)
    kept = {"trigger": found.trigger.value if found.trigger else "", **frame_data(found.more)}
    words_kept = {"expected": found.expected, "result": found.result}
    form = FrameForm(formdata=None, data=kept | words_kept)
    return render_template(
        "quality/adaptation_more.html", found=found, form=form, names=FRAME, version=found.version
    )


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/more")
@requires(Can.LOG_ADAPTATIONS)
def save_adaptation_more(adaptation_id: int) -> Answer:
    """Say more about it."""
    found, form, seen = the_adaptation(adaptation_id), FrameForm(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.tell_more(found.site_id, found.id, form.said(), seen, speaker())
    ):
        flash("Saved.", "success")
        return to_adaptation(found)
    return again("quality/adaptation_more.html", form, found=found, names=FRAME, version=seen)


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>/ask-again")
@requires(Can.LOG_ADAPTATIONS)
def ask_view_again(adaptation_id: int) -> Answer:
    """What should the NSPCC look at?"""
    found = the_adaptation(adaptation_id)
    form, seen = AskAgainForm(), found.version
    return render_template("quality/ask_view_again.html", found=found, form=form, version=seen)


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/ask-again")
@requires(Can.LOG_ADAPTATIONS)
def send_view_again(adaptation_id: int) -> Answer:
    """Ask for a view, or another one."""
    found, form, seen = the_adaptation(adaptation_id), AskAgainForm(), seen_version()
    said = str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.ask_again(found.site_id, found.id, said, seen, speaker())
    ):
        flash(f"The NSPCC is told, and answers within {VIEW_DAYS} working days.", "success")
        return to_adaptation(found)
    return again("quality/ask_view_again.html", form, found=found, version=seen)


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>/end")
@requires(Can.LOG_ADAPTATIONS)
def end_adaptation(adaptation_id: int) -> Answer:
    """When did it end, and why?"""
    found = the_adaptation(adaptation_id)
    form = EndForm()
    return render_template(
        "quality/end_adaptation.html", found=found, form=form, version=found.version
    )


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/end")
@requires(Can.LOG_ADAPTATIONS)
def save_adaptation_end(adaptation_id: int) -> Answer:
    """It ended."""
    found, form, seen = the_adaptation(adaptation_id), EndForm(), seen_version()
    on, why = form.ended_on.data, str(form.why.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.end(found.site_id, found.id, on, why, seen, speaker())
    ):
        flash("It ended. It stays in the register.", "success")
        return to_adaptation(found)
    return again("quality/end_adaptation.html", form, found=found, version=seen)


def _filled(found: AdaptationRow) -> CorrectForm:
    return CorrectForm(
        formdata=None,
        data={
            "kind": found.kind.value,
            "title": found.title,
            "detail": found.detail,
            "stages": [one.value for one in found.stages],
            "components": [one.value for one in found.components],
            "decided_by": found.decided_by,
            "since": found.since,
            "scope": found.scope.value,
            "teams": found.teams,
            "fidelity": found.fidelity.value,
        },
    )
