"""What goes on around the work: the list with its timeline, and one event."""

from datetime import date
from typing import Any

from flask import abort, flash, render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import again
from app.core.web.returned import see
from app.standing import queries, service, showing
from app.standing.forms import EventForm, RemoveForm
from app.standing.queries import EventRow
from app.standing.rules import EventKind, is_around, phase_of
from app.standing.service import NewEvent
from app.standing.views.blueprint import Answer, accepted, blueprint

PER_PAGE = 25
SORTS = ("kind", "-kind", "dates", "-dates")


@blueprint.get("/sites/<site>/events")
@requires(Can.SEE_EVENTS)
def events() -> str:
    """Every event of the site, narrowed by the address."""
    every, wanted = queries.events_of(the_site().id), _wanted()
    return render_template("standing/events.html", **_listed(every, wanted), **_narrowing(wanted))


@blueprint.get("/sites/<site>/events/new")
@requires(Can.EDIT_EVENTS)
def new_event() -> str:
    """An empty form."""
    return render_template("standing/new_event.html", form=EventForm())


@blueprint.post("/sites/<site>/events/new")
@requires(Can.EDIT_EVENTS)
def add_event() -> Answer:
    """Enter it."""
    site, form = the_site(), EventForm()
    if form.validate_on_submit() and _taken(
        form, lambda: service.enter_event(site.id, _typed(form)), lambda: ""
    ):
        flash("The event is on the timeline. The NSPCC’s lead is told by mail.", "success")
        return see("standing.events", site=site.slug)
    return again("standing/new_event.html", form)


@blueprint.get("/sites/<site>/events/<int:site_event_id>")
@requires(Can.SEE_EVENTS)
def event(site_event_id: int) -> str:
    """One event: what, when, who entered it."""
    return _event_page(RemoveForm(), _found(site_event_id))


@blueprint.get("/sites/<site>/events/<int:site_event_id>/change")
@requires(Can.EDIT_EVENTS)
def edit_event(site_event_id: int) -> str:
    """The form, filled."""
    found = _found(site_event_id)
    given = {"kind": found.kind.value, "title": found.title, "words": found.words}
    form = EventForm(data={**given, **vars(found.dates)})
    return render_template(
        "standing/edit_event.html", form=form, event=found, version=found.version
    )


@blueprint.post("/sites/<site>/events/<int:site_event_id>/change")
@requires(Can.EDIT_EVENTS)
def change_event(site_event_id: int) -> Answer:
    """Change it."""
    site, form, found, seen = the_site(), EventForm(), _found(site_event_id), _seen()
    if form.validate_on_submit() and _taken(
        form,
        lambda: service.change_event(site.id, site_event_id, _typed(form), seen),
        lambda: f"{found.title}\n{showing.dates_in_words(found)}\n{found.words}",
    ):
        flash("The event is changed.", "success")
        return see("standing.event", site=site.slug, site_event_id=site_event_id)
    return again("standing/edit_event.html", form, event=found, version=seen)


@blueprint.post("/sites/<site>/events/<int:site_event_id>/remove")
@requires(Can.EDIT_EVENTS)
def remove_event(site_event_id: int) -> Answer:
    """Take it from the timeline."""
    site, form, found = the_site(), RemoveForm(), _found(site_event_id)
    reason = str(form.reason.data or "")
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.remove_event(site.id, site_event_id, reason, _seen()),
        mine=f"Remove it: {reason}",
        theirs=lambda: found.title,
    ):
        flash("The event is removed. It stays in the history.", "success")
        return see("standing.events", site=site.slug)
    return _event_page(form, found), 400


def _listed(every: list[EventRow], wanted: dict[str, str]) -> dict[str, Any]:
    """The page of the list that is asked for."""
    slug, today = the_site().slug, clock.today()
    found = _sorted([row for row in every if _fits(row, wanted, today)], wanted["sort"])
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(_page_number(), pages)
    rows = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return {
        "rows": showing.event_rows(rows, slug, today),
        "points": showing.timeline_items(rows, slug),
        "columns": _columns(wanted),
        "found": len(found),
        "total": len(every),
        "page": page,
        "pages": pages,
        "around": sum(is_around(row.dates, today) for row in every),
    }


def _event_page(form: RemoveForm, found: EventRow) -> str:
    return render_template(
        "standing/event.html",
        form=form,
        event=found,
        phase=phase_of(found.dates, clock.today()),
        when=showing.dates_in_words(found),
    )


def _taken(form: EventForm, write: Any, theirs: Any) -> bool:
    mine = f"{form.title.data}\n{form.words.data or ''}"
    return accepted(form, write, mine=mine, theirs=theirs)


def _typed(form: EventForm) -> NewEvent:
    return NewEvent(
        EventKind(form.kind.data), str(form.title.data), str(form.words.data or ""), form.dates()
    )


def _found(site_event_id: int) -> EventRow:
    return queries.event_of(the_site().id, site_event_id) or abort(404)


def _seen() -> int:
    typed = request.form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _wanted() -> dict[str, str]:
    known: dict[str, Any] = {**showing.NAMED, "sort": SORTS}
    given = {name: request.args.get(name, "") for name in known}
    return {name: value if value in known[name] else "" for name, value in given.items()}


def _fits(row: EventRow, wanted: dict[str, str], today: date) -> bool:
    period = showing.AROUND if is_around(row.dates, today) else showing.EARLIER
    has = {"kind": row.kind.value, "phase": phase_of(row.dates, today).value, "period": period}
    return all(wanted[name] in ("", value) for name, value in has.items())


def _sorted(rows: list[EventRow], sort: str) -> list[EventRow]:
    """As asked; the latest date first where nothing is."""
    if sort.endswith("kind"):
        return sorted(rows, key=lambda row: row.kind.label, reverse=sort.startswith("-"))
    return rows[::-1] if sort == "dates" else rows


def _address(**asked: Any) -> str:
    held = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return url_for("standing.events", site=the_site().slug, **held)


def _columns(wanted: dict[str, str]) -> list[dict[str, str]]:
    found = []
    for column in showing.COLUMNS:
        shown = {key: str(value) for key, value in column.items() if key != "sorts"}
        if column.get("sorts"):
            key, sort = str(column["key"]), wanted["sort"]
            turned = f"-{key}" if sort == key else key
            shown["sort_href"] = _address(**wanted | {"sort": turned})
            shown["order"] = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
        found.append(shown)
    return found


def _narrowing(wanted: dict[str, str]) -> dict[str, Any]:
    chosen = {name: value for name, value in wanted.items() if value and name != "sort"}
    words = {name: showing.NAMED[name][value] for name, value in chosen.items()}
    return {
        "wanted": wanted,
        "words": showing,
        "chips": [
            {"text": text, "href": _address(**wanted | {name: ""})} for name, text in words.items()
        ],
        "chosen_words": ", ".join(words.values()),
        "keep": [("sort", wanted["sort"])] if wanted["sort"] else [],
        "page_href": lambda number: _address(**wanted, page=number),
    }
