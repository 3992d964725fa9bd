"""One adaptation: what changed, the NSPCC's view, the conversation, what stood before."""

from flask import render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import PortalForm, form_status
from app.core.web.taken import accepted
from app.quality.adaptation_words import one as words
from app.quality.forms.adaptations import AdaptationMessageForm, AdaptationNoteForm
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.quality.rules.adaptations.states import Said
from app.quality.service import adaptations as service
from app.quality.views.adaptations.asked import speaker, the_adaptation, to_adaptation
from app.quality.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>")
@requires(Can.SEE_ADAPTATIONS)
def adaptation(adaptation_id: int) -> str:
    """The adaptation, the views, what was said, and what can be done next."""
    return _page(the_adaptation(adaptation_id))


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/message")
@requires(Can.LOG_ADAPTATIONS)
def write_adaptation(adaptation_id: int) -> Answer:
    """Write to the other side."""
    found, form = the_adaptation(adaptation_id), AdaptationMessageForm()
    said = str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.write(found.site_id, found.id, said, speaker())
    ):
        return to_adaptation(found)
    return _page(found, message_form=form), form_status(form)


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/note")
@requires(Can.VIEW_ADAPTATIONS)
def note_adaptation(adaptation_id: int) -> Answer:
    """Keep a note for the NSPCC alone."""
    found, form = the_adaptation(adaptation_id), AdaptationNoteForm()
    said = str(form.note.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.note(found.site_id, found.id, said, speaker())
    ):
        return to_adaptation(found)
    return _page(found, note_form=form), form_status(form)


def _page(
    found: AdaptationRow,
    *,
    message_form: AdaptationMessageForm | None = None,
    note_form: AdaptationNoteForm | None = None,
) -> str:
    today, is_nspcc = clock.today(), the_actor().is_nspcc
    entries = queries.entries(found.id, with_notes=is_nspcc)
    failed: PortalForm | None = message_form or note_form
    stands = queries.published(found.id)
    spoken = [one for one in entries if one.kind is not Said.NOTE]
    return render_template(
        "quality/adaptation.html",
        found=found,
        tag=words.tag(found, today),
        sentence=words.sentence(found, today),
        facts=words.facts(found),
        more=words.more_facts(found),
        not_said=words.not_said(found),
        views=words.view_items(queries.views(found.id)),
        talk=words.talk(spoken, found.detail),
        notes=words.talk([one for one in entries if one.kind is Said.NOTE]),
        earlier=words.version_items(queries.versions(found.id)),
        pieces=queries.pieces_of(found.id),
        stands=stands if stands and stands.withdrawn_at is None else None,
        form=failed,
        message_form=message_form or AdaptationMessageForm(formdata=None),
        note_form=note_form or AdaptationNoteForm(formdata=None),
    )
