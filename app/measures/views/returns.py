"""Quarterly returns: the list of quarters, one return with its versions, sign-off."""

from datetime import date

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.taken import accepted
from app.measures import return_words
from app.measures.forms.returns import SendBackForm
from app.measures.queries import filing
from app.measures.queries import returns as queries
from app.measures.queries.returns import QuarterRow, ReturnRow
from app.measures.queries.use import span_of
from app.measures.rules.figures import Figures
from app.measures.rules.quarters import QuarterFacts, days_late, due_on, open_quarters
from app.measures.service import returns as service
from app.measures.views.blueprint import Answer, blueprint, the_quarter, to
from app.sites.rules.months import quarter_in_words


@blueprint.get("/sites/<site>/measures/returns")
@requires(Can.SEE_MEASURES)
def returns() -> str:
    """Every quarter with how far its return is."""
    site_id, today = the_site().id, clock.today()
    rows = return_words.quarter_rows(
        queries.quarters_of(site_id),
        span_of(site_id),
        today,
        all_open=can(Can.ENTER_COUNTS),
    )
    return render_template("measures/returns.html", quarters=rows, today=today)


@blueprint.get("/sites/<site>/measures/returns/<quarter>")
@requires(Can.SEE_MEASURES)
def quarter(quarter: str) -> str:
    """The return of a quarter as it stands, its versions, and what can be done now."""
    return _page(the_quarter(quarter), SendBackForm())


@blueprint.get("/sites/<site>/measures/returns/versions/<int:return_id>")
@requires(Can.SEE_MEASURES)
def version(return_id: int) -> str:
    """A return as it was handed in once."""
    found = queries.version_of(the_site().id, return_id) or abort(404)
    return render_template(
        "measures/version.html",
        found=found,
        title=quarter_in_words(found.quarter),
        word=f"{found.quarter:%Y-%m}",
        sections=return_words.sections(found.figures),
    )


@blueprint.post("/sites/<site>/measures/returns/versions/<int:return_id>/sign")
@requires(Can.SIGN_RETURN)
def sign(return_id: int) -> Answer:
    """The strategic lead stands for it."""
    found, form = _found(return_id), SendBackForm()
    if accepted(form, lambda: service.sign(the_site().id, return_id)):
        flash(f"The return of {quarter_in_words(found.quarter)} is signed off.", "success")
        return to("quarter", quarter=f"{found.quarter:%Y-%m}")
    return _page(found.quarter, form), form_status(form)


@blueprint.post("/sites/<site>/measures/returns/versions/<int:return_id>/send-back")
@requires(Can.SIGN_RETURN)
def send_back(return_id: int) -> Answer:
    """It has to be put right first."""
    found, form = _found(return_id), SendBackForm()
    why = form.why.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: service.send_back(the_site().id, return_id, why)
    ):
        flash("The return is sent back. It counts again once it is handed in anew.", "success")
        return to("quarter", quarter=f"{found.quarter:%Y-%m}")
    return _page(found.quarter, form), form_status(form)


@blueprint.get("/sites/<site>/measures/returns/<quarter>/return.csv")
@requires(Can.SEE_MEASURES)
def return_csv(quarter: str) -> Response:
    """The counts that stand as a file; with `?draft` and for those who enter them, as a template:
    also those that nobody has handed in yet."""
    on, site_id = the_quarter(quarter), the_site().id
    found = _figures(on, drafted="draft" in request.args and can(Can.ENTER_COUNTS))
    content = return_words.csv_file(filing.asked_of(site_id, on), found)
    return csv_answer(content, f"{the_site().slug}-return-{on:%Y-%m}.csv")


def _figures(on: date, *, drafted: bool) -> Figures:
    if drafted:
        return service.whole_draft(the_site().id, on)
    versions = queries.versions_of(the_site().id, on)
    return next((one.figures for one in versions if one.stands), {})


def _found(return_id: int) -> ReturnRow:
    return queries.version_of(the_site().id, return_id) or abort(404)


def _page(on: date, form: SendBackForm) -> str:
    site_id, today = the_site().id, clock.today()
    versions, span = queries.versions_of(site_id, on), span_of(site_id)
    if not versions and on not in open_quarters(span.contract_on, today):
        abort(404)
    stands = next((one for one in versions if one.stands), None)
    facts = queries.quarters_of(site_id).get(on, QuarterRow(on, QuarterFacts())).facts
    people = {one.entered_by_id for one in versions} | {one.signed_by_id for one in versions}
    return render_template(
        "measures/quarter.html",
        title=quarter_in_words(on),
        word=f"{on:%Y-%m}",
        state=facts.state,
        kind=return_words.KINDS[facts.state],
        has_draft=facts.has_draft,
        due_on=due_on(on),
        late=days_late(on, facts.first_on, today),
        stands=stands,
        versions=versions,
        sent_back=versions[0] if versions and versions[0].sent_back_at else None,
        sentence=return_words.sentence(stands.figures) if stands else "",
        sections=return_words.sections(stands.figures) if stands else [],
        who=names({one for one in people if one is not None}),
        me=the_actor().id,
        form=form,
        may=can(Can.ENTER_COUNTS),
    )
