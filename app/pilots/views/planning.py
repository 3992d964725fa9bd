"""One pilot, and its plan as a whole: begun, changed, agreed, noted, ended."""

from typing import Any

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted, done
from app.pilots import month_words, queries, service, showing
from app.pilots.forms import CohortForm, EndForm, NewPilotForm, TimesForm
from app.pilots.queries import PilotRow
from app.pilots.rules.plan import missing_to_agree
from app.pilots.rules.states import State
from app.pilots.views.blueprint import Answer, address_of, blueprint, the_pilot, to
from app.sites.queries import people_of


@blueprint.get("/sites/<site>/pilots/new")
@requires(Can.EDIT_PILOTS)
def new() -> str:
    """A name, and what it is for; the rest can wait."""
    return render_template("pilots/new.html", form=NewPilotForm())


@blueprint.post("/sites/<site>/pilots/new")
@requires(Can.EDIT_PILOTS)
def add() -> Answer:
    """Begin the plan."""
    form, site, made = NewPilotForm(), the_site(), list[int]()
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.plan_pilot(site.id, form.said()))
    ):
        flash("The plan is begun. You can stop at any point and go on later.", "success")
        return see("pilots.pilot", site=site.slug, pilot_id=made[0])
    return render_template("pilots/new.html", form=form), form_status(form)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>")
@requires(Can.SEE_PILOTS)
def pilot(pilot_id: int) -> str:
    """Where it stands, what is next, and the way to everything about it."""
    return _pilot_page(the_pilot(pilot_id))


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/cohort")
@requires(Can.EDIT_PILOTS)
def cohort(pilot_id: int) -> Answer:
    """Which teams and children, to be changed."""
    found = the_pilot(pilot_id)
    if not found.state.plan_can_change:
        return to("plan", found)
    said = found.cohort
    return _cohort_page(found, CohortForm(data=vars(said) | {"case_types": list(said.case_types)}))


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/cohort")
@requires(Can.EDIT_PILOTS)
def save_cohort(pilot_id: int) -> Answer:
    """Change it."""
    found, form, seen = the_pilot(pilot_id), CohortForm(), seen_version()

    def write() -> None:
        reason = form.reason.data or ""
        service.change_cohort(found.site_id, found.id, form.said(), seen, reason)

    if form.validate_on_submit() and accepted(form, write):
        flash("Teams and children are saved.", "success")
        return to("plan" if found.is_agreed else "pilot", found)
    return _cohort_page(found, form), form_status(form)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/times")
@requires(Can.EDIT_PILOTS)
def times(pilot_id: int) -> Answer:
    """Who answers for it and when it runs, to be changed."""
    found = the_pilot(pilot_id)
    if not found.state.plan_can_change:
        return to("plan", found)
    said = found.times
    kept = {"owner": said.owner_id, "starts_on": said.starts_on, "ends_on": said.ends_on}
    return _times_page(found, TimesForm(data=kept))


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/times")
@requires(Can.EDIT_PILOTS)
def save_times(pilot_id: int) -> Answer:
    """Change it."""
    found, form, seen = the_pilot(pilot_id), TimesForm(), seen_version()

    def write() -> None:
        reason = form.reason.data or ""
        service.change_times(found.site_id, found.id, form.said(), seen, reason)

    if form.validate_on_submit() and accepted(form, write):
        flash("Dates and owner are saved.", "success")
        return to("plan" if found.is_agreed else "pilot", found)
    return _times_page(found, form), form_status(form)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/plan")
@requires(Can.SEE_PILOTS)
def plan(pilot_id: int) -> str:
    """The whole plan as it stands, to read, to change and to agree."""
    return _plan_page(the_pilot(pilot_id))


@blueprint.get("/sites/<site>/pilots/versions/<int:version_id>")
@requires(Can.SEE_PILOTS)
def version(version_id: int) -> str:
    """The plan as it was agreed, or as it stood after a change."""
    said, document = queries.version_of(the_site().id, version_id) or abort(404)
    owner_id = document.times.owner_id
    known = names({number for number in (owner_id, said.saved_by_id) if number})
    return render_template(
        "pilots/version.html",
        pilot=the_pilot(said.pilot_id),
        version=said,
        plan=document,
        rows=showing.plan_rows(document, known.get(owner_id or 0, "")),
        names=known,
        **_words(),
    )


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/agree")
@requires(Can.DECIDE_PILOT)
def agree(pilot_id: int) -> Answer:
    """The strategic lead agrees the plan; the NSPCC notes it afterwards."""
    found = the_pilot(pilot_id)
    if the_actor().is_nspcc:
        abort(403)
    seen = seen_version()
    is_done = done(
        lambda: service.agree(found.site_id, found.id, seen),
        "The plan is agreed. As it stands now it stays readable, whatever changes later.",
    )
    return to("pilot" if is_done else "plan", found)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/note")
@requires(Can.DECIDE_PILOT)
def note(pilot_id: int) -> Answer:
    """The NSPCC's lead has read the agreed plan."""
    found = the_pilot(pilot_id)
    if not the_actor().is_nspcc:
        abort(403)
    done(
        lambda: service.note_agreement(found.site_id, found.id),
        "It is noted that the NSPCC has read the plan.",
    )
    return to("pilot", found)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/end")
@requires(Can.EDIT_PILOTS)
def end_page(pilot_id: int) -> Answer:
    """When a running pilot ended."""
    found, today = the_pilot(pilot_id), clock.today()
    if found.state is not State.RUNNING:
        return to("pilot", found)
    ends_on = found.facts.ends_on
    kept = ends_on if ends_on and ends_on < today else today
    return render_template("pilots/end.html", pilot=found, form=EndForm(data={"on": kept}))


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/end")
@requires(Can.EDIT_PILOTS)
def end(pilot_id: int) -> Answer:
    """Say that it ended."""
    found, form = the_pilot(pilot_id), EndForm()

    def write() -> None:
        service.end(found.site_id, found.id, form.on.data, form.note.data or "")

    if form.validate_on_submit() and accepted(form, write):
        flash("The pilot has ended. The review is next.", "success")
        return to("pilot", found)
    return render_template("pilots/end.html", pilot=found, form=form), form_status(form)


def _pilot_page(found: PilotRow) -> str:
    today = clock.today()
    months, plan = queries.months_of(found.id), queries.document_of(found)
    return render_template(
        "pilots/pilot.html",
        pilot=found,
        plan=plan,
        tag=showing.state(found, today),
        sentence=showing.sentence(found, today),
        tasks=showing.plan_tasks(plan, lambda section: _section_address(section, found)),
        missing=month_words.missing(found, months, today),
        months_sentence=month_words.sentence(months, found.cohort.children),
        months=months,
        review=queries.review_of(found.id),
        **_around(found),
        **_words(),
    )


def _plan_page(found: PilotRow) -> str:
    document = queries.document_of(found)
    versions = queries.versions_of(found.id)
    who = {one.saved_by_id for one in versions} | {found.agreed_by_id, found.noted_by_id}
    return render_template(
        "pilots/plan.html",
        pilot=found,
        plan=document,
        rows=showing.plan_rows(document, found.owner),
        missing=[words for _, words in missing_to_agree(document)],
        may_agree=found.state is State.DRAFT and not the_actor().is_nspcc,
        versions=versions,
        names=names({number for number in who if number}),
        parts={
            "strategies": queries.strategies_of(found.id),
            "measures": queries.measures_of(found.id),
            "risks": queries.risks_of(found.id),
        },
        can_change=found.state.plan_can_change,
        **_words(),
    )


def _cohort_page(found: PilotRow, form: CohortForm) -> str:
    return render_template(
        "pilots/cohort.html", pilot=found, form=form, version=seen_version(found.version)
    )


def _times_page(found: PilotRow, form: TimesForm) -> str:
    people = [(one.person_id, f"{one.name}, {one.role.label}") for one in people_of(the_site().id)]
    form.offer(people, (found.times.owner_id, found.owner))
    return render_template(
        "pilots/times.html", pilot=found, form=form, version=seen_version(found.version)
    )


def _section_address(section: str, found: PilotRow) -> str:
    if section in ("cohort", "times"):
        return address_of(section, found)
    return address_of("plan", found, _anchor=section)


def _around(found: PilotRow) -> dict[str, Any]:
    """The pilots before and after it, and the people who agreed and decided."""
    today = clock.today()
    before = queries.find(found.site_id, found.follows_id, today) if found.follows_id else None
    who = {found.agreed_by_id, found.noted_by_id, found.decided_by_id}
    return {
        "before": before,
        "after": queries.follower_of(found.id, today),
        "names": names({number for number in who if number}),
    }


def _words() -> dict[str, Any]:
    return {"words": showing}
