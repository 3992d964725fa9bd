"""One report: what was written, what is wrong with it, who deals with it, what becomes of it."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.posts import queries, service
from app.posts.forms import AnswerForm, DecideForm
from app.posts.queries import CasePage
from app.posts.showing import cases as words
from app.posts.views.blueprint import Answer, blueprint, where

_FOUND = {"yes": True, "no": False}


def the_case(case_id: int) -> CasePage:
    """The report an address means."""
    return queries.one_case(case_id) or abort(404)


@blueprint.get("/community/reports/<int:case_id>")
@requires(Can.MODERATE)
def case(case_id: int) -> str:
    """The report, and deciding about it."""
    return _page(the_case(case_id))


@blueprint.post("/community/reports/<int:case_id>/claim")
@requires(Can.MODERATE)
def claim(case_id: int) -> Response:
    """Say that one deals with it."""
    found = the_case(case_id)
    service.claim(found.row.id, the_actor().id, take=True)
    flash("You deal with it. Others see that.", "success")
    return see("posts.case", case_id=case_id)


@blueprint.post("/community/reports/<int:case_id>/let-go")
@requires(Can.MODERATE)
def let_go(case_id: int) -> Response:
    """Say that one does not any more."""
    found = the_case(case_id)
    service.claim(found.row.id, the_actor().id, take=False)
    flash("Anybody can take it now.", "success")
    return see("posts.case", case_id=case_id)


@blueprint.post("/community/reports/<int:case_id>/decision")
@requires(Can.MODERATE)
def decide(case_id: int) -> Answer:
    """Decide about the post."""
    row, form, who = queries.case_row(case_id) or abort(404), DecideForm(), the_actor()
    seen = seen_version(row.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.decide(row.id, who.id, form.said(), seen)
    ):
        flash("Decided. Who reported it is told, and the author where it concerns them.", "success")
        return see("posts.case", case_id=case_id)
    return _page(the_case(case_id), decide_form=form), form_status(form)


@blueprint.post("/community/reports/<int:case_id>/answer")
@requires(Can.MODERATE)
def answer(case_id: int) -> Answer:
    """Answer the author who asked for a second look."""
    found, form, who = the_case(case_id), AnswerForm(), the_actor()
    upheld, typed = _FOUND.get(form.upheld.data or ""), str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.answer(found.row.id, who.id, upheld=upheld, words=typed)
    ):
        flash("Answered. The author is told.", "success")
        return see("posts.case", case_id=case_id)
    return _page(found, answer_form=form), form_status(form)


def _page(
    found: CasePage,
    *,
    decide_form: DecideForm | None = None,
    answer_form: AnswerForm | None = None,
) -> str:
    row, post = found.row, queries.find(found.row.post_id) or abort(404)
    failed: PortalForm | None = decide_form or answer_form
    return render_template(
        "posts/case.html",
        row=row,
        post=post,
        shown=queries.shown([post.id])[post.id],
        title=service.title_of(post.id, post.place),
        reports=words.reports(found),
        facts=words.facts(row),
        tag=words.tag(row),
        safety=queries.safety() if row.worry else None,
        back=where(post.path),
        form=failed,
        decide_form=decide_form or DecideForm(formdata=None),
        answer_form=answer_form or AnswerForm(formdata=None),
        version=seen_version(row.version) if decide_form else row.version,
    )
