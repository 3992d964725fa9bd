"""Posts of a site: who holds one from now on, until when, and who held it before."""

from flask import abort, flash, render_template, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number, seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.words import day
from app.sites import queries, service, showing
from app.sites.forms import ChangePostForm, FillPostForm
from app.sites.queries import PostRow
from app.sites.rules.posts import PURPOSES, Post
from app.sites.views.blueprint import Page, blueprint, show_refusal, typed


@blueprint.get("/sites/<site>/people/history")
@requires(Can.SEE_PEOPLE)
def people_history() -> Page:
    """Who held which post, for the site and for the NSPCC."""
    asked = typed("post")
    post = Post(asked) if asked in set(Post) else None
    found = queries.history(the_site().id, post, page_number("page"))
    chosen = post.value if post else ""
    here = url_for("sites.people_history", site=the_site().slug)
    return render_template(
        "sites/people_history.html",
        found=found,
        rows=showing.history_rows(found, clock.today()),
        chosen=chosen,
        chips=[{"text": post.label, "href": here}] if post else [],
        posts=showing.choices(),
        terms=queries.lead_terms(the_site().id),
        page_href=lambda page: f"{here}?post={chosen}&page={page}",
    )


@blueprint.get("/sites/<site>/people/posts/<post>")
@requires(Can.INVITE_PEOPLE)
def people_fill(post: str) -> Page:
    """An empty form."""
    found = _post(post)
    form = _offering(FillPostForm(data={"starts_on": clock.today()}))
    return render_template("sites/people_fill.html", form=form, **_about(found))


@blueprint.post("/sites/<site>/people/posts/<post>")
@requires(Can.INVITE_PEOPLE)
def people_filled(post: str) -> Page:
    """Give the post to somebody."""
    found, form = _post(post), _offering(FillPostForm())
    if form.validate_on_submit():
        try:
            service.fill_post(the_site().id, _filled(found, form))
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(f"{found.label}: the post is filled.", "success")
            return see("sites.people", site=the_site().slug)
    return again("sites/people_fill.html", form, **_about(found))


@blueprint.get("/sites/<site>/people/posts/<int:holding_id>/holder")
@requires(Can.INVITE_PEOPLE)
def people_post(holding_id: int) -> Page:
    """The form, filled with what is known of the holder."""
    row = _holding(holding_id)
    form = ChangePostForm(
        data={**vars(row.term), "percent": row.percent, "reason": row.reason or None}
    )
    return render_template("sites/people_post.html", form=form, row=row, version=row.version)


@blueprint.post("/sites/<site>/people/posts/<int:holding_id>/holder")
@requires(Can.INVITE_PEOPLE)
def people_post_changed(holding_id: int) -> Page:
    """Change it, or say when they leave the post."""
    row, form, version = _holding(holding_id), ChangePostForm(), seen_version()
    if form.validate_on_submit():
        try:
            _change(row, form, version)
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(f"{row.post.label}: what is said of {row.name} is changed.", "success")
            return see("sites.people", site=the_site().slug)
    return again("sites/people_post.html", form, row=row, version=version)


def _post(word: str) -> Post:
    return Post(word) if word in set(Post) else abort(404)


def _holding(holding_id: int) -> PostRow:
    return queries.post_holding(the_site().id, holding_id) or abort(404)


def _about(post: Post) -> dict[str, object]:
    now = queries.standing_of([the_site().id], clock.today())[the_site().id]
    return {"post": post, "purpose": PURPOSES[post], "holder": now.holder(post)}


def _offering(form: FillPostForm) -> FillPostForm:
    people = queries.people_of(the_site().id)
    return form.offer([(one.person_id, f"{one.name}, {one.role.label}") for one in people])


def _filled(post: Post, form: FillPostForm) -> service.FillPost:
    return service.FillPost(
        post=post,
        starts_on=form.starts_on.data,
        person_id=form.person.data,
        name=form.name.data or "",
        percent=form.percent.data,
        expected_until=form.expected_until.data,
    )


def _change(row: PostRow, form: ChangePostForm, version: int) -> None:
    change = service.PostChange(
        starts_on=form.starts_on.data,
        percent=form.percent.data,
        expected_until=form.expected_until.data,
        ends_on=form.ends_on.data,
        reason=form.reason.data or "",
        version=version,
    )
    try:
        service.change_post(the_site().id, row.id, change)
    except service.ChangedMeanwhile:
        theirs = f"From {day(row.term.starts_on)} to {day(row.term.ends_on, 'no end')}"
        mine = f"From {day(change.starts_on)} to {day(change.ends_on, 'no end')}"
        raise Conflict(mine=mine, theirs=theirs) from None
