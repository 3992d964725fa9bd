"""Attaching evidence to an answer: choosing from what the site has, or adding something new."""

from flask import abort, current_app, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.queries import RoundRef
from app.assessments.views.blueprint import blueprint, lead_to, my_round
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.evidence import queries as evidence
from app.evidence import service as evidence_service
from app.evidence.adding import receive
from app.evidence.forms import AttachForm, PieceForm
from app.evidence.rules import EvidenceWish
from app.evidence.showing import limits
from app.instruments.rules import Item

OFFERED = 20
HANDED_IN = "Your answers were handed in meanwhile, so nothing more can be attached to them."
Answer = str | tuple[str, int] | Response


def _open_answer(slug: str, item_id: str) -> tuple[RoundRef, int, Item]:
    """The round, my number as a rater, and the item; led on once the answers are handed in."""
    found, rater_id = my_round(slug)
    item = found.instrument.by_id.get(item_id)
    if item is None:
        abort(404)
    if not found.may_answer:
        lead_to("assessments.check", found)
    return found, rater_id, item


def _locked(slug: str, item_id: str) -> RoundRef:
    """The round, held open while something is attached; 404 for an item it does not have."""
    found, _ = my_round(slug, "share")
    if item_id not in found.instrument.by_id:
        abort(404)
    return found


def _back_to(endpoint: str, slug: str, item_id: str) -> Response:
    here = {"site": the_site().slug, "slug": slug, "item_id": item_id}
    return see(endpoint, **here, _anchor="main-content")


def _closed(slug: str, said: str = HANDED_IN) -> Response:
    flash(said, "important")
    return see("assessments.check", site=the_site().slug, slug=slug)


@blueprint.get("/sites/<site>/assessments/<slug>/items/<item_id>/evidence")
@requires(Can.RATE)
def item_evidence(slug: str, item_id: str) -> Answer:
    """What is attached, and what could be."""
    return _choosing(slug, item_id, AttachForm())


def _choosing(slug: str, item_id: str, form: AttachForm) -> str:
    found, rater_id, item = _open_answer(slug, item_id)
    attached = queries.pieces_at(rater_id, item_id)
    wish = EvidenceWish.read({"q": request.args.get("q", "")})
    without = [piece.id for piece in attached]
    return render_template(
        "assessments/evidence.html",
        round=found,
        item=item,
        attached=attached,
        offered=evidence.of_site(the_site().id, wish, OFFERED, without),
        wish=wish,
        form=form,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/items/<item_id>/evidence")
@requires(Can.RATE)
def attach_evidence(slug: str, item_id: str) -> Answer:
    """Attach what is ticked."""
    form = AttachForm()
    if not form.validate_on_submit():
        return _choosing(slug, item_id, form), form_status(form)
    try:
        service.attach(_locked(slug, item_id), item_id, *(form.pieces.data or []))
    except service.NotOpen:
        return _closed(slug)
    except service.NoSuchPiece:
        form.refuse("pieces", "A piece you ticked was removed meanwhile. Choose again.")
        return _choosing(slug, item_id, form), 400
    flash("Attached to your answer.", "success")
    return _back_to("assessments.item", slug, item_id)


@blueprint.post("/sites/<site>/assessments/<slug>/items/<item_id>/evidence/detach")
@requires(Can.RATE)
def detach_evidence(slug: str, item_id: str) -> Answer:
    """Take one piece off the answer; the site keeps it."""
    number = request.form.get("piece", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(400)
    try:
        service.detach(_locked(slug, item_id), item_id, int(number))
    except service.NotOpen:
        return _closed(slug)
    flash("Taken off your answer. It is still among the site’s evidence.", "success")
    return _back_to("assessments.item_evidence", slug, item_id)


@blueprint.get("/sites/<site>/assessments/<slug>/items/<item_id>/evidence/new")
@requires(Can.RATE)
def new_item_evidence(slug: str, item_id: str) -> Answer:
    """The empty form of a new piece."""
    return _adding(slug, item_id, PieceForm())


def _adding(slug: str, item_id: str, form: PieceForm) -> str:
    found, _, item = _open_answer(slug, item_id)
    largest = current_app.config["SETTINGS"].files.largest
    return render_template(
        "assessments/evidence_new.html", round=found, item=item, form=form, limits=limits(largest)
    )


@blueprint.post("/sites/<site>/assessments/<slug>/items/<item_id>/evidence/new")
@requires(Can.RATE)
def add_item_evidence(slug: str, item_id: str) -> Answer:
    """Add a piece to the site's evidence and attach it here; nothing typed is lost."""
    form = PieceForm()
    new = receive(form, current_app.config["SETTINGS"])  # before the first question
    if new is None:
        return _adding(slug, item_id, form), form_status(form)
    found = _locked(slug, item_id)
    number = evidence_service.add(the_site().id, new, the_actor().id)
    try:
        service.attach(found, item_id, number)
    except service.NotOpen:
        return _closed(slug, f"{HANDED_IN} “{new.title}” is kept among the site’s evidence.")
    flash(f"“{new.title}” is added and attached to your answer.", "success")
    return _back_to("assessments.item", slug, item_id)
