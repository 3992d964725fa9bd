"""The house rules, and accepting them."""

from flask import flash, redirect, render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.security.redirects import safe_next
from app.core.web.forms import again
from app.members import queries, service
from app.members.forms import AgreeForm
from app.members.rules import PROGRAMME
from app.members.views.blueprint import Page, blueprint


def _about() -> dict[str, object]:
    """What stands beside the form."""
    return {
        "rules": PROGRAMME.house_rules,
        "agreed": queries.has_agreed(the_actor().id),
        "next": safe_next(request.args.get("next"), ""),
    }


@blueprint.get("/community/house-rules")
@requires(Can.USE_COMMUNITY)
def house_rules() -> Page:
    """The rules; whoever has not accepted them can do so. `next` leads on from there."""
    return render_template("members/house_rules.html", form=AgreeForm(), **_about())


@blueprint.post("/community/house-rules")
@requires(Can.USE_COMMUNITY)
def agree() -> Page:
    """Accept them and go where one came from."""
    form = AgreeForm()
    if not form.validate_on_submit():
        return again("members/house_rules.html", form, **_about())
    service.agree(the_actor().id)
    flash("You accepted the house rules. You can write now.", "success")
    return redirect(safe_next(request.args.get("next"), url_for("members.house_rules")), 303)
