"""Importing the register: upload, preview, confirm.

The text of the file travels with the preview's form and is kept nowhere, because it holds names.
"""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import tables
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.words import count
from app.training.forms import ConfirmForm, UploadForm
from app.training.queries import importing as reads
from app.training.queries.coverage import headcounts
from app.training.rules.importing import COLUMNS, Comparison
from app.training.service import importing as service
from app.training.views.blueprint import Answer, blueprint, csv_answer

LARGEST_FILE = 500_000
SHOWN = 200


@blueprint.get("/sites/<site>/training/register/import")
@requires(Can.EDIT_REGISTER)
def import_register() -> str:
    """Choose a file."""
    return _upload_page(UploadForm())


@blueprint.get("/sites/<site>/training/register/empty.csv")
@requires(Can.EDIT_REGISTER)
def empty_register() -> Response:
    """The first line of a register file, to be filled in."""
    return csv_answer(tables.write_csv(COLUMNS, ()), "training-register.csv")


@blueprint.post("/sites/<site>/training/register/import")
@requires(Can.EDIT_REGISTER)
def preview_register() -> Answer:
    """What importing the file would do; nothing is imported yet."""
    form = UploadForm()
    text = _text(form) if form.validate_on_submit() else ""
    if not text:
        return _upload_page(form), form_status(form)
    return _preview(text, reads.comparison(the_site().id, text))


@blueprint.post("/sites/<site>/training/register/import/confirm")
@requires(Can.EDIT_REGISTER)
def confirm_register() -> Answer:
    """Import exactly what was shown, or show it again when the register changed meanwhile."""
    form, site = ConfirmForm(), the_site()
    text = form.text.data or ""
    try:
        if form.validate_on_submit():
            done = service.import_register(site.id, text, form.seen.data or "")
            flash(f"Imported: {len(done.new)} new, {len(done.changed)} changed.", "success")
            return see("training.register", site=site.slug)
        return _preview(text, reads.comparison(site.id, text)), form_status(form)
    except service.NotAsShown:
        flash("The register changed after the preview. Check it again.", "important")
        return _preview(text, reads.comparison(site.id, text)), 409
    except tables.Unreadable as problem:
        return _refused(str(problem)), 400


def _text(form: UploadForm) -> str:
    """The text of a file that can be read as a register; errors go into the form."""
    file = request.files.get("file")
    if file is None or not file.filename:
        form.refuse("file", "Choose a CSV file")
        return ""
    with file.stream as stream:
        raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        form.refuse("file", "The file must be smaller than 500 kB")
        return ""
    try:
        text = tables.decoded(raw)
        reads.lines_of(text)
    except tables.Unreadable as problem:
        form.refuse("file", str(problem))
        return ""
    return text


def _refused(why: str) -> str:
    form = UploadForm(formdata=None)
    form.refuse("file", why)
    return _upload_page(form)


def _upload_page(form: PortalForm) -> str:
    return render_template(
        "training/import.html",
        form=form,
        columns=", ".join(COLUMNS),
        teams=headcounts(the_site().id),
    )


def _preview(text: str, found: Comparison) -> str:
    words = [
        f"{len(found.new):,} new",
        f"{len(found.changed):,} changed",
        f"{found.unchanged:,} unchanged",
        f"{count(len(found.wrong), 'wrong line')}",
    ]
    return render_template(
        "training/import_preview.html",
        form=ConfirmForm(formdata=None, data={"text": text, "seen": found.fingerprint}),
        comparison=found,
        sentence=", ".join(words),
        shown=SHOWN,
    )
