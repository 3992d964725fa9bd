"""The learning log: the list, one entry, and the actions an entry raises."""

from dataclasses import asdict
from typing import Any

from flask import abort, flash, render_template, request, url_for

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number, seen_version
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.core.words import day
from app.pilots import log_words, queries, service
from app.pilots.forms import EntryForm
from app.pilots.queries import EntryRow, LogWanted, PilotRow, StrategyRow
from app.pilots.rules.learning import may_change
from app.pilots.showing import columns
from app.pilots.views.blueprint import Answer, address_of, blueprint, the_pilot, to
from app.plans import service as plans
from app.plans.forms import ActionForm
from app.plans.queries import by_origin, owners
from app.plans.rules import NewAction, Origin


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/log")
@requires(Can.SEE_PILOTS)
def log(pilot_id: int) -> str:
    """What was tried and learnt, newest first."""
    found, strategies = the_pilot(pilot_id), queries.strategies_of(pilot_id)
    wanted = _wanted(strategies)
    listed = queries.entries(found.id, wanted, page_number())
    named = log_words.named_filters(wanted, strategies)

    def address(**changes: Any) -> str:
        return _address(found, wanted, **changes)

    return render_template(
        "pilots/log.html",
        pilot=found,
        listed=listed,
        wanted=wanted,
        **_narrowing(listed.rows, wanted, named, strategies, address),
    )


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/log/new")
@requires(Can.ENTER_PILOT_DATA)
def new_entry(pilot_id: int) -> Answer:
    """An empty form."""
    found = the_pilot(pilot_id)
    if not found.state.takes_entries:
        return to("log", found)
    return _new_page(found, _offering(EntryForm(data={"happened_on": clock.today()}), found.id))


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/log/new")
@requires(Can.ENTER_PILOT_DATA)
def add_entry(pilot_id: int) -> Answer:
    """Write it into the log."""
    found = the_pilot(pilot_id)
    form, made = _offering(EntryForm(), found.id), list[int]()
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.add_entry(found.site_id, found.id, form.said()))
    ):
        flash("The entry is in the log.", "success")
        return see("pilots.entry", site=the_site().slug, lesson_id=made[0])
    return _new_page(found, form), form_status(form)


@blueprint.get("/sites/<site>/pilots/log/<int:lesson_id>")
@requires(Can.SEE_PILOTS)
def entry(lesson_id: int) -> str:
    """One entry, with the actions it raised."""
    return _page(_found(lesson_id))


@blueprint.post("/sites/<site>/pilots/log/<int:lesson_id>")
@requires(Can.ENTER_PILOT_DATA)
def change_entry(lesson_id: int) -> Answer:
    """Change it: its author, and who runs the pilot."""
    row, seen = _found(lesson_id), seen_version()
    if not _may_change(row):
        abort(403)
    form = _offering(EntryForm(), row.pilot_id)

    def write() -> None:
        service.change_entry(the_site().id, row.pilot_id, row.id, form.said(), seen)

    if form.validate_on_submit() and accepted(form, write):
        flash("The entry is changed.", "success")
        return see("pilots.entry", site=the_site().slug, lesson_id=row.id)
    return _page(row, entry_form=form), form_status(form)


@blueprint.post("/sites/<site>/pilots/log/<int:lesson_id>/action")
@requires(Can.EDIT_PLAN)
def raise_action(lesson_id: int) -> Answer:
    """Put an action into the plan that says where it comes from."""
    row, form = _found(lesson_id), _with_owners(ActionForm())
    if form.validate_on_submit() and _raised(form, row):
        flash("The action is in the plan.", "success")
        return see("pilots.entry", site=the_site().slug, lesson_id=row.id)
    return _page(row, action_form=form), form_status(form)


def _found(lesson_id: int) -> EntryRow:
    return queries.entry(the_site().id, lesson_id) or abort(404)


def _may_change(row: EntryRow) -> bool:
    return may_change(
        edits_pilots=can(Can.EDIT_PILOTS), entered_by=row.by_id or 0, person=the_actor().id
    )


def _raised(form: ActionForm, row: EntryRow) -> bool:
    found, slug = the_pilot(row.pilot_id), the_site().slug
    origin = Origin(
        "pilot",
        found.id,
        f"entry-{row.id}",
        f"Pilot {found.number}, learning log, {day(row.happened_on)}",
        url_for("pilots.entry", site=slug, lesson_id=row.id),
    )
    new = NewAction(
        title=form.title.data or "",
        due_on=form.due_on.data,
        side=form.side.data or "",
        detail=form.detail.data or "",
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        origin=origin,
    )
    try:
        plans.raise_action(found.site_id, new, the_actor().id)
    except plans.Refused as refused:
        for fault in refused.faults:
            form.refuse(fault.field if fault.field in form else "title", fault.message)
        return False
    return True


def _offering(form: EntryForm, pilot_id: int) -> EntryForm:
    return form.offer((one.id, one.said.what) for one in queries.strategies_of(pilot_id))


def _with_owners(form: ActionForm) -> ActionForm:
    form.offer(owners(the_site().id))
    return form


def _new_page(found: PilotRow, form: EntryForm) -> str:
    return render_template("pilots/new_entry.html", pilot=found, form=form)


def _page(
    row: EntryRow, entry_form: EntryForm | None = None, action_form: ActionForm | None = None
) -> str:
    found = the_pilot(row.pilot_id)
    words = [code.value for code in row.codes]
    kept = asdict(row) | {"strategy": row.strategy_id, "lesson": row.lesson.value}
    kept |= {"hindered": words, "helped": words}
    actions = by_origin(found.site_id, "pilot", [found.id])
    return render_template(
        "pilots/entry.html",
        pilot=found,
        entry=row,
        form=entry_form or action_form,
        may_change=_may_change(row) and found.state.takes_entries,
        editing=entry_form is not None,
        acting=action_form is not None,
        entry_form=entry_form or _offering(EntryForm(formdata=None, data=kept), found.id),
        action_form=action_form or _with_owners(ActionForm(formdata=None)),
        version=seen_version(row.version) if entry_form else row.version,
        actions=[one for one in actions if one.origin and one.origin.part == f"entry-{row.id}"],
    )


def _wanted(strategies: list[StrategyRow]) -> LogWanted:
    known = {
        "lesson": set(log_words.LESSONS),
        "strategy": {str(one.id) for one in strategies},
        "code": set(log_words.CODES),
        "sort": {"on", "-on"},
    }
    given = {name: request.args.get(name, "") for name in known}
    return LogWanted(**{name: value for name, value in given.items() if value in known[name]})


def _address(found: PilotRow, wanted: LogWanted, **changes: Any) -> str:
    gone = (("page", 1), ("sort", "-on"))
    asked = asdict(wanted) | changes
    held = {name: value for name, value in asked.items() if value and (name, value) not in gone}
    return address_of("log", found, **held)


def _narrowing(
    rows: tuple[EntryRow, ...],
    wanted: LogWanted,
    named: dict[str, str],
    strategies: list[StrategyRow],
    address: Any,
) -> dict[str, Any]:
    slug = the_site().slug
    return {
        "words": log_words,
        "strategies": [(str(one.id), one.said.what) for one in strategies],
        "rows": log_words.rows(
            rows, lambda number: url_for("pilots.entry", site=slug, lesson_id=number)
        ),
        "columns": columns(log_words.COLUMNS, wanted.sort, address),
        "chips": [{"text": text, "href": address(**{name: ""})} for name, text in named.items()],
        "chosen_words": ", ".join(named.values()),
        "page_href": lambda number: address(page=number),
    }
