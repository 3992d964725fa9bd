"""Pulse surveys: opening, the link, results; and the public page behind the link."""

from flask import abort, current_app, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, public, requires, the_actor, the_site
from app.access.policy import Can, Role
from app.accounts.service import limits
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.measures import pulse_words
from app.measures.forms.agreed import AgreeForm, OpenPulseForm, answer_form, points_of
from app.measures.queries import pulses as queries
from app.measures.queries.pulses import Asked
from app.measures.rules.pulse import USUAL_OPEN
from app.measures.service import pulses as service
from app.measures.views.blueprint import Answer, blueprint, to
from app.sites.queries.posts import standing_of
from app.sites.rules.posts import Post

PULSE = "/sites/<site>/measures/pulse"


@blueprint.get(PULSE)
@requires(Can.SEE_MEASURES)
def pulse() -> str:
    """What the newest pulse says, and the one that is open."""
    return _page(OpenPulseForm(data={"closes_on": clock.today() + USUAL_OPEN}))


@blueprint.post(PULSE)
@requires(Can.RUN_PULSES)
def open_pulse() -> Answer:
    """Open one; its link is shown on this one page."""
    _only_leads()
    form, made = OpenPulseForm(), list[str]()
    closes_on, asked = form.closes_on.data, form.asked.data
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.open_pulse(the_site().id, closes_on, asked))
    ):
        return _page(form, made[0]), 201
    return _page(form), form_status(form)


@blueprint.post(PULSE + "/<int:number>/link")
@requires(Can.RUN_PULSES)
def renew_pulse_link(number: int) -> Answer:
    """A new link; the one before ends."""
    _only_leads()
    if not AgreeForm().validate_on_submit():
        return to("pulse")
    try:
        token = service.renew_link(the_site().id, number)
    except service.NotOpen:
        abort(404)
    return _page(OpenPulseForm(formdata=None), token), 201


@blueprint.post(PULSE + "/<int:number>/close")
@requires(Can.RUN_PULSES)
def close_pulse(number: int) -> Answer:
    """Take no more answers, and show what they come to."""
    _only_leads()
    if AgreeForm().validate_on_submit():
        try:
            service.close_pulse(the_site().id, number)
        except service.NotOpen:
            abort(404)
        flash("The pulse is closed. Its results are below.", "success")
    return to("pulse")


@blueprint.get(PULSE + ".csv")
@requires(Can.SEE_MEASURES)
def pulse_csv() -> Response:
    """What every closed pulse came to."""
    content = pulse_words.frame(queries.results_of([the_site().id])).csv()
    return csv_answer(content, f"{the_site().slug}-pulse.csv")


@blueprint.get("/pulse/<pulse_token>")
@public
def pulse_questions(pulse_token: str) -> Answer:
    """Five questions, for whoever has the link; looking changes nothing."""
    asked = queries.asked_behind(pulse_token)
    if asked is None:
        return _closed()
    return _questions(asked, answer_form(asked.questions), pulse_token)


@blueprint.post("/pulse/<pulse_token>")
@public
def answer_pulse(pulse_token: str) -> Answer:
    """Keep an answer without a name."""
    asked = queries.asked_apart(pulse_token)
    if asked is None:
        limits.count_token(request.remote_addr)
        return _closed()
    service.count_answer(asked.pulse_id)
    form = answer_form(asked.questions)
    points = points_of(form, asked.questions)
    if form.validate_on_submit() and accepted(form, lambda: service.answer(pulse_token, points)):
        return see("measures.pulse_thanks")
    return _questions(asked, form, pulse_token), form_status(form)


@blueprint.get("/pulse/thanks")
@public
def pulse_thanks() -> str:
    """It was taken."""
    return render_template("measures/pulse_thanks.html")


def _closed() -> tuple[str, int]:
    return render_template("measures/pulse_closed.html"), 410


def _questions(asked: Asked, form: object, token: str) -> str:
    return render_template(
        "measures/pulse_questions.html",
        asked=asked,
        form=form,
        token=token,
        seen_by=pulse_words.SEEN_BY,
    )


def _leads() -> bool:
    """Whether they run pulses here: the strategic lead, or who holds the post of data lead."""
    if not can(Can.RUN_PULSES):
        return False
    who, site_id = the_actor(), the_site().id
    if (site_id, Role.STRATEGIC) in who.belongs:
        return True
    held = standing_of([site_id], clock.today())[site_id].holder(Post.DATA)
    return held is not None and held.person_id == who.id


def _only_leads() -> None:
    if not _leads():
        abort(403)


def _page(form: OpenPulseForm, token: str = "") -> str:
    site = the_site()
    every, found = queries.pulses_of([site.id]), queries.results_of([site.id])
    now = next((one for one in every if one.is_open), None)
    base = current_app.config["SETTINGS"].public_base_url
    link = base + url_for("measures.pulse_questions", pulse_token=token) if token else ""
    return render_template(
        "measures/pulse.html",
        form=form,
        now=now,
        answers=pulse_words.answers_words(now) if now else "",
        link=link,
        reminder=pulse_words.reminder(site.name, link, now) if now and link else "",
        sentence=pulse_words.sentence(found) if found else "",
        table=pulse_words.table(found) if found else None,
        questions=queries.questions(),
        seen_by=pulse_words.SEEN_BY,
        may=_leads(),
        today=clock.today(),
    )
