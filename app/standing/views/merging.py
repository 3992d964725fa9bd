"""Deciding how two adoptions go on whose authorities merged."""

from flask import abort, flash, render_template

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.returned import see
from app.standing import queries, service
from app.standing.forms import MergerForm
from app.standing.queries import Met
from app.standing.rules import Choice
from app.standing.views.blueprint import Answer, accepted, blueprint


@blueprint.get("/sites/<site>/status/merged/<int:other_id>")
@requires(Can.EDIT_SITE)
def merged(other_id: int) -> str:
    """Ask which of the two continues."""
    met = _met(other_id)
    form = MergerForm().offer(the_site().name, met.name)
    return render_template("standing/merged.html", form=form, met=met)


@blueprint.post("/sites/<site>/status/merged/<int:other_id>")
@requires(Can.EDIT_SITE)
def decide_merged(other_id: int) -> Answer:
    """Record it; the one that does not continue is stopped and leads to the other."""
    site, met = the_site(), _met(other_id)
    form = MergerForm().offer(site.name, met.name)
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.decide_merger(
            site.id, site.name, met, Choice(form.choice.data), str(form.words.data)
        ),
        mine=str(form.words.data),
        theirs=lambda: "Somebody has decided about these two already.",
    ):
        flash("It is recorded how the two adoptions go on.", "success")
        return see("standing.status", site=site.slug)
    return again("standing/merged.html", form, met=met)


def _met(other_id: int) -> Met:
    """The other adoption; only who may declare the status of both decides."""
    found = next(
        (one for one in queries.met_by_merger(the_site().id) if one.site_id == other_id), None
    )
    if found is None:
        abort(404)
    if not can(Can.EDIT_SITE, other_id):
        abort(403)
    return found
