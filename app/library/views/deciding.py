"""Approving, endorsing, withdrawing, and finding a resource still right."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted, done
from app.library import service
from app.library.forms import ConfirmForm, DecisionForm, ReasonForm
from app.library.queries import EditionRow, OneResource
from app.library.receiving import read_of, seen_in
from app.library.rules import EditionState, State, may_decide
from app.library.views.blueprint import Page, blueprint, my_resource, reader, the_resource
from app.members import queries as members

PREVIEW = 3_000  # letters


def _waiting(resource_id: int) -> tuple[OneResource, EditionRow]:
    """What waits for its reader's decision; 404 for anybody else."""
    it = the_resource(resource_id)
    if not may_decide(reader(), it.ownership):
        abort(404)
    waiting = next((one for one in it.editions if one.state is EditionState.WAITING), None)
    return it, waiting or abort(see("library.resource", resource_id=resource_id))


def _looked_through(it: OneResource, waiting: EditionRow) -> dict[str, object]:
    """What whoever decides reads."""
    owner = it.ownership.owner_id
    return {
        "it": it,
        "draft": waiting,
        "preview": waiting.text[:PREVIEW].strip(),
        "seen": seen_in(waiting.text, waiting.file_name),
        "read_of": read_of(waiting.text),
        "owner": members.bylines([owner])[owner],
        "version": it.version,
    }


@blueprint.get("/community/resources/<int:resource_id>/decide")
@requires(Can.USE_COMMUNITY)
def decide(resource_id: int) -> Page:
    """Look through what somebody of the authority wants to share."""
    shown = _looked_through(*_waiting(resource_id))
    return render_template("library/decide.html", form=DecisionForm(), **shown)


@blueprint.post("/community/resources/<int:resource_id>/decide")
@requires(Can.USE_COMMUNITY)
def decided(resource_id: int) -> Page:
    """Share it, or say why not."""
    it, waiting = _waiting(resource_id)
    form, seen = DecisionForm(), seen_version()
    yes, why = form.decision.data == "yes", str(form.reason.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.decide(resource_id, reader(), yes, why, seen)
    ):
        flash("It is shared." if yes else "Its owner is told why it is not shared.", "success")
        return see("library.mine")
    return again("library/decide.html", form, **_looked_through(it, waiting))


def _shared(resource_id: int) -> OneResource:
    it = the_resource(resource_id)
    return it if it.ownership.state is State.PUBLISHED else abort(404)


@blueprint.post("/community/resources/<int:resource_id>/endorse")
@requires(Can.ENDORSE_RESOURCES)
def endorse(resource_id: int) -> Page:
    """Set the NSPCC's mark."""
    it = _shared(resource_id)
    if ConfirmForm().validate_on_submit():
        service.endorse(it.id, the_actor().id, True)
        flash("Endorsed: everybody sees the mark.", "success")
    return see("library.resource", resource_id=it.id)


@blueprint.post("/community/resources/<int:resource_id>/endorse/remove")
@requires(Can.ENDORSE_RESOURCES)
def unendorse(resource_id: int) -> Page:
    """Take the mark back."""
    it = _shared(resource_id)
    if ConfirmForm().validate_on_submit():
        service.endorse(it.id, the_actor().id, False)
        flash("The mark is taken back.", "success")
    return see("library.resource", resource_id=it.id)


@blueprint.post("/community/resources/<int:resource_id>/still-right")
@requires(Can.USE_COMMUNITY)
def still_right(resource_id: int) -> Page:
    """It was looked at again, and nothing has to change."""
    it, seen = my_resource(_shared(resource_id).id), seen_version()
    if ConfirmForm().validate_on_submit():
        said = "Thank you. It is looked at again in a year."
        done(lambda: service.found_right(it.id, reader(), seen), said)
    return see("library.resource", resource_id=it.id)


@blueprint.get("/community/resources/<int:resource_id>/withdraw")
@requires(Can.USE_COMMUNITY)
def ask_to_withdraw(resource_id: int) -> Page:
    """Ask why it is taken away."""
    it = my_resource(_shared(resource_id).id)
    return render_template("library/withdraw.html", form=ReasonForm(), it=it, version=it.version)


@blueprint.post("/community/resources/<int:resource_id>/withdraw")
@requires(Can.USE_COMMUNITY)
def withdraw(resource_id: int) -> Page:
    """Take it away from its readers."""
    it, form, seen = my_resource(_shared(resource_id).id), ReasonForm(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.withdraw(it.id, reader(), str(form.reason.data), seen)
    ):
        flash("It is withdrawn. Those who have it can read why.", "success")
        return see("library.mine")
    return again("library/withdraw.html", form, it=it, version=seen)
