"""A person's own account: name, password and devices."""

from flask import flash, render_template

from app.access.gate import signed_in, the_actor
from app.accounts import queries, service
from app.accounts.forms import ConfirmForm, DeviceForm, NameForm, PasswordForm
from app.accounts.views.blueprint import Page, blueprint, hash_if_good, knows_password
from app.core import outbox
from app.core.web.forms import again
from app.core.web.returned import see


@blueprint.get("/account")
@signed_in
def account() -> Page:
    """Who we know you as, and where you are signed in."""
    who = the_actor()
    devices = queries.devices(who.id, who.sign_in)
    trouble = outbox.queries.undelivered([who.email]).get(who.email)
    return render_template("accounts/account.html", who=who, devices=devices, trouble=trouble)


@blueprint.post("/account/devices")
@signed_in
def end_device() -> Page:
    """Sign one of one's own devices out."""
    form, who = DeviceForm(), the_actor()
    if form.validate_on_submit() and service.end_device(who.id, form.device.data or 0):
        flash("The device is signed out.", "success")
    return see("accounts.account")


@blueprint.post("/account/devices/others")
@signed_in
def end_other_devices() -> Page:
    """Sign every other device out."""
    if ConfirmForm().validate_on_submit():
        service.end_all_sign_ins(the_actor().id, except_token=the_actor().sign_in)
        flash("Your other devices are signed out.", "success")
    return see("accounts.account")


@blueprint.get("/account/name")
@signed_in
def name() -> Page:
    """The form for one's name."""
    return render_template("accounts/name.html", form=NameForm(data={"name": the_actor().name}))


@blueprint.post("/account/name")
@signed_in
def change_name() -> Page:
    """Change one's name."""
    form = NameForm()
    if not form.validate_on_submit():
        return again("accounts/name.html", form)
    service.rename(the_actor().id, str(form.name.data))
    flash("Your name is changed.", "success")
    return see("accounts.account")


@blueprint.get("/account/password")
@signed_in
def password() -> Page:
    """The form for one's password."""
    return render_template("accounts/password.html", form=PasswordForm())


@blueprint.post("/account/password")
@signed_in
def change_password() -> Page:
    """Change one's password; other devices are signed out."""
    form, who = PasswordForm(), the_actor()
    if not (form.validate_on_submit() and knows_password(form)):
        return again("accounts/password.html", form)
    new_hash = hash_if_good(form, who.name, who.email)
    if new_hash is None:
        return again("accounts/password.html", form)
    service.change_own_password(who.id, new_hash, who.sign_in)
    flash("Your password is changed. Your other devices are signed out.", "success")
    return see("accounts.account")
