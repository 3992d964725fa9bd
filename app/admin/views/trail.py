"""The audit trail."""

from datetime import date

from flask import abort, render_template

from app.access.gate import requires
from app.access.policy import Can
from app.admin.queries import trail
from app.admin.queries.trail import Wanted
from app.admin.views.blueprint import Page, address, blueprint, chips, number, typed
from app.core.web.day_field import day_of_line

WORDS = {
    "since": "From",
    "until": "To",
    "person": "Person",
    "site": "Site",
    "verb": "What",
    "table": "Table",
    "reference": "Reference",
}
DAYS = ("since", "until")


@blueprint.get("/admin/audit")
@requires(Can.SEE_AUDIT)
def audit() -> Page:
    """Everything that happened, newest first, narrowed by what stands in the address."""
    chosen = typed(*WORDS)
    wanted, faults = _wanted(chosen)
    page = {"chosen": chosen, "chips": chips("admin.audit", chosen, WORDS)}
    page |= {"verbs": trail.verbs(), "tables": trail.tables()}
    if faults:
        return render_template("admin/audit.html", **page, found=None, error_summary=faults), 400
    found = trail.events(wanted, before=number("before"), after=number("after"))
    return render_template("admin/audit.html", **page, **_ways_on(found, chosen), found=found)


@blueprint.get("/admin/audit/<int:event_id>")
@requires(Can.SEE_AUDIT)
def event(event_id: int) -> Page:
    """One event: who, when, why, and every field it changed."""
    found = trail.event(event_id)
    if found is None:
        abort(404)
    return render_template("admin/event.html", event=found, changes=trail.changes(event_id))


def _wanted(chosen: dict[str, str]) -> tuple[Wanted, list[dict[str, str]]]:
    """The filters as values, and what is wrong with the dates among them."""
    faults: list[dict[str, str]] = []
    others = {name: value for name, value in chosen.items() if name not in DAYS}
    since, until = (_day_or_fault(name, chosen[name], faults) for name in DAYS)
    return Wanted(**others, since=since, until=until), faults


def _day_or_fault(name: str, text: str, faults: list[dict[str, str]]) -> date | None:
    try:
        return day_of_line(text)
    except ValueError:
        words = f"“{WORDS[name]}” must be a date, such as 27 3 2027"
        faults.append({"text": words, "href": f"#filter-{name}"})
        return None


def _ways_on(found: trail.Slice, chosen: dict[str, str]) -> dict[str, str]:
    """Where the events before and after these are; "" where there are none."""
    newer = older = ""
    if found.events and found.has_newer:
        newer = address("admin.audit", chosen, after=found.events[0].id)
    if found.events and found.has_older:
        older = address("admin.audit", chosen, before=found.events[-1].id)
    return {"newer": newer, "older": older}
