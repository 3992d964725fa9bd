"""Attaching evidence to a milestone: choosing from what the site has, or adding something new."""

from flask import abort, current_app, flash, render_template, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.evidence import queries as evidence
from app.evidence import service as evidence_service
from app.evidence.adding import receive
from app.evidence.forms import AttachForm, PieceForm
from app.evidence.rules import EvidenceWish
from app.evidence.showing import limits
from app.journey import queries, service
from app.journey.views.blueprint import Answer, blueprint, found_milestone

OFFERED = 20
EVIDENCE = "/sites/<site>/journey/<code>/evidence"


@blueprint.get(EVIDENCE)
@requires(Can.EDIT_JOURNEY)
def milestone_evidence(code: str) -> Answer:
    """What is attached, and what could be."""
    return _choosing(code, AttachForm(formdata=None))


@blueprint.post(EVIDENCE)
@requires(Can.EDIT_JOURNEY)
def attach_evidence(code: str) -> Answer:
    """Attach what is ticked."""
    found_milestone(code)
    form = AttachForm()
    if not form.validate_on_submit():
        return _choosing(code, form), form_status(form)
    try:
        service.attach(the_site().id, code, *(form.pieces.data or []))
    except service.NoSuchPiece:
        form.refuse("pieces", "A piece you ticked was removed meanwhile. Choose again.")
        return _choosing(code, form), 400
    flash("Attached to the milestone.", "success")
    return see("journey.milestone", site=the_site().slug, code=code)


@blueprint.post(EVIDENCE + "/detach")
@requires(Can.EDIT_JOURNEY)
def detach_evidence(code: str) -> Answer:
    """Take one piece off the milestone; the site keeps it."""
    found_milestone(code)
    number = request.form.get("piece", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(400)
    service.detach(the_site().id, code, int(number))
    flash("Taken off the milestone. It is still among the site’s evidence.", "success")
    return see("journey.milestone_evidence", site=the_site().slug, code=code)


@blueprint.get(EVIDENCE + "/new")
@requires(Can.EDIT_JOURNEY)
def new_evidence(code: str) -> Answer:
    """The empty form of a new piece."""
    return _adding(code, PieceForm(formdata=None))


@blueprint.post(EVIDENCE + "/new")
@requires(Can.EDIT_JOURNEY)
def add_evidence(code: str) -> Answer:
    """Add a piece to the site's evidence and attach it here; nothing typed is lost."""
    form = PieceForm()
    new = receive(form, current_app.config["SETTINGS"])  # before the first question
    if new is None:
        return _adding(code, form), form_status(form)
    found_milestone(code)
    number = evidence_service.add(the_site().id, new, the_actor().id)
    service.attach(the_site().id, code, number)
    flash(f"“{new.title}” is added and attached to the milestone.", "success")
    return see("journey.milestone", site=the_site().slug, code=code)


def _choosing(code: str, form: AttachForm) -> str:
    found = found_milestone(code)
    attached = queries.pieces_at(found.id)
    wish = EvidenceWish.read({"q": request.args.get("q", "")})
    without = [piece.id for piece in attached]
    return render_template(
        "journey/evidence.html",
        found=found,
        attached=attached,
        offered=evidence.of_site(the_site().id, wish, OFFERED, without),
        wish=wish,
        form=form,
    )


def _adding(code: str, form: PieceForm) -> str:
    largest = current_app.config["SETTINGS"].files.largest
    return render_template(
        "journey/evidence_new.html",
        found=found_milestone(code),
        form=form,
        limits=limits(largest),
    )
