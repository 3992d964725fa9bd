"""The milestones of a site as a list and as a file, and the confirmation of their dates."""

from collections.abc import Sequence
from datetime import date

from flask import Response, flash, render_template, request

from app.access.gate import SiteRef, requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.returned import see
from app.core.words import count
from app.journey import narrowing, queries, service, showing
from app.journey.forms import ConfirmForm
from app.journey.narrowing import Wanted
from app.journey.queries import MilestoneRow
from app.journey.rules import Stage
from app.journey.views.blueprint import Answer, accepted, blueprint


@blueprint.get("/sites/<site>/journey")
@requires(Can.SEE_JOURNEY)
def index() -> str:
    """The milestones by band, as a task list."""
    today, site, wanted = clock.today(), the_site(), Wanted.read(request.args)
    rows = _rows(site, today)
    fitting = [row.code for row in rows if wanted.fits(row)]
    return render_template(
        "journey/index.html",
        stages=showing.stage_states(Stage(site.stage)),
        groups=showing.groups(rows, today, fitting if wanted.named else None),
        summary=showing.summary(rows, today, rests=site.is_at_rest),
        **_counts(rows, fitting),
        wanted=wanted,
        offered=narrowing.OFFERED,
        anchors=queries.anchors_of(site.id, rows, today),
        today=today,
    )


def _rows(site: SiteRef, today: date) -> list[MilestoneRow]:
    """The milestones; where work rests none of them is late."""
    rows = queries.milestones_of(site.id, today)
    return showing.resting(rows) if site.is_at_rest else rows


def _counts(rows: Sequence[MilestoneRow], fitting: Sequence[str]) -> dict[str, int]:
    """How many milestones there are, fit the filters, and have a date nobody agreed to."""
    provisional = sum(showing.is_provisional(row) for row in rows)
    return {"planned": len(rows), "fitting": len(fitting), "provisional": provisional}


@blueprint.get("/sites/<site>/journey/milestones.csv")
@requires(Can.SEE_JOURNEY)
def export() -> Response:
    """The same list as CSV."""
    site, wanted = the_site(), Wanted.read(request.args)
    rows = [row for row in queries.milestones_of(site.id, clock.today()) if wanted.fits(row)]
    return csv_answer(
        write_csv(narrowing.HEADINGS, map(narrowing.cells, rows)), f"{site.slug}-milestones.csv"
    )


@blueprint.get("/sites/<site>/journey/confirm")
@requires(Can.EDIT_JOURNEY)
def provisional() -> str:
    """The provisional dates, to be ticked."""
    return _confirm_page(ConfirmForm(formdata=None))


@blueprint.post("/sites/<site>/journey/confirm")
@requires(Can.EDIT_JOURNEY)
def confirm() -> Answer:
    """Confirm the dates ticked, all or none."""
    form, site = ConfirmForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.confirm_dates(site.id, _ticked(form))
    ):
        number = count(len(form.dates.data or []), "planned date")
        flash(f"{number[:1].upper()}{number[1:]} confirmed.", "success")
        back = form.back.data
        if back and queries.milestone_of(site.id, back, clock.today()):
            return see("journey.milestone", site=site.slug, code=back)
        return see("journey.index", site=site.slug)
    return _confirm_page(form), form_status(form)


def _ticked(form: ConfirmForm) -> dict[str, date]:
    """Code -> date as it was shown; what cannot be read is no milestone's date."""
    found = {}
    for value in form.dates.data or []:
        code, _, on = str(value).partition(":")
        try:
            found[code] = date.fromisoformat(on)
        except ValueError:
            found[code] = date.min
    return found


def _confirm_page(form: ConfirmForm) -> str:
    rows = queries.milestones_of(the_site().id, clock.today())
    form.offer(showing.dates_to_confirm(rows))
    return render_template("journey/confirm.html", form=form)
