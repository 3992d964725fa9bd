"""A new password for somebody who cannot sign in."""

from flask import flash, render_template, request

from app.access.gate import public
from app.accounts import queries, service
from app.accounts.forms import AskResetForm, ChoosePasswordForm
from app.accounts.rules import Purpose
from app.accounts.service import limits
from app.accounts.views.blueprint import Page, blueprint, hash_if_good, is_production, unusable
from app.core.web.forms import again
from app.core.web.returned import see

NEW_LINK = ("accounts.reset_password", "Ask for a new link")


@blueprint.get("/reset-password")
@public
def reset_password() -> Page:
    """Ask for a link; and what to do when the mailbox is lost."""
    return render_template("accounts/reset_password.html", form=AskResetForm())


@blueprint.post("/reset-password")
@public
def ask_reset() -> Page:
    """The same answer for every address."""
    form = AskResetForm()
    if not form.validate_on_submit():
        return again("accounts/reset_password.html", form)
    limits.count_reset(str(form.email.data), request.remote_addr)
    service.ask_for_reset(str(form.email.data), is_production=is_production())
    return see("accounts.reset_asked")


@blueprint.get("/reset-password/sent")
@public
def reset_asked() -> Page:
    """What happens next, in the same words for everybody."""
    return render_template("accounts/reset_asked.html")


@blueprint.get("/reset-password/<token>")
@public
def choose_password(token: str) -> Page:
    """The form for a new password. Opening it uses nothing up: mail scanners open links too."""
    if queries.usable_token(token, Purpose.RESET) is None:
        return unusable(*NEW_LINK)
    return render_template("accounts/choose_password.html", form=ChoosePasswordForm(), token=token)


@blueprint.post("/reset-password/<token>")
@public
def set_password(token: str) -> Page:
    """Set the password and use the link up."""
    limits.count_token(request.remote_addr)
    form, owner = ChoosePasswordForm(), queries.owner_of_token(token, Purpose.RESET)
    if owner is None:
        return unusable(*NEW_LINK)
    new_hash = hash_if_good(form, owner.name, owner.email)
    if new_hash is None:
        return again("accounts/choose_password.html", form, token=token)
    if not service.choose_password(token, new_hash):
        return unusable(*NEW_LINK)
    flash("Your password is changed. Sign in with the new one.", "success")
    return see("accounts.sign_in")
