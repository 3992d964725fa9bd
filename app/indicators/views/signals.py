"""One signal: what it rests on, what can be done, and what is said to it. NSPCC only."""

from flask import flash, render_template

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.indicators import queries, service
from app.indicators.forms import AnswerForm
from app.indicators.programme import playbook
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.showing.signals import rests_on, status_of
from app.indicators.views.blueprint import Answer, blueprint, page_of, the_signal


@blueprint.get("/sites/<site>/indicators/signals/<signal_code>")
@requires(Can.SEE_WARNINGS)
def signal(signal_code: str) -> str:
    """A signal with its ground and next steps."""
    return _page(signal_code, AnswerForm(formdata=None))


@blueprint.post("/sites/<site>/indicators/signals/<signal_code>")
@requires(Can.ANSWER_SIGNALS)
def answer(signal_code: str) -> Answer:
    """Say what is done about it."""
    the_signal(signal_code)
    form, site, who = AnswerForm(), the_site(), the_actor()

    def write() -> None:
        said, words = form.answer.data or "", form.words.data or ""
        service.answer_signal(site.id, signal_code, said, words, form.until.data, who.id)

    if form.validate_on_submit() and accepted(form, write):
        flash("Your answer is kept beside the signal.", "success")
        return see("indicators.index", site=site.slug)
    return _page(signal_code, form), form_status(form)


def _page(code: str, form: AnswerForm) -> str:
    found, one = the_signal(code)
    site_id = the_site().id
    said = queries.answers_of([site_id], clock.today()).get(site_id, {})
    return render_template(
        "indicators/signal.html",
        found=found,
        signal=one,
        definition=DEFINITIONS[code],
        status=status_of(one),
        rests=rests_on(one.as_of, one.n),
        steps=[(step.words, page_of(step.page)) for step in playbook().steps[code]],
        said=said.get(code),
        form=form,
    )
