"""The monthly use counts: chart, table, file, and one month at a time."""

from datetime import date

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.taken import accepted
from app.measures import use_words
from app.measures.forms.use import MonthForm
from app.measures.queries import use as queries
from app.measures.queries.use import MonthUse
from app.measures.rules.use import due_on, is_final
from app.measures.service import use as service
from app.measures.views.blueprint import Answer, blueprint, to
from app.sites.rules.months import in_words, read_month


@blueprint.get("/sites/<site>/measures/use")
@requires(Can.SEE_MEASURES)
def use() -> str:
    """The counts so far, and the months that are missing."""
    today, site_id = clock.today(), the_site().id
    months, span = queries.months_of(site_id), queries.span_of(site_id)
    entered = {one.month for one in months}
    missing = [one for one in span.asked_for(today) if one not in entered]
    more = [one for one in span.can_enter(today) if one not in {*entered, *missing}]
    return render_template(
        "measures/use.html",
        months=use_words.rows(months),
        sentence=use_words.sentence(months),
        figure=use_words.figure(months),
        missing=use_words.missing_rows(missing, today),
        more=[(f"{one:%Y-%m}", in_words(one)) for one in reversed(more)],
        today=today,
    )


@blueprint.get("/sites/<site>/measures/use.csv")
@requires(Can.SEE_MEASURES)
def use_csv() -> Response:
    """Every count of every month."""
    content = use_words.frame(queries.months_of(the_site().id)).csv()
    return csv_answer(content, f"{the_site().slug}-use.csv")


@blueprint.get("/sites/<site>/measures/use/<use_month>")
@requires(Can.SEE_MEASURES)
def month(use_month: str) -> Answer:
    """What was said of a month, and the form to say or correct it."""
    on, versions = _month(use_month)
    data = MonthForm.shown(versions[0].said) if versions else {}
    return _page(on, MonthForm(data=data), versions)


@blueprint.post("/sites/<site>/measures/use/<use_month>")
@requires(Can.ENTER_COUNTS)
def save_month(use_month: str) -> Answer:
    """Say or correct it."""
    (on, versions), form, seen = _month(use_month), MonthForm(), seen_version()

    def write() -> None:
        service.enter_month(the_site().id, on, form.said(), seen, form.reason.data or "")

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The count of {in_words(on)} is saved.", "success")
        return to("use")
    return _page(on, form, versions), form_status(form)


def _month(word: str) -> tuple[date, list[MonthUse]]:
    """The month an address means, and what was said of it, newest first; 404 for one that nobody
    can enter and of which nothing was said."""
    on, site_id = read_month(word) or abort(404), the_site().id
    versions = queries.versions_of(site_id, on)
    if not versions and on not in queries.span_of(site_id).can_enter(clock.today()):
        abort(404)
    return on, versions


def _page(on: date, form: MonthForm, versions: list[MonthUse]) -> str:
    newest = versions[0] if versions else None
    who = names({one.entered_by_id for one in versions if one.entered_by_id is not None})
    return render_template(
        "measures/month.html",
        form=form,
        month=in_words(on),
        word=f"{on:%Y-%m}",
        due_on=due_on(on),
        versions=versions,
        words=use_words.types_in_words,
        who=who,
        may=can(Can.ENTER_COUNTS),
        asks_reason=newest is not None and is_final(on, clock.in_london(newest.entered_at).date()),
        is_running=not is_final(on, clock.today()),
        version=seen_version(newest.number if newest else 0),
    )
