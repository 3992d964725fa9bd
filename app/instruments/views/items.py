"""The items of a draft: edited one a page, added, moved, removed."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.returned import see
from app.instruments import service, showing
from app.instruments.forms import ItemForm, MoveForm, NewItemForm, item_form
from app.instruments.rules import drafting, parts
from app.instruments.showing import Opened
from app.instruments.views.blueprint import (
    Page,
    blueprint,
    or_not_found,
    saving,
    seen,
    still_a_draft,
    the_draft,
)


@blueprint.get("/admin/instruments/<code>/<int:draft>/edit/items/<item_id>")
@requires(Can.EDIT_INSTRUMENTS)
def item(code: str, draft: int, item_id: str) -> Page:
    """One item: everything that can be said about it."""
    found = the_draft(code, draft)
    with or_not_found():
        return _page(found, item_id, _form(found, item_id))[0]


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/items/<item_id>")
@requires(Can.EDIT_INSTRUMENTS)
def save_item(code: str, draft: int, item_id: str) -> Page:
    """Keep it, complete or not."""
    with saving():
        found = still_a_draft(code, draft)
        form = _form(found, item_id)
        if not form.validate_on_submit():
            return _page(found, item_id, form)
        service.save_item(code, draft, item_id, form.words(), form.seen.data or "")
        flash(f"{item_id} is saved.", "success")
        return _list(found, parts.section_of(found.one.content, item_id))


def _form(found: Opened, item_id: str) -> ItemForm:
    raw = found.one.content
    points = [(point["value"], point["label"]) for point in raw["scale"]["points"]]
    return item_form(points, showing.earlier_items(found), parts.item(raw, item_id))


def _page(found: Opened, item_id: str, form: ItemForm) -> tuple[str, int]:
    raw = found.one.content
    return again(
        "instruments/item.html",
        form,
        one=found.one,
        base=found.base,
        item_id=item_id,
        earlier=showing.earlier_words(found, item_id),
        section_id=parts.section_of(raw, item_id),
        speaks_hexagon=any(found.get("hexagon") for found in parts.all_items(raw)),
        move=_move_form(found, item_id),
    )


def _move_form(found: Opened, item_id: str) -> MoveForm:
    """The places it can go to; where it stands is chosen."""
    form = MoveForm(formdata=None, data={"spot": showing.spot(found, item_id)})
    return form.offer(showing.spots(found, item_id))


def _list(found: Opened, section_id: str) -> Response:
    """Back in the list of the draft, at the section."""
    here = {"code": found.one.code, "draft": found.one.version}
    return see("instruments.edit", **here, _anchor=f"section-{section_id}")


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/items/<item_id>/move")
@requires(Can.EDIT_INSTRUMENTS)
def move_item(code: str, draft: int, item_id: str) -> Response:
    """Move an item to another place."""
    with saving():
        found = still_a_draft(code, draft)
        section_id, _, after = (MoveForm().spot.data or "").partition("/")
        service.move_item(code, draft, item_id, section_id, after)
    flash(f"{item_id} is moved.", "success")
    return _list(found, section_id)


@blueprint.get("/admin/instruments/<code>/<int:draft>/edit/sections/<section_id>/add")
@requires(Can.EDIT_INSTRUMENTS)
def add_item(code: str, draft: int, section_id: str) -> Page:
    """Ask for the short name and the statement of a new item."""
    found = the_draft(code, draft)
    used = [id_ for id_, _ in showing.earlier_items(found)]
    with or_not_found():
        words = parts.section(found.one.content, section_id)
    form = NewItemForm(data={"item_id": drafting.next_id(found.one.content, section_id, used)})
    around = {"one": found.one, "section_id": section_id, "words": words}
    return render_template("instruments/add_item.html", form=form, **around)


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/sections/<section_id>/add")
@requires(Can.EDIT_INSTRUMENTS)
def add_the_item(code: str, draft: int, section_id: str) -> Page:
    """Add it, and go on to everything else that can be said about it."""
    form = NewItemForm()
    with saving():
        found = still_a_draft(code, draft)
        words = parts.section(found.one.content, section_id)
        if not (form.validate_on_submit() and _added(code, draft, section_id, form)):
            around = {"one": found.one, "section_id": section_id, "words": words}
            return again("instruments/add_item.html", form, **around)
    item_id = str(form.item_id.data)
    flash(f"{item_id} is added. Say what else belongs to it.", "success")
    return see("instruments.item", code=code, draft=draft, item_id=item_id)


def _added(code: str, draft: int, section_id: str, form: NewItemForm) -> bool:
    try:
        service.add_item(code, draft, section_id, form.item_id.data or "", form.text.data or "")
    except ValueError as fault:
        form.refuse("item_id", str(fault))
    return not form.errors


@blueprint.get("/admin/instruments/<code>/<int:draft>/edit/items/<item_id>/remove")
@requires(Can.EDIT_INSTRUMENTS)
def remove_item(code: str, draft: int, item_id: str) -> Page:
    """Ask whether an item is to go."""
    found = the_draft(code, draft)
    with or_not_found():
        words = parts.item(found.one.content, item_id)
    around = {"one": found.one, "item_id": item_id, "words": words}
    mark = parts.fingerprint(words)
    return render_template("instruments/remove_item.html", seen=mark, **around)


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/items/<item_id>/remove")
@requires(Can.EDIT_INSTRUMENTS)
def remove_the_item(code: str, draft: int, item_id: str) -> Response:
    """Remove it from the draft; published versions keep it."""
    with saving():
        found = still_a_draft(code, draft)
        try:
            service.remove_item(code, draft, item_id, seen())
        except service.NotAsSeen:
            flash(f"{item_id} was changed meanwhile. Look at it again first.", "error")
            return see("instruments.remove_item", code=code, draft=draft, item_id=item_id)
        flash(f"{item_id} is removed from the draft.", "success")
        return _list(found, parts.section_of(found.one.content, item_id))
