"""The same change at several sites: does the guidance of the NSPCC change?"""

from typing import Any

from flask import abort, flash, render_template

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.quality.forms.adaptations import GuidanceForm
from app.quality.queries import adaptations as queries
from app.quality.service import adaptations as service
from app.quality.views.adaptations.asked import page_of, speaker
from app.quality.views.blueprint import Answer, blueprint


@blueprint.get("/adaptations/guidance")
@requires(Can.ANSWER_GUIDANCE)
def guidance() -> str:
    """What is done the same way at three sites or more."""
    return render_template("quality/guidance.html", prompts=queries.prompts())


@blueprint.get("/adaptations/guidance/<change>/<component>")
@requires(Can.ANSWER_GUIDANCE)
def guidance_prompt(change: str, component: str) -> str:
    """One of them, with its adaptations."""
    return render_template(
        "quality/guidance_prompt.html", form=GuidanceForm(), **_shown(change, component)
    )


@blueprint.post("/adaptations/guidance/<change>/<component>")
@requires(Can.ANSWER_GUIDANCE)
def answer_guidance(change: str, component: str) -> Answer:
    """Say whether the guidance changes."""
    shown, form = _shown(change, component), GuidanceForm()
    said = str(form.changed.data or ""), str(form.reason.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.answer_guidance(change, component, *said, speaker())
    ):
        flash("Kept. It is asked again when it is found at more sites.", "success")
        return see("quality.guidance")
    return again("quality/guidance_prompt.html", form, **shown)


def _shown(change: str, component: str) -> dict[str, Any]:
    prompt, rows = queries.prompt(change, component) or abort(404)
    return {"prompt": prompt, "rows": rows, "page_of": page_of}
