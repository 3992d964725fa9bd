"""The monthly counts: chart, table, file, and one month at a time."""

from datetime import date

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.taken import accepted
from app.pilots import month_words, queries, service
from app.pilots.forms import MonthForm
from app.pilots.queries import MonthRow, PilotRow
from app.pilots.rules.months import due_on, open_months
from app.pilots.views.blueprint import Answer, blueprint, the_pilot, to
from app.sites.rules.months import in_words, read_month


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/months")
@requires(Can.SEE_PILOTS)
def months(pilot_id: int) -> str:
    """The counts so far, and the months that are missing."""
    found, today = the_pilot(pilot_id), clock.today()
    entered = queries.months_of(found.id)
    missing = month_words.missing(found, entered, today)
    return render_template(
        "pilots/months.html",
        pilot=found,
        months=entered,
        sentence=month_words.sentence(entered, found.cohort.children),
        frame=month_words.short_frame(entered),
        figure=month_words.figure(entered),
        missing=month_words.missing_rows(missing, today),
        today=today,
    )


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/months.csv")
@requires(Can.SEE_PILOTS)
def months_csv(pilot_id: int) -> Response:
    """Every count of every month."""
    found = the_pilot(pilot_id)
    name = f"{the_site().slug}-pilot-{found.number}-months.csv"
    return csv_answer(month_words.frame(queries.months_of(found.id)).csv(), name)


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/months/<month>")
@requires(Can.ENTER_PILOT_DATA)
def month(pilot_id: int, month: str) -> Answer:
    """The counts of one month, to be entered or corrected."""
    found, on = the_pilot(pilot_id), read_month(month) or abort(404)
    if not found.state.takes_entries or on not in _open(found):
        return to("months", found)
    kept = _kept(found, on)
    data = {**kept.counts, "reason": kept.reason} if kept else {}
    return _page(found, on, MonthForm(data=data), kept)


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/months/<month>")
@requires(Can.ENTER_PILOT_DATA)
def save_month(pilot_id: int, month: str) -> Answer:
    """Save them."""
    found, on = the_pilot(pilot_id), read_month(month) or abort(404)
    form, seen = MonthForm(), seen_version()

    def write() -> None:
        reason = form.reason.data or ""
        service.enter_month(found.site_id, found.id, on, form.counts(), seen, reason)

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The counts of {in_words(on)} are saved.", "success")
        return to("months", found)
    return _page(found, on, form, _kept(found, on)), form_status(form)


def _open(found: PilotRow) -> list[date]:
    facts = found.facts
    ends_on = facts.ended_on or facts.ends_on
    if facts.starts_on is None or ends_on is None:
        return []
    return open_months(facts.starts_on, ends_on, clock.today())


def _kept(found: PilotRow, on: date) -> MonthRow | None:
    return next((one for one in queries.months_of(found.id) if one.month == on), None)


def _page(found: PilotRow, on: date, form: MonthForm, kept: MonthRow | None) -> str:
    return render_template(
        "pilots/month.html",
        pilot=found,
        form=form,
        month=in_words(on),
        word=f"{on:%Y-%m}",
        due_on=due_on(on),
        version=seen_version(kept.version if kept else 0),
    )
