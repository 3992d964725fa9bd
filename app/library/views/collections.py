"""Collections: what to start with, kept by the NSPCC."""

from typing import Any

from flask import abort, flash, render_template

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted, done
from app.library import queries, service
from app.library.forms import CollectionForm, ConfirmForm
from app.library.queries import CollectionRow
from app.library.service import Collected
from app.library.showing import IMPLEMENTATION
from app.library.views.blueprint import Page, blueprint
from app.members.rules import ROLES, STAGES, TAGS


def _the_collection(number: int) -> CollectionRow:
    return queries.collection(number) or abort(404)


@blueprint.get("/community/resources/collections/<int:number>")
@requires(Can.USE_COMMUNITY)
def collection(number: int) -> Page:
    """Its resources, in their order."""
    found = _the_collection(number)
    return render_template(
        "library/collection.html",
        it=found,
        rows=queries.by_numbers(found.items),
        for_whom=ROLES.get(found.audience, ""),
        at_stage=IMPLEMENTATION.get(found.implementation, ""),
        labels={"stages": STAGES, "tags": TAGS, "roles": ROLES, "adopting": IMPLEMENTATION},
    )


@blueprint.get("/community/resources/collections/new")
@requires(Can.ENDORSE_RESOURCES)
def new_collection() -> Page:
    """The empty form."""
    return render_template("library/edit_collection.html", form=CollectionForm(), **_beside(None))


@blueprint.post("/community/resources/collections/new")
@requires(Can.ENDORSE_RESOURCES)
def add_collection() -> Page:
    """Make it."""
    form = CollectionForm()
    number = _kept(form, None)
    if number is not None:
        return see("library.collection", number=number)
    return again("library/edit_collection.html", form, **_beside(None))


@blueprint.get("/community/resources/collections/<int:number>/edit")
@requires(Can.ENDORSE_RESOURCES)
def edit_collection(number: int) -> Page:
    """The form as it is kept."""
    found = _the_collection(number)
    beside = _beside(found)
    lines = [f"{number} {beside['titles'][number]}" for number in found.items]
    form = CollectionForm(data={**vars_of(found), "items": "\n".join(lines)})
    return render_template("library/edit_collection.html", form=form, **beside)


@blueprint.post("/community/resources/collections/<int:number>/edit")
@requires(Can.ENDORSE_RESOURCES)
def save_collection(number: int) -> Page:
    """Keep it."""
    found, form = _the_collection(number), CollectionForm()
    if _kept(form, found.id) is not None:
        return see("library.collection", number=number)
    return again("library/edit_collection.html", form, **_beside(found))


@blueprint.post("/community/resources/collections/<int:number>/remove")
@requires(Can.ENDORSE_RESOURCES)
def remove_collection(number: int) -> Page:
    """Take it away; its resources stay."""
    found, seen = _the_collection(number), seen_version()
    if ConfirmForm().validate_on_submit():
        said = f"“{found.title}” is removed; its resources stay."
        done(lambda: service.remove_collection(found.id, seen), said)
    return see("library.index")


def _beside(found: CollectionRow | None) -> dict[str, Any]:
    return {"it": found, "titles": queries.titles()}


def vars_of(found: CollectionRow) -> dict[str, str]:
    """What its form holds as text."""
    names = ("title", "purpose", "audience", "implementation")
    return {name: str(getattr(found, name)) for name in names}


def _kept(form: CollectionForm, number: int | None) -> int | None:
    """The number of what was kept; None when something is not right, which the form then says."""
    if not form.validate_on_submit():
        return None
    there = {row.id for row in queries.by_numbers(form.numbers())}
    if missing := [str(one) for one in form.numbers() if one not in there]:
        form.refuse("items", f"There is no shared resource with the number {', '.join(missing)}")
        return None
    said = Collected(
        title=form.title.data or "",
        purpose=form.purpose.data or "",
        audience=form.audience.data or "",
        implementation=form.implementation.data or "",
        items=form.numbers(),
    )
    kept: list[int] = []
    seen = seen_version()
    if accepted(form, lambda: kept.append(service.keep_collection(number, said, seen))):
        flash("The collection is saved.", "success")
    return kept[0] if kept else None
