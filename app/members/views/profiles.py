"""One's own profile, and what one mutes."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.refusals import Refused
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.returned import see
from app.members import queries, service, showing
from app.members.forms import ConfirmForm, ProfileForm, profile_form
from app.members.queries import Own
from app.members.rules import TAGS
from app.members.views.blueprint import Page, blueprint


def _beside(kept: Own, version: int) -> dict[str, object]:
    who = the_actor()
    return {
        "version": version,
        "place": "NSPCC" if who.is_nspcc else kept.site,
        "muted": showing.muted(queries.subjects_muted(who.id)),
        "tags": TAGS,
        "has_agreed": queries.has_agreed(who.id),
    }


@blueprint.get("/community/profile")
@requires(Can.USE_COMMUNITY)
def profile() -> Page:
    """What one says about oneself, and who may see it."""
    kept = queries.own(the_actor().id)
    form = profile_form(kept.wishes)
    return render_template("members/profile.html", form=form, **_beside(kept, kept.version))


def _saved(form: ProfileForm) -> int | None:
    """None where it is kept; if not, the form says why and is filled in over this version."""
    seen = seen_version()
    if not form.validate_on_submit():
        return seen
    who = the_actor()
    try:
        service.save(who.id, form.said(), seen, is_nspcc=who.is_nspcc)
    except Refused as refusal:
        for field, words in refusal.faults:
            form.refuse(field, words)
    except service.Conflict:
        form.refuse("role", "You saved your profile in another window. Look through it, save again")
        seen = queries.own(who.id).version
    return seen if form.errors else None


@blueprint.post("/community/profile")
@requires(Can.USE_COMMUNITY)
def save() -> Page:
    """Keep it."""
    form = ProfileForm()
    seen = _saved(form)
    if seen is None:
        flash("Your profile is saved.", "success")
        return see("members.profile")
    return again("members/profile.html", form, **_beside(queries.own(the_actor().id), seen))


def _subject() -> str:
    return request.form.get("subject", "")[:120]


@blueprint.post("/community/muted")
@requires(Can.USE_COMMUNITY)
def mute() -> Response:
    """Show nothing new of a tag or a topic."""
    if ConfirmForm().validate_on_submit():
        try:
            service.mute(the_actor().id, _subject())
        except LookupError:
            abort(404)
        flash("Muted: it no longer stands in your news and your digest.", "success")
    return see("members.profile", _anchor="muted")


@blueprint.post("/community/muted/remove")
@requires(Can.USE_COMMUNITY)
def unmute() -> Response:
    """Show it again."""
    if ConfirmForm().validate_on_submit():
        service.unmute(the_actor().id, _subject())
        flash("It is shown again.", "success")
    return see("members.profile", _anchor="muted")
