"""Asking a question or beginning a discussion, changing one's own, taking it back."""

from typing import Any

from flask import flash, render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import MOST_FIGURES, seen_version
from app.core.web.forms import PortalForm, again, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.members.rules import STAGES
from app.posts import queries as posts
from app.posts.rules import Place
from app.topics import queries, service
from app.topics.forms import AskForm, ChangeForm
from app.topics.queries import TopicPage
from app.topics.rules.about import About, AboutKind, stage_keys, title_for
from app.topics.rules.topics import LONGEST_TITLE, Kind
from app.topics.views.blueprint import (
    Answer,
    agreed,
    blueprint,
    my_topic,
    preview_of,
    standing,
    to_house_rules,
    to_topic,
)

LONGEST_GIVEN = 2_000  # of a text that an address brings
ABOUT = ("about", "code", "site", "ref")  # what an address says of the page it was asked from


@blueprint.get("/community/topics/new")
@requires(Can.USE_COMMUNITY)
def new() -> Answer:
    """A form, begun by what the address says: `kind`, `title` and `text`, or what it is about."""
    about = _about()
    return to_house_rules() or _new_page(AskForm(formdata=None, data=_given(about)), about)


@blueprint.post("/community/topics/new")
@requires(Can.USE_COMMUNITY)
def ask() -> Answer:
    """Show it first, or ask."""
    form, about, made = AskForm(), _about(), list[int]()
    entered = form.entered()
    is_sound = form.validate_on_submit() and agreed(form)
    if _wants_preview():
        is_sound = is_sound and accepted(form, lambda: service.check(entered))
        return _new_page(form, about, is_shown=is_sound), form_status(form)
    if is_sound and accepted(
        form, lambda: made.append(service.ask(the_actor().id, entered, about))
    ):
        flash(_thanks(entered.kind), "success")
        return to_topic(made[0])
    return _new_page(form, about), form_status(form)


@blueprint.get("/community/topics/<int:topic_id>/change")
@requires(Can.USE_COMMUNITY)
def change(topic_id: int) -> Answer:
    """One's own topic in a form."""
    found = my_topic(topic_id)
    kept = {"title": found.row.title, "text": found.text, "stage": found.row.stage}
    form = ChangeForm(formdata=None, data={**kept, "tags": found.row.tags})
    return _change_page(form, found, found.version)


@blueprint.post("/community/topics/<int:topic_id>/change")
@requires(Can.USE_COMMUNITY)
def save(topic_id: int) -> Answer:
    """Put it right."""
    kind, me = standing(topic_id, mine=True), the_actor().id
    form, seen = ChangeForm(), seen_version()
    entered = form.entered(kind.value)
    is_sound = form.validate_on_submit()
    if _wants_preview():
        is_sound = is_sound and accepted(form, lambda: service.check(entered))
        return _change_page(form, my_topic(topic_id), seen, is_shown=is_sound)
    if is_sound and accepted(form, lambda: service.change(topic_id, me, entered, seen)):
        flash("Your changes are saved.", "success")
        return to_topic(topic_id)
    return _change_page(form, my_topic(topic_id), seen)


@blueprint.get("/community/topics/<int:topic_id>/delete")
@requires(Can.USE_COMMUNITY)
def ask_to_delete(topic_id: int) -> Answer:
    """Is it meant?"""
    return render_template("topics/delete.html", found=my_topic(topic_id), form=PortalForm())


@blueprint.post("/community/topics/<int:topic_id>/delete")
@requires(Can.USE_COMMUNITY)
def delete(topic_id: int) -> Answer:
    """Take one's own topic back."""
    found, form = my_topic(topic_id), PortalForm()
    if not form.validate_on_submit():
        return again("topics/delete.html", form, found=found)
    service.take_back(topic_id, the_actor().id)
    flash("Your topic is deleted.", "success")
    return to_topic(topic_id) if found.row.others else see("topics.index")


def _wants_preview() -> bool:
    return request.form.get("step") == "preview"


def _about() -> About | None:
    """What the address says it is asked about."""
    kind, code, slug, ref = (request.args.get(name, "") for name in ABOUT)
    return queries.asked_about(the_actor(), kind, code, slug, ref) if kind else None


def _given(about: About | None) -> dict[str, object]:
    kind = request.args.get("kind", Kind.QUESTION.value)
    stages = stage_keys(about.code, STAGES) if about and about.kind is AboutKind.ADAPTATION else []
    return {
        "kind": kind if kind in set(Kind) else Kind.QUESTION.value,
        "title": title_for(about) if about else request.args.get("title", "")[:LONGEST_TITLE],
        "text": _summary() or request.args.get("text", "")[:LONGEST_GIVEN],
        "stage": stages[0] if len(stages) == 1 else request.args.get("stage", ""),
    }


def _summary() -> str:
    """The summary of a chat that everybody can read, where the address names one."""
    number = request.args.get("from", "")
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_FIGURES
    post = posts.find(int(number)) if is_number else None
    is_open = post is not None and post.room_key is None and post.state.is_read
    return post.text if post and is_open and post.place is Place.SUMMARY else ""


def _new_page(form: AskForm, about: About | None, *, is_shown: bool = False) -> str:
    kept: dict[str, Any] = {name: request.args[name] for name in ABOUT if name in request.args}
    return render_template(
        "topics/new.html",
        form=form,
        topic_about=about,
        days=queries.WORKING_DAYS,
        preview=preview_of(form.text.data or "") if is_shown else None,
        action=url_for("topics.ask", **kept),
    )


def _change_page(
    form: ChangeForm, found: TopicPage, version: int, *, is_shown: bool = False
) -> Answer:
    preview = preview_of(form.text.data or "") if is_shown else None
    page = render_template(
        "topics/change.html", form=form, found=found, version=version, preview=preview
    )
    return page, form_status(form)


def _thanks(kind: str) -> str:
    if kind == Kind.QUESTION:
        days = queries.WORKING_DAYS
        return (
            "Your question is asked. You get a mail when somebody answers; if no member does "
            f"within {days} working days, the NSPCC will."
        )
    return "Your discussion has begun. You get a mail when somebody writes in it."
