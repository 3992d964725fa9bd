"""A site's contracts: one to read, the forms that enter, renew, correct and end it."""

from typing import Any

from flask import abort, flash, render_template

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.joining import service, showing
from app.joining.forms import ContractForm, EndForm
from app.joining.queries import contracts as reads
from app.joining.queries.contracts import ContractRow
from app.joining.rules import ContractState
from app.joining.showing.contracts import renewal_of
from app.joining.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/joining/contracts/new")
@requires(Can.EDIT_CONTRACT)
def new_contract() -> str:
    """A form for the first contract, or for a renewal, which begins where the last term ends."""
    site, today = the_site(), clock.today()
    rows = reads.contracts_of(site.id)
    kept = renewal_of(rows) | {"drafted_on": today}
    kept.setdefault("parties", reads.present_parties(site.id, today))
    return _form_page(ContractForm(data=kept), None, renews=bool(rows))


@blueprint.post("/sites/<site>/joining/contracts/new")
@requires(Can.EDIT_CONTRACT)
def add_contract() -> Answer:
    """Enter a contract or a renewal."""
    form, site = ContractForm(), the_site()
    if form.validate_on_submit() and accepted(form, lambda: service.draft(site.id, form.entry())):
        flash("The contract is entered. Attach its documents below.", "success")
        return see("joining.contract", site=site.slug, contract_id=_newest())
    renews = bool(reads.contracts_of(site.id))
    return _form_page(form, None, renews=renews), form_status(form)


def _newest() -> int:
    return max(row.id for row in reads.contracts_of(the_site().id))


@blueprint.get("/sites/<site>/joining/contracts/<int:contract_id>")
@requires(Can.SEE_JOINING)
def contract(contract_id: int) -> str:
    """One term: how it stands, its days, its documents."""
    found, today = _found(contract_id), clock.today()
    state = found.state(today)
    return render_template(
        "joining/contract.html",
        found=found,
        state=showing.state_tag(found.dates, today),
        term=showing.term_words(found.dates),
        documents=reads.documents([found.id]).get(found.id, ()),
        is_over=state in (ContractState.ENDED, ContractState.RENEWED, ContractState.LAPSED),
        may_renew=state
        in (ContractState.RUNNING, ContractState.ENDING, ContractState.LAPSED, ContractState.ENDED),
    )


@blueprint.get("/sites/<site>/joining/contracts/<int:contract_id>/edit")
@requires(Can.EDIT_CONTRACT)
def edit_contract(contract_id: int) -> str:
    """The form with what is entered."""
    found = _found(contract_id)
    kept: dict[str, Any] = {**vars(found), **vars(found.dates)}
    kept["parties"] = [number for number, _ in found.parties]
    return _form_page(ContractForm(data=kept), found)


@blueprint.post("/sites/<site>/joining/contracts/<int:contract_id>/edit")
@requires(Can.EDIT_CONTRACT)
def change_contract(contract_id: int) -> Answer:
    """Enter how far it is, or correct it."""
    found, form, site = _found(contract_id), ContractForm(), the_site()
    version = seen_version(found.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.change(site.id, found.id, form.entry(), version)
    ):
        flash("The contract is saved.", "success")
        return see("joining.contract", site=site.slug, contract_id=found.id)
    return _form_page(form, found, version=version), form_status(form)


@blueprint.get("/sites/<site>/joining/contracts/<int:contract_id>/end")
@requires(Can.EDIT_CONTRACT)
def end_contract(contract_id: int) -> str:
    """Say what it means."""
    found = _found(contract_id)
    return _end_page(EndForm(data={"ended_on": clock.today()}), found, found.version)


@blueprint.post("/sites/<site>/joining/contracts/<int:contract_id>/end")
@requires(Can.EDIT_CONTRACT)
def end_contract_now(contract_id: int) -> Answer:
    """End it early, or give up one that was never signed."""
    found, form, site = _found(contract_id), EndForm(), the_site()
    version, day = seen_version(found.version), form.ended_on
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.end_early(site.id, found.id, day.data, form.reason.data or "", version),
    ):
        flash("The contract is ended. It stays here with its reason.", "success")
        return see("joining.contract", site=site.slug, contract_id=found.id)
    return _end_page(form, found, version), form_status(form)


def _found(contract_id: int) -> ContractRow:
    return reads.contract_of(the_site().id, contract_id) or abort(404)


def _form_page(
    form: ContractForm,
    found: ContractRow | None,
    *,
    renews: bool = False,
    version: int | None = None,
) -> str:
    offered = dict(reads.possible_parties(the_site().id)) | dict(found.parties if found else ())
    form.offer(offered.items())
    if version is None and found is not None:
        version = found.version
    return render_template(
        "joining/contract_form.html", form=form, found=found, renews=renews, version=version
    )


def _end_page(form: PortalForm, found: ContractRow, version: int) -> str:
    return render_template("joining/end_contract.html", form=form, found=found, version=version)
