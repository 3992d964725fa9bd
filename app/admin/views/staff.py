"""Inviting colleagues at the NSPCC."""

from collections.abc import Callable

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.admin import service
from app.admin.forms import InviteForm
from app.admin.service import NotAllowed
from app.admin.views.blueprint import Page, blueprint
from app.core import outbox
from app.core.web.forms import again
from app.core.web.returned import see
from app.sites import queries as sites
from app.sites import service as invitations
from app.sites.rules import Refused
from app.sites.rules.invitations import STAFF_ROLES


@blueprint.get("/admin/users/invite")
@requires(Can.MANAGE_ACCOUNTS)
def invite() -> Page:
    """The form, and the invitations that wait for an answer."""
    return render_template("admin/invite.html", form=InviteForm(), **_waiting())


def _waiting() -> dict[str, object]:
    waiting = sites.open_invitations(None, roles=STAFF_ROLES)
    undelivered = outbox.queries.undelivered(one.email for one in waiting)
    return {"waiting": waiting, "undelivered": undelivered}


@blueprint.post("/admin/users/invite")
@requires(Can.MANAGE_ACCOUNTS)
def invite_them() -> Page:
    """Send the invitation."""
    form = InviteForm()
    if not (form.validate_on_submit() and _invited(form)):
        return again("admin/invite.html", form, **_waiting())
    flash(f"An invitation to {form.email.data} is on its way.", "success")
    return see("admin.invite")


def _invited(form: InviteForm) -> bool:
    try:
        service.invite_staff(
            the_actor().id, form.name.data or "", form.email.data or "", form.role.data
        )
    except Refused as fault:
        form.refuse(fault.field, fault.message)
    except NotAllowed as fault:
        form.refuse("role", str(fault))
    return not form.errors


@blueprint.post("/admin/users/invitations/<int:invitation_id>/resend")
@requires(Can.MANAGE_ACCOUNTS)
def resend_invitation(invitation_id: int) -> Response:
    """Send it again with a new link."""
    return _act(invitations.resend, invitation_id, "The invitation is on its way again.")


@blueprint.post("/admin/users/invitations/<int:invitation_id>/withdraw")
@requires(Can.MANAGE_ACCOUNTS)
def withdraw_invitation(invitation_id: int) -> Response:
    """Take it back; its link stops working."""
    return _act(invitations.withdraw, invitation_id, "The invitation is withdrawn.")


def _act(do: Callable[[int | None, int], None], invitation_id: int, done: str) -> Response:
    try:
        do(None, invitation_id)
    except LookupError:
        abort(404)
    flash(done, "success")
    return see("admin.invite")
