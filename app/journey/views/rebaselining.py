"""The contract or the training moved: new dates and why, then a look at every milestone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, render_template

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.words import count
from app.journey import moves, queries, service
from app.journey.forms import AnchorsForm, CheckReplanForm, ReplanForm
from app.journey.queries import AnchorState
from app.journey.rules import MOST_DRIFT, Anchors, DateMoveReason
from app.journey.service import NotAsShown, Rebaseline
from app.journey.views.blueprint import Answer, accepted, blueprint, draft, forget, keep

SUBJECT = ""  # of the draft: the dates of the whole plan
Held = dict[str, Any]


@blueprint.get("/sites/<site>/journey/dates")
@requires(Can.EDIT_JOURNEY)
def dates() -> Answer:
    """New dates of contract and training, and why."""
    state, held = _state(), draft(SUBJECT)
    drifted = abs(state.known.drift) > MOST_DRIFT
    kept = {
        "contract_on": _day(held, "contract_on") or state.known.contract_on,
        "training_on": _day(held, "training_on") or state.known.training_on,
        "follow": held.get("follow", "all" if drifted else "tied"),
        "reasons": held.get("reasons", []),
        "note": held.get("note", ""),
    }
    return _page(_form_of()(formdata=None, data=kept), state)


@blueprint.post("/sites/<site>/journey/dates")
@requires(Can.EDIT_JOURNEY)
def keep_dates() -> Answer:
    """Keep them and show what they would move."""
    form, state = _form_of()(), _state()
    if form.validate_on_submit():
        held = _held(form)
        if accepted(form, lambda: service.check_rebaseline(the_site().id, _wanted(held))):
            keep(SUBJECT, **held)
            return see("journey.check_dates", site=the_site().slug)
    return _page(form, state), form_status(form)


@blueprint.get("/sites/<site>/journey/dates/check")
@requires(Can.EDIT_JOURNEY)
def check_dates() -> Answer:
    """Every open milestone, where it lies and where it would."""
    held = draft(SUBJECT)
    if not held:
        return see("journey.dates", site=the_site().slug)
    return _check(CheckReplanForm(formdata=None), held)


@blueprint.post("/sites/<site>/journey/dates/check")
@requires(Can.EDIT_JOURNEY)
def move_dates() -> Answer:
    """Count the plan anew, all of it or nothing."""
    form, held = CheckReplanForm(), draft(SUBJECT)
    if not held:
        return see("journey.dates", site=the_site().slug)
    try:
        if form.validate_on_submit() and accepted(form, lambda: _save(form, held)):
            return see("journey.index", site=the_site().slug)
    except NotAsShown:
        flash("The plan changed after you saw it. Nothing was saved: look again.", "important")
        return _check(form, held), 409
    return _check(form, held), form_status(form)


def _save(form: CheckReplanForm, held: Held) -> None:
    wanted = _wanted(held, form.also.data or [], form.seen.data or "")
    moved = service.rebaseline(the_site().id, wanted)
    forget(SUBJECT)
    flash(f"The plan is counted anew: {count(moved, 'planned date')} moved.", "success")


def _form_of() -> type[ReplanForm]:
    """The two dates are the NSPCC's to move; others count anew from where they lie."""
    return AnchorsForm if can(Can.EDIT_SITE) else ReplanForm


def _held(form: ReplanForm) -> Held:
    """What was entered, in plain values."""
    entered: Held = {
        "follow": form.follow.data,
        "reasons": form.reasons.data or [],
        "note": form.note.data or "",
    }
    if isinstance(form, AnchorsForm):
        entered["contract_on"] = form.contract_on.data.isoformat()
        entered["training_on"] = form.training_on.data.isoformat()
    return entered


def _wanted(held: Held, also: Sequence[str] = (), seen: str = "") -> Rebaseline:
    reasons = [DateMoveReason(one) for one in held["reasons"]]
    return Rebaseline(_anchors(held), reasons, held["note"], also, seen)


def _anchors(held: Held) -> Anchors:
    """The dates to count from: those entered, where the person may move them."""
    given = (_day(held, "contract_on"), _day(held, "training_on")) if can(Can.EDIT_SITE) else ()
    if given and given[0] and given[1]:
        found = Anchors(given[0], given[1])
    else:
        found = queries.kept_anchors(the_site().id)
    return replace(found, all_follow=held["follow"] == "all")


def _day(held: Held, name: str) -> date | None:
    return date.fromisoformat(held[name]) if held.get(name) else None


def _state() -> AnchorState:
    today, site = clock.today(), the_site()
    return queries.anchors_of(site.id, queries.milestones_of(site.id, today), today)


def _page(form: ReplanForm, state: AnchorState) -> str:
    return render_template(
        "journey/dates.html", form=form, state=state, may_move=can(Can.EDIT_SITE)
    )


def _check(form: CheckReplanForm, held: Held) -> str:
    anchors = _anchors(held)
    found = queries.replan_of(the_site().id, anchors, clock.today())
    form.offer(moves.agreed(found.agreed))
    return render_template(
        "journey/dates_check.html",
        form=form,
        kept=queries.kept_anchors(the_site().id),
        anchors=anchors,
        found=found,
        rows=moves.shift_rows(found.moving),
        reasons=[DateMoveReason(one).label for one in held["reasons"]],
        note=held["note"],
    )
