"""Editing and taking back what one wrote, wherever it is shown."""

from flask import flash, redirect, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.taken import accepted
from app.posts import service
from app.posts.forms import PostForm
from app.posts.views.blueprint import Answer, blueprint, my_post, where


@blueprint.get("/community/posts/<int:post_id>/edit")
@requires(Can.USE_COMMUNITY)
def edit(post_id: int) -> str:
    """One's own words, to be changed."""
    found = my_post(post_id)
    form = PostForm(formdata=None, data={"text": found.text})
    return render_template(
        "posts/edit.html", form=form, found=found, version=found.version, back=where(found.path)
    )


@blueprint.post("/community/posts/<int:post_id>/edit")
@requires(Can.USE_COMMUNITY)
def save(post_id: int) -> Answer:
    """Keep the changed words."""
    found, form, who = my_post(post_id), PostForm(), the_actor()
    words, seen = str(form.text.data or ""), seen_version(found.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.edit(found.id, who.id, words, version=seen)
    ):
        flash("Saved.", "success")
        return redirect(where(found.path), 303)
    return again("posts/edit.html", form, found=found, version=seen, back=where(found.path))


@blueprint.get("/community/posts/<int:post_id>/remove")
@requires(Can.USE_COMMUNITY)
def ask_to_remove(post_id: int) -> str:
    """Ask once more before it is taken back."""
    found = my_post(post_id)
    return render_template("posts/remove.html", found=found, back=where(found.path))


@blueprint.post("/community/posts/<int:post_id>/remove")
@requires(Can.USE_COMMUNITY)
def remove(post_id: int) -> Answer:
    """Take it back."""
    found = my_post(post_id)
    service.remove(found.id, the_actor().id)
    flash("Deleted. A line says that there was something.", "success")
    return redirect(where(found.path), 303)
