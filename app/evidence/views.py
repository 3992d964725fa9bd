"""The pages of a site's evidence."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, abort, current_app, flash, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core.files import NotThere, StoreDown, download, store_of
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.evidence import queries, service, showing
from app.evidence.adding import receive
from app.evidence.forms import PieceForm, TitleForm
from app.evidence.rules import EvidenceWish, Piece, content_kept_until

blueprint = Blueprint("evidence", __name__)
Page = str | tuple[str, int] | Answer


def _piece(piece_id: int) -> Piece:
    found = queries.find(the_site().id, piece_id)
    if found is None:
        abort(404)
    return found


def _live(piece_id: int) -> Piece:
    """A piece that is not removed; whoever comes late is shown that it is."""
    found = _piece(piece_id)
    if found.is_removed:
        abort(see("evidence.piece", site=the_site().slug, piece_id=piece_id))
    return found


def _seen_version() -> int:
    return request.form.get("version", type=int, default=0)


@contextmanager
def _conflicts(mine: str, theirs: str) -> Iterator[None]:
    """Say what stands there now when somebody else was first."""
    try:
        yield
    except service.ChangedMeanwhile:
        raise Conflict(mine=mine, theirs=theirs) from None


@blueprint.get("/sites/<site>/evidence")
@requires(Can.SEE_EVIDENCE)
def index() -> Page:
    """What the site has, newest first."""
    wish = EvidenceWish.read(request.args)
    found = queries.of_site(the_site().id, wish)
    slug = the_site().slug
    return render_template(
        "evidence/index.html",
        wish=wish,
        found=found,
        rows=showing.rows(found.rows, slug),
        **showing.narrowing(wish, found, slug),
        page_href=lambda page: url_for("evidence.index", site=slug, **wish.address(page=page)),
    )


@blueprint.get("/sites/<site>/evidence/new")
@requires(Can.ADD_EVIDENCE)
def new() -> Page:
    """The empty form."""
    return _new_page(PieceForm())


@blueprint.post("/sites/<site>/evidence/new")
@requires(Can.ADD_EVIDENCE)
def add() -> Page:
    """Take it in; a file goes to the store before anything is asked of the database."""
    form = PieceForm()
    piece = receive(form, current_app.config["SETTINGS"])
    if piece is None:
        return _new_page(form), form_status(form)
    number = service.add(the_site().id, piece, the_actor().id)
    flash(f"“{piece.title}” is added. It can now be attached to answers.", "success")
    return see("evidence.piece", site=the_site().slug, piece_id=number)


def _new_page(form: PieceForm) -> str:
    largest = current_app.config["SETTINGS"].files.largest
    return render_template("evidence/new.html", form=form, limits=showing.limits(largest))


@blueprint.get("/sites/<site>/evidence/<int:piece_id>")
@requires(Can.SEE_EVIDENCE)
def piece(piece_id: int) -> Page:
    """One piece, or that it was removed."""
    found = _piece(piece_id)
    until = content_kept_until(found.removed_at) if found.removed_at else None
    kept = until is not None and queries.has_content(the_site().id, piece_id)
    return render_template("evidence/piece.html", piece=found, until=until if kept else None)


@blueprint.get("/sites/<site>/evidence/<int:piece_id>/file")
@requires(Can.SEE_EVIDENCE)
def file(piece_id: int) -> Response:
    """The file, as a download."""
    found = queries.file_of(the_site().id, piece_id)
    if found is None:
        abort(404)
    try:
        content = store_of(current_app.config["SETTINGS"]).read(found.key)
    except (NotThere, StoreDown):
        current_app.logger.exception("the file of evidence %d cannot be read", piece_id)
        abort(503)
    return download(content, found.name, found.media_type)


@blueprint.get("/sites/<site>/evidence/<int:piece_id>/rename")
@requires(Can.ADD_EVIDENCE)
def rename(piece_id: int) -> Page:
    """The form with its title."""
    found = _live(piece_id)
    form = TitleForm(data={"title": found.title})
    return render_template("evidence/rename.html", form=form, piece=found, version=found.version)


@blueprint.post("/sites/<site>/evidence/<int:piece_id>/rename")
@requires(Can.ADD_EVIDENCE)
def rename_piece(piece_id: int) -> Page:
    """Give it another title."""
    found, form, version = _live(piece_id), TitleForm(), _seen_version()
    if not form.validate_on_submit():
        page = render_template("evidence/rename.html", form=form, piece=found, version=version)
        return page, form_status(form)
    title = str(form.title.data)
    with _conflicts(mine=title, theirs=found.title):
        service.rename(the_site().id, piece_id, title, version=version)
    flash("The title is changed, everywhere the piece is attached.", "success")
    return see("evidence.piece", site=the_site().slug, piece_id=piece_id)


@blueprint.get("/sites/<site>/evidence/<int:piece_id>/remove")
@requires(Can.ADD_EVIDENCE)
def remove(piece_id: int) -> Page:
    """Say what it means."""
    return render_template("evidence/remove.html", piece=_live(piece_id))


@blueprint.post("/sites/<site>/evidence/<int:piece_id>/remove")
@requires(Can.ADD_EVIDENCE)
def remove_piece(piece_id: int) -> Page:
    """Take it out of the site's evidence."""
    found = _live(piece_id)
    with _conflicts(mine="Removed", theirs=found.title):
        service.remove(the_site().id, piece_id, version=_seen_version())
    flash(f"“{found.title}” is removed.", "success")
    return see("evidence.index", site=the_site().slug)


@blueprint.post("/sites/<site>/evidence/<int:piece_id>/put-back")
@requires(Can.ADD_EVIDENCE)
def put_back(piece_id: int) -> Page:
    """Undo the removal while there is something to put back."""
    found = _piece(piece_id)
    try:
        with _conflicts(mine="Put back", theirs=found.title):
            service.put_back(the_site().id, piece_id, version=_seen_version())
        flash(f"“{found.title}” is back, everywhere it was attached.", "success")
    except service.ContentGone:
        flash("It was deleted for good meanwhile, so it cannot be put back.", "important")
    return see("evidence.piece", site=the_site().slug, piece_id=piece_id)
