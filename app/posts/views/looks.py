"""What a moderator decided about one's own post, and asking for a second look."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.posts import queries, service
from app.posts.forms import AppealForm
from app.posts.queries import CaseRow
from app.posts.rules.deciding import why_not_appeal
from app.posts.showing import cases as words
from app.posts.views.blueprint import Answer, blueprint


def my_decision(case_id: int) -> CaseRow:
    """A decision about what the reader wrote; others' are not found."""
    found = queries.one_case(case_id)
    mine = found is not None and found.row.author_id == the_actor().id
    return found.row if found is not None and mine and found.row.decided_at else abort(404)


@blueprint.get("/community/decisions/<int:case_id>")
@requires(Can.USE_COMMUNITY)
def decision(case_id: int) -> str:
    """What was decided, why, and how to ask for a second look."""
    return _page(my_decision(case_id), AppealForm(formdata=None))


@blueprint.post("/community/decisions/<int:case_id>")
@requires(Can.USE_COMMUNITY)
def appeal(case_id: int) -> Answer:
    """Ask for a second look."""
    row, form, who = my_decision(case_id), AppealForm(), the_actor()
    typed = str(form.words.data or "")
    if form.validate_on_submit() and accepted(form, lambda: service.appeal(row.id, who.id, typed)):
        flash("Sent. A moderator who did not decide looks at it again.", "success")
        return see("posts.decision", case_id=case_id)
    return _page(row, form), form_status(form)


def _page(row: CaseRow, form: AppealForm) -> str:
    decided = row.decision.value if row.decision else ""
    return render_template(
        "posts/decision.html",
        row=row,
        shown=queries.shown([row.post_id])[row.post_id],
        facts=words.facts(row, for_author=True),
        closed=why_not_appeal(decided, appealed=row.appealed_at is not None),
        form=form,
    )
