"""What moderators do with topics: put them where they belong, make one of two."""

from flask import flash, render_template

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.taken import accepted
from app.topics import service
from app.topics.forms import MergeForm, MoveForm
from app.topics.rules.topics import topic_number
from app.topics.views.blueprint import Answer, blueprint, standing, the_topic, to_topic, writer


@blueprint.get("/community/topics/<int:topic_id>/move")
@requires(Can.MODERATE)
def move(topic_id: int) -> Answer:
    """Where it stands now, in a form."""
    found = the_topic(topic_id)
    row = found.row
    kept = {"title": row.title, "kind": row.kind.value, "stage": row.stage, "tags": row.tags}
    form = MoveForm(formdata=None, data=kept)
    return render_template("topics/move.html", found=found, form=form, version=found.version)


@blueprint.post("/community/topics/<int:topic_id>/move")
@requires(Can.MODERATE)
def put(topic_id: int) -> Answer:
    """Put it there."""
    standing(topic_id)
    form, seen = MoveForm(), seen_version()
    title, placed = str(form.title.data or ""), form.placed()
    if form.validate_on_submit() and accepted(
        form, lambda: service.move(topic_id, title, placed, seen, writer())
    ):
        flash("The topic is where you put it. Whoever began it is told.", "success")
        return to_topic(topic_id)
    return again("topics/move.html", form, found=the_topic(topic_id), version=seen)


@blueprint.get("/community/topics/<int:topic_id>/merge")
@requires(Can.MODERATE)
def merge(topic_id: int) -> Answer:
    """Which topic stays?"""
    return render_template("topics/merge.html", found=the_topic(topic_id), form=MergeForm())


@blueprint.post("/community/topics/<int:topic_id>/merge")
@requires(Can.MODERATE)
def make_one(topic_id: int) -> Answer:
    """Make it part of the other."""
    standing(topic_id)
    form, made = MergeForm(), list[int]()
    into = topic_number(str(form.into.data or ""))
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.merge(topic_id, into, writer()))
    ):
        flash("Both are one topic now. The old address leads here.", "success")
        return to_topic(made[0])
    return again("topics/merge.html", form, found=the_topic(topic_id))
