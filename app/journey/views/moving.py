"""Moving a planned date in three steps: the new date, why it moves, a last look.

What is entered is kept from step to step, so that going back loses nothing.
"""

from datetime import date
from typing import Any

from flask import flash, render_template

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.words import count, day
from app.journey import moves, queries, service
from app.journey.forms import CheckMoveForm, NewDateForm, WhyForm
from app.journey.queries import MilestoneDetail
from app.journey.rules import Anchor, DateMoveReason, check_new_date, check_why
from app.journey.views.blueprint import (
    TAKING,
    Answer,
    accepted,
    blueprint,
    draft,
    forget,
    keep,
    open_milestone,
)

Held = dict[str, Any]


@blueprint.get("/sites/<site>/journey/<code>/date")
@requires(Can.EDIT_JOURNEY)
def new_date(code: str) -> Answer:
    """First step: the new date."""
    found = open_milestone(code)
    kept = {"new_on": _day(draft(code)), "version": found.version}
    return _step("journey/move_date.html", found, NewDateForm(formdata=None, data=kept))


@blueprint.post("/sites/<site>/journey/<code>/date")
@requires(Can.EDIT_JOURNEY)
def keep_new_date(code: str) -> Answer:
    """Keep the new date and ask why."""
    found, form = open_milestone(code), NewDateForm()
    if form.validate_on_submit():
        faults = check_new_date(found.row.planned_on, form.new_on.data)
        TAKING.show(form, [("new_on", fault) for fault in faults])
        if not faults:
            keep(code, new_on=form.new_on.data.isoformat(), version=form.version.data)
            return see("journey.why", site=the_site().slug, code=code)
    return _step("journey/move_date.html", found, form), form_status(form)


@blueprint.get("/sites/<site>/journey/<code>/date/why")
@requires(Can.EDIT_JOURNEY)
def why(code: str) -> Answer:
    """Second step: reasons and a note."""
    found, held = open_milestone(code), draft(code)
    if _day(held) is None:
        return see("journey.new_date", site=the_site().slug, code=code)
    kept = {"reasons": held.get("reasons", []), "move_note": held.get("note", "")}
    return _step("journey/move_why.html", found, WhyForm(formdata=None, data=kept))


@blueprint.post("/sites/<site>/journey/<code>/date/why")
@requires(Can.EDIT_JOURNEY)
def keep_why(code: str) -> Answer:
    """Keep why, and show everything once more."""
    found, form = open_milestone(code), WhyForm()
    if form.validate_on_submit():
        reasons, note = form.reasons.data or [], form.move_note.data or ""
        faults = check_why([DateMoveReason(one) for one in reasons], note)
        fields = ("reasons" if fault.startswith("Choose") else "move_note" for fault in faults)
        TAKING.show(form, zip(fields, faults, strict=True))
        if not faults:
            keep(code, reasons=reasons, note=note)
            return see("journey.check_move", site=the_site().slug, code=code)
    return _step("journey/move_why.html", found, form), form_status(form)


@blueprint.get("/sites/<site>/journey/<code>/date/check")
@requires(Can.EDIT_JOURNEY)
def check_move(code: str) -> Answer:
    """Last step: everything at a glance, and what could move as well."""
    found, held = open_milestone(code), draft(code)
    if not _is_whole(held):
        return see("journey.why", site=the_site().slug, code=code)
    form = CheckMoveForm(formdata=None, data={"version": held["version"], "also": []})
    return _check(found, form, held)


@blueprint.post("/sites/<site>/journey/<code>/date/check")
@requires(Can.EDIT_JOURNEY)
def move(code: str) -> Answer:
    """Move the date, and those ticked with it; all or nothing."""
    found, held, form = open_milestone(code), draft(code), CheckMoveForm()
    if not _is_whole(held):
        return see("journey.why", site=the_site().slug, code=code)
    try:
        if form.validate_on_submit() and accepted(form, lambda: _save(found, held, form)):
            return see("journey.milestone", site=the_site().slug, code=code)
    except Conflict as conflict:
        return _check(found, form, held, conflict), 409
    return _check(found, form, held), form_status(form)


def _save(found: MilestoneDetail, held: Held, form: CheckMoveForm) -> None:
    code, name = found.row.code, found.row.template.name
    moved = service.move_planned_date(
        the_site().id,
        code,
        _day(held),
        [DateMoveReason(one) for one in held["reasons"]],
        held["note"],
        form.version.data or 0,
        form.also.data or [],
    )
    forget(code)
    more = f", and {count(len(moved) - 1, 'milestone')} with it" if len(moved) > 1 else ""
    flash(f"“{name}” is now planned for {day(_day(held))}{more}.", "success")


def _day(held: Held) -> date | None:
    """The new date entered so far."""
    return date.fromisoformat(held["new_on"]) if "new_on" in held else None


def _is_whole(held: Held) -> bool:
    """Whether both steps before the last were taken."""
    return "new_on" in held and bool(held.get("reasons"))


def _step(template: str, found: MilestoneDetail, form: PortalForm) -> str:
    is_anchor = found.row.code in (Anchor.CONTRACT, Anchor.TRAINING)
    return render_template(template, found=found, form=form, is_anchor=is_anchor)


def _check(
    found: MilestoneDetail, form: CheckMoveForm, held: Held, conflict: Conflict | None = None
) -> str:
    new_on = _day(held)
    rows = queries.milestones_of(the_site().id, clock.today())
    offered = moves.followers(found.row, rows, new_on) if new_on else []
    form.offer([(one.code, one.words) for one in offered])
    return render_template(
        "journey/move_check.html",
        found=found,
        form=form,
        step=moves.step(found.row.planned_on, new_on) if new_on else "",
        reasons=[DateMoveReason(one).label for one in held["reasons"]],
        note=held["note"],
        conflict=conflict,
        version=found.version if conflict else form.version.data,
    )
