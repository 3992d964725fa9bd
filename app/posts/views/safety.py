"""What to do when a child is at risk now, and setting what is said there."""

from flask import flash, render_template

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.posts import queries, service
from app.posts.forms import ProceduresForm, SafetyForm
from app.posts.queries import SiteProcedures
from app.posts.rules.safety import tel
from app.posts.views.blueprint import Answer, blueprint
from app.sites import queries as sites


@blueprint.get("/community/child-at-risk")
@requires(Can.USE_COMMUNITY)
def child_at_risk() -> str:
    """Whom to call."""
    own = queries.procedures_of(the_actor().own_sites)
    return render_template(
        "posts/child_at_risk.html",
        safety=queries.safety(),
        own=[(one, can(Can.SET_PROCEDURES, one.site_id)) for one in own],
        tel=tel,
    )


@blueprint.get("/community/safety-settings")
@requires(Can.SET_SAFETY)
def safety_settings() -> str:
    """Whom a worry reaches, and what the page says."""
    now = queries.safety()
    duty = [str(number) for number in now.duty_ids]
    held = {name: getattr(now, name) for name in now.__slots__} | {"duty": duty}
    form = SafetyForm(formdata=None, data=held).offer(_staff())
    return render_template("posts/safety_settings.html", form=form)


@blueprint.post("/community/safety-settings")
@requires(Can.SET_SAFETY)
def set_safety() -> Answer:
    """Keep them."""
    form, who = SafetyForm().offer(_staff()), the_actor()
    if form.validate_on_submit() and accepted(
        form, lambda: service.set_safety(form.said(), who.id)
    ):
        flash("Saved. It holds from now on.", "success")
        return see("posts.safety_settings")
    return again("posts/safety_settings.html", form)


@blueprint.get("/sites/<site>/child-at-risk")
@requires(Can.SET_PROCEDURES)
def procedures() -> str:
    """How the people of a site get help for a child."""
    now = _here()
    said = now.said
    data = {name: getattr(said, name) for name in said.__slots__} if said else {}
    form = ProceduresForm(formdata=None, data=data)
    return render_template("posts/procedures.html", form=form, version=now.version)


@blueprint.post("/sites/<site>/child-at-risk")
@requires(Can.SET_PROCEDURES)
def set_procedures() -> Answer:
    """Keep it."""
    form, who, seen = ProceduresForm(), the_actor(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.set_procedures(the_site().id, form.said(), who.id, seen)
    ):
        flash("Saved. The people of the site see it from now on.", "success")
        return see("posts.procedures", site=the_site().slug)
    return again("posts/procedures.html", form, version=seen)


def _here() -> SiteProcedures:
    return queries.procedures_of([the_site().id])[0]


def _staff() -> list[tuple[int, str]]:
    return [(one.person_id, one.name) for one in sites.staff()]
