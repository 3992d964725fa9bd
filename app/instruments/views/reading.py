"""Every questionnaire with its versions, one version as raters read it, and what changed."""

from flask import render_template

from app.access.gate import requires
from app.access.policy import Can
from app.instruments import queries, showing
from app.instruments.rules import wording
from app.instruments.rules.changes import Happened
from app.instruments.views.blueprint import Page, blueprint, fault_links, opened


@blueprint.get("/admin/instruments")
@requires(Can.SEE_INSTRUMENTS)
def index() -> Page:
    """Every questionnaire and its versions, newest first."""
    found = showing.in_order(queries.every_version())
    drafts = sum(one.is_draft for one in found)
    return render_template("instruments/index.html", versions=found, drafts=drafts)


@blueprint.get("/admin/instruments/<code>/<int:version>")
@requires(Can.SEE_INSTRUMENTS)
def version(code: str, version: int) -> Page:
    """One version, exactly as raters read it, and how it is scored."""
    found = opened(code, version)
    return render_template(
        "instruments/version.html",
        found=found,
        one=found.one,
        instrument=found.shown,
        faults=fault_links(found),
        wording=wording,
    )


@blueprint.get("/admin/instruments/<code>/<int:version>/changes")
@requires(Can.SEE_INSTRUMENTS)
def changes(code: str, version: int) -> Page:
    """The difference against the published version before."""
    found = opened(code, version)
    return render_template(
        "instruments/changes.html", found=found, one=found.one, Happened=Happened
    )
