"""Lists across sites: those before their contract, and all contracts; each also as a file."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number
from app.core.web.listing import csv_answer
from app.joining.queries import enquiries as enquiry_reads
from app.joining.queries import everywhere as contract_reads
from app.joining.queries.everywhere import ContractLine
from app.joining.queries.listing import NOBODY
from app.joining.showing import lists as showing
from app.joining.views.blueprint import blueprint
from app.sites import queries as sites

Wanted = enquiry_reads.Wanted | contract_reads.Wanted


@blueprint.get("/enquiries")
@requires(Can.SEE_ENQUIRIES)
def enquiries() -> str:
    """The authorities before their contract, those silent for longest first."""
    wanted, today = _enquiries_wanted(), clock.today()
    listed = enquiry_reads.listed(the_actor(), wanted, today, page_number())
    return render_template(
        "joining/enquiries.html",
        listed=listed,
        rows=showing.enquiry_rows(listed.rows, today, _joining),
        columns=showing.enquiry_columns(wanted.sort, _address_of("joining.enquiries", wanted)),
        words=showing,
        today=today,
        **_narrowing("joining.enquiries", wanted),
    )


@blueprint.get("/enquiries.csv")
@requires(Can.SEE_ENQUIRIES)
def enquiries_csv() -> Response:
    """The same list as a file."""
    today = clock.today()
    found = enquiry_reads.everyone(the_actor(), _enquiries_wanted(), today)
    lines = (showing.enquiry_cells(line, today) for line in found)
    return csv_answer(write_csv(showing.ENQUIRY_HEADINGS, lines), "enquiries.csv")


@blueprint.get("/contracts")
@requires(Can.SEE_CONTRACTS)
def contracts() -> str:
    """The contracts of every site, the first to end first."""
    wanted, today = _contracts_wanted(), clock.today()
    listed = contract_reads.listed(the_actor(), wanted, today, page_number())
    return render_template(
        "joining/contracts.html",
        listed=listed,
        rows=showing.contract_rows(listed.rows, today, _contract),
        columns=showing.contract_columns(wanted.sort, _address_of("joining.contracts", wanted)),
        words=showing,
        today=today,
        **_narrowing("joining.contracts", wanted),
    )


@blueprint.get("/contracts.csv")
@requires(Can.SEE_CONTRACTS)
def contracts_csv() -> Response:
    """The same list as a file."""
    today = clock.today()
    found = contract_reads.everything(the_actor(), _contracts_wanted(), today)
    lines = (showing.contract_cells(line, today) for line in found)
    return csv_answer(write_csv(showing.CONTRACT_HEADINGS, lines), "contracts.csv")


def _enquiries_wanted() -> enquiry_reads.Wanted:
    sort = _sort(enquiry_reads.SORTS, enquiry_reads.Wanted.sort)
    return enquiry_reads.Wanted(**_asked(showing.ENQUIRIES_KNOWN), sort=sort)


def _contracts_wanted() -> contract_reads.Wanted:
    sort = _sort(contract_reads.SORTS, contract_reads.Wanted.sort)
    return contract_reads.Wanted(**_asked(showing.CONTRACTS_KNOWN), sort=sort)


def _asked(known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The filters of the address; words it does not know do not narrow."""
    given = {name: request.args.get(name, "") for name in known}
    kept = {name: value for name, value in given.items() if value in known[name]}
    lead = request.args.get("lead", "")
    is_number = lead.isascii() and lead.isdigit() and len(lead) < 10
    return {
        **kept,
        "q": request.args.get("q", "").strip()[:100],
        "lead": lead if is_number or lead == NOBODY else "",
    }


def _sort(known: Mapping[str, object], usual: str) -> str:
    asked = request.args.get("sort", usual)
    return asked if asked.removeprefix("-") in known else usual


def _address_of(endpoint: str, wanted: Wanted) -> Callable[..., str]:
    """Addresses of the list with some of it changed; defaults are left out."""
    usual = type(wanted)()

    def address(**changes: Any) -> str:
        asked = asdict(wanted) | changes
        gone = {"sort": usual.sort, "page": 1}
        held = {name: value for name, value in asked.items() if value and gone.get(name) != value}
        return url_for(endpoint, **held)

    return address


def _narrowing(endpoint: str, wanted: Wanted) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, those offered, where they lead."""
    address = _address_of(endpoint, wanted)
    leads = showing.lead_choices([(one.person_id, one.name) for one in sites.staff()])
    named = showing.named_filters(wanted, leads)
    return {
        "wanted": wanted,
        "leads": leads,
        "chips": [{"text": words, "href": address(**{name: ""})} for name, words in named],
        "chosen_words": ", ".join(words for _, words in named),
        "page_href": lambda number: address(page=number),
        "csv_href": _address_of(f"{endpoint}_csv", wanted)(),
    }


def _joining(slug: str) -> str:
    return url_for("joining.index", site=slug)


def _contract(line: ContractLine) -> str:
    return url_for("joining.contract", site=line.site_slug, contract_id=line.id)
