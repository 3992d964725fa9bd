"""The library of views, for everybody who is signed in."""

from dataclasses import asdict

from flask import abort, render_template, request

from app.access.gate import signed_in
from app.core.web.asked import page_number
from app.core.web.listing import filters_of, narrowing
from app.quality.adaptation_words import lists as words
from app.quality.adaptation_words.one import VIEW_KINDS
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import LibraryWanted
from app.quality.views.blueprint import blueprint

KNOWN = {
    "view": words.VIEWS,
    "component": words.COMPONENTS,
    "stage": words.STAGES,
    "kind": words.KINDS,
}
LONGEST_SEARCH = 100


@blueprint.get("/adaptations/library")
@signed_in
def library() -> str:
    """Which parts may be cut or changed, and which have to stay."""
    wanted = LibraryWanted(
        words=request.args.get("words", "")[:LONGEST_SEARCH].strip(), **filters_of(KNOWN)
    )
    named = [
        (name, KNOWN[name][value])
        for name, value in asdict(wanted).items()
        if value and name in KNOWN
    ]
    if wanted.words:
        named.insert(0, ("words", f"“{wanted.words}”"))
    shown = narrowing("quality.library", "", asdict(wanted), named)
    found = queries.library(wanted, page_number())
    return render_template(
        "quality/library.html", shelf=found, known=KNOWN, kinds=VIEW_KINDS, **shown
    )


@blueprint.get("/adaptations/library/<int:view_id>")
@signed_in
def library_entry(view_id: int) -> str:
    """One view, with what may be cut and what has to stay."""
    found = queries.library_entry(view_id) or abort(404)
    return render_template("quality/library_entry.html", entry=found, kinds=VIEW_KINDS)
