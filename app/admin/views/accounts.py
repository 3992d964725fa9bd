"""Accounts: who has one, and what administrators do to them."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.accounts.service import EmailTaken, ProofMissing
from app.admin import service
from app.admin.forms import NewAddressForm, ReasonForm
from app.admin.queries import people
from app.admin.queries.people import PersonRow
from app.admin.rules import ROLES
from app.admin.service import NotAllowed
from app.admin.views.blueprint import Page, address, blueprint, chips, number, typed
from app.core import outbox
from app.core.mail import BadAddress
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.words import count

WORDS = {"q": "Words", "role": "Role", "state": "Account"}
STATES = {"open": "Open", "closed": "Closed"}


@blueprint.get("/admin/users")
@requires(Can.MANAGE_ACCOUNTS)
def users() -> Page:
    """Everybody with an account, by name."""
    chosen, page = typed(*WORDS), number("page") or 1
    chosen["role"] = chosen["role"] if chosen["role"] in ROLES else ""
    chosen["state"] = chosen["state"] if chosen["state"] in STATES else ""
    found, total = people.page(
        search=chosen["q"], role=chosen["role"], state=chosen["state"], number=page
    )
    return render_template(
        "admin/users.html",
        undelivered=outbox.queries.undelivered(one.email for one in found),
        **{"people": found, "total": total, "page": page, "chosen": chosen},
        **{"pages": -(-total // people.PAGE), "roles": ROLES, "states": STATES},
        chips=_chips(chosen),
        href=lambda to: address("admin.users", chosen, page=to),
    )


def _chips(chosen: dict[str, str]) -> list[dict[str, str]]:
    found = chips("admin.users", chosen, WORDS)
    words = {**ROLES, **STATES}
    used = [value for value in chosen.values() if value]
    return [{**c, "text": words.get(v, v)} for c, v in zip(found, used, strict=True)]


@blueprint.get("/admin/users/<int:person_id>")
@requires(Can.MANAGE_ACCOUNTS)
def user(person_id: int) -> Page:
    """One person: roles, devices, and the ways to help them."""
    person = _found(person_id)
    return render_template(
        "admin/user.html",
        person=person,
        undelivered=outbox.queries.undelivered([person.email]),
        devices=people.devices(person_id),
        roles=ROLES,
        is_me=person_id == the_actor().id,
    )


@blueprint.get("/admin/users/<int:person_id>/close")
@requires(Can.MANAGE_ACCOUNTS)
def close_account(person_id: int) -> Page:
    """Ask why an account is closed."""
    return render_template("admin/close_account.html", form=ReasonForm(), person=_found(person_id))


@blueprint.post("/admin/users/<int:person_id>/close")
@requires(Can.MANAGE_ACCOUNTS)
def close_it(person_id: int) -> Page:
    """Close it: every sign-in of the person ends."""
    form, person = ReasonForm(), _found(person_id)
    if form.validate_on_submit():
        try:
            service.close_account(the_actor().id, person_id, form.reason.data or "")
        except NotAllowed as obstacle:
            form.refuse("reason", str(obstacle))
        else:
            flash(f"The account of {person.name} is closed.", "success")
            return see("admin.user", person_id=person_id)
    return again("admin/close_account.html", form, person=person)


@blueprint.get("/admin/users/<int:person_id>/open")
@requires(Can.MANAGE_ACCOUNTS)
def open_account(person_id: int) -> Page:
    """Ask why a closed account is opened again."""
    return render_template("admin/open_account.html", form=ReasonForm(), person=_found(person_id))


@blueprint.post("/admin/users/<int:person_id>/open")
@requires(Can.MANAGE_ACCOUNTS)
def open_it(person_id: int) -> Page:
    """Open it again: the person signs in as before."""
    form, person = ReasonForm(), _found(person_id)
    if not form.validate_on_submit():
        return again("admin/open_account.html", form, person=person)
    service.open_account(person_id, form.reason.data or "")
    flash(f"The account of {person.name} is open again.", "success")
    return see("admin.user", person_id=person_id)


@blueprint.get("/admin/users/<int:person_id>/e-mail")
@requires(Can.MANAGE_ACCOUNTS)
def new_address(person_id: int) -> Page:
    """Ask for the new address, and how the person was recognised."""
    person = _found(person_id)
    return render_template("admin/new_address.html", form=NewAddressForm(), person=person)


@blueprint.post("/admin/users/<int:person_id>/e-mail")
@requires(Can.MANAGE_ACCOUNTS)
def change_address(person_id: int) -> Page:
    """Change it; both addresses are told, and every sign-in ends."""
    form, person = NewAddressForm(), _found(person_id)
    if not (form.validate_on_submit() and _moved(person_id, form)):
        return again("admin/new_address.html", form, person=person)
    flash(f"{person.name} has a new e-mail address. Both addresses are told.", "success")
    return see("admin.user", person_id=person_id)


def _moved(person_id: int, form: NewAddressForm) -> bool:
    try:
        service.change_email(
            the_actor().id, person_id, form.email.data or "", form.proof.data or ""
        )
    except ProofMissing as fault:
        form.refuse("proof", str(fault))
    except (BadAddress, EmailTaken, NotAllowed) as fault:
        form.refuse("email", str(fault))
    return not form.errors


@blueprint.post("/admin/users/<int:person_id>/sign-out")
@requires(Can.MANAGE_ACCOUNTS)
def sign_out(person_id: int) -> Response:
    """End every sign-in of a person, such as after a lost telephone."""
    name = _found(person_id).name
    ended = service.end_sign_ins(person_id)
    flash(f"{name} is signed out on {count(ended, 'device')}.", "success")
    return see("admin.user", person_id=person_id)


def _found(person_id: int) -> PersonRow:
    found = people.one(person_id)
    if found is None:
        abort(404)
    return found
