"""Reviewing the plan objective by objective: one page each, skip, stop and go on, a summary."""

from typing import Any

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.plans import objective_words, queries, review_words
from app.plans.forms.reviewing import ReviewForm, SkipForm, review_form
from app.plans.queries import ActionRow
from app.plans.queries import reviews as reads
from app.plans.queries.lists import Wanted
from app.plans.queries.objectives import ObjectiveRow, last_reviews, objective, objectives
from app.plans.queries.reviews import Walk
from app.plans.rules import Refused
from app.plans.service import reviewing as service
from app.plans.service.reviewing import Spoken
from app.plans.views.blueprint import Answer, accepted, blueprint, plan_address, seen_version

MOST_ACTIONS = 30  # of one objective that can be ticked off or moved in a review


@blueprint.get("/sites/<site>/plan/review")
@requires(Can.SEE_PLAN)
def review() -> str:
    """The review under way and those before."""
    site = the_site()
    under_way, found = reads.open_walk(site.id), objectives(site.id)
    return render_template(
        "plans/review.html",
        walk=under_way,
        ended=reads.ended_walks(site.id),
        steps=_steps(under_way, found) if under_way else [],
        open_objectives=sum(1 for row in found if row.is_open),
        looks=review_words.looks(found, last_reviews([row.id for row in found]), clock.today()),
    )


@blueprint.post("/sites/<site>/plan/review")
@requires(Can.EDIT_PLAN)
def begin_review() -> Response:
    """Begin a review, or go on with the one under way."""
    site = the_site()
    try:
        number = service.begin_review(site.id, the_actor().id)
    except Refused as refused:
        flash(f"{refused}.", "important")
        return see("plans.review", site=site.slug)
    walk = reads.walk(site.id, number) or abort(404)
    return _on(walk)


@blueprint.get("/sites/<site>/plan/review/<int:review_id>")
@requires(Can.SEE_PLAN)
def reviewed(review_id: int) -> str:
    """What a review said so far, or at its end, to be printed."""
    site, walk = the_site(), _walk(review_id)
    found, said = objectives(site.id), reads.said_in(walk.id)
    lines = review_words.summary(found, said, reads.before(site.id, walk.id), is_open=_open(walk))
    return render_template(
        "plans/reviewed.html",
        walk=walk,
        lines=lines,
        first_line=review_words.first_line(lines),
        steps=_steps(walk, found),
    )


@blueprint.post("/sites/<site>/plan/review/<int:review_id>")
@requires(Can.EDIT_PLAN)
def end_review(review_id: int) -> Response:
    """End the review."""
    service.end_review(_walk(review_id))
    flash("The review has ended. This page can be printed.", "success")
    return see("plans.reviewed", site=the_site().slug, review_id=review_id)


@blueprint.get("/sites/<site>/plan/review/<int:review_id>/<int:objective_id>")
@requires(Can.EDIT_PLAN)
def step(review_id: int, objective_id: int) -> str:
    """One objective of a review."""
    walk, found = _walk(review_id), _objective(objective_id)
    return _page(walk, found, _form(walk, found, fresh=True), None)


@blueprint.post("/sites/<site>/plan/review/<int:review_id>/<int:objective_id>")
@requires(Can.EDIT_PLAN)
def say(review_id: int, objective_id: int) -> Answer:
    """Keep what is said about it and go on to the next."""
    walk, found = _walk(review_id), _objective(objective_id)
    form = _form(walk, found)
    if form.validate_on_submit() and accepted(
        form, lambda: service.say(walk, found, _spoken(form), the_actor().id)
    ):
        flash("Saved.", "success")
        return _on(walk)
    return _page(walk, found, form, form), form_status(form)


@blueprint.post("/sites/<site>/plan/review/<int:review_id>/<int:objective_id>/skip")
@requires(Can.EDIT_PLAN)
def skip(review_id: int, objective_id: int) -> Answer:
    """Pass over it this time."""
    walk, found, form = _walk(review_id), _objective(objective_id), SkipForm()
    if form.validate_on_submit() and accepted(
        form, lambda: service.skip(walk, found, form.again_on.data, the_actor().id)
    ):
        return _on(walk)
    shown = _form(walk, found, fresh=True)
    return _page(walk, found, shown, form, skip_form=form), form_status(form)


def _walk(review_id: int) -> Walk:
    return reads.walk(the_site().id, review_id) or abort(404)


def _open(walk: Walk) -> bool:
    return walk.ended_on is None


def _objective(objective_id: int) -> ObjectiveRow:
    return objective(the_site().id, objective_id) or abort(404)


def _steps(walk: Walk, found: list[ObjectiveRow]) -> list[review_words.Step]:
    return review_words.steps(found, reads.said_in(walk.id), is_open=_open(walk))


def _on(walk: Walk) -> Response:
    """The next objective nobody has looked at in this review; the summary after the last."""
    site = the_site()
    ahead = [one for one in _steps(walk, objectives(site.id)) if not one.is_seen]
    if not ahead:
        return see("plans.reviewed", site=site.slug, review_id=walk.id)
    return see("plans.step", site=site.slug, review_id=walk.id, objective_id=ahead[0].id)


def _open_actions(found: ObjectiveRow) -> list[ActionRow]:
    wanted = Wanted(status=queries.TO_DO, objective=str(found.id))
    return list(queries.of_site(found.site_id, wanted, clock.today()).rows[:MOST_ACTIONS])


def _form(walk: Walk, found: ObjectiveRow, *, fresh: bool = False) -> ReviewForm:
    kept = reads.said_in(walk.id).get(found.id)
    values: dict[str, Any] = {"next_on": kept.next_on if kept else None}
    if kept and kept.colour:
        values |= {"colour": kept.colour.value, "words": kept.words}
    actions = [(one.id, one.title, one.due_on) for one in _open_actions(found)]
    return review_form(actions, values, **({"formdata": None} if fresh else {}))


def _spoken(form: ReviewForm) -> Spoken:
    return Spoken(
        colour=form.colour.data or "",
        words=form.words.data or "",
        next_on=form.next_on.data,
        done=form.ticked(),
        moved=form.dates(),
        seen=seen_version(0),
    )


def _page(
    walk: Walk,
    found: ObjectiveRow,
    shown: ReviewForm,
    failed: PortalForm | None,
    skip_form: SkipForm | None = None,
) -> str:
    site, today = the_site(), clock.today()
    kept = reads.said_in(walk.id).get(found.id)
    said = reads.said_of(found.id)
    actions = _open_actions(found)
    closed = queries.of_site(site.id, Wanted(status="done", objective=str(found.id)), today).rows
    last = next((one for one in said if one.review_id != walk.id), None)
    return render_template(
        "plans/step.html",
        walk=walk,
        objective=found,
        steps=_steps(walk, objectives(site.id)),
        last=last,
        course=objective_words.course_of(said),
        actions=actions,
        lines=objective_words.lines(actions, today, plan_address),
        done_since=review_words.done_since(closed, last.on if last else None),
        review_form=shown,
        form=failed,
        skip_form=skip_form or SkipForm(formdata=None),
        hints=review_words.HINTS,
        version=seen_version(0) if failed is shown else (kept.version if kept else 0),
        may_say=can(Can.EDIT_PLAN) and _open(walk),
    )
