"""The review in its two parts: what the numbers say, and how it went."""

from typing import Any

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.taken import accepted, done
from app.journey.rules.outcomes import number
from app.pilots import log_words, month_words, queries, service
from app.pilots.forms import DataForm, ProcessForm, data_form
from app.pilots.queries import PilotRow, ReviewRow
from app.pilots.rules.review import missing_to_finish
from app.pilots.views.blueprint import Answer, blueprint, the_pilot, to


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/review/begin")
@requires(Can.EDIT_PILOTS)
def begin_review(pilot_id: int) -> Response:
    """Begin the review of a pilot that ended."""
    found = the_pilot(pilot_id)
    is_done = done(
        lambda: service.begin_review(found.site_id, found.id),
        "The review is begun. Both parts can be left and gone on with later.",
    )
    return to("review" if is_done else "pilot", found)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/review")
@requires(Can.SEE_PILOTS)
def review(pilot_id: int) -> Answer:
    """Both parts as far as they are, and the way to finish."""
    found = the_pilot(pilot_id)
    said = queries.review_of(found.id)
    if said is None:
        return to("pilot", found)
    return render_template(
        "pilots/review.html",
        pilot=found,
        review=said,
        measures=log_words.measure_rows(queries.measures_of(found.id)),
        missing=missing_to_finish(said.figures, said.process),
        questions=ProcessForm(formdata=None),
    )


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/review/data")
@requires(Can.EDIT_PILOTS)
def data(pilot_id: int) -> Answer:
    """What the numbers say, prefilled from the monthly counts."""
    found = the_pilot(pilot_id)
    said = queries.review_of(found.id)
    if said is None or said.finished_on or not found.state.can_be_reviewed:
        return to("review", found)
    return _data_page(found, said)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/review/data")
@requires(Can.EDIT_PILOTS)
def save_data(pilot_id: int) -> Answer:
    """Save it, finished or not."""
    found, seen = the_pilot(pilot_id), seen_version()
    form = _data_form(found, queries.review_of(found.id) or abort(404))

    def write() -> None:
        figures, findings = form.figures.data or "", form.findings()
        service.save_data(found.site_id, found.id, figures, findings, seen)

    if form.validate_on_submit() and accepted(form, write):
        flash("What the numbers say is saved.", "success")
        return to("review", found)
    return _data_page(found, queries.review_of(found.id), form), form_status(form)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/review/process")
@requires(Can.EDIT_PILOTS)
def process(pilot_id: int) -> Answer:
    """How it went, with what the learning log says beside it."""
    found = the_pilot(pilot_id)
    said = queries.review_of(found.id)
    if said is None or said.finished_on or not found.state.can_be_reviewed:
        return to("review", found)
    return _process_page(found, ProcessForm(data=said.process), said.version)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/review/process")
@requires(Can.EDIT_PILOTS)
def save_process(pilot_id: int) -> Answer:
    """Save it, finished or not."""
    found, form, seen = the_pilot(pilot_id), ProcessForm(), seen_version()
    _ = queries.review_of(found.id) or abort(404)

    def write() -> None:
        answers = {name: form[name].data or "" for name in form.data if name != "csrf_token"}
        service.save_process(found.site_id, found.id, answers, seen)

    if form.validate_on_submit() and accepted(form, write):
        flash("How it went is saved.", "success")
        return to("review", found)
    return _process_page(found, form, seen), form_status(form)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/review/finish")
@requires(Can.EDIT_PILOTS)
def finish_review(pilot_id: int) -> Response:
    """Both parts are done."""
    found = the_pilot(pilot_id)
    _ = queries.review_of(found.id) or abort(404)
    is_done = done(
        lambda: service.finish_review(found.site_id, found.id),
        "The review is finished. The decision is next.",
    )
    return to("pilot" if is_done else "review", found)


def _data_form(found: PilotRow, said: ReviewRow) -> DataForm:
    """The form with what is saved, or else with what the monthly counts say."""
    measures = queries.measures_of(found.id)
    counted = log_words.suggested(measures, queries.months_of(found.id))
    rows = [
        (
            one.id,
            one.said.name,
            counted.get(one.id) if one.result is None else one.result,
            one.words,
        )
        for one in measures
    ]
    return data_form(rows, figures=said.figures)


def _data_page(found: PilotRow, said: ReviewRow | None, form: DataForm | None = None) -> str:
    kept = said or abort(404)
    months, measures = queries.months_of(found.id), queries.measures_of(found.id)
    counted = log_words.suggested(measures, months)
    return render_template(
        "pilots/data.html",
        pilot=found,
        form=form or _data_form(found, kept),
        version=seen_version(kept.version),
        measures=measures,
        counted=counted,
        sentence=month_words.sentence(months, found.cohort.children),
        missing=month_words.missing(found, months, found.facts.ended_on or kept.begun_on),
        number=number,
    )


def _process_page(found: PilotRow, form: ProcessForm, version: int) -> str:
    entries = queries.every_entry(found.id)
    beside: dict[str, Any] = {
        "codes": log_words.codes_in_words(entries),
        "lessons": log_words.lessons_in_words(entries),
    }
    return render_template("pilots/process.html", pilot=found, form=form, version=version, **beside)
