"""Reviewing the plan objective by objective: one page each, skip, stop and go on, a summary."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.plans import objective_words, review_words
from app.plans.forms.reviewing import ReviewForm, SkipForm, review_form
from app.plans.queries import ActionRow
from app.plans.queries import reviews as reads
from app.plans.queries.objectives import (
    ObjectiveRow,
    actions_of,
    last_reviews,
    objective,
    objectives,
)
from app.plans.queries.reviews import Said, Walk
from app.plans.rules import Refused
from app.plans.service import reviewing as service
from app.plans.service.reviewing import Spoken
from app.plans.views.blueprint import Answer, accepted, blueprint, plan_address

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
    return _page(walk, found, None, None)


@blueprint.post("/sites/<site>/plan/review/<int:review_id>/<int:objective_id>")
@requires(Can.EDIT_PLAN)
def say(review_id: int, objective_id: int) -> Answer:
    """Keep what is said about it and go on to the next."""
    walk, rows = _walk(review_id), objectives(the_site().id)
    found, said = _one_of(rows, objective_id), reads.said_in(walk.id)
    form = _form(said.get(found.id), actions_of(found.site_id, found.id))
    if form.validate_on_submit() and accepted(
        form, lambda: service.say(walk, found, _spoken(form), the_actor().id)
    ):
        flash("Saved.", "success")
        return _after(walk, rows, {found.id, *said})
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
    return _page(walk, found, None, form, skip_form=form), form_status(form)


def _walk(review_id: int) -> Walk:
    return reads.walk(the_site().id, review_id) or abort(404)


def _open(walk: Walk) -> bool:
    return walk.ended_on is None


def _objective(objective_id: int) -> ObjectiveRow:
    return objective(the_site().id, objective_id) or abort(404)


def _one_of(rows: Sequence[ObjectiveRow], objective_id: int) -> ObjectiveRow:
    return next((row for row in rows if row.id == objective_id), None) or abort(404)


def _steps(walk: Walk, found: list[ObjectiveRow]) -> list[review_words.Step]:
    return review_words.steps(found, reads.said_in(walk.id), is_open=_open(walk))


def _on(walk: Walk) -> Response:
    """The next objective nobody has looked at in this review; the summary after the last."""
    return _after(walk, objectives(the_site().id), set(reads.said_in(walk.id)))


def _after(walk: Walk, rows: Sequence[ObjectiveRow], seen: AbstractSet[int]) -> Response:
    site = the_site().slug
    ahead = [row.id for row in rows if row.is_open and row.id not in seen]
    if not ahead:
        return see("plans.reviewed", site=site, review_id=walk.id)
    return see("plans.step", site=site, review_id=walk.id, objective_id=ahead[0])


def _open_actions(every: Sequence[ActionRow]) -> list[ActionRow]:
    return [one for one in every if one.status.is_open][:MOST_ACTIONS]


def _form(kept: Said | None, every: Sequence[ActionRow], *, fresh: bool = False) -> ReviewForm:
    values: dict[str, Any] = {"next_on": kept.next_on if kept else None}
    if kept and kept.colour:
        values |= {"colour": kept.colour.value, "words": kept.words}
    actions = [(one.id, one.title, one.due_on) for one in _open_actions(every)]
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
    shown: ReviewForm | None,
    failed: PortalForm | None,
    skip_form: SkipForm | None = None,
) -> str:
    said, in_walk = reads.said_of(found.id), reads.said_in(walk.id)
    kept, every = in_walk.get(found.id), actions_of(found.site_id, found.id)
    last = next((one for one in said if one.review_id != walk.id), None)
    actions = _open_actions(every)
    return render_template(
        "plans/step.html",
        walk=walk,
        objective=found,
        steps=review_words.steps(objectives(found.site_id), in_walk, is_open=_open(walk)),
        last=last,
        course=objective_words.course_of(said),
        actions=actions,
        lines=objective_words.lines(actions, clock.today(), plan_address),
        done_since=review_words.done_since(every, last.on if last else None),
        review_form=shown or _form(kept, every, fresh=True),
        form=failed,
        skip_form=skip_form or SkipForm(formdata=None),
        hints=review_words.HINTS,
        version=seen_version(0) if shown else (kept.version if kept else 0),
        may_say=can(Can.EDIT_PLAN) and _open(walk),
    )
