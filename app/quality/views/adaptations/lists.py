"""The registers of adaptations: of one site, and of all."""

from dataclasses import asdict

from flask import Response, render_template, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number
from app.core.web.listing import csv_answer, filters_of, narrowing, sort_of
from app.quality.adaptation_words import lists as words
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AcrossWanted, Wanted
from app.quality.queries.adaptations.listing import GOING_ON
from app.quality.views.adaptations.asked import page_of
from app.quality.views.blueprint import blueprint
from app.sites import queries as sites


@blueprint.get("/sites/<site>/adaptations")
@requires(Can.SEE_ADAPTATIONS)
def adaptations() -> str:
    """What a site does differently; what waits for a view first."""
    site, today, wanted = the_site(), clock.today(), _wanted()
    found = queries.listed(site.id, wanted, page_number())
    shown = narrowing(
        "quality.adaptations",
        "quality.adaptations_csv",
        asdict(wanted),
        words.named_filters(wanted),
        site=site.slug,
    )
    columns = words.columns(wanted.sort, shown["address"])
    rows = words.rows(found.rows, today, page_of)
    line = words.first_line(queries.counts(site.id))
    more = {"columns": columns, "rows": rows, "first_line": line, "words": words}
    return render_template("quality/adaptations.html", listed=found, **shown, **more)


@blueprint.get("/sites/<site>/adaptations.csv")
@requires(Can.SEE_ADAPTATIONS)
def adaptations_csv() -> Response:
    """The same list as a file."""
    today, found = clock.today(), queries.every_adaptation(the_site().id, _wanted())
    lines = (words.cells(row, today) for row in found)
    return csv_answer(write_csv(words.HEADINGS, lines), f"{the_site().slug}-adaptations.csv")


@blueprint.get("/adaptations")
@requires(Can.SEE_ADAPTATIONS_EVERYWHERE)
def adaptations_across() -> str:
    """What goes on at all sites; what waits for a view first, a lead's own sites before others."""
    actor, today, wanted, leads = the_actor(), clock.today(), _across_wanted(), _leads()
    found = queries.across(actor, wanted, today, page_number())
    named = words.named_across(wanted, leads)
    shown = narrowing(
        "quality.adaptations_across", "quality.adaptations_across_csv", _held(wanted), named
    )
    columns = words.columns(wanted.listed.sort, shown["address"], across=True)
    line = words.across_line(queries.across_counts(actor, today))
    more = {"columns": columns, "first_line": line, "words": words, "leads": leads}
    more["rows"] = words.rows(found.rows, today, page_of)
    return render_template("quality/adaptations_across.html", listed=found, **shown, **more)


@blueprint.get("/adaptations.csv")
@requires(Can.SEE_ADAPTATIONS_EVERYWHERE)
def adaptations_across_csv() -> Response:
    """The same list as a file."""
    today = clock.today()
    found = queries.every_across(the_actor(), _across_wanted(), today)
    lines = (words.cells(row, today) for row in found)
    return csv_answer(write_csv(words.HEADINGS, lines), "adaptations.csv")


def _wanted() -> Wanted:
    return Wanted(**filters_of(words.KNOWN), sort=sort_of(queries.SORTS))


def _across_wanted() -> AcrossWanted:
    """What goes on, unless another state or any is asked for."""
    kept, lead = filters_of(words.KNOWN), request.args.get("lead", "")
    if not kept.get("state"):
        kept["state"] = "" if request.args.get("state") == words.ANY else GOING_ON
    is_number = lead.isascii() and lead.isdigit() and len(lead) < 10
    return AcrossWanted(
        lead=lead if is_number else "",
        late=filters_of({"late": words.LATE}).get("late", ""),
        listed=Wanted(**kept, sort=sort_of(queries.SORTS)),
    )


def _held(wanted: AcrossWanted) -> dict[str, str]:
    """The filters in an address: what goes on is usual, any state has to be asked for."""
    state = wanted.listed.state or words.ANY
    held = asdict(wanted.listed) | {"lead": wanted.lead, "late": wanted.late}
    return held | {"state": "" if state == GOING_ON else state}


def _leads() -> dict[str, str]:
    return {str(one.person_id): one.name for one in sites.staff()}
