"""Sharing a resource, adding a version, changing what is said, looking through it first."""

from typing import Any, cast

from flask import abort, current_app, flash, render_template, request

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.library import queries, service
from app.library.forms import CheckForm, ConfirmForm, DetailsForm, EditionForm, ShareForm
from app.library.queries import EditionRow, OneResource
from app.library.receiving import read_of, receive, seen_in
from app.library.rules import EditionState, State, may_handle, may_reword, state_when_shared
from app.library.views.blueprint import (
    Page,
    blueprint,
    has_agreed,
    my_resource,
    reader,
    rules_first,
    the_resource,
    upload_limits,
)
from app.posts import queries as posts
from app.posts.queries import OnePost

PREVIEW = 3_000  # letters
LONGEST_QUOTED = 3_000


def _origin() -> OnePost | None:
    """The post the address names, which a resource is made of; 404 unless everybody reads it."""
    number = request.args.get("from", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = posts.find(int(number))
    if found is None or found.room_key is not None or not found.state.is_read:
        abort(404)
    return found


def _share_form(origin: OnePost | None, *, empty: bool) -> ShareForm:
    data: dict[str, Any] = {}
    if empty and origin is not None:
        data = {"about": origin.text[:LONGEST_QUOTED], "kind": "guidance"}
    form = ShareForm(data=data) if empty else ShareForm()
    form.shared_for(queries.sites_named(the_actor().own_sites))
    return form


def _beside(origin: OnePost | None) -> dict[str, object]:
    who, sites = reader(), queries.sites_named(the_actor().own_sites)
    return {
        "limits": upload_limits(),
        "origin": origin,
        "made_already": queries.of_post(origin.id) if origin else [],
        "sites": sites,
        "asks": not who.is_nspcc
        and not bool(sites and all(number in who.leads for number, _ in sites)),
    }


@blueprint.get("/community/resources/new")
@requires(Can.USE_COMMUNITY)
def new() -> Page:
    """The empty form, or one that begins with what a post says."""
    origin = _origin()
    form = _share_form(origin, empty=True)
    page = render_template("library/new.html", form=form, **_beside(origin))
    return rules_first() or page


@blueprint.post("/community/resources/new")
@requires(Can.USE_COMMUNITY)
def begin() -> Page:
    """Take it in, and show it to its owner before anybody else."""
    origin = _origin()
    form = _share_form(origin, empty=False)
    made: list[int] = []
    if form.validate_on_submit() and has_agreed(form) and _began(form, origin, made):
        return see("library.check", resource_id=made[0])
    return again("library/new.html", form, **_beside(origin))


def _began(form: ShareForm, origin: OnePost | None, made: list[int]) -> bool:
    edition = receive(form, current_app.config["SETTINGS"])
    if edition is None:
        return False
    who, site_id = reader(), form.site_id
    if origin is not None:
        return accepted(
            form,
            lambda: made.append(service.from_post(origin.id, who, site_id, form.said(), edition)),
        )
    return accepted(form, lambda: made.append(service.begin(who, site_id, form.said(), edition)))


def _fields_of(it: OneResource) -> dict[str, Any]:
    post = posts.find(it.post_id) if it.post_id else None
    return {
        **{name: getattr(it, name) for name in ("title", "stage", "implementation", "credit")},
        "about": post.text if post else it.about,
        "kind": it.kind.value,
        "licence": it.licence.value,
        "audience": list(it.audience),
        "tags": list(it.tags),
        "review_on": it.review_on,
    }


def _my_words(resource_id: int) -> OneResource:
    """A resource whose words the reader may change, or 403."""
    found = the_resource(resource_id)
    return found if may_reword(reader(), found.ownership) else my_resource(resource_id)


def _keep_words(it: OneResource, form: DetailsForm, seen: int) -> None:
    if it.ownership.state is State.WITHDRAWN:
        title, credit = str(form.title.data), str(form.credit.data or "")
        service.reword(it.id, reader(), title, credit, seen)
    else:
        service.change(it.id, reader(), form.said(), seen)


def _details_form(it: OneResource, form: DetailsForm) -> DetailsForm:
    if it.ownership.state is State.WITHDRAWN:
        form.for_withdrawn()
    elif not _is_owner(it):
        form.for_others()
    return form


def _is_owner(it: OneResource) -> bool:
    return it.ownership.owner_id == the_actor().id


@blueprint.get("/community/resources/<int:resource_id>/edit")
@requires(Can.USE_COMMUNITY)
def edit(resource_id: int) -> Page:
    """What is said about it, to be changed."""
    it = _my_words(resource_id)
    form = _details_form(it, DetailsForm(data=_fields_of(it)))
    return render_template(
        "library/edit.html", form=form, it=it, version=it.version, owns=_is_owner(it)
    )


@blueprint.post("/community/resources/<int:resource_id>/edit")
@requires(Can.USE_COMMUNITY)
def save(resource_id: int) -> Page:
    """Keep it."""
    it, version = _my_words(resource_id), seen_version()
    form = _details_form(it, DetailsForm())
    if form.validate_on_submit() and accepted(form, lambda: _keep_words(it, form, version)):
        flash("Saved.", "success")
        return see("library.resource", resource_id=it.id)
    return again("library/edit.html", form, it=it, version=version, owns=_is_owner(it))


@blueprint.get("/community/resources/<int:resource_id>/new-version")
@requires(Can.USE_COMMUNITY)
def new_edition(resource_id: int) -> Page:
    """The form for a newer version."""
    it = my_resource(resource_id)
    return render_template(
        "library/new_version.html",
        form=_edition_form(it),
        it=it,
        version=it.version,
        limits=upload_limits(),
    )


@blueprint.post("/community/resources/<int:resource_id>/new-version")
@requires(Can.USE_COMMUNITY)
def add_edition(resource_id: int) -> Page:
    """Take it in, and show it to its owner before anybody else."""
    it, version = my_resource(resource_id), seen_version()
    form = _edition_form(it)
    if form.validate_on_submit() and has_agreed(form) and _added(form, it, version):
        return see("library.check", resource_id=it.id)
    return again("library/new_version.html", form, it=it, version=version, limits=upload_limits())


def _edition_form(it: OneResource) -> EditionForm:
    form = EditionForm()
    if it.published_at is None:
        form.for_first()
    return form


def _added(form: EditionForm, it: OneResource, seen: int) -> bool:
    edition = receive(form, current_app.config["SETTINGS"])
    changes = str(form.changes.data) if "changes" in form else ""
    return edition is not None and accepted(
        form,
        lambda: service.add_edition(it.id, edition, changes, the_actor().id, seen),
    )


def _nothing_to_share(resource_id: int, why: str = "") -> Any:
    flash(why or "There is nothing left to look through: add a new version.", "error")
    return see("library.resource", resource_id=resource_id)


def _my_draft(resource_id: int) -> tuple[OneResource, EditionRow]:
    """The version that is the reader's to look through and share; 404 for anybody else's."""
    it = my_resource(resource_id)
    draft = it.unshared
    if draft is None:
        abort(_nothing_to_share(it.id))
    if not may_handle(reader(), it.ownership, draft.added_by_id):
        abort(404)
    if draft.state is EditionState.WAITING:
        abort(_nothing_to_share(it.id, WAITS))
    return it, draft


def _checked(it: OneResource, draft: EditionRow) -> dict[str, Any]:
    """What the owner looks through: the version not shared, its text, what the guard saw."""
    return {
        "it": it,
        "draft": draft,
        "preview": draft.text[:PREVIEW].strip(),
        "seen": seen_in(draft.text, draft.file_name),
        "read_of": read_of(draft.text),
        "version": it.version,
        "goes_out": state_when_shared(reader(), it.ownership) is State.PUBLISHED,
    }


@blueprint.get("/community/resources/<int:resource_id>/check")
@requires(Can.USE_COMMUNITY)
def check(resource_id: int) -> Page:
    """Look through what will be shared."""
    shown = _checked(*_my_draft(resource_id))
    return render_template("library/check.html", form=CheckForm(), **shown)


@blueprint.post("/community/resources/<int:resource_id>/check")
@requires(Can.USE_COMMUNITY)
def share(resource_id: int) -> Page:
    """Share it, or ask whoever approves."""
    shown, form, version = _checked(*_my_draft(resource_id)), CheckForm(), seen_version()
    if not form.validate_on_submit() or not _may_go(form, shown["seen"]):
        return again("library/check.html", form, **shown)
    try:
        if not accepted(form, lambda: service.share(resource_id, reader(), version)):
            return again("library/check.html", form, **shown)
    except LookupError:  # decided or thrown away at the same moment
        return cast(Page, _nothing_to_share(resource_id))
    flash(SHARED if shown["goes_out"] else SENT, "success")
    return see("library.resource", resource_id=resource_id)


SHARED = "It is shared with the community."
WAITS = "The newest version waits for approval: you can change it once it is decided."
SENT = "It waits for approval. You are told as soon as it is decided."


def _may_go(form: PortalForm, seen: Any) -> bool:
    if seen is not None and seen.is_certain:
        form.refuse("confirmed", "Take it out of the file, and add the file again")
    elif seen is not None and not form["confirmed"].data:
        form.refuse("confirmed", "Look at each of these, then tick the box")
    return not form.errors


@blueprint.post("/community/resources/<int:resource_id>/discard")
@requires(Can.USE_COMMUNITY)
def discard(resource_id: int) -> Page:
    """Throw away what was not shared."""
    (it, _), stays = _my_draft(resource_id), False
    if ConfirmForm().validate_on_submit():
        try:
            stays = service.discard(it.id, reader())
        except LookupError:
            return cast(Page, _nothing_to_share(it.id))
        flash("Thrown away. Nobody else saw it.", "success")
    return see("library.resource", resource_id=it.id) if stays else see("library.mine")
