"""One topic: what is said in it, writing in it, following it, saying what settled it."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor
from app.access.policy import Can
from app.core.web.forms import form_status
from app.core.web.taken import accepted, done
from app.members import queries as members
from app.topics import queries, service
from app.topics.forms import AnswerForm
from app.topics.queries import TopicPage
from app.topics.rules.topics import Kind, may_accept
from app.topics.showing import one as words
from app.topics.views.blueprint import (
    Answer,
    agreed,
    blueprint,
    is_mine,
    preview_of,
    the_topic,
    to_topic,
    writer,
)


@blueprint.get("/community/topics/<int:topic_id>")
@requires(Can.USE_COMMUNITY)
def one(topic_id: int) -> Answer:
    """The topic; what was merged into another one leads there."""
    place = queries.place_of(topic_id)
    if place is not None and place != topic_id:
        return redirect(url_for("topics.one", topic_id=place), code=301)
    return _page(the_topic(topic_id))


@blueprint.post("/community/topics/<int:topic_id>/answer")
@requires(Can.USE_COMMUNITY)
def answer(topic_id: int) -> Answer:
    """Write in it, or see first how it will read."""
    form, made, shown = AnswerForm(), list[int](), None
    text, me = str(form.text.data or ""), the_actor().id
    topic_id = queries.place_of(topic_id) or abort(404)  # it may have been merged meanwhile
    if form.validate_on_submit() and agreed(form):
        if request.form.get("step") == "preview":
            shown = preview_of(text)
        elif accepted(form, lambda: made.append(service.answer(topic_id, me, text))):
            return to_topic(topic_id, made[0])
    return _page(the_topic(topic_id), form, shown), form_status(form)


@blueprint.post("/community/topics/<int:topic_id>/accept/<int:reply_id>")
@requires(Can.USE_COMMUNITY)
def accept(topic_id: int, reply_id: int) -> Response:
    """This answer settled the question."""
    said = "This answer stands first from now on, and in lists."
    return _done(topic_id, lambda: service.accept(topic_id, reply_id, writer()), said)


@blueprint.post("/community/topics/<int:topic_id>/open-again")
@requires(Can.USE_COMMUNITY)
def open_again(topic_id: int) -> Response:
    """No answer has settled it after all."""
    said = "No answer is accepted any longer."
    return _done(topic_id, lambda: service.open_again(topic_id, writer()), said)


@blueprint.post("/community/topics/<int:topic_id>/follow")
@requires(Can.USE_COMMUNITY)
def follow(topic_id: int) -> Response:
    """Hear what is new in it."""
    said = "You follow this topic: you get a notice when somebody writes in it."
    return _done(topic_id, lambda: service.follow(topic_id, the_actor().id), said)


@blueprint.post("/community/topics/<int:topic_id>/unfollow")
@requires(Can.USE_COMMUNITY)
def unfollow(topic_id: int) -> Response:
    """Hear of it no longer."""
    said = "You follow this topic no longer."
    return _done(topic_id, lambda: service.unfollow(topic_id, the_actor().id), said)


@blueprint.post("/community/topics/<int:topic_id>/me-too")
@requires(Can.USE_COMMUNITY)
def ask_too(topic_id: int) -> Response:
    """Have the same question."""
    said = "Counted. You follow this question now."
    return _done(topic_id, lambda: service.ask_too(topic_id, the_actor().id), said)


@blueprint.post("/community/topics/<int:topic_id>/not-me")
@requires(Can.USE_COMMUNITY)
def ask_no_longer(topic_id: int) -> Response:
    """Have it no longer."""
    said = "You are not counted any longer."
    return _done(topic_id, lambda: service.ask_no_longer(topic_id, the_actor().id), said)


def _done(topic_id: int, write: Callable[[], object], said: str) -> Response:
    if queries.place_of(topic_id) != topic_id:
        abort(404)
    done(write, said)
    return to_topic(topic_id)


def _page(found: TopicPage, form: AnswerForm | None = None, preview: object = None) -> str:
    row, me = found.row, the_actor()
    is_question = row.kind is Kind.QUESTION
    answer_form = (form or AnswerForm(formdata=None)).ask(words.ask(row.kind))
    return render_template(
        "topics/one.html",
        found=found,
        heading=words.heading(found, moderates=can(Can.MODERATE)),
        tag=words.tag(row),
        sentence=words.sentence(found),
        about_href=words.about_href(found, _may_follow_back(found)),
        asker=words.behind(found) if can(Can.MODERATE) else None,
        may_accept=may_accept(row.kind, asked=is_mine(found), is_nspcc=me.is_nspcc),
        is_mine=is_mine(found),
        is_question=is_question,
        agreed=members.has_agreed(me.id),
        form=form,
        answer_form=answer_form,
        preview=preview,
        as_resource=_as_resource,
    )


def _as_resource(post_id: int) -> str | None:
    """Where an answer is turned into a resource, once the library is built."""
    if "library.new" not in current_app.view_functions:
        return None
    asked: dict[str, Any] = {"from": post_id}
    return url_for("library.new", **asked)


def _may_follow_back(found: TopicPage) -> bool:
    """Whether the reader may open the page it was asked from, and learn whose page it is."""
    about = found.about
    if about is None or about.site_id is None:
        return False
    may_know = not found.row.unnamed or is_mine(found) or can(Can.MODERATE)
    return may_know and can(queries.SEEN_WITH[about.kind], about.site_id)
