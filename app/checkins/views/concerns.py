"""Engagement concerns of a site: raised, passed on, followed up, resolved. NSPCC only."""

from collections.abc import Callable

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can, Role
from app.checkins import queries, service
from app.checkins.forms import ConcernForm, EscalationForm, ResolvingForm, StepForm
from app.checkins.queries import ConcernRow
from app.checkins.service import ChangedMeanwhile, NewConcern
from app.checkins.views.blueprint import Answer, blueprint, site_name
from app.core import clock
from app.core.refusals import Refused
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted, show
from app.sites.queries import staff


@blueprint.get("/sites/<site>/check-ins/concerns/before")
@requires(Can.RECORD_CALL)
def before_concern() -> Answer:
    """Say what raising a concern does, before anybody does it."""
    return render_template("checkins/before_concern.html", call_id=_call_id())


@blueprint.get("/sites/<site>/check-ins/concerns/new")
@requires(Can.RECORD_CALL)
def new_concern() -> Answer:
    """Ask why, what is seen, and who is told."""
    form = ConcernForm()
    form.offer(_people())
    return render_template("checkins/new_concern.html", form=form, call_id=_call_id())


@blueprint.post("/sites/<site>/check-ins/concerns/new")
@requires(Can.RECORD_CALL)
def raise_concern() -> Answer:
    """Raise it, and tell whoever was chosen."""
    form = ConcernForm()
    form.offer(_people())
    if form.validate_on_submit():
        try:
            number = service.raise_concern(site_name(), _new(form), the_actor().id)
        except Refused as refused:
            show(form, refused.faults)
        else:
            flash("The concern is raised, and whoever looks at it is told.", "success")
            return _to(number)
    page = render_template("checkins/new_concern.html", form=form, call_id=_call_id())
    return page, form_status(form)


@blueprint.get("/sites/<site>/check-ins/concerns/<int:concern_id>")
@requires(Can.SEE_CONCERNS)
def concern(concern_id: int) -> Answer:
    """One concern, and what was done about it."""
    return _page(the_concern(concern_id))


@blueprint.post("/sites/<site>/check-ins/concerns/<int:concern_id>/steps")
@requires(Can.HANDLE_CONCERNS)
def add_step(concern_id: int) -> Answer:
    """Write down what was done."""
    found, form = the_concern(concern_id), StepForm()
    if form.validate_on_submit():
        on, words = form.on.data or clock.today(), form.words.data or ""
        if _done(form, found, lambda: service.add_step(found, on, words, the_actor().id)):
            flash("The step is written down.", "success")
            return _to(found.id)
    return _page(found, step=form), form_status(form)


@blueprint.post("/sites/<site>/check-ins/concerns/<int:concern_id>/pass-on")
@requires(Can.HANDLE_CONCERNS)
def pass_on(concern_id: int) -> Answer:
    """Tell somebody else, who looks at it from now on."""
    found, form = the_concern(concern_id), EscalationForm()
    form.offer(_people())
    if form.validate_on_submit() and _done(
        form, found, lambda: service.escalate(site_name(), found, form.to.data)
    ):
        flash("The concern is passed on.", "success")
        return _to(found.id)
    return _page(found, escalation=form), form_status(form)


@blueprint.post("/sites/<site>/check-ins/concerns/<int:concern_id>/resolve")
@requires(Can.HANDLE_CONCERNS)
def resolve_concern(concern_id: int) -> Answer:
    """Say what became of it."""
    found, form = the_concern(concern_id), ResolvingForm()
    if form.validate_on_submit():
        outcome, words = form.outcome.data or "", form.resolution.data or ""
        if _done(form, found, lambda: service.resolve(found, outcome, words, the_actor().id)):
            flash("The concern is resolved.", "success")
            return _to(found.id)
    return _page(found, resolving=form), form_status(form)


def the_concern(concern_id: int) -> ConcernRow:
    """The concern of the address; 404 when this site has none."""
    return queries.concern_of(the_site().id, concern_id) or abort(404)


def _done(form: PortalForm, found: ConcernRow, write: Callable[[], None]) -> bool:
    """Whether the service took it; what it refuses is shown beside the fields."""
    try:
        return accepted(form, write)
    except ChangedMeanwhile:
        now = queries.concern_of(found.site_id, found.id) or found
        theirs = "Still open, with " + now.told if now.is_open else f"Resolved: {now.resolution}"
        raise Conflict(mine="What you entered about this concern", theirs=theirs) from None


def _page(
    found: ConcernRow,
    *,
    step: StepForm | None = None,
    escalation: EscalationForm | None = None,
    resolving: ResolvingForm | None = None,
) -> str:
    escalation_form = escalation or EscalationForm(formdata=None).offer(_people(found.told_id))
    return render_template(
        "checkins/concern.html",
        concern=found,
        steps=queries.steps_of(found.id),
        form=step or escalation or resolving,
        step_form=step or StepForm(formdata=None, data={"on": clock.today()}),
        escalation_form=escalation_form,
        resolving_form=resolving or ResolvingForm(formdata=None),
        opened={"step": step, "escalation": escalation, "resolving": resolving},
    )


def _new(form: ConcernForm) -> NewConcern:
    call_id = _call_id()
    known = queries.call_of(the_site().id, call_id) if call_id else None
    return NewConcern(
        why=tuple(form.why.data or ()),
        words=form.words.data or "",
        to=form.to.data,
        call_id=known.id if known else None,
    )


def _call_id() -> int | None:
    """The call it begins with, as the address or the form names it."""
    typed = request.values.get("call", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _people(besides: int | None = None) -> list[tuple[int, str]]:
    """Who can be told: administrators first, then the other leads; not oneself."""
    left_out = {the_actor().id, besides}
    found = [one for one in staff() if one.person_id not in left_out]
    found.sort(key=lambda one: one.role is not Role.ADMIN)
    words = {Role.ADMIN: "administrator", Role.LEAD: "implementation lead"}
    return [(one.person_id, f"{one.name}, {words[one.role]}") for one in found]


def _to(concern_id: int) -> Response:
    return see("checkins.concern", site=the_site().slug, concern_id=concern_id)
