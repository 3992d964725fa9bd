"""Filling in a quarterly return page by page, checking it, handing it in."""

from datetime import date

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, make_response, render_template
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.refusals import Refused
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.taken import accepted
from app.core.words import clock_time
from app.measures import return_words
from app.measures.forms.returns import PageForm, StatementForm, page_form, with_asks
from app.measures.queries import returns as queries
from app.measures.queries.returns import EMPTY_PAGE, DraftPage
from app.measures.queries.use import span_of
from app.measures.rules.checking import check_figures, unusual
from app.measures.rules.figures import (
    PAGE,
    PAGES,
    Figures,
    cell_words,
    field_of,
    fingerprint,
    of_page,
    row_words,
)
from app.measures.rules.quarters import open_quarters
from app.measures.service import returns as service
from app.measures.service.returns import Overtaken, Statement
from app.measures.views.blueprint import Answer, blueprint, the_quarter, to
from app.sites.rules.months import quarter_in_words

SOMEBODY = "somebody else, or you in another window"


@blueprint.get("/sites/<site>/measures/returns/<quarter>/fill/<sheet>")
@requires(Can.ENTER_COUNTS)
def sheet(quarter: str, sheet: str) -> str:
    """A page of the return, filled in as far as it was."""
    on = _open(quarter, sheet)
    kept = queries.draft_of(the_site().id, on).get(sheet, EMPTY_PAGE)
    figures = of_page(service.whole_draft(the_site().id, on), PAGE[sheet])
    return _page(on, page_form(sheet)(data=_data(figures)), kept.version)


@blueprint.post("/sites/<site>/measures/returns/<quarter>/fill/<sheet>")
@requires(Can.ENTER_COUNTS)
def save_sheet(quarter: str, sheet: str) -> Answer:
    """Save it and go on to the next, or to the check."""
    on, form = _open(quarter, sheet), page_form(sheet)()
    if not form.validate_on_submit():
        return _page(on, form, seen_version()), form_status(form)
    try:
        service.save_page(the_site().id, on, sheet, form.figures(), seen_version())
    except Overtaken as overtaken:
        return _page(on, form, overtaken.theirs.version, overtaken.theirs), 409
    return _onward(on, sheet)


@blueprint.post("/sites/<site>/measures/returns/<quarter>/fill/<sheet>/autosave")
@requires(Can.ENTER_COUNTS)
def autosave_sheet(quarter: str, sheet: str) -> FlaskResponse:
    """Keep what is typed so far; for the page's script."""
    on, form = _open(quarter, sheet), page_form(sheet)()
    if not form.validate():
        said = ". ".join(message for messages in form.errors.values() for message in messages)
        return _json(422, message=f"Not saved. {said}.")
    try:
        number = service.save_page(the_site().id, on, sheet, form.figures(), seen_version())
    except Refused as refused:
        return _json(403, message=f"Not saved. {refused}.")
    except Overtaken as overtaken:
        theirs, version = _words(overtaken.theirs.content), overtaken.theirs.version
        mine = _words(form.figures())
        return _json(409, mine=mine, theirs=theirs, by=SOMEBODY, version=version)
    return _json(201, version=number, saved_at=clock_time(clock.now()))


@blueprint.get("/sites/<site>/measures/returns/<quarter>/check")
@requires(Can.ENTER_COUNTS)
def check(quarter: str) -> str:
    """Everything that would be handed in, what cannot be, and what is unusual."""
    on = _open(quarter)
    newest = next(iter(queries.versions_of(the_site().id, on)), None)
    kept = {"source": newest.source, "note": newest.note, **newest.comments} if newest else {}
    return _check_page(on, service.whole_draft(the_site().id, on), kept)


@blueprint.post("/sites/<site>/measures/returns/<quarter>/check")
@requires(Can.ENTER_COUNTS)
def submit(quarter: str) -> Answer:
    """Hand it in."""
    on, site_id = _open(quarter), the_site().id
    figures = service.whole_draft(site_id, on)
    asks = unusual(figures, queries.earlier_than(site_id, on))
    form = with_asks(StatementForm, asks)()
    said = Statement(form.comments(asks), *_typed(form))
    if form.seen.data != fingerprint(figures):
        flash("Somebody changed the draft after this page was shown. Check it again.", "important")
        return _check_page(on, figures, {}, form), 409
    if form.validate_on_submit() and accepted(
        form, lambda: service.submit(site_id, on, figures, said, seen_version())
    ):
        return handed_in(on)
    return _check_page(on, figures, {}, form), form_status(form)


@blueprint.post("/sites/<site>/measures/returns/<quarter>/drop")
@requires(Can.ENTER_COUNTS)
def drop_draft(quarter: str) -> Response:
    """Take the draft away."""
    on = _open(quarter)
    service.drop_draft(the_site().id, on)
    flash("The draft is gone. What was handed in before stands as it was.", "success")
    return to("quarter", quarter=f"{on:%Y-%m}")


def handed_in(on: date) -> Response:
    """Say so, and who signs it off: whoever leads does it on the page that follows."""
    after = "Now sign it off." if can(Can.SIGN_RETURN) else "The strategic lead signs it off."
    flash(f"The return is handed in. {after}", "success")
    return to("quarter", quarter=f"{on:%Y-%m}")


def _typed(form: StatementForm) -> tuple[str, str, str]:
    return form.source.data or "", form.note.data or "", form.reason.data or ""


def _open(word: str, key: str | None = None) -> date:
    """A quarter that can be filled in."""
    on = the_quarter(word)
    can_enter = open_quarters(span_of(the_site().id).contract_on, clock.today())
    if on not in can_enter or (key is not None and key not in PAGE):
        abort(404)
    return on


def _data(figures: Figures) -> dict[str, int]:
    return {
        field_of(row, column): number
        for row, numbers in figures.items()
        for column, number in numbers.items()
    }


def _onward(on: date, key: str) -> Response:
    """The next page that is not optional, or the check."""
    keys = [one.key for one in PAGES if not one.is_optional]
    after = keys[keys.index(key) + 1 :] if key in keys else []
    if after:
        return to("sheet", quarter=f"{on:%Y-%m}", sheet=after[0], _anchor="main-content")
    return to("check", quarter=f"{on:%Y-%m}", _anchor="main-content")


def _page(on: date, form: PageForm, version: int, theirs: DraftPage | None = None) -> str:
    return render_template(
        "measures/sheet.html",
        form=form,
        page=form.page,
        pages=PAGES,
        field_of=field_of,
        row_words=row_words,
        title=quarter_in_words(on),
        word=f"{on:%Y-%m}",
        version=version,
        mine=_words(form.figures()) if theirs else "",
        theirs=_words(theirs.content) if theirs else "",
    )


def _check_page(
    on: date, figures: Figures, kept: dict[str, str], form: StatementForm | None = None
) -> str:
    site_id = the_site().id
    earlier = queries.earlier_than(site_id, on)
    asks = unusual(figures, earlier)
    newest = next(iter(queries.versions_of(site_id, on)), None)
    form = form or with_asks(StatementForm, asks)(data=kept)
    form.seen.data = fingerprint(figures)
    return render_template(
        "measures/check.html",
        form=form,
        asks=asks,
        faults=check_figures(figures, earlier),
        page_of=_page_of,
        sections=return_words.sections(figures, every=True),
        title=quarter_in_words(on),
        word=f"{on:%Y-%m}",
        replaces=newest is not None and newest.stands,
        version=seen_version(newest.number if newest else 0),
    )


def _page_of(row: str, column: str) -> str:
    """The page on which a figure stands."""
    return next(
        one.key for one in PAGES if row in one.rows and column in [each.key for each in one.columns]
    )


def _words(figures: Figures) -> str:
    said = (
        f"{cell_words(row, column)}: {number}"
        for row, numbers in figures.items()
        for column, number in numbers.items()
    )
    return "\n".join(said) or "Nothing"


def _json(status: int, **details: object) -> FlaskResponse:
    return make_response(jsonify(**details), status)
