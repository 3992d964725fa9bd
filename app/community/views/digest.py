"""The digest: how often, what it would say now; and what it is made from."""

from flask import flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.community import queries
from app.community.forms import DigestForm, InterestsForm
from app.community.views.blueprint import Page, blueprint
from app.core import clock
from app.core.web.forms import again
from app.core.web.returned import see
from app.members import queries as members
from app.members import service
from app.members.rules.digests import period_of


def _beside() -> dict[str, object]:
    """What the digest would say now, looking back as far as a first one does."""
    who, now = the_actor(), clock.now()
    choice = members.digest_choice(who.id)
    since = now - period_of(choice)
    return {"choice": choice, "digest": queries.digest_for(who, since, now)}


@blueprint.get("/community/digest")
@requires(Can.USE_COMMUNITY)
def digest() -> Page:
    """How often it comes, and how it looks."""
    choice = members.digest_choice(the_actor().id)
    form = DigestForm(data={"every": choice.every.value, "weekday": str(choice.weekday)})
    return render_template("community/digest.html", form=form, **_beside())


@blueprint.post("/community/digest")
@requires(Can.USE_COMMUNITY)
def choose() -> Page:
    """Keep how often it comes."""
    form = DigestForm()
    if not form.validate_on_submit():
        return again("community/digest.html", form, **_beside())
    choice = form.said()
    service.choose_digest(the_actor().id, choice)
    flash(f"Saved. The digest comes {choice.words}.", "success")
    return see("community.digest")


@blueprint.get("/community/interests")
@requires(Can.USE_COMMUNITY)
def interests() -> Page:
    """What one wants to hear of."""
    form = InterestsForm(data={"interests": sorted(members.interests(the_actor().id))})
    return render_template("community/interests.html", form=form)


@blueprint.post("/community/interests")
@requires(Can.USE_COMMUNITY)
def follow() -> Page:
    """Keep it."""
    form = InterestsForm()
    if not form.validate_on_submit():
        return again("community/interests.html", form)
    service.follow_tags(the_actor().id, frozenset(form.interests.data or ()))
    flash("Saved. What is new about it stands on your page of the community.", "success")
    return see("community.home")
