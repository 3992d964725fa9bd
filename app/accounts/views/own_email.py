"""A person's own e-mail address."""

from flask import flash, render_template, request

from app.access.gate import public, signed_in, the_actor
from app.accounts import queries, service
from app.accounts.forms import ConfirmForm, EmailForm
from app.accounts.rules import Purpose
from app.accounts.service import limits
from app.accounts.views.blueprint import Page, blueprint, knows_password, unusable
from app.core.mail import BadAddress, checked_address
from app.core.web.forms import again
from app.core.web.returned import see

NEW_LINK = ("accounts.email", "Change your e-mail address again")


@blueprint.get("/account/email")
@signed_in
def email() -> Page:
    """The form for another e-mail address."""
    return render_template("accounts/email.html", form=EmailForm())


@blueprint.post("/account/email")
@signed_in
def change_email() -> Page:
    """Send a link to the new address; the same answer whether or not it is free."""
    form = EmailForm()
    if not (form.validate_on_submit() and _is_another_address(form) and knows_password(form)):
        return again("accounts/email.html", form)
    limits.count_email_change(the_actor().id)
    service.ask_for_email_change(the_actor().id, str(form.email.data))
    return see("accounts.email_asked")


def _is_another_address(form: EmailForm) -> bool:
    if form.email.data == the_actor().email:
        form.refuse("email", "This is your e-mail address already")
        return False
    try:
        checked_address(str(form.email.data))
    except BadAddress as error:
        form.refuse("email", str(error))
        return False
    return True


@blueprint.get("/account/email/sent")
@signed_in
def email_asked() -> Page:
    """What happens next, in the same words whether or not the address is free."""
    return render_template("accounts/email_asked.html")


@blueprint.get("/account/email/<token>")
@public
def confirm_email(token: str) -> Page:
    """A page with a button. Opening it uses nothing up: mail scanners open links too."""
    found = queries.usable_token(token, Purpose.EMAIL)
    if found is None:
        return unusable(*NEW_LINK)
    return render_template("accounts/confirm_email.html", new_email=found.new_email, token=token)


@blueprint.post("/account/email/<token>")
@public
def use_email(token: str) -> Page:
    """Use the link up: the account has the new address."""
    limits.count_token(request.remote_addr)
    if not (ConfirmForm().validate_on_submit() and service.confirm_email(token)):
        return unusable(*NEW_LINK)
    flash("Your e-mail address is changed. Sign in with the new one from now on.", "success")
    return see("accounts.account")
