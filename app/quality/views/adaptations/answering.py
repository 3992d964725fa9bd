"""What the NSPCC does: its view, and the library."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.taken import accepted, done
from app.quality.forms.adaptations import PublishForm, RulingForm
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.quality.service import adaptations as service
from app.quality.views.adaptations.asked import speaker, the_adaptation, to_adaptation
from app.quality.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>/view")
@requires(Can.VIEW_ADAPTATIONS)
def view_adaptation(adaptation_id: int) -> Answer:
    """What does the NSPCC think of it?"""
    found = the_adaptation(adaptation_id)
    form = _last(found)
    return render_template(
        "quality/view_adaptation.html", found=found, form=form, version=found.version
    )


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/view")
@requires(Can.VIEW_ADAPTATIONS)
def give_view(adaptation_id: int) -> Answer:
    """Give the view."""
    found, form, seen = the_adaptation(adaptation_id), RulingForm(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.give_view(found.site_id, found.id, form.said(), seen, speaker())
    ):
        flash("The authority is told. Earlier views stay readable.", "success")
        return to_adaptation(found)
    return again("quality/view_adaptation.html", form, found=found, version=seen)


@blueprint.get("/sites/<site>/adaptations/<int:adaptation_id>/publish")
@requires(Can.VIEW_ADAPTATIONS)
def edit_for_library(adaptation_id: int) -> Answer:
    """The text as it stands, or will stand, in the library."""
    found = the_adaptation(adaptation_id)
    form = _edited(found)
    return render_template(
        "quality/edit_for_library.html", found=found, form=form, version=found.version
    )


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/publish")
@requires(Can.VIEW_ADAPTATIONS)
def publish_view(adaptation_id: int) -> Answer:
    """Put it into the library."""
    found, form, seen = the_adaptation(adaptation_id), PublishForm(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.publish(found.site_id, found.id, form.said(), seen, speaker())
    ):
        flash("It stands in the library. Nothing there tells which authority it is.", "success")
        return to_adaptation(found)
    return again("quality/edit_for_library.html", form, found=found, version=seen)


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/take-out")
@requires(Can.VIEW_ADAPTATIONS)
def take_out_view(adaptation_id: int) -> Response:
    """Take it out of the library."""
    found = the_adaptation(adaptation_id)
    done(
        lambda: service.withdraw(found.site_id, found.id, speaker()),
        "It no longer stands in the library.",
    )
    return to_adaptation(found)


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/share")
@requires(Can.AGREE_TO_SHARE)
def share_adaptation(adaptation_id: int) -> Response:
    """The authority agrees that an anonymous version is shared."""
    found = the_adaptation(adaptation_id)
    done(
        lambda: service.share(found.site_id, found.id, speaker(), agrees=True),
        "Thank you. The NSPCC may put an anonymous text into the library.",
    )
    return to_adaptation(found)


@blueprint.post("/sites/<site>/adaptations/<int:adaptation_id>/unshare")
@requires(Can.AGREE_TO_SHARE)
def unshare_adaptation(adaptation_id: int) -> Response:
    """It no longer agrees."""
    found = the_adaptation(adaptation_id)
    done(
        lambda: service.share(found.site_id, found.id, speaker(), agrees=False),
        "It is not shared any longer, and no longer stands in the library.",
    )
    return to_adaptation(found)


def _last(found: AdaptationRow) -> RulingForm:
    """A view begins with what was said last, so that a revision need not be typed again."""
    last = next(iter(queries.views(found.id)), None)
    if last is None:
        return RulingForm(formdata=None)
    kept = {"view": last.view.value, "reason": last.reason, "may_cut": last.may_cut}
    more = {"must_keep": last.must_keep, "conditions": last.conditions, "review_on": None}
    return RulingForm(formdata=None, data=kept | more)


def _edited(found: AdaptationRow) -> PublishForm:
    """What was edited before, unless the view is another since; else the words of the view."""
    stands = queries.published(found.id)
    if stands is not None and stands.withdrawn_at is None:
        return PublishForm(formdata=None, data=vars(stands.edited))
    last = next(iter(queries.views(found.id)), None)
    kept = {"title": found.kind.label, "change": found.detail}
    if last is not None:
        kept |= {"reason": last.reason, "may_cut": last.may_cut}
        kept |= {"must_keep": last.must_keep, "conditions": last.conditions}
    return PublishForm(formdata=None, data=kept)
