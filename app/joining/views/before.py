"""Before the contract: the page of a site, its enquiry, contacts and decisions."""

from flask import abort, flash, render_template, request, url_for

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.joining import service, showing
from app.joining.forms import ContactForm, DecisionForm, EnquiryForm
from app.joining.queries import before as reads
from app.joining.queries import contracts as contract_reads
from app.joining.queries.before import ContactRow
from app.joining.rules import ContactKind, Step
from app.joining.showing import Known
from app.joining.showing.contracts import OPEN, planned_apart, terms
from app.joining.showing.lists import expected
from app.joining.showing.steps import first_line
from app.joining.views.blueprint import Answer, blueprint
from app.journey import queries as journeys
from app.sites import queries as sites


@blueprint.get("/sites/<site>/joining")
@requires(Can.SEE_JOINING)
def index() -> str:
    """The steps before the contract, what is known of each, and the contract."""
    site, today = the_site(), clock.today()
    known, planned_on = _known(site.id), contract_reads.planned_contract(site.id)
    signed_on = known.reached.on.get(Step.SIGNED)
    return render_template(
        "joining/index.html",
        known=known,
        tasks=showing.tasks(known, lambda step: _address(step, known), today),
        first_line=first_line(known, today),
        is_under_way=any(row.state(today) in OPEN for row in known.contracts),
        terms=terms(known.contracts, today, _contract),
        expected="" if signed_on else expected(planned_on, today),
        apart=planned_apart(signed_on, planned_on),
        planned_on=planned_on,
        signed_on=signed_on,
    )


def _known(site_id: int) -> Known:
    internal = the_actor().is_nspcc
    done = {
        row.code: row.happened_on
        for row in journeys.milestones_of(site_id, clock.today())
        if row.happened_on is not None
    }
    return Known(
        reads.enquiry(site_id, internal=internal),
        reads.contacts(site_id),
        reads.conversations(site_id, internal=internal),
        reads.decisions(site_id),
        contract_reads.contracts_of(site_id),
        done,
    )


def _contract(number: int) -> str:
    return url_for("joining.contract", site=the_site().slug, contract_id=number)


def _address(step: Step, known: Known) -> str | None:
    """Where a reader goes on with a step: to what is there, or to the form that enters it."""
    slug, may = the_site().slug, can(Can.RECORD_JOINING)
    if step is Step.PREISA:
        return url_for("assessments.index", site=slug)
    if step is Step.CONVERSATION and known.conversations:
        number = known.conversations[-1].id
        return url_for("joining.conversation", site=slug, conversation_id=number)
    if step in (Step.CONTRACT, Step.SIGNED):
        if known.contracts:
            return _contract(known.contracts[-1].id)
        return url_for("joining.new_contract", site=slug) if can(Can.EDIT_CONTRACT) else None
    entering = {
        Step.ENQUIRY: "joining.enquiry",
        Step.WEBINAR: "joining.new_contact",
        Step.CONVERSATION: "joining.new_conversation",
        Step.DECISION: "joining.new_decision",
    }
    kind = ContactKind.WEBINAR.value if step is Step.WEBINAR else None
    return url_for(entering[step], site=slug, kind=kind) if may else None


@blueprint.get("/sites/<site>/joining/enquiry")
@requires(Can.RECORD_JOINING)
def enquiry() -> str:
    """The form of the enquiry, with what is entered."""
    found = reads.enquiry(the_site().id, internal=True)
    form = EnquiryForm(data=None if found is None else vars(found) | {"way": found.way.value})
    return _enquiry_page(form, found.version if found else 0)


@blueprint.post("/sites/<site>/joining/enquiry")
@requires(Can.RECORD_JOINING)
def record_enquiry() -> Answer:
    """Enter or correct the enquiry."""
    form, site, version = EnquiryForm(), the_site(), seen_version(0)
    if form.validate_on_submit() and accepted(
        form, lambda: service.record_enquiry(site.id, form.entry(), version)
    ):
        flash("The enquiry is saved.", "success")
        return see("joining.index", site=site.slug)
    return _enquiry_page(form, version), form_status(form)


def _enquiry_page(form: EnquiryForm, version: int) -> str:
    people = sites.people_of(the_site().id)
    form.offer((one.person_id, f"{one.name}, {one.role.label}") for one in people)
    return render_template("joining/enquiry.html", form=form, version=version)


@blueprint.get("/sites/<site>/joining/contacts/new")
@requires(Can.RECORD_JOINING)
def new_contact() -> str:
    """An empty form; the address may choose the sort of contact."""
    form = ContactForm(data={"on": clock.today(), "kind": request.args.get("kind", "")})
    return render_template("joining/contact.html", form=form, found=None, version=None)


@blueprint.post("/sites/<site>/joining/contacts/new")
@requires(Can.RECORD_JOINING)
def add_contact() -> Answer:
    """Enter a contact."""
    form, site = ContactForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_contact(site.id, form.entry())
    ):
        flash("The contact is entered.", "success")
        return see("joining.index", site=site.slug, _anchor="contacts")
    return again("joining/contact.html", form, found=None, version=None)


@blueprint.get("/sites/<site>/joining/contacts/<int:contact_id>")
@requires(Can.RECORD_JOINING)
def contact(contact_id: int) -> str:
    """The form of a contact, with what is entered."""
    found = _found(contact_id)
    form = ContactForm(data=vars(found) | {"kind": found.kind.value})
    return render_template("joining/contact.html", form=form, found=found, version=found.version)


@blueprint.post("/sites/<site>/joining/contacts/<int:contact_id>")
@requires(Can.RECORD_JOINING)
def change_contact(contact_id: int) -> Answer:
    """Correct a contact."""
    found, form, site = _found(contact_id), ContactForm(), the_site()
    version = seen_version(found.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_contact(site.id, found.id, form.entry(), version)
    ):
        flash("The contact is saved.", "success")
        return see("joining.index", site=site.slug, _anchor="contacts")
    return again("joining/contact.html", form, found=found, version=version)


def _found(contact_id: int) -> ContactRow:
    return reads.contact(the_site().id, contact_id) or abort(404)


@blueprint.get("/sites/<site>/joining/decision")
@requires(Can.RECORD_JOINING)
def new_decision() -> str:
    """An empty form."""
    return render_template("joining/decision.html", form=DecisionForm())


@blueprint.post("/sites/<site>/joining/decision")
@requires(Can.RECORD_JOINING)
def add_decision() -> Answer:
    """Enter what the authority decided."""
    form, site = DecisionForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_decision(site.id, form.entry())
    ):
        flash("The decision is entered.", "success")
        return see("joining.index", site=site.slug, _anchor="decisions")
    return again("joining/decision.html", form)
