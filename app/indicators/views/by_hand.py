"""Level and status set by hand, until a day, with the reason. NSPCC only."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.indicators import queries, service
from app.indicators.forms import ByHandForm, LevelForm, StatusForm
from app.indicators.queries import Override
from app.indicators.rules.answering import Overridden
from app.indicators.rules.sustainment import Sustainment
from app.indicators.views.blueprint import Answer, blueprint, the_present
from app.sites.rules.levels import Level

FORMS: dict[Overridden, type[ByHandForm]] = {
    Overridden.LEVEL: LevelForm,
    Overridden.STATUS: StatusForm,
}


@blueprint.get("/sites/<site>/indicators/by-hand/<what>")
@requires(Can.SET_LEVEL)
def by_hand(what: str) -> str:
    """The form, with what is worked out and what was set before."""
    return _page(_what(what), FORMS[_what(what)](formdata=None))


@blueprint.post("/sites/<site>/indicators/by-hand/<what>")
@requires(Can.SET_LEVEL)
def set_by_hand(what: str) -> Answer:
    """Set it until a day."""
    kind = _what(what)
    form, site, who = FORMS[kind](), the_site(), the_actor()

    def write() -> None:
        value, reason = form.value.data or "", form.reason.data or ""
        service.set_by_hand(site.id, kind, value, reason, form.until.data, who.id)

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The {what} is set by hand.", "success")
        return see("indicators.index", site=site.slug)
    return _page(kind, form), form_status(form)


@blueprint.post("/sites/<site>/indicators/by-hand/<what>/end")
@requires(Can.SET_LEVEL)
def end_by_hand(what: str) -> Answer:
    """Go back to what is worked out."""
    kind = _what(what)
    found = _present_override(kind)
    if found is not None:
        service.end_by_hand(the_site().id, found, the_actor().id)
    flash(f"The {what} is worked out again.", "success")
    return see("indicators.index", site=the_site().slug)


def _what(word: str) -> Overridden:
    try:
        return Overridden(word)
    except ValueError:
        abort(404)


def _present_override(kind: Overridden) -> Override | None:
    site_id = the_site().id
    return queries.overrides_of([site_id], clock.today()).get(site_id, {}).get(kind)


def _page(kind: Overridden, form: ByHandForm) -> str:
    return render_template(
        "indicators/by_hand.html",
        kind=kind,
        form=form,
        found=the_present(),
        values=list(Level if kind is Overridden.LEVEL else Sustainment),
        override=_present_override(kind),
        earlier=[one for one in queries.override_history(the_site().id) if one.what is kind],
    )
