"""Teams: adding one, and how many are to be trained in it."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.training.forms import TeamForm
from app.training.queries import register as reads
from app.training.rules.register import TeamPlan
from app.training.service import register as service
from app.training.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/training/teams/new")
@requires(Can.EDIT_TRAINING)
def new_team() -> str:
    """An empty form."""
    return _page(TeamForm(data={"managers": 0}))


@blueprint.post("/sites/<site>/training/teams/new")
@requires(Can.EDIT_TRAINING)
def add_team() -> Answer:
    """Add the team."""
    form, site = TeamForm(), the_site()
    if form.validate_on_submit() and accepted(form, lambda: service.add_team(site.id, _plan(form))):
        flash("The team is added.", "success")
        return see("training.index", site=site.slug)
    return _page(form), form_status(form)


@blueprint.get("/sites/<site>/training/teams/<int:team_id>")
@requires(Can.EDIT_TRAINING)
def team(team_id: int) -> str:
    """Its name and numbers."""
    kept = reads.team(the_site().id, team_id) or abort(404)
    return _page(TeamForm(obj=kept), team_id, kept.version)


@blueprint.post("/sites/<site>/training/teams/<int:team_id>")
@requires(Can.EDIT_TRAINING)
def change_team(team_id: int) -> Answer:
    """Change them."""
    site = the_site()
    kept = reads.team(site.id, team_id) or abort(404)
    form, version = TeamForm(), seen_version(kept.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_team(site.id, team_id, _plan(form), version)
    ):
        flash("The team is changed.", "success")
        return see("training.index", site=site.slug)
    return _page(form, team_id, version), form_status(form)


def _plan(form: TeamForm) -> TeamPlan:
    return TeamPlan(form.name.data or "", form.practitioners.data, form.managers.data)


def _page(form: TeamForm, team_id: int | None = None, version: int | None = None) -> str:
    return render_template("training/team.html", form=form, team_id=team_id, version=version)
