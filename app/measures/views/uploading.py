"""A quarterly return as a file: template, upload, preview, hand in. All of it or nothing.

The rows of the file travel with the form of the preview and are kept nowhere before.
"""

from datetime import date

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock, sheets
from app.core.files import download
from app.core.tables import Table, Unreadable
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.taken import accepted
from app.core.words import count
from app.measures import return_words
from app.measures.forms.returns import FileStatementForm, UploadForm, with_asks
from app.measures.queries import filing
from app.measures.queries import returns as queries
from app.measures.queries.use import span_of
from app.measures.rules.child_level import OWN
from app.measures.rules.filing import MOST_ROWS, Reading
from app.measures.rules.quarters import open_quarters
from app.measures.service import returns as service
from app.measures.service.returns import BY_FILE, Statement
from app.measures.views.blueprint import Answer, blueprint, the_quarter
from app.measures.views.filling import handed_in
from app.sites.rules.months import quarter_in_words

LARGEST_FILE = 500_000
CHANGED = "Something changed after the preview. Check it again."


@blueprint.get("/sites/<site>/measures/returns/<quarter>/upload")
@requires(Can.ENTER_COUNTS)
def upload(quarter: str) -> str:
    """Choose a file."""
    return _upload_page(_open(quarter), UploadForm())


@blueprint.get("/sites/<site>/measures/returns/<quarter>/return.xlsx")
@requires(Can.ENTER_COUNTS)
def return_workbook(quarter: str) -> Response:
    """A workbook to fill in, which explains its columns."""
    on, site_id = _open(quarter), the_site().id
    asked = filing.asked_of(site_id, on)
    content = return_words.workbook(asked, service.whole_draft(site_id, on))
    return download(content, f"{the_site().slug}-return-{on:%Y-%m}.xlsx", sheets.XLSX_TYPE)


@blueprint.post("/sites/<site>/measures/returns/<quarter>/upload")
@requires(Can.ENTER_COUNTS)
def preview(quarter: str) -> Answer:
    """What the file says; nothing is kept yet."""
    on, form = _open(quarter), UploadForm()
    table = _table(form) if form.validate_on_submit() else None
    if table is None:
        return _upload_page(on, form), form_status(form)
    return _preview(on, table, filing.reading(the_site().id, on, table))


@blueprint.post("/sites/<site>/measures/returns/<quarter>/upload/confirm")
@requires(Can.ENTER_COUNTS)
def hand_in_file(quarter: str) -> Answer:
    """Hand in exactly what was shown, or show it again."""
    on, site_id = _open(quarter), the_site().id
    try:
        table = sheets.unpacked(request.form.get("rows", ""), columns=OWN, most_rows=MOST_ROWS)
        found = filing.reading(site_id, on, table)
    except Unreadable as problem:
        form = UploadForm(formdata=None)
        form.refuse("file", str(problem))
        return _upload_page(on, form), 400
    return _handed_in(on, table, found)


def _handed_in(on: date, table: Table, found: Reading) -> Answer:
    site_id, form = the_site().id, with_asks(FileStatementForm, found.asks)()
    if found.wrong or form.seen.data != found.fingerprint:
        flash(CHANGED, "important")
        return _preview(on, table, found), 409
    said = Statement(
        form.comments(found.asks),
        form.source.data or "",
        form.note.data or "",
        form.reason.data or "",
    )
    seen = seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.submit(site_id, on, found.figures, said, seen, BY_FILE)
    ):
        return handed_in(on)
    return _preview(on, table, found, form), form_status(form)


def _table(form: UploadForm) -> Table | None:
    """A file that can be read as a return; errors go into the form."""
    file = request.files.get("file")
    if file is None or not file.filename:
        form.refuse("file", "Choose a file")
        return None
    try:
        with file.stream as stream:
            raw = sheets.taken(stream, largest=LARGEST_FILE)
        table = filing.complete(filing.table_of(file.filename, raw))
        sheets.packed(table, OWN)
    except Unreadable as problem:
        form.refuse("file", str(problem))
        return None
    return table


def _open(word: str) -> date:
    on = the_quarter(word)
    if on not in open_quarters(span_of(the_site().id).contract_on, clock.today()):
        abort(404)
    return on


def _upload_page(on: date, form: UploadForm) -> str:
    return render_template(
        "measures/upload.html",
        form=form,
        accept=sheets.ACCEPT,
        title=quarter_in_words(on),
        word=f"{on:%Y-%m}",
        codes=sorted(filing.asked_of(the_site().id, on).codes),
    )


def _preview(on: date, table: Table, found: Reading, form: FileStatementForm | None = None) -> str:
    newest = next(iter(queries.versions_of(the_site().id, on)), None)
    data = {"rows": sheets.packed(table, OWN), "seen": found.fingerprint}
    data |= {"source": found.source, "note": found.note}
    counts = sum(len(numbers) for numbers in found.figures.values())
    return render_template(
        "measures/preview.html",
        form=form or with_asks(FileStatementForm, found.asks)(formdata=None, data=data),
        found=found,
        sentence=_sentence(counts, len(found.wrong)),
        sections=[] if found.wrong else return_words.sections(found.figures),
        title=quarter_in_words(on),
        word=f"{on:%Y-%m}",
        replaces=newest is not None and newest.stands,
        version=seen_version(newest.number if newest else 0),
    )


def _sentence(counts: int, faults: int) -> str:
    if faults:
        return f"{count(faults, 'line').capitalize()} cannot be taken"
    return f"{count(counts, 'count').capitalize()} read, no faults"
