"""Asking to resume a paused or stopped site, and the NSPCC's answer."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.returned import see
from app.standing import queries, rules, service
from app.standing.forms import AnswerForm, AskForm
from app.standing.queries import Request
from app.standing.views.blueprint import Answer, accepted, blueprint


@blueprint.get("/sites/<site>/status/ask")
@requires(Can.ASK_TO_RESUME)
def ask() -> str:
    """What has changed?"""
    return render_template("standing/ask.html", form=AskForm())


@blueprint.post("/sites/<site>/status/ask")
@requires(Can.ASK_TO_RESUME)
def send_request() -> Answer:
    """Ask; the NSPCC's lead and deputy get a mail."""
    site, form = the_site(), AskForm()
    words = str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.ask_to_resume(site.id, the_actor().id, words),
        mine=words,
        theirs=lambda: "",
    ):
        flash("Your request is on its way. You get a mail with the answer.", "success")
        return see("standing.status", site=site.slug)
    return again("standing/ask.html", form)


@blueprint.get("/sites/<site>/status/requests/<int:request_id>")
@requires(Can.EDIT_SITE)
def answer(request_id: int) -> str:
    """The request, and a form to answer it."""
    found = _found(request_id)
    return render_template("standing/answer.html", form=AnswerForm(), asked=found)


@blueprint.post("/sites/<site>/status/requests/<int:request_id>")
@requires(Can.EDIT_SITE)
def send_answer(request_id: int) -> Answer:
    """Answer it: resume the site, or say why not yet."""
    site, form, found = the_site(), AnswerForm(), _found(request_id)
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.answer_request(
            site.id, found.id, rules.Answer(form.answer.data), str(form.words.data)
        ),
        mine=str(form.words.data),
        theirs=lambda: _found(request_id).answer_words,
    ):
        resumed = form.answer.data == rules.Answer.RESUME.value
        words = f"{site.name} is active again." if resumed else "Your answer is on its way."
        flash(words, "success")
        return see("overview.re_entry" if resumed else "standing.status", site=site.slug)
    return again("standing/answer.html", form, asked=found)


def _found(request_id: int) -> Request:
    return queries.request_of(the_site().id, request_id) or abort(404)
