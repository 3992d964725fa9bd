"""Views that people keep: naming one, changing and deleting it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.dashboards import service
from app.dashboards.forms import ConfirmForm, ViewForm
from app.dashboards.queries.saved import View, view_of
from app.dashboards.rules.asking import Wish
from app.dashboards.views.blueprint import Answer, blueprint


@blueprint.get("/dashboards/views/new")
@requires(Can.SEE_DASHBOARDS)
def new_view() -> str:
    """The form; the filters to keep come with the address."""
    return _page(ViewForm())


@blueprint.post("/dashboards/views/new")
@requires(Can.SEE_DASHBOARDS)
def keep_view() -> Answer:
    """Keep the filters under a name."""
    form, asked = ViewForm(), _asked()
    if form.validate_on_submit():
        try:
            service.keep(the_actor().id, form.name.data or "", asked, first=form.first.data)
        except service.NotPossible as fault:
            form.refuse("name", str(fault))
        else:
            flash("The view is kept.", "success")
            return redirect(url_for("dashboards.portfolio", **asked), code=303)
    return _page(form), form_status(form)


@blueprint.get("/dashboards/views/<int:view_id>")
@requires(Can.SEE_DASHBOARDS)
def view(view_id: int) -> str:
    """Its name, and whether it opens first."""
    kept = _kept(view_id)
    return _page(ViewForm(data={"name": kept.name, "first": kept.is_first}), kept)


@blueprint.post("/dashboards/views/<int:view_id>")
@requires(Can.SEE_DASHBOARDS)
def change_view(view_id: int) -> Answer:
    """Change them."""
    form, kept = ViewForm(), _kept(view_id)
    if form.validate_on_submit():
        try:
            service.change(the_actor().id, view_id, form.name.data or "", first=form.first.data)
        except service.NotPossible as fault:
            form.refuse("name", str(fault))
        else:
            flash("The view is changed.", "success")
            return redirect(url_for("dashboards.portfolio", **kept.asked), code=303)
    return _page(form, kept), form_status(form)


@blueprint.post("/dashboards/views/<int:view_id>/delete")
@requires(Can.SEE_DASHBOARDS)
def forget_view(view_id: int) -> Answer:
    """Delete it."""
    if not ConfirmForm().validate_on_submit():
        abort(400)
    service.forget(the_actor().id, view_id)
    flash("The view is deleted.", "success")
    return see("dashboards.portfolio", whose="mine")


def _kept(view_id: int) -> View:
    return view_of(the_actor().id, view_id) or abort(404)


def _asked() -> dict[str, Any]:
    """The filters in the address, as the dashboard understands them."""
    return Wish.read(request.args).query(page=1)


def _page(form: ViewForm, kept: View | None = None) -> str:
    return render_template("dashboards/view.html", form=form, kept=kept, asked=_asked())
