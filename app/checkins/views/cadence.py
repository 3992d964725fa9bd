"""How often a site is called and why: what was agreed, days without calls."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.checkins import service
from app.checkins.forms import AgreementForm, BlackoutForm, EndAgreementForm
from app.checkins.showing import times as showing
from app.checkins.views.blueprint import Answer, blueprint, the_rhythm
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.sites import queries as sites


@blueprint.get("/sites/<site>/check-ins/cadence")
@requires(Can.SEE_CALL)
def cadence() -> str:
    """How often, where that comes from, and on which days there are no calls."""
    facts, proposal = the_rhythm()
    for_nspcc = the_actor().is_nspcc
    return render_template(
        "checkins/cadence.html",
        facts=facts,
        proposal=proposal,
        rhythm=showing.rhythm_in_words(facts, for_nspcc=for_nspcc),
        level=sites.level_of(the_site().id) if for_nspcc else None,
    )


@blueprint.get("/sites/<site>/check-ins/cadence/agree")
@requires(Can.SET_CADENCE)
def agree() -> str:
    """The form for a cadence of the site's own."""
    facts = the_rhythm()[0]
    return render_template(
        "checkins/agree.html",
        form=AgreementForm(),
        usual=facts.cadence.stages[facts.stage],
        facts=facts,
    )


@blueprint.post("/sites/<site>/check-ins/cadence/agree")
@requires(Can.SET_CADENCE)
def agree_cadence() -> Answer:
    """Agree on it."""
    form, site, who = AgreementForm(), the_site(), the_actor()

    def write() -> None:
        days, until = form.days.data or 0, form.until.data
        service.agree_cadence(site.id, days, until, str(form.reason.data), who.id)

    if form.validate_on_submit() and accepted(form, write):
        flash("It is agreed. The next call is proposed by it.", "success")
        return see("checkins.cadence", site=site.slug)
    facts = the_rhythm()[0]
    return again("checkins/agree.html", form, usual=facts.cadence.stages[facts.stage], facts=facts)


@blueprint.get("/sites/<site>/check-ins/cadence/end")
@requires(Can.SET_CADENCE)
def end_agreement() -> str:
    """Ask why."""
    return _end_page(EndAgreementForm())[0]


@blueprint.post("/sites/<site>/check-ins/cadence/end")
@requires(Can.SET_CADENCE)
def agreement_ended() -> Answer:
    """Go back to the cadence of the stage."""
    form, site = EndAgreementForm(), the_site()
    if not form.validate_on_submit():
        return _end_page(form)
    service.end_agreement(site.id, str(form.reason.data))
    flash("Calls follow the cadence of the stage again.", "success")
    return see("checkins.cadence", site=site.slug)


def _end_page(form: EndAgreementForm) -> tuple[str, int]:
    facts = the_rhythm()[0]
    return again("checkins/end.html", form, facts=facts, usual=facts.cadence.stages[facts.stage])


@blueprint.get("/sites/<site>/check-ins/free-days")
@requires(Can.KEEP_DAYS_FREE)
def free_days() -> str:
    """The form for days without calls."""
    return render_template("checkins/free_days.html", form=BlackoutForm())


@blueprint.post("/sites/<site>/check-ins/free-days")
@requires(Can.KEEP_DAYS_FREE)
def keep_free() -> Answer:
    """Keep them free."""
    form, site, who = BlackoutForm(), the_site(), the_actor()

    def write() -> None:
        first, last = form.first.data, form.last.data
        service.add_blackout(site.id, first, last, str(form.reason.data), who.id)

    if form.validate_on_submit() and accepted(form, write):
        flash("No calls are proposed on these days. Calls booked before stay.", "success")
        return see("checkins.cadence", site=site.slug)
    return again("checkins/free_days.html", form)


@blueprint.post("/sites/<site>/check-ins/free-days/<int:blackout_id>/end")
@requires(Can.KEEP_DAYS_FREE)
def end_free_days(blackout_id: int) -> Answer:
    """Let calls be on these days again."""
    try:
        found = service.remove_blackout(the_site().id, blackout_id)
    except LookupError:
        abort(404)
    flash(f"Calls can be on {found.words} again.", "success")
    return see("checkins.cadence", site=the_site().slug)
