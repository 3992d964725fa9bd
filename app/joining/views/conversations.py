"""Strategic conversations: one to read, and the forms that enter and correct it."""

from typing import Any

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.joining import service
from app.joining.forms import ConversationForm
from app.joining.queries import before as reads
from app.joining.queries.before import ConversationRow
from app.joining.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/joining/conversations/new")
@requires(Can.RECORD_JOINING)
def new_conversation() -> str:
    """An empty form."""
    form = ConversationForm(data={"held_on": clock.today()})
    return render_template("joining/conversation_form.html", form=form, found=None, version=None)


@blueprint.post("/sites/<site>/joining/conversations/new")
@requires(Can.RECORD_JOINING)
def add_conversation() -> Answer:
    """Enter a conversation; its milestone is then done."""
    form, site = ConversationForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_conversation(site.id, form.entry())
    ):
        flash("The conversation is entered. What did they decide?", "success")
        return see("joining.index", site=site.slug)
    return again("joining/conversation_form.html", form, found=None, version=None)


@blueprint.get("/sites/<site>/joining/conversations/<int:conversation_id>")
@requires(Can.SEE_JOINING)
def conversation(conversation_id: int) -> str:
    """One conversation."""
    return render_template("joining/conversation.html", found=_found(conversation_id))


@blueprint.get("/sites/<site>/joining/conversations/<int:conversation_id>/edit")
@requires(Can.RECORD_JOINING)
def edit_conversation(conversation_id: int) -> str:
    """The form with what is entered."""
    found = _found(conversation_id)
    kept: dict[str, Any] = dict(vars(found))
    for one in found.said:
        kept |= {one.aspect.value: one.words, f"{one.aspect.value}_score": one.score}
    return render_template(
        "joining/conversation_form.html",
        form=ConversationForm(data=kept),
        found=found,
        version=found.version,
    )


@blueprint.post("/sites/<site>/joining/conversations/<int:conversation_id>/edit")
@requires(Can.RECORD_JOINING)
def change_conversation(conversation_id: int) -> Answer:
    """Correct a conversation."""
    found, form, site = _found(conversation_id), ConversationForm(), the_site()
    version = seen_version(found.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_conversation(site.id, found.id, form.entry(), version)
    ):
        flash("The conversation is saved.", "success")
        return see("joining.conversation", site=site.slug, conversation_id=found.id)
    return again("joining/conversation_form.html", form, found=found, version=version)


def _found(conversation_id: int) -> ConversationRow:
    internal = the_actor().is_nspcc
    return reads.conversation(the_site().id, conversation_id, internal=internal) or abort(404)
