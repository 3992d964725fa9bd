"""Which of its own papers hold the framework, as the authority says it."""

from flask import flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.indicators import queries, service
from app.indicators.forms import PapersForm
from app.indicators.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/indicators/papers")
@requires(Can.SAY_PAPERS)
def papers() -> str:
    """The list, with what was said last."""
    said = queries.embedding_of(the_site().id)
    data = {"places": said.places, "reviewed_on": said.reviewed_on} if said else {}
    return render_template("indicators/papers.html", form=PapersForm(data=data), said=said)


@blueprint.post("/sites/<site>/indicators/papers")
@requires(Can.SAY_PAPERS)
def say_papers() -> Answer:
    """Keep it."""
    form, site, who = PapersForm(), the_site(), the_actor()

    def write() -> None:
        places = form.places.data or []
        service.say_papers(site.id, places, form.reviewed_on.data, who.id)

    if form.validate_on_submit() and accepted(form, write):
        flash("It is kept, and counts within a minute.", "success")
        return see("indicators.index", site=site.slug)
    said = queries.embedding_of(site.id)
    return render_template("indicators/papers.html", form=form, said=said), form_status(form)
