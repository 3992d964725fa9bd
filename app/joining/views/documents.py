"""Documents of a contract: chosen from the site's evidence, or added to it."""

from flask import abort, current_app, flash, render_template, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.evidence import queries as evidence
from app.evidence import service as evidence_service
from app.evidence.adding import receive
from app.evidence.forms import PieceForm
from app.evidence.rules import EvidenceWish
from app.evidence.showing import limits
from app.joining import service
from app.joining.forms import MOST_DIGITS, AttachForm
from app.joining.queries import contracts as reads
from app.joining.queries.contracts import ContractRow
from app.joining.showing import term_words
from app.joining.views.blueprint import Answer, blueprint

OFFERED = 20


@blueprint.get("/sites/<site>/joining/contracts/<int:contract_id>/documents")
@requires(Can.EDIT_CONTRACT)
def documents(contract_id: int) -> str:
    """What is attached, and what could be."""
    return _choosing(_found(contract_id), AttachForm())


@blueprint.post("/sites/<site>/joining/contracts/<int:contract_id>/documents")
@requires(Can.EDIT_CONTRACT)
def attach_documents(contract_id: int) -> Answer:
    """Attach what is ticked."""
    found, form = _found(contract_id), AttachForm()
    if not form.validate_on_submit():
        return _choosing(found, form), form_status(form)
    try:
        service.attach(the_site().id, found.id, *(form.pieces.data or []))
    except service.NoSuchPiece:
        form.refuse("pieces", "A piece you ticked was removed meanwhile. Choose again.")
        return _choosing(found, form), 400
    flash("Attached to the contract.", "success")
    return see("joining.contract", site=the_site().slug, contract_id=found.id)


@blueprint.post("/sites/<site>/joining/contracts/<int:contract_id>/documents/detach")
@requires(Can.EDIT_CONTRACT)
def detach_document(contract_id: int) -> Answer:
    """Take one off the contract; the site keeps the piece."""
    found, number = _found(contract_id), request.form.get("piece", "")
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        abort(400)
    service.detach(the_site().id, found.id, int(number))
    flash("Taken off the contract. It is still among the site’s evidence.", "success")
    return see("joining.documents", site=the_site().slug, contract_id=found.id)


@blueprint.get("/sites/<site>/joining/contracts/<int:contract_id>/documents/new")
@requires(Can.EDIT_CONTRACT)
def new_document(contract_id: int) -> str:
    """The empty form of a new piece."""
    return _adding(contract_id, PieceForm())


@blueprint.post("/sites/<site>/joining/contracts/<int:contract_id>/documents/new")
@requires(Can.EDIT_CONTRACT)
def add_document(contract_id: int) -> Answer:
    """Add a piece to the site's evidence and attach it here."""
    form = PieceForm()
    new = receive(form, current_app.config["SETTINGS"])  # before the first question
    if new is None:
        return _adding(contract_id, form), form_status(form)
    found = _found(contract_id)
    number = evidence_service.add(the_site().id, new, the_actor().id)
    service.attach(the_site().id, found.id, number)
    flash(f"“{new.title}” is added and attached to the contract.", "success")
    return see("joining.contract", site=the_site().slug, contract_id=found.id)


def _found(contract_id: int) -> ContractRow:
    return reads.contract_of(the_site().id, contract_id) or abort(404)


def _choosing(found: ContractRow, form: AttachForm) -> str:
    attached = reads.documents([found.id]).get(found.id, ())
    wish = EvidenceWish.read({"q": request.args.get("q", "")})
    without = [piece.id for piece in attached]
    return render_template(
        "joining/documents.html",
        found=found,
        term=term_words(found.dates),
        attached=attached,
        offered=evidence.of_site(the_site().id, wish, OFFERED, without),
        wish=wish,
        form=form,
    )


def _adding(contract_id: int, form: PieceForm) -> str:
    found, largest = _found(contract_id), current_app.config["SETTINGS"].files.largest
    return render_template(
        "joining/new_document.html",
        found=found,
        term=term_words(found.dates),
        form=form,
        limits=limits(largest),
    )
