"""Reporting a post to the moderators."""

from flask import flash, redirect, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.taken import accepted
from app.posts import queries, service
from app.posts.forms import ReportForm
from app.posts.views.blueprint import Answer, blueprint, the_post, where


@blueprint.get("/community/posts/<int:post_id>/report")
@requires(Can.USE_COMMUNITY)
def report(post_id: int) -> str:
    """Why a post is reported."""
    found = the_post(post_id)
    return render_template("posts/report.html", form=ReportForm(formdata=None), **_about(found.id))


@blueprint.post("/community/posts/<int:post_id>/report")
@requires(Can.USE_COMMUNITY)
def send_report(post_id: int) -> Answer:
    """Report it."""
    found, form, who = the_post(post_id), ReportForm(), the_actor()
    reason, words = str(form.reason.data or ""), str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.report(found.id, who.id, reason, words)
    ):
        flash("Reported. A moderator reads it, and you are told what comes of it.", "success")
        return redirect(where(found.path), 303)
    return again("posts/report.html", form, **_about(found.id))


def _about(post_id: int) -> dict[str, object]:
    one = queries.shown([post_id])[post_id]
    return {"shown": one, "back": where(one.path)}
