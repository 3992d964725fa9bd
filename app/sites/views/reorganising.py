"""Merging, splitting and succeeding: asked on one page, checked on a second, then recorded."""

from dataclasses import dataclass

from flask import abort, flash, render_template, request

from app.access.gate import requires
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import again
from app.core.web.returned import see
from app.sites import queries, service
from app.sites.forms import ReorganiseForm, UndoForm
from app.sites.queries import Named
from app.sites.rules import SuccessionKind
from app.sites.rules.naming import Directory, names_in
from app.sites.service import Reorganise
from app.sites.views.blueprint import Page, blueprint, show_refusal

KINDS = {
    "merge": SuccessionKind.MERGED,
    "split": SuccessionKind.SPLIT,
    "succeed": SuccessionKind.SUCCEEDED,
}
HEADINGS = {
    "merge": "Merge {} with others",
    "split": "Split {}",
    "succeed": "Replace {}",
}
PAGE = "sites/authority_reorganise.html"


@dataclass(frozen=True)
class Read:
    """What the form says, and which names it could not find, as (field, message)."""

    wanted: Reorganise
    directory: Directory
    problems: list[tuple[str, str]]


def _named(authority_id: int) -> Named:
    return queries.named(authority_id) or abort(404)


def _asked(facts: Named, kind: str) -> dict[str, object]:
    if kind not in KINDS:
        abort(404)
    return {"facts": facts, "kind": kind, "title": HEADINGS[kind].format(facts.name)}


@blueprint.get("/authorities/<int:authority_id>/reorganise")
@requires(Can.CHANGE_AUTHORITIES)
def authority_reorganise(authority_id: int) -> Page:
    """Ask what happens, when and why; `kind` is merge, split or succeed."""
    kind, facts = request.args.get("kind", ""), _named(authority_id)
    form = ReorganiseForm(data={"kind": kind, "new_type": facts.type})
    return render_template(PAGE, form=form, **_asked(facts, kind))


@blueprint.post("/authorities/<int:authority_id>/reorganise")
@requires(Can.CHANGE_AUTHORITIES)
def authority_reorganised(authority_id: int) -> Page:
    """Show what would happen; once that is confirmed, record it."""
    form, facts = ReorganiseForm(), _named(authority_id)
    shown = _asked(facts, str(form.kind.data))
    if not form.validate_on_submit():
        return again(PAGE, form, **shown)
    read = _read(form, facts)
    if form.confirmed.data == "yes" and not read.problems:
        return _record(form, read, shown)
    for field, message in read.problems or service.problems_with(read.wanted):
        form.refuse(field, message)
    if form.errors:
        return again(PAGE, form, **shown)
    return render_template("sites/authority_check.html", form=form, read=read, **shown)


def _record(form: ReorganiseForm, read: Read, shown: dict[str, object]) -> Page:
    try:
        service.reorganise(read.wanted)
    except service.NotPossible as refusal:  # somebody else was faster
        for field, message in refusal.problems:
            form.refuse(field, message)
        return again(PAGE, form, **shown)
    flash("The reorganisation is recorded.", "success")
    return see("sites.authority", authority_id=read.wanted.predecessor_ids[0])


def _read(form: ReorganiseForm, facts: Named) -> Read:
    directory = queries.directory(clock.today(), form.on.data)
    kind = str(form.kind.data)
    others, lost = directory.find(form.others.data if kind == "merge" else "")
    existing, unknown = directory.find(form.existing.data)
    wanted = Reorganise(
        KINDS[kind],
        tuple(dict.fromkeys((facts.id, *others))),
        tuple(existing),
        tuple(names_in(form.new.data)),
        str(form.new_type.data),
        form.on.data,
        str(form.reason.data),
    )
    return Read(
        wanted,
        directory,
        [("others", words) for words in lost] + [("existing", words) for words in unknown],
    )


@blueprint.get("/authorities/<int:authority_id>/reorganisations/<int:number>/undo")
@requires(Can.CHANGE_AUTHORITIES)
def authority_undo(authority_id: int, number: int) -> Page:
    """Ask why it is taken back, or say why it cannot be."""
    return render_template(
        "sites/authority_undo.html", form=UndoForm(), **_undone(authority_id, number)
    )


@blueprint.post("/authorities/<int:authority_id>/reorganisations/<int:number>/undo")
@requires(Can.CHANGE_AUTHORITIES)
def authority_undone(authority_id: int, number: int) -> Page:
    """Take a mistaken reorganisation back."""
    form = UndoForm()
    if not queries.concerns(number, authority_id):
        abort(404)
    if form.validate_on_submit():
        try:
            service.undo_reorganisation(number, str(form.reason.data))
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash("The reorganisation is taken back.", "success")
            return see("sites.authorities")
    return again("sites/authority_undo.html", form, **_undone(authority_id, number))


def _undone(authority_id: int, number: int) -> dict[str, object]:
    facts = queries.authority(authority_id) or abort(404)
    steps = [
        step for step in facts.predecessors + facts.successors if step.reorganisation_id == number
    ]
    if not steps:
        abort(404)
    return {"facts": facts, "steps": steps, "number": number, "obstacle": queries.obstacle(number)}
