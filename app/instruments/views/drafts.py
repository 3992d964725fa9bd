"""A draft: made as a copy, then edited; its own details and those of its sections."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.returned import see
from app.instruments import service, showing
from app.instruments.forms import AboutForm, SectionForm
from app.instruments.rules import parts
from app.instruments.showing import Opened
from app.instruments.views.blueprint import (
    Page,
    blueprint,
    fault_links,
    or_not_found,
    saving,
    still_a_draft,
    the_draft,
)


@blueprint.post("/admin/instruments/<code>/<int:version>/copy")
@requires(Can.EDIT_INSTRUMENTS)
def copy(code: str, version: int) -> Response:
    """Make a draft of the next version."""
    try:
        draft = service.copy_to_draft(code, version)
    except service.CannotCopy as obstacle:
        flash(str(obstacle), "error")
        return see("instruments.version", code=code, version=version)
    except LookupError:
        abort(404)
    flash(f"Version {draft} is a draft now. Raters see nothing of it yet.", "success")
    return see("instruments.edit", code=code, draft=draft)


@blueprint.get("/admin/instruments/<code>/<int:draft>/edit")
@requires(Can.EDIT_INSTRUMENTS)
def edit(code: str, draft: int) -> Page:
    """Everything in a draft, each with the page that edits it."""
    found = the_draft(code, draft)
    return render_template(
        "instruments/edit.html",
        found=found,
        one=found.one,
        about=parts.about(found.one.content),
        sections=showing.rows(found),
        faults=fault_links(found),
    )


@blueprint.get("/admin/instruments/<code>/<int:draft>/edit/about")
@requires(Can.EDIT_INSTRUMENTS)
def about(code: str, draft: int) -> Page:
    """What the version says of itself."""
    found = the_draft(code, draft)
    return render_template("instruments/about.html", one=found.one, form=_about_form(found))


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/about")
@requires(Can.EDIT_INSTRUMENTS)
def save_about(code: str, draft: int) -> Page:
    """Keep it."""
    form = AboutForm()
    with saving():
        if not form.validate_on_submit():
            return again("instruments/about.html", form, one=still_a_draft(code, draft).one)
        service.save_about(code, draft, form.words(), form.seen.data or "")
    flash("The details are saved.", "success")
    return see("instruments.edit", code=code, draft=draft)


def _about_form(found: Opened) -> AboutForm:
    words = parts.about(found.one.content)
    return AboutForm(data={**vars(words), "seen": parts.fingerprint(words)})


@blueprint.get("/admin/instruments/<code>/<int:draft>/edit/sections/<section_id>")
@requires(Can.EDIT_INSTRUMENTS)
def section(code: str, draft: int, section_id: str) -> Page:
    """What a section says before its items."""
    found = the_draft(code, draft)
    with or_not_found():
        words = parts.section(found.one.content, section_id)
    form = SectionForm(data={**vars(words), "seen": parts.fingerprint(words)})
    return render_template("instruments/section.html", form=form, **_around(found, section_id))


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/sections/<section_id>")
@requires(Can.EDIT_INSTRUMENTS)
def save_section(code: str, draft: int, section_id: str) -> Page:
    """Keep it."""
    form = SectionForm()
    with saving():
        if not form.validate_on_submit():
            found = still_a_draft(code, draft)
            return again("instruments/section.html", form, **_around(found, section_id))
        service.save_section(code, draft, section_id, form.words(), form.seen.data or "")
    flash(f"Section {section_id} is saved.", "success")
    return see("instruments.edit", code=code, draft=draft, _anchor=f"section-{section_id}")


@blueprint.post("/admin/instruments/<code>/<int:draft>/edit/sections/<section_id>/remove")
@requires(Can.EDIT_INSTRUMENTS)
def remove_section(code: str, draft: int, section_id: str) -> Response:
    """Remove a section that has no items any more."""
    try:
        with saving():
            service.remove_section(code, draft, section_id)
    except ValueError as obstacle:
        flash(str(obstacle), "error")
    else:
        flash(f"Section {section_id} is removed.", "success")
    return see("instruments.edit", code=code, draft=draft)


def _around(found: Opened, section_id: str) -> dict[str, object]:
    items = parts.section_data(found.one.content, section_id).get("items")
    return {"one": found.one, "section_id": section_id, "is_empty": not items}
