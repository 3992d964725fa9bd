"""Adding a site: first its authority, then who leads it and from when."""

from dataclasses import dataclass

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.journey.service import plan_journey
from app.overview.forms import AddSiteForm
from app.overview.views.blueprint import blueprint
from app.sites import queries
from app.sites.rules import Refused
from app.sites.service import AddSite, add_site

MOST_AUTHORITIES = 10


@dataclass(frozen=True)
class Chosen:
    """An authority that takes part, and the sites in which it does already."""

    id: int
    name: str
    sites: tuple[queries.SiteLink, ...]


@blueprint.get("/sites/new")
@requires(Can.ADD_SITE)
def new() -> str:
    """Choose an authority; once one is chosen, the rest of the form."""
    chosen = _chosen(_numbers(request.args.getlist("authority")))
    if not chosen or "q" in request.args:
        return _picker(chosen)
    form = AddSiteForm(name=" and ".join(one.name for one in chosen))
    return _form(form, chosen)


@blueprint.post("/sites/new")
@requires(Can.ADD_SITE)
def add() -> Response | tuple[str, int]:
    """Add the site and plan its journey, both or neither."""
    numbers, form = _numbers(request.form.getlist("authority")), AddSiteForm()
    if form.validate_on_submit():
        try:
            site = add_site(_entered(form, numbers))
            plan_journey(site.id, site.contract_on, site.training_on)
        except Refused as refused:
            form.refuse(refused.field if refused.field in form else "name", refused.message)
        else:
            more = " Enter its enquiry under Joining." if site.contract_on > clock.today() else ""
            flash(f"{site.name} is added and its journey is planned.{more}", "success")
            return see("journey.index", site=site.slug)
    return _form(form, _chosen(numbers)), form_status(form)


def _picker(chosen: list[Chosen]) -> str:
    asked = request.args.get("q", "").strip()
    found = queries.authorities(queries.Filters(q=asked), clock.today()) if asked else None
    taken = {one.id for one in chosen}
    return render_template(
        "overview/new.html",
        chosen=chosen,
        q=asked,
        found=found,
        offered=[row for row in found.rows if row.id not in taken] if found else [],
        form=None,
        error_summary=[],
    )


def _form(form: AddSiteForm, chosen: list[Chosen]) -> str:
    form.offer(_staff())
    missing = [{"text": "Choose at least one authority", "href": "#chosen"}] if not chosen else []
    return render_template(
        "overview/new.html", chosen=chosen, form=form, error_summary=missing, q="", found=None
    )


def _staff() -> list[tuple[int, str]]:
    return [(one.person_id, one.name) for one in queries.staff()]


def _numbers(asked: list[str]) -> tuple[int, ...]:
    """The authorities an address or a form names, each once."""
    plain = [text for text in asked if text.isascii() and text.isdigit() and len(text) < 10]
    return tuple(dict.fromkeys(map(int, plain)))[:MOST_AUTHORITIES]


def _chosen(numbers: tuple[int, ...]) -> list[Chosen]:
    if not numbers:
        return []
    today = clock.today()
    sites = queries.adopting_sites(numbers, today)
    names = [(number, name) for number, name in queries.choices(today) if number in numbers]
    return [Chosen(number, name, sites.get(number, ())) for number, name in names]


def _entered(form: AddSiteForm, authority_ids: tuple[int, ...]) -> AddSite:
    return AddSite(
        name=form.name.data or "",
        authority_ids=authority_ids,
        lead_id=form.lead_id.data or 0,
        deputy_id=form.deputy_id.data,
        contract_on=form.contract_on.data,
        training_on=form.training_on.data,
    )
