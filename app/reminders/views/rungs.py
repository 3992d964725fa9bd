"""One ladder: its rungs are added, changed, removed, after a look at what that would do."""

from typing import Any

from flask import flash, render_template, request

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import again
from app.core.web.returned import see
from app.reminders import queries, service, showing
from app.reminders.forms import ReasonForm, RungForm
from app.reminders.queries import Version
from app.reminders.rules import (
    Ladders,
    Phase,
    check_reason,
    check_rung,
    rung_of,
    with_rung,
    without_rung,
)
from app.reminders.views.blueprint import (
    Page,
    accepted,
    blueprint,
    phase_named,
    rung_named,
    seen_number,
)

DAYS = 30


@blueprint.get("/admin/reminders/<due_kind>/<phase>/new")
@requires(Can.SET_LADDERS)
def new_rung(due_kind: str, phase: str) -> Page:
    """Ask for a rung."""
    version, found = phase_named(due_kind, phase)
    return _asked(version, found, "")


@blueprint.get("/admin/reminders/<due_kind>/<phase>/<rung_code>")
@requires(Can.SET_LADDERS)
def rung(due_kind: str, phase: str, rung_code: str) -> Page:
    """Show a rung to be changed."""
    version, found = phase_named(due_kind, phase)
    return _asked(version, found, rung_code)


@blueprint.post("/admin/reminders/<due_kind>/<phase>/new")
@requires(Can.SET_LADDERS)
def add_rung(due_kind: str, phase: str) -> Page:
    """Look at what a new rung would do, or save it."""
    return _sent(due_kind, phase, "")


@blueprint.post("/admin/reminders/<due_kind>/<phase>/<rung_code>")
@requires(Can.SET_LADDERS)
def change_rung(due_kind: str, phase: str, rung_code: str) -> Page:
    """Look at what the change would do, or save it."""
    return _sent(due_kind, phase, rung_code)


@blueprint.get("/admin/reminders/<due_kind>/<phase>/<rung_code>/remove")
@requires(Can.SET_LADDERS)
def removal(due_kind: str, phase: str, rung_code: str) -> Page:
    """Ask why a rung is removed, and show what then goes out."""
    version, found = phase_named(due_kind, phase)
    rung_named(version, found, rung_code)
    return render_template(
        "reminders/removal.html", form=ReasonForm(), **_removed(due_kind, phase, rung_code)
    )


@blueprint.post("/admin/reminders/<due_kind>/<phase>/<rung_code>/remove")
@requires(Can.SET_LADDERS)
def remove_rung(due_kind: str, phase: str, rung_code: str) -> Page:
    """Remove it."""
    version, found = phase_named(due_kind, phase)
    rung_named(version, found, rung_code)
    form, changed = ReasonForm(), without_rung(version.ladders, found.key, rung_code)
    if form.validate_on_submit():
        for field, message in check_reason(form.reason.data or ""):
            form.refuse(field, message)
        if not form.errors and _saved(form, changed, version):
            flash("The rung is removed.", "success")
            return see("reminders.kind", due_kind=due_kind)
    return again("reminders/removal.html", form, **_removed(due_kind, phase, rung_code))


def _asked(version: Version, phase: Phase, code: str) -> str:
    form = RungForm()
    form.offer(phase)
    form.show(rung_named(version, phase, code) if code else None)
    return render_template("reminders/rung.html", form=form, **_about(version, phase, code))


def _sent(kind: str, word: str, code: str) -> Page:
    version, phase = phase_named(kind, word)
    if code:
        rung_named(version, phase, code)
    form, page = RungForm(), _about(version, phase, code)
    form.offer(phase)
    if form.validate_on_submit() and (changed := _checked(form, version, phase, code)):
        if request.form.get("step") != "save":
            page["change"] = _change(version, changed, phase)
        elif _saved(form, changed, version):
            flash("The ladder is saved.", "success")
            return see("reminders.kind", due_kind=kind)
    return again("reminders/rung.html", form, **page)


def _checked(form: RungForm, version: Version, phase: Phase, code: str) -> Ladders | None:
    """The ladders with what was typed; None when something is wrong with it."""
    others = [one for one in version.ladders.rungs[phase.key] if one.code != code]
    for field, message in check_rung(form.typed, version.ladders, phase, code, others):
        form.refuse(field, message)
    if form.errors:
        return None
    taken = {one.code for one in others}
    return with_rung(version.ladders, phase.key, rung_of(form.typed, code, taken))


def _saved(form: RungForm | ReasonForm, changed: Ladders, version: Version) -> bool:
    reason, seen, by = form.reason.data or "", seen_number(version.number), the_actor().id
    return accepted(form, lambda: service.save(changed, reason=reason, seen=seen, by=by))


def _about(version: Version, phase: Phase, code: str) -> dict[str, object]:
    return {
        "phase": phase,
        "code": code,
        "version": seen_number(version.number),
        "change": None,
        "hours": version.ladders.hours,
    }


def _change(version: Version, changed: Ladders, phase: Phase) -> dict[str, Any]:
    """What a change says, and what the runs of the next days would send without it and with it."""
    now, kinds, present = clock.now(), [phase.kind.value], version.ladders
    (before, after), facts = queries.foresee(now, DAYS, present, changed, kinds=kinds)
    return showing.change(present, changed, showing.sample(before, after, facts, phase))


def _removed(kind: str, phase: str, code: str) -> dict[str, object]:
    version, found = phase_named(kind, phase)
    changed = without_rung(version.ladders, found.key, code)
    return {
        **_about(version, found, code),
        "rung": showing.rung(rung_named(version, found, code), found),
        "change": _change(version, changed, found),
    }
