"""The decision after a review, what follows from it, and the report for a steering group."""

from flask import flash, render_template

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted, done
from app.pilots import log_words, month_words, queries, service, showing
from app.pilots.forms import DecisionForm, ProcessForm
from app.pilots.queries import PilotRow
from app.pilots.rules.review import Decision, NewDecision, NextStep
from app.pilots.rules.states import State
from app.pilots.views.blueprint import Answer, blueprint, the_pilot, to
from app.plans.queries import by_origin


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/decision")
@requires(Can.DECIDE_PILOT)
def decision(pilot_id: int) -> Answer:
    """Widen, adjust or stop."""
    found = the_pilot(pilot_id)
    if found.state is not State.IN_REVIEW or not found.review_finished_on:
        return to("pilot", found)
    return _decision_page(found, DecisionForm())


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/decision")
@requires(Can.DECIDE_PILOT)
def decide(pilot_id: int) -> Answer:
    """Decide it."""
    found, form = the_pilot(pilot_id), DecisionForm()
    new = NewDecision(
        form.decision.data or "",
        form.next_step.data or "",
        form.reason.data or "",
        form.conditions.data or "",
    )
    if form.validate_on_submit() and accepted(
        form, lambda: service.decide(found.site_id, found.id, new)
    ):
        flash("The decision is recorded.", "success")
        return to("pilot", found)
    return _decision_page(found, form), form_status(form)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/next")
@requires(Can.EDIT_PILOTS)
def plan_next(pilot_id: int) -> Answer:
    """Begin the plan of the pilot that follows, with what this one leaves."""
    found, made = the_pilot(pilot_id), list[int]()
    if done(
        lambda: made.append(service.plan_next(found.site_id, found.id)),
        "The next pilot is begun with this plan. Change what you learnt to change.",
    ):
        return see("pilots.pilot", site=the_site().slug, pilot_id=made[0])
    return to("pilot", found)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/roll-out")
@requires(Can.SEE_PILOTS)
def roll_out(pilot_id: int) -> Answer:
    """Which teams begin after the pilot, when, with which training, who sees to it."""
    found = the_pilot(pilot_id)
    if found.state is not State.DECIDED or found.next_step != NextStep.ROLL_OUT:
        return to("pilot", found)
    steps = queries.steps_of(found.id)
    return render_template("pilots/roll_out.html", pilot=found, steps=steps)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/roll-out")
@requires(Can.EDIT_PILOTS)
def finish_roll_out(pilot_id: int) -> Answer:
    """The plan of the roll-out is complete."""
    found = the_pilot(pilot_id)
    done(
        lambda: service.finish_roll_out(found.site_id, found.id),
        "The roll-out is planned. Its steps can still change.",
    )
    return to("roll_out", found)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/report")
@requires(Can.SEE_PILOTS)
def report(pilot_id: int) -> str:
    """Everything about a pilot on a few sheets, for a steering group."""
    found = the_pilot(pilot_id)
    return _report_page(found)


def _decision_page(found: PilotRow, form: DecisionForm) -> str:
    return render_template(
        "pilots/decision.html",
        pilot=found,
        form=form,
        review=queries.review_of(found.id),
        measures=log_words.measure_rows(queries.measures_of(found.id)),
    )


def _report_page(found: PilotRow) -> str:
    today, months = clock.today(), queries.months_of(found.id)
    entries, measures = queries.every_entry(found.id), queries.measures_of(found.id)
    document = queries.document_of(found)
    who = {found.agreed_by_id, found.noted_by_id, found.decided_by_id}
    return render_template(
        "pilots/report.html",
        pilot=found,
        plan=document,
        rows=showing.plan_rows(document, found.owner),
        sentence=showing.sentence(found, today),
        months=month_words.short_frame(months),
        months_sentence=month_words.sentence(months, found.cohort.children),
        figure=month_words.figure(months),
        measures=log_words.measure_rows(measures),
        entries=entries,
        lessons=log_words.lessons_in_words(entries),
        codes=log_words.codes_in_words(entries),
        review=queries.review_of(found.id),
        questions=ProcessForm(formdata=None),
        steps=queries.steps_of(found.id),
        actions=by_origin(found.site_id, "pilot", [found.id]),
        names=names({number for number in who if number}),
        decision=Decision(found.decision).label if found.decision else "",
        today=today,
        words=showing,
    )
