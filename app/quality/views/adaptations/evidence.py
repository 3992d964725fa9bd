"""What is attached to an adaptation from the site's evidence."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.evidence import queries as evidence
from app.evidence.forms import AttachForm
from app.evidence.rules import EvidenceWish
from app.quality.forms.audits import number_of
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.quality.service.adaptations import evidence as service
from app.quality.views.adaptations.asked import the_adaptation, to_adaptation
from app.quality.views.blueprint import Answer, blueprint

ADDRESS = "/sites/<site>/adaptations/<int:adaptation_id>/evidence"
OFFERED = 20


@blueprint.get(ADDRESS)
@requires(Can.ADD_EVIDENCE)
def adaptation_evidence(adaptation_id: int) -> str:
    """What is attached, and what could be."""
    return _page(the_adaptation(adaptation_id), AttachForm(formdata=None))


@blueprint.post(ADDRESS)
@requires(Can.ADD_EVIDENCE)
def attach_to_adaptation(adaptation_id: int) -> Answer:
    """Attach what is ticked."""
    found, form = the_adaptation(adaptation_id), AttachForm()
    if form.validate_on_submit() and accepted(
        form, lambda: service.attach(found.site_id, found.id, *(form.pieces.data or []))
    ):
        flash("Attached to the adaptation.", "success")
        return to_adaptation(found)
    return _page(found, form), form_status(form)


@blueprint.post(ADDRESS + "/detach")
@requires(Can.ADD_EVIDENCE)
def detach_from_adaptation(adaptation_id: int) -> Response:
    """Take one piece off; the site keeps it."""
    found, piece = the_adaptation(adaptation_id), number_of(request.form.get("piece"))
    if PortalForm().validate_on_submit():
        service.detach(found.site_id, found.id, piece or abort(400))
        flash("Taken off the adaptation. It is still among the site’s evidence.", "success")
    return see("quality.adaptation_evidence", site=found.site_slug, adaptation_id=found.id)


def _page(found: AdaptationRow, form: AttachForm) -> str:
    attached = queries.pieces_of(found.id)
    wish = EvidenceWish.read({"q": request.args.get("q", "")})
    return render_template(
        "quality/adaptation_evidence.html",
        found=found,
        attached=attached,
        offered=evidence.of_site(found.site_id, wish, OFFERED, [one.id for one in attached]),
        wish=wish,
        form=form,
    )
