"""Importing the register: upload, preview, confirm.

The rows of the file travel with the preview's form and are kept nowhere, because they hold names.
"""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import sheets
from app.core.files import download
from app.core.tables import Table, Unreadable, write_csv
from app.core.web.forms import PortalForm, form_status
from app.core.web.listing import csv_answer
from app.core.web.returned import see
from app.core.words import count
from app.training import import_words
from app.training.forms import ConfirmForm, UploadForm
from app.training.queries import importing as reads
from app.training.queries.coverage import headcounts
from app.training.rules.importing import COLUMNS, MOST_ROWS, Comparison
from app.training.service import importing as service
from app.training.views.blueprint import Answer, blueprint

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
    return csv_answer(write_csv(COLUMNS, ()), "training-register.csv")


@blueprint.get("/sites/<site>/training/register/empty.xlsx")
@requires(Can.EDIT_REGISTER)
def empty_workbook() -> Response:
    """A workbook to be filled in, which explains its columns."""
    teams = [team.name for team in headcounts(the_site().id)]
    return download(import_words.template(teams), "training-register.xlsx", sheets.XLSX_TYPE)


@blueprint.post("/sites/<site>/training/register/import")
@requires(Can.EDIT_REGISTER)
def preview_register() -> Answer:
    """What importing the file would do; nothing is imported yet."""
    form = UploadForm()
    table = _table(form) if form.validate_on_submit() else None
    if table is None:
        return _upload_page(form), form_status(form)
    return _preview(table, reads.comparison(the_site().id, table))


@blueprint.post("/sites/<site>/training/register/import/confirm")
@requires(Can.EDIT_REGISTER)
def confirm_register() -> Answer:
    """Import exactly what was shown, or show it again when the register changed meanwhile."""
    form, site = ConfirmForm(), the_site()
    try:
        table = sheets.unpacked(form.rows.data or "", columns=COLUMNS, most_rows=MOST_ROWS)
        if form.validate_on_submit():
            done = service.import_register(site.id, table, form.seen.data or "")
            flash(f"Imported: {len(done.new)} new, {len(done.changed)} changed.", "success")
            return see("training.register", site=site.slug)
        return _preview(table, reads.comparison(site.id, table)), form_status(form)
    except service.NotAsShown:
        flash("The register changed after the preview. Check it again.", "important")
        return _preview(table, reads.comparison(site.id, table)), 409
    except Unreadable as problem:
        return _refused(str(problem)), 400


def _table(form: UploadForm) -> Table | None:
    """A file that can be read as a register; errors go into the form."""
    file = request.files.get("file")
    if file is None or not file.filename:
        form.refuse("file", "Choose a file")
        return None
    try:
        with file.stream as stream:
            raw = sheets.taken(stream, largest=LARGEST_FILE)
        table = sheets.read_sheet(file.filename, raw, columns=COLUMNS, most_rows=MOST_ROWS)
        reads.lines_of(table)
        sheets.packed(table, COLUMNS)
    except Unreadable as problem:
        form.refuse("file", str(problem))
        return None
    return table


def _refused(why: str) -> str:
    form = UploadForm(formdata=None)
    form.refuse("file", why)
    return _upload_page(form)


def _upload_page(form: PortalForm) -> str:
    return render_template(
        "training/import.html",
        form=form,
        columns=", ".join(COLUMNS),
        accept=sheets.ACCEPT,
        teams=headcounts(the_site().id),
    )


def _preview(table: Table, found: Comparison) -> str:
    words = [
        f"{len(found.new):,} new",
        f"{len(found.changed):,} changed",
        f"{found.unchanged:,} unchanged",
        f"{count(len(found.wrong), 'wrong line')}",
    ]
    return render_template(
        "training/import_preview.html",
        form=ConfirmForm(
            formdata=None, data={"rows": sheets.packed(table, COLUMNS), "seen": found.fingerprint}
        ),
        comparison=found,
        sentence=", ".join(words),
        shown=SHOWN,
    )
