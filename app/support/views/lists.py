"""The lists of requests: of one site, and of all."""

from dataclasses import asdict
from typing import Any

from flask import Response, render_template, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number
from app.core.web.listing import csv_answer, filters_of, narrowing, sort_of
from app.sites import queries as sites
from app.sites.rules.working_days import bank_holidays
from app.support import queries
from app.support.queries import AcrossWanted, Wanted
from app.support.queries.listing import OPEN_WORD
from app.support.rules.answers import PERIOD, figures
from app.support.showing import lists as words
from app.support.showing.one import figures_words
from app.support.views.blueprint import address_of, blueprint


@blueprint.get("/sites/<site>/support")
@requires(Can.SEE_SUPPORT)
def index() -> str:
    """What a site asked for, open requests first."""
    site, today, wanted = the_site(), clock.today(), _wanted()
    found = queries.listed(site.id, wanted, page_number())
    return render_template(
        "support/index.html",
        listed=found,
        rows=words.rows(found.rows, today, address_of),
        first_line=_first_line(),
        **_shown(
            *("support.index", "support.export"),
            asdict(wanted),
            words.named_filters(wanted),
            site=site.slug,
        ),
    )


@blueprint.get("/sites/<site>/support.csv")
@requires(Can.SEE_SUPPORT)
def export() -> Response:
    """The same list as a file."""
    today, found = clock.today(), queries.every_request(the_site().id, _wanted())
    lines = (words.cells(row, today) for row in found)
    return csv_answer(write_csv(words.HEADINGS, lines), f"{the_site().slug}-support.csv")


@blueprint.get("/support")
@requires(Can.SEE_SUPPORT_EVERYWHERE)
def across() -> str:
    """What is open at all sites; a lead's own sites first, of these what waits longest."""
    actor, today, wanted = the_actor(), clock.today(), _across_wanted()
    found, leads = queries.across(actor, wanted, today, page_number()), _leads()
    named = words.named_across(wanted, leads)
    return render_template(
        "support/across.html",
        listed=found,
        rows=words.rows(found.rows, today, address_of),
        first_line=words.across_line(queries.across_counts(actor, today)),
        leads=leads,
        **_shown("support.across", "support.across_csv", _held(wanted), named),
    )


@blueprint.get("/support.csv")
@requires(Can.SEE_SUPPORT_EVERYWHERE)
def across_csv() -> Response:
    """The same list as a file."""
    today = clock.today()
    found = queries.every_across(the_actor(), _across_wanted(), today)
    lines = (words.cells(row, today) for row in found)
    return csv_answer(write_csv(words.HEADINGS, lines), "support.csv")


def _first_line() -> str:
    """The answer times of the site."""
    site, today = the_site(), clock.today()
    holidays = bank_holidays(queries.nation_of(site.id))
    found = figures(queries.times_of(site.id, today - PERIOD), queries.targets(), holidays)
    return figures_words(found, queries.targets())


def _wanted() -> Wanted:
    return Wanted(**filters_of(words.KNOWN), sort=sort_of(queries.SORTS))


def _across_wanted() -> AcrossWanted:
    """Open ones, unless another state or any is asked for."""
    kept, lead = filters_of(words.KNOWN), request.args.get("lead", "")
    if not kept.get("state"):
        kept["state"] = "" if request.args.get("state") == words.ANY else OPEN_WORD
    is_number = lead.isascii() and lead.isdigit() and len(lead) < 10
    return AcrossWanted(
        lead=lead if is_number else "",
        late=filters_of({"late": words.LATE}).get("late", ""),
        listed=Wanted(**kept, sort=sort_of(queries.SORTS)),
    )


def _held(wanted: AcrossWanted) -> dict[str, str]:
    """The filters in an address: open is what is usual, any state has to be asked for."""
    state = wanted.listed.state or words.ANY
    held = asdict(wanted.listed) | {"lead": wanted.lead, "late": wanted.late}
    return held | {"state": "" if state == OPEN_WORD else state}


def _leads() -> dict[str, str]:
    return {str(one.person_id): one.name for one in sites.staff()}


def _shown(
    endpoint: str, csv_to: str, held: dict[str, str], named: list[tuple[str, str]], **here: str
) -> dict[str, Any]:
    """What both pages show of their filters."""
    shown = narrowing(endpoint, csv_to, held, named, **here)
    columns = words.columns(held["sort"], shown["address"], across=not here)
    return shown | {"columns": columns, "words": words}
