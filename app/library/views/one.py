"""One resource: its page, its file, its picture, its link."""

from flask import Response, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.files import NotThere, StoreDown, Verdict, download, store_of
from app.core.files import picture as picture_answer
from app.core.words import count
from app.library import queries, service
from app.library.queries import OneResource, StoredFile
from app.library.rules import EditionState, may_change, may_decide, may_handle, may_have, may_reword
from app.library.showing import STATE_TAGS, facts
from app.library.views.blueprint import Page, blueprint, reader, the_resource
from app.members import queries as members
from app.posts import queries as posts


@blueprint.get("/community/resources/<int:resource_id>")
@requires(Can.USE_COMMUNITY)
def resource(resource_id: int) -> Page:
    """What it is, the newest version, and whether its reader has an old one."""
    it, who = the_resource(resource_id), reader()
    return render_template(
        "library/resource.html",
        it=it,
        newest=it.newest,
        post=posts.shown([it.post_id]).get(it.post_id) if it.post_id else None,
        held=queries.held_edition(it.id, who.person_id),
        changes=may_change(who, it.ownership),
        rewords=may_reword(who, it.ownership),
        decides=may_decide(who, it.ownership),
        handles=it.unshared and may_handle(who, it.ownership, it.unshared.added_by_id),
        origin=posts.find(it.from_post_id) if it.from_post_id else None,
        state_tags=STATE_TAGS,
        **_about(it),
    )


def _about(it: OneResource) -> dict[str, object]:
    """Whose it is, what is said about it, how much it is used, how its text begins."""
    used, owner = queries.uses(it.id), it.ownership.owner_id
    return {
        "owner": members.bylines([owner])[owner],
        "facts": facts(it, f"by {count(used.people, 'person', 'people')}" if used.people else ""),
        "preview": it.newest.text.strip() if it.newest else "",
    }


def _stored(resource_id: int, number: int) -> StoredFile:
    """A version its reader may have, or 404."""
    it, who = the_resource(resource_id), reader()
    found = queries.stored(resource_id, number) or abort(404)
    return found if may_have(who, it.ownership, found.state, found.added_by_id) else abort(404)


def _content(key: str) -> bytes:
    try:
        return store_of(current_app.config["SETTINGS"]).read(key)
    except (NotThere, StoreDown):
        current_app.logger.exception("a file of the library cannot be read")
        abort(503)


@blueprint.get("/community/resources/<int:resource_id>/file/<int:number>")
@requires(Can.USE_COMMUNITY)
def file(resource_id: int, number: int) -> Response | Answer:
    """The file of a version, as a download; counted once it is shared."""
    found = _stored(resource_id, number)
    if found.key is None:
        abort(404)
    if not found.scan.lets_out:
        return redirect(url_for("library.resource", resource_id=resource_id), 303)
    content = _content(found.key)
    if found.state is EditionState.LIVE:
        service.used(found.edition_id, the_actor().id)
    return download(content, found.name, found.media_type)


@blueprint.get("/community/resources/<int:resource_id>/picture/<int:number>")
@requires(Can.USE_COMMUNITY)
def picture(resource_id: int, number: int) -> Response:
    """The picture that was made anew of an uploaded one."""
    found = _stored(resource_id, number)
    if found.picture_key is None or found.scan is Verdict.INFECTED:
        abort(404)
    return picture_answer(_content(found.picture_key))


@blueprint.get("/community/resources/<int:resource_id>/open/<int:number>")
@requires(Can.USE_COMMUNITY)
def follow(resource_id: int, number: int) -> Answer:
    """Where a version's link leads; counted."""
    found = _stored(resource_id, number)
    if not found.link:
        abort(404)
    if found.state is EditionState.LIVE:
        service.used(found.edition_id, the_actor().id)
    return redirect(found.link, 303)
