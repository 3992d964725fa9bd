"""What a person may ask for: a copy of what is held about them, and to be erased."""

import json

from flask import Response, abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.admin import service
from app.admin.forms import EraseForm
from app.admin.queries import people
from app.admin.queries.held import held
from app.admin.queries.people import PersonRow
from app.admin.service import NotAllowed
from app.admin.views.blueprint import Page, blueprint
from app.core.files import download
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.words import count


@blueprint.get("/admin/users/<int:person_id>/held.json")
@requires(Can.MANAGE_ACCOUNTS)
def export_held(person_id: int) -> Response:
    """A copy of what is held about somebody, to be given to them."""
    person = _found(person_id)
    content = json.dumps(held(person.id), ensure_ascii=False, indent=1)
    name = f"held-about-{person.id}.json"
    return download(content.encode(), name, "application/json")


@blueprint.get("/admin/users/<int:person_id>/erase")
@requires(Can.MANAGE_ACCOUNTS)
def ask_to_erase(person_id: int) -> Page:
    """What erasing does, and why it is done."""
    person = _found(person_id)
    return render_template("admin/erase.html", form=EraseForm(formdata=None), person=person)


@blueprint.post("/admin/users/<int:person_id>/erase")
@requires(Can.MANAGE_ACCOUNTS)
def erase(person_id: int) -> Page:
    """Erase them for good."""
    form, person = EraseForm(), _found(person_id)
    if form.validate_on_submit() and _erased(form, person):
        return see("admin.user", person_id=person_id)
    return again("admin/erase.html", form, person=person)


def _erased(form: EraseForm, person: PersonRow) -> bool:
    if (form.email.data or "").strip().casefold() != person.email.casefold():
        form.refuse("email", "Enter the e-mail address of the account you mean to erase")
        return False
    try:
        changed = service.erase(the_actor().id, person.id, form.reason.data or "")
    except NotAllowed as obstacle:
        form.refuse("reason", str(obstacle))
        return False
    flash(f"Erased. {count(changed, 'row').capitalize()} changed.", "success")
    return True


def _found(person_id: int) -> PersonRow:
    return people.one(person_id) or abort(404)
