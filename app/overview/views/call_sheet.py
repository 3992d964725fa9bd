"""The call sheet: what to know and what to ask before a call, on one page."""

from functools import partial

from flask import abort, render_template, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.checkins.queries import call_of
from app.core import clock
from app.overview import showing
from app.overview.queries.call_sheet import sheet_facts
from app.overview.views.blueprint import blueprint
from app.sites.rules import Stage


@blueprint.get("/sites/<site>/check-ins/<int:call_id>/sheet")
@requires(Can.SEE_CALL_SHEET)
def call_sheet(call_id: int) -> str:
    """Everything at once, each block with the day it is as of and where more is read."""
    site = the_site()
    call = call_of(site.id, call_id) or abort(404)
    facts = sheet_facts(call, clock.now())
    blocks = showing.sheet_blocks(facts, Stage(site.stage), partial(url_for, site=site.slug))
    return render_template("overview/call_sheet.html", call=call, blocks=blocks, today=facts.today)
