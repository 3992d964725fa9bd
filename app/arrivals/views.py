"""Bringing in sites under way: upload, preview, confirm."""

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.arrivals import queries, service
from app.arrivals.forms import ConfirmForm, UploadForm
from app.arrivals.rules import MOST_SITES, Arrivals, World
from app.arrivals.template_words import template
from app.core import sheets
from app.core.files import download
from app.core.tables import Table, Unreadable, write_csv
from app.core.web.forms import PortalForm, form_status
from app.core.web.listing import csv_answer
from app.core.web.returned import see
from app.core.words import count
from app.journey.programme import programme
from app.sites import queries as sites
from app.sites.rules import Refused

blueprint = Blueprint("arrivals", __name__)
Answer = str | Response | tuple[str, int]


@blueprint.get("/sites/bring-in")
@requires(Can.ADD_SITE)
def index() -> str:
    """Choose a file of sites that are under way already."""
    return _upload_page(UploadForm())


@blueprint.get("/sites/bring-in/empty.xlsx")
@requires(Can.ADD_SITE)
def empty_workbook() -> Response:
    """A workbook to be filled in, which explains its columns."""
    return download(template(queries.world()), "sites-under-way.xlsx", sheets.XLSX_TYPE)


@blueprint.get("/sites/bring-in/empty.csv")
@requires(Can.ADD_SITE)
def empty_file() -> Response:
    """The first line of a file, to be filled in."""
    return csv_answer(write_csv(queries.world().columns, ()), "sites-under-way.csv")


@blueprint.post("/sites/bring-in")
@requires(Can.ADD_SITE)
def preview() -> Answer:
    """What bringing the file in would do; nothing is written yet."""
    form, world = UploadForm(), queries.world()
    if form.validate_on_submit():
        try:
            table = _table(world)
            return _preview(table, world, queries.arrivals(table, world))
        except Unreadable as problem:
            form.refuse("file", str(problem))
    return _upload_page(form), form_status(form)


@blueprint.post("/sites/bring-in/confirm")
@requires(Can.ADD_SITE)
def confirm() -> Answer:
    """Bring in exactly what was shown, or show it again when something changed meanwhile."""
    form, world = ConfirmForm(), queries.world()
    try:
        table = _unpacked(form, world)
        if form.validate_on_submit():
            done = service.bring_in(table, form.seen.data or "")
            flash(f"{count(len(done.new), 'site')} brought in.", "success")
            return see("overview.portfolio")
        return _preview(table, world, queries.arrivals(table, world)), form_status(form)
    except service.NotAsShown:
        flash("Something changed after the preview. Check it again.", "important")
        return _preview(table, world, queries.arrivals(table, world)), 409
    except (Unreadable, Refused) as problem:
        return _refused(str(problem)), 400


def _table(world: World) -> Table:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Unreadable("Choose a file")
    with file.stream as stream:
        raw = sheets.taken(stream)
    columns = world.columns[: _needed(world)]
    table = sheets.read_sheet(file.filename, raw, columns=columns, most_rows=MOST_SITES)
    sheets.packed(table, world.columns)
    return table


def _needed(world: World) -> int:
    """How many of the columns must be there; they come first."""
    return next(at for at, name in enumerate(world.columns) if name == "nspcc deputy")


def _unpacked(form: ConfirmForm, world: World) -> Table:
    text = form.rows.data or ""
    return sheets.unpacked(text, columns=world.columns, most_rows=MOST_SITES)


def _refused(why: str) -> str:
    form = UploadForm(formdata=None)
    form.refuse("file", why)
    return _upload_page(form)


def _upload_page(form: PortalForm) -> str:
    return render_template("arrivals/index.html", form=form, accept=sheets.ACCEPT)


def _preview(table: Table, world: World, found: Arrivals) -> str:
    data = {"rows": sheets.packed(table, world.columns), "seen": found.fingerprint}
    said = [f"{count(len(found.new), 'site')} can be brought in"]
    if found.wrong:
        said.append(f"{count(len(found.wrong), 'line')} must be corrected first")
    return render_template(
        "arrivals/preview.html",
        form=ConfirmForm(formdata=None, data=data),
        arrivals=found,
        sentence=", ".join(said),
        staff={one.person_id: one.name for one in sites.staff()},
        milestones={one.code: one.name for one in programme().milestones},
    )
