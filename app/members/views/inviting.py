"""Asking people of no authority into the community."""

from collections.abc import Callable

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import outbox
from app.core.web.forms import again
from app.core.web.returned import see
from app.members.forms import InviteForm
from app.members.views.blueprint import Page, blueprint
from app.sites import queries as sites
from app.sites import service as invitations
from app.sites.rules import Refused
from app.sites.rules.invitations import COMMUNITY_ROLE


@blueprint.get("/community/members/invite")
@requires(Can.INVITE_MEMBERS)
def invite() -> Page:
    """The form, and the invitations that wait for an answer."""
    return render_template("members/invite.html", form=InviteForm(), **_waiting())


def _waiting() -> dict[str, object]:
    waiting = sites.open_invitations(None, roles=COMMUNITY_ROLE)
    undelivered = outbox.queries.undelivered(one.email for one in waiting)
    return {"waiting": waiting, "undelivered": undelivered}


@blueprint.post("/community/members/invite")
@requires(Can.INVITE_MEMBERS)
def invite_them() -> Page:
    """Send the invitation."""
    form = InviteForm()
    if not (form.validate_on_submit() and _invited(form)):
        return again("members/invite.html", form, **_waiting())
    flash(f"An invitation to {form.email.data} is on its way.", "success")
    return see("members.invite")


def _invited(form: InviteForm) -> bool:
    name, email = str(form.name.data), str(form.email.data)
    try:
        invitations.invite_member(name, email, the_actor().id)
    except Refused as fault:
        form.refuse(fault.field, fault.message)
    return not form.errors


@blueprint.post("/community/members/invitations/<int:invitation_id>/resend")
@requires(Can.INVITE_MEMBERS)
def resend_invitation(invitation_id: int) -> Response:
    """Send it again with a new link."""
    return _act(invitations.resend, invitation_id, "The invitation is on its way again.")


@blueprint.post("/community/members/invitations/<int:invitation_id>/withdraw")
@requires(Can.INVITE_MEMBERS)
def withdraw_invitation(invitation_id: int) -> Response:
    """Take it back; its link stops working."""
    return _act(invitations.withdraw, invitation_id, "The invitation is withdrawn.")


def _act(do: Callable[..., None], invitation_id: int, done: str) -> Response:
    try:
        do(None, invitation_id, COMMUNITY_ROLE)
    except LookupError:
        abort(404)
    flash(done, "success")
    return see("members.invite")
