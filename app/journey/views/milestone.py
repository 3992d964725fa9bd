"""One milestone: why it exists, how far it is, when, and what shows it."""

from typing import Any

from flask import current_app, flash, render_template, url_for

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import audit_trail, clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.journey import completing, moves, queries, service, showing
from app.journey.forms import MilestoneForm
from app.journey.queries import MilestoneDetail
from app.journey.rules import MilestoneStatus
from app.journey.service import MilestoneChange
from app.journey.views.blueprint import Answer, accepted, blueprint, found_milestone

SHOWN_AS_MOVES = ("milestone moved", "journey re-planned")  # by the history of the date


@blueprint.get("/sites/<site>/journey/<code>")
@requires(Can.SEE_JOURNEY)
def milestone(code: str) -> str:
    """One milestone: why it exists, how far it is, and its history."""
    found = found_milestone(code)
    return _page(found, _milestone_form(found))


@blueprint.post("/sites/<site>/journey/<code>")
@requires(Can.EDIT_JOURNEY)
def change(code: str) -> Answer:
    """Record how far a milestone is."""
    found = found_milestone(code)
    form = _milestone_form(found)
    site = the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_milestone(site.id, code, _entered(form))
    ):
        flash(f"“{found.row.template.name}” is saved.", "success")
        if slip := _slip(found, form):
            flash(slip, "important")
            return see("journey.milestone", site=site.slug, code=code)
        return see("journey.index", site=site.slug, _anchor=showing.group_of(found.row))
    return _page(found, form), form_status(form)


def _slip(found: MilestoneDetail, form: MilestoneForm) -> str:
    """What is likely a slip of the pen, and still saved."""
    is_done = form.progress.data == MilestoneStatus.DONE
    return showing.early_words(form.happened_on.data, found) if is_done else ""


def _milestone_form(found: MilestoneDetail) -> MilestoneForm:
    kept: dict[str, Any] = {
        "progress": found.stored.value,
        "happened_on": found.row.happened_on,
        "evidence": found.evidence,
        "reason": found.reason,
        "note": found.note,
        "version": found.version,
    }
    form = MilestoneForm(data=kept)
    if found.row.month_only:
        form.happened_on.show_month()
    form.offer(showing.choices(found))
    return form


def _entered(form: MilestoneForm) -> MilestoneChange:
    return MilestoneChange(
        status=MilestoneStatus(form.progress.data),
        happened_on=form.happened_on.data,
        evidence=form.evidence.data or "",
        note=form.note.data or "",
        reason=form.reason.data or "",
        version=form.version.data or 0,
        month_only=form.happened_on.month_only,
    )


def _page(found: MilestoneDetail, form: MilestoneForm) -> str:
    entries = audit_trail.of_row(
        the_site().id, "milestones", found.id, everything=the_actor().is_nspcc
    )
    return render_template(
        "journey/milestone.html",
        found=found,
        form=form if form.errors else None,
        milestone_form=form,
        entries=[entry for entry in entries if entry.verb not in SHOWN_AS_MOVES],
        names=names({entry.actor_id for entry in entries if entry.actor_id}),
        moves=moves.cards(queries.moves_of(found.id)),
        pieces=queries.pieces_at(found.id),
        work=_work(found),
        when=showing.when(found.row, clock.today()),
        words=showing,
        group=showing.group_of(found.row),
    )


def _work(found: MilestoneDetail) -> tuple[str, str, str | None] | None:
    """What completes the milestone by itself: a sentence, the room's name, its page if built."""
    by = found.row.template.completed_by
    if by is None:
        return None
    work = completing.WORK[by]
    is_built = work.endpoint in current_app.view_functions
    href = url_for(work.endpoint, site=the_site().slug) if is_built else None
    return completing.sentence(by, is_open=found.row.status.is_open), work.room, href
