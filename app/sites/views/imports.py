"""Importing the register in the browser: upload, preview, confirm."""

from flask import abort, flash, render_template, request

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import tables
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.words import count
from app.sites import queries, service
from app.sites.forms import ConfirmImportForm, UploadForm
from app.sites.rules.register import ATTRIBUTION, Comparison
from app.sites.rules.register_lines import LABELS
from app.sites.views.blueprint import Page, blueprint

SHOWN = 200


@blueprint.get("/authorities/import")
@requires(Can.CHANGE_AUTHORITIES)
def authorities_import() -> Page:
    """Choose a file."""
    return render_template("sites/authorities_import.html", form=UploadForm(), **_limits())


@blueprint.post("/authorities/import")
@requires(Can.CHANGE_AUTHORITIES)
def authorities_upload() -> Page:
    """Keep the file for its preview; nothing is imported yet."""
    form = UploadForm()
    text = _text(form) if form.validate_on_submit() else ""
    if not text:
        return again("sites/authorities_import.html", form, **_limits())
    number = service.stage_register(text, _filename(), the_actor().id)
    return see("sites.authorities_preview", upload_id=number)


def _limits() -> dict[str, object]:
    return {"attribution": ATTRIBUTION}


def _filename() -> str:
    file = request.files.get("file")
    name = (file.filename if file else "") or ""
    return "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())


def _text(form: UploadForm) -> str:
    """The text of a file that can be read as a register; errors go into the form."""
    file = request.files.get("file")
    if file is None or not file.filename:
        form.refuse("file", "Choose a CSV file")
        return ""
    with file.stream as stream:
        raw = stream.read(tables.LARGEST_FILE + 1)
    try:
        text = tables.decoded(raw)
        queries.lines_of(text)
    except tables.Unreadable as problem:
        form.refuse("file", str(problem))
        return ""
    return text


@blueprint.get("/authorities/import/<int:upload_id>")
@requires(Can.CHANGE_AUTHORITIES)
def authorities_preview(upload_id: int) -> Page:
    """What importing the kept file would do now."""
    kept = queries.upload(upload_id, the_actor().id)
    if kept is None:
        abort(404)
    if kept.applied_at is not None:
        return see("sites.authorities")
    comparison = queries.comparison(kept.text)
    form = ConfirmImportForm(data={"seen": comparison.fingerprint})
    return render_template(
        "sites/authorities_preview.html", form=form, upload=kept, **_preview(comparison)
    )


def _preview(comparison: Comparison) -> dict[str, object]:
    words = [
        count(len(comparison.new), "new authority", "new authorities"),
        f"{len(comparison.changed):,} changed",
        f"{comparison.unchanged:,} unchanged",
        f"{len(comparison.wrong):,} wrong",
    ]
    return {
        "comparison": comparison,
        "sentence": ", ".join(words),
        "labels": LABELS,
        "shown": SHOWN,
        "attribution": ATTRIBUTION,
    }


@blueprint.post("/authorities/import/<int:upload_id>")
@requires(Can.CHANGE_AUTHORITIES)
def authorities_apply(upload_id: int) -> Page:
    """Import exactly what was shown, or show it again when the register changed meanwhile."""
    form = ConfirmImportForm()
    try:
        if form.validate_on_submit():
            done = service.apply_upload(upload_id, the_actor().id, str(form.seen.data))
            flash(f"Imported: {len(done.new)} new, {len(done.changed)} changed.", "success")
            return see("sites.authorities")
    except service.AlreadyApplied:
        flash("This file has been imported already.", "important")
        return see("sites.authorities")
    except (service.RegisterChanged, service.HasWrongLines):
        flash("The register changed after the preview. Check it again.", "important")
    except LookupError:
        abort(404)
    return see("sites.authorities_preview", upload_id=upload_id)
