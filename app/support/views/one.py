"""One request: where it stands, the conversation, notes, and steps that need one button."""

from collections.abc import Callable
from typing import Any

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.taken import accepted, done
from app.support import queries, service
from app.support.forms import MessageForm, NoteForm, PriorityForm
from app.support.queries import RequestRow
from app.support.rules.states import THEIRS, Move, may
from app.support.showing import one as words
from app.support.views.blueprint import (
    Answer,
    blueprint,
    may_decide,
    my_request,
    speaker,
    the_request,
    to_request,
)


@blueprint.get("/sites/<site>/support/<int:support_id>")
@requires(Can.SEE_SUPPORT)
def one(support_id: int) -> str:
    """The request, what was said, what was given, and what can be done next."""
    return _page(the_request(support_id))


@blueprint.post("/sites/<site>/support/<int:support_id>/message")
@requires(Can.ASK_SUPPORT)
def write(support_id: int) -> Answer:
    """Write to the other side."""
    found, form = the_request(support_id), MessageForm()
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.write(found.site_id, found.id, str(form.words.data or ""), speaker()),
    ):
        return to_request(found)
    return _page(found, message_form=form), form_status(form)


@blueprint.post("/sites/<site>/support/<int:support_id>/note")
@requires(Can.ANSWER_SUPPORT)
def note(support_id: int) -> Answer:
    """Keep a note for the NSPCC alone."""
    found, form = the_request(support_id), NoteForm()
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.note(found.site_id, found.id, str(form.note.data or ""), speaker()),
    ):
        return to_request(found)
    return _page(found, note_form=form), form_status(form)


@blueprint.post("/sites/<site>/support/<int:support_id>/priority")
@requires(Can.ANSWER_SUPPORT)
def triage(support_id: int) -> Answer:
    """Say how soon it is dealt with."""
    found, form = the_request(support_id), PriorityForm()
    priority, seen = str(form.priority.data or ""), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.triage(found.site_id, found.id, priority, seen)
    ):
        return to_request(found)
    return _page(found, priority_form=form), form_status(form)


@blueprint.post("/sites/<site>/support/<int:support_id>/agree")
@requires(Can.ASK_SUPPORT)
def agree(support_id: int) -> Response:
    """Take what is offered."""
    found, seen = my_request(support_id), seen_version()
    done(
        lambda: service.agree(found.site_id, found.id, seen, speaker()),
        "Agreed. The NSPCC is told, and logs here what it gives.",
    )
    return to_request(found)


@blueprint.post("/sites/<site>/support/<int:support_id>/finish")
@requires(Can.ANSWER_SUPPORT)
def finish(support_id: int) -> Response:
    """All of it is delivered."""
    found, seen = the_request(support_id), seen_version()
    done(
        lambda: service.finish(found.site_id, found.id, seen, speaker()),
        "Delivered. The authority is asked whether it helped.",
    )
    return to_request(found)


def _page(
    found: RequestRow,
    *,
    message_form: MessageForm | None = None,
    note_form: NoteForm | None = None,
    priority_form: PriorityForm | None = None,
) -> str:
    today, targets = clock.today(), queries.targets()
    entries = queries.entries(found.id, with_notes=the_actor().is_nspcc)
    given = queries.sessions(found.id)
    failed: PortalForm | None = message_form or note_form or priority_form
    return render_template(
        "support/one.html",
        found=found,
        tag=words.tag(found, today),
        sentence=words.sentence(found, today),
        rest=words.rest_words(found),
        facts=words.facts(found, words.last_offer(entries), targets),
        talk=words.talk([one for one in entries if not one.nspcc_only], found.detail),
        notes=words.talk([one for one in entries if one.nspcc_only]),
        given=words.session_rows(given, _session_addresses(found)),
        given_sum=words.session_sum(given) if given else "",
        steps=_steps(found),
        form=failed,
        message_form=message_form or MessageForm(formdata=None),
        note_form=note_form or NoteForm(formdata=None),
        triaging=priority_form is not None,
        priority_form=priority_form
        or PriorityForm(formdata=None, data={"priority": found.priority and found.priority.value}),
        version=seen_version(found.version) if priority_form else found.version,
    )


def _steps(found: RequestRow) -> set[str]:
    """The words of the steps that are open to the reader."""
    given = int(found.last_given_on is not None)
    asks, answers = may_decide(found), can(Can.ANSWER_SUPPORT)
    return {
        move.value
        for move in Move
        if may(move, found.state, given) and (asks if move in THEIRS else answers)
    }


def _session_addresses(found: RequestRow) -> Callable[[int], str] | None:
    """Where what was given is put right, for whoever may."""

    def address(session_id: int) -> str:
        here: dict[str, Any] = {"site": the_site().slug, "support_id": found.id}
        return url_for("support.session", **here, session_id=session_id)

    return address if can(Can.ANSWER_SUPPORT) else None
