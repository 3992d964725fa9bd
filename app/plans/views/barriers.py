"""Barriers that people raise: the list, one with its answer, which of them recur."""

from dataclasses import asdict
from typing import Any

from flask import Response, abort, flash, render_template, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number, seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.listing import csv_answer, filters_of, sort_of
from app.core.web.returned import see
from app.plans import barrier_words as words
from app.plans import objective_words, queries, service
from app.plans.forms.actions import ActionForm
from app.plans.forms.barriers import AnswerForm, BarrierForm
from app.plans.queries import barriers as reads
from app.plans.queries.barriers import BarrierRow, BarrierWanted
from app.plans.rules import NewAction, Origin, OriginKind
from app.plans.rules.barriers import GoesTo, NewBarrier, figures
from app.plans.service import barriers as writes
from app.plans.views.blueprint import Answer, accepted, blueprint, plan_address


@blueprint.get("/sites/<site>/plan/barriers")
@requires(Can.SEE_PLAN)
def barriers() -> str:
    """What was raised at a site, the longest waiting first."""
    site, today, wanted = the_site(), clock.today(), _wanted()
    listed = reads.barriers(site.id, wanted, the_actor().id, page_number())
    times = reads.times(site.id)
    waiting = sum(1 for _, answered in times if answered is None)
    return render_template(
        "plans/barriers.html",
        listed=listed,
        rows=words.rows(listed.rows, today, _address_of),
        first_line=words.first_line(figures(times, today), waiting),
        words=words,
        wanted=wanted,
        **_narrowing(wanted),
    )


@blueprint.get("/sites/<site>/plan/barriers.csv")
@requires(Can.SEE_PLAN)
def barriers_csv() -> Response:
    """The same list as CSV."""
    site, today = the_site(), clock.today()
    found = reads.every_barrier(site.id, _wanted(), the_actor().id)
    content = write_csv(words.HEADINGS, (words.cells(row, today) for row in found))
    return csv_answer(content, f"{site.slug}-barriers.csv")


@blueprint.get("/sites/<site>/plan/barriers/new")
@requires(Can.RAISE_BARRIER)
def new_barrier() -> str:
    """An empty form."""
    return _new_page(BarrierForm(data={"goes_to": GoesTo.AUTHORITY.value}))


@blueprint.post("/sites/<site>/plan/barriers/new")
@requires(Can.RAISE_BARRIER)
def add_barrier() -> Answer:
    """Raise it: whoever answers is told."""
    form, site = BarrierForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: writes.raise_barrier(site.id, _raised(form), the_actor().id)
    ):
        flash("Thank you. You get a mail when there is an answer.", "success")
        return see("plans.barriers", site=site.slug)
    return _new_page(form), form_status(form)


@blueprint.get("/sites/<site>/plan/barriers/<int:barrier_id>")
@requires(Can.SEE_PLAN)
def barrier(barrier_id: int) -> str:
    """One barrier, what became of it, and what is done about it."""
    return _page(_found(barrier_id))


@blueprint.post("/sites/<site>/plan/barriers/<int:barrier_id>/answer")
@requires(Can.ANSWER_BARRIER)
def answer_barrier(barrier_id: int) -> Answer:
    """Say what became of it."""
    found, form = _found(barrier_id), AnswerForm()
    said = form.disposition.data or "", form.answer.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: writes.answer_barrier(found, *said, seen_version(0), the_actor().id)
    ):
        flash("The answer is there to be read, and whoever raised it gets a mail.", "success")
        return see("plans.barrier", site=the_site().slug, barrier_id=barrier_id)
    return _page(found, answer_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/barriers/<int:barrier_id>/pass-on")
@requires(Can.ANSWER_BARRIER)
def pass_on(barrier_id: int) -> Answered:
    """Ask the other side to answer."""
    found = _found(barrier_id)
    other = GoesTo.NSPCC if found.goes_to is GoesTo.AUTHORITY else GoesTo.AUTHORITY
    writes.pass_on(found, other, the_actor().id)
    flash("Passed on. They are told by mail.", "success")
    return see("plans.barrier", site=the_site().slug, barrier_id=barrier_id)


@blueprint.post("/sites/<site>/plan/barriers/<int:barrier_id>/action")
@requires(Can.EDIT_PLAN)
def act_on_barrier(barrier_id: int) -> Answer:
    """Put an action against it into the plan."""
    found, form = _found(barrier_id), _offering(ActionForm())
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.raise_action(found.site_id, _action(found, form), the_actor().id),
    ):
        flash("The action is in the plan.", "success")
        return see("plans.barrier", site=the_site().slug, barrier_id=barrier_id)
    return _page(found, action_form=form, failed=form), form_status(form)


@blueprint.get("/plan/barriers")
@requires(Can.COMPARE_BARRIERS)
def recurring() -> str:
    """Which barriers recur, by number of sites; no site is named."""
    found = reads.recurring(clock.now())
    frame = words.recurring_frame(found) if found else None
    return render_template(
        "plans/recurring.html",
        frame=frame,
        figure=words.recurring_chart(frame) if frame else None,
        sentence=words.recurring_sentence(found, reads.adopting_sites()) if found else "",
    )


@blueprint.get("/plan/barriers.csv")
@requires(Can.COMPARE_BARRIERS)
def recurring_csv() -> Response:
    """The same as CSV."""
    return csv_answer(
        words.recurring_frame(reads.recurring(clock.now())).csv(), "barriers-that-recur.csv"
    )


def _found(barrier_id: int) -> BarrierRow:
    return reads.barrier(the_site().id, barrier_id) or abort(404)


def _raised(form: BarrierForm) -> NewBarrier:
    return NewBarrier(form.words.data or "", form.goes_to.data or "", tuple(form.codes.data or ()))


def _offering(form: ActionForm) -> ActionForm:
    form.offer(queries.owners(the_site().id))
    return form


def _action(found: BarrierRow, form: ActionForm) -> NewAction:
    path = url_for("plans.barrier", site=the_site().slug, barrier_id=found.id)
    origin = Origin(OriginKind.BARRIER, found.id, words=f"Barrier {found.id}", path=path)
    return NewAction(
        title=form.title.data or "",
        due_on=form.due_on.data,
        side=form.side.data or "",
        detail=form.detail.data or "",
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        origin=origin,
        codes=tuple(code.value for code in found.codes),
    )


def _new_page(form: BarrierForm) -> str:
    return render_template("plans/new_barrier.html", form=form)


def _page(
    found: BarrierRow,
    *,
    answer_form: AnswerForm | None = None,
    action_form: ActionForm | None = None,
    failed: PortalForm | None = None,
) -> str:
    site, today = the_site(), clock.today()
    said = {"disposition": found.disposition, "answer": found.answer}
    actions = queries.by_origin(site.id, OriginKind.BARRIER, [found.id])
    edits = can(Can.EDIT_PLAN)
    return render_template(
        "plans/barrier.html",
        barrier=found,
        state=words.state(found, today),
        sentence=words.sentence(found, today),
        is_mine=found.raised_by_id == the_actor().id,
        lines=objective_words.lines(actions, today, plan_address),
        form=failed,
        answer_form=answer_form or AnswerForm(formdata=None, data=said),
        action_form=(action_form or _offering(ActionForm(formdata=None))) if edits else None,
        acting=action_form is not None,
        version=seen_version(found.version) if answer_form else found.version,
    )


def _wanted() -> BarrierWanted:
    return BarrierWanted(**filters_of(words.KNOWN), sort=sort_of(reads.SORTS))


def _address(**changes: Any) -> str:
    asked = asdict(_wanted()) | changes
    kept = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return url_for("plans.barriers", site=the_site().slug, **kept)


def _address_of(number: int) -> str:
    return url_for("plans.barrier", site=the_site().slug, barrier_id=number)


def _narrowing(wanted: BarrierWanted) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, and where each link leads."""
    named = words.named_filters(wanted)
    kept = {name: value for name, value in asdict(wanted).items() if value}
    return {
        "columns": words.columns(wanted.sort, _address),
        "chips": [{"text": text, "href": _address(**{name: ""})} for name, text in named],
        "chosen_words": ", ".join(text for _, text in named),
        "page_href": lambda number: _address(page=number),
        "csv_href": url_for("plans.barriers_csv", site=the_site().slug, **kept),
    }
