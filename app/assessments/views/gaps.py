"""Gaps of a result, and what is not known yet, become actions of the site's plan."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.assessments import queries
from app.assessments.forms.gaps import GapsForm, Offered, Typed, gaps_form
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.reading import GapRow, GapTable, gap_table, with_actions
from app.assessments.rules import RoundState
from app.assessments.service.gaps import Wanted, raise_gaps
from app.assessments.views.blueprint import blueprint, here, lead_to, the_round
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.words import count
from app.plans import queries as plans
from app.plans import showing
from app.plans.rules import Owner, Refused


@blueprint.get("/sites/<site>/assessments/<slug>/gaps")
@requires(Can.EDIT_PLAN)
def gaps(slug: str) -> str:
    """Tick gaps, with an action suggested for each."""
    found = the_round(slug)
    _, table, owners = _table(found)
    return _page(found, table, gaps_form(_offered(table.open), owners))


@blueprint.post("/sites/<site>/assessments/<slug>/gaps")
@requires(Can.EDIT_PLAN)
def raise_actions(slug: str) -> Response | tuple[str, int]:
    """Put every ticked one into the plan, or none and say what to put right."""
    found = the_round(slug, "write")
    signed, table, owners = _table(found)
    form = gaps_form(_offered(table.rows), owners)
    if not form.validate_on_submit() or not _raised(found, signed, table, form):
        return _page(found, _shown(table, form), form), form_status(form)
    flash(f"{count(len(form.typed()), 'action')} added to the plan.", "success")
    return see("assessments.gaps", **here(slug))


def _table(found: RoundRef) -> tuple[SignOffRow, GapTable, list[Owner]]:
    if found.state is not RoundState.SIGNED_OFF:
        lead_to("assessments.start", found)
    signed = queries.sign_off_of(found.id, found.result_number) or abort(404)
    owners = plans.owners(found.site_id)
    reading = with_actions(found, signed)
    return signed, gap_table(found, reading, owners, clock.today()), owners


def _offered(rows: tuple[GapRow, ...]) -> list[Offered]:
    return [
        Offered(
            id=row.id,
            name=row.item.name,
            title=row.title,
            due_on=row.due_on,
            owner_id=row.owner_id,
            owner_name=row.owner_name,
            side=row.side,
        )
        for row in rows
    ]


def _raised(found: RoundRef, signed: SignOffRow, table: GapTable, form: GapsForm) -> bool:
    """Raise what is ticked; False with errors in the form."""
    details = {row.id: row.detail for row in table.rows}
    typed = form.typed()
    wanted = [Wanted(item_id=one.id, detail=details[one.id], **_words(one)) for one in typed]
    try:
        raise_gaps(
            found,
            (signed.id, signed.number),
            wanted,
            {row.id: row.actions for row in table.in_plan},
            path=url_for("assessments.result", **here(found.slug)),
            raised_by=the_actor().id,
        )
    except Refused as refused:
        for fault in refused.faults:
            form.refuse_of(typed[fault.nth].id, fault.field, fault.message)
        return False
    return True


def _words(one: Typed) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name != "id"}


def _shown(table: GapTable, form: GapsForm) -> GapTable:
    """What a refused form shows again: also what was ticked and has an action by now."""
    ticked = {one.id for one in form.typed()}
    return GapTable(tuple(replace(r, actions=()) if r.id in ticked else r for r in table.rows))


def _page(found: RoundRef, table: GapTable, form: GapsForm) -> str:
    form.offer([(row.id, row.item.name) for row in table.open])
    return render_template(
        "assessments/gaps.html",
        round=found,
        table=table,
        form=form,
        action_state=lambda row: showing.state(row, clock.today()),
    )
