"""Rating: the list of items, and one item a page, saved as it is filled in."""

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import AnswerForm
from app.assessments.queries import Offered, RoundRef
from app.assessments.rules import (
    Draft,
    Progress,
    Saved,
    all_words,
    faults,
    progress_of,
)
from app.assessments.views.blueprint import (
    ANOTHER_WINDOW,
    blueprint,
    lead_to,
    my_round,
    refused,
    saved,
    the_round,
)
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.instruments.rules import Item

CLOSED = "Rating is over: the answers were handed in, or the consensus room was opened."


@blueprint.get("/sites/<site>/assessments/<slug>/items")
@requires(Can.RATE)
def overview(slug: str) -> str:
    """Every item by section with its status."""
    found, rater_id = my_round(slug)
    if not found.may_answer:
        lead_to("assessments.check", found)
    progress = _progress(found, rater_id)
    facts, _ = queries.facts_of(rater_id)
    return render_template(
        "assessments/overview.html", round=found, progress=progress, facts_given=len(facts)
    )


def _progress(found: RoundRef, rater_id: int) -> Progress:
    return progress_of(found.instrument, queries.answers_of(rater_id), clock.today())


def _item(found: RoundRef, item_id: str) -> Item:
    item = found.instrument.by_id.get(item_id)
    if item is None:
        abort(404)
    return item


@blueprint.get("/sites/<site>/assessments/<slug>/items/<item_id>")
@requires(Can.RATE)
def item(slug: str, item_id: str) -> str:
    """One item: the statement, the answers, evidence and comment."""
    found, rater_id = my_round(slug)
    asked = _item(found, item_id)
    if not found.may_answer:
        lead_to("assessments.check", found)
    progress = _progress(found, rater_id)
    kept = progress.place(item_id).saved
    form = AnswerForm(data={**vars(kept.draft), "answer": kept.draft.choice})
    return _page(found, progress, form.offer(found.instrument, asked), item_id, kept.version)


def _page(
    found: RoundRef,
    progress: Progress,
    form: AnswerForm,
    item_id: str,
    version: int,
    theirs: Saved | None = None,
) -> str:
    return render_template(
        "assessments/item.html",
        round=found,
        progress=progress,
        place=progress.place(item_id),
        form=form,
        version=version,
        offered=_offered(found, progress.place(item_id).item),
        back=_back(),
        mine=all_words(found.instrument.scale, form.draft()) if theirs else "",
        theirs=all_words(found.instrument.scale, theirs.draft) if theirs else "",
    )


def _offered(found: RoundRef, item: Item) -> Offered | None:
    """What the portal's own figures say to the item, where it is one of those they can answer."""
    return queries.offered(found.id).get(item.id) if item.auto_filled else None


def _back() -> str | None:
    """Where a change began: "check" when it was the page of all answers."""
    return "check" if request.args.get("back") == "check" else None


@blueprint.post("/sites/<site>/assessments/<slug>/items/<item_id>")
@requires(Can.RATE)
def save_item(slug: str, item_id: str) -> Response | tuple[str, int]:
    """Save and go on. “Save and go to the list” takes an unfinished answer as it is."""
    found, rater_id = my_round(slug, "share")
    asked = _item(found, item_id)
    form = AnswerForm().offer(found.instrument, asked)
    if not found.may_answer:
        raise Conflict(mine=all_words(found.instrument.scale, form.draft()), theirs=CLOSED)
    if not _acceptable(found, asked, form):
        page = _page(found, _progress(found, rater_id), form, item_id, seen_version())
        return page, form_status(form)
    try:
        service.save_answer(found, item_id, form.draft(), seen=seen_version())
    except service.Overtaken as overtaken:
        return _conflict_page(found, rater_id, form, item_id, overtaken.theirs), 409
    return _onward(found, item_id)


def _conflict_page(
    found: RoundRef, rater_id: int, form: AnswerForm, item_id: str, theirs: Saved
) -> str:
    progress = _progress(found, rater_id)
    return _page(found, progress, form, item_id, theirs.version, theirs)


def _acceptable(found: RoundRef, asked: Item, form: AnswerForm) -> bool:
    if not form.validate_on_submit():
        return False
    if "later" not in request.form:
        wrong = faults(asked, found.instrument.scale, form.draft(), clock.today())
        for name, message in wrong.items():
            form.refuse(name, message)
    return not form.errors


def _onward(found: RoundRef, item_id: str) -> Response:
    """After an item: where the change began, the list, the next item, or what follows the last."""
    here = {"site": the_site().slug, "slug": found.slug}
    if "later" in request.form:
        return see("assessments.overview", **here, _anchor="main-content")
    if _back() == "check":
        return see("assessments.check", **here, _anchor=f"item-{item_id}")
    ids = [item.id for item in found.instrument.items]
    after = ids.index(item_id) + 1
    if after < len(ids):
        return see("assessments.item", **here, item_id=ids[after], _anchor="main-content")
    last = "assessments.facts" if found.instrument.facts else "assessments.check"
    return see(last, **here, _anchor="main-content")


@blueprint.post("/sites/<site>/assessments/<slug>/items/<item_id>/autosave")
@requires(Can.RATE)
def autosave_item(slug: str, item_id: str) -> Response:
    """Keep what is entered so far, complete or not; for the page's script."""
    found = the_round(slug, "share")
    asked = _item(found, item_id)
    form = AnswerForm().offer(found.instrument, asked)
    form.validate()
    if wrong := form.lasting_errors():
        return refused(422, message=f"Not saved. {' '.join(wrong.values())}.")
    return _kept(found, item_id, form.draft())


def _kept(found: RoundRef, item_id: str, draft: Draft) -> Response:
    try:
        return saved(service.save_answer(found, item_id, draft, seen=seen_version()))
    except service.NotOpen:
        return refused(403, message=f"Not saved. {CLOSED}")
    except service.Overtaken as overtaken:
        scale, theirs = found.instrument.scale, overtaken.theirs
        return refused(
            409,
            mine=all_words(scale, draft),
            theirs=all_words(scale, theirs.draft),
            by=ANOTHER_WINDOW,
            version=theirs.version,
        )
