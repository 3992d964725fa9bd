"""The dry run: who would get what in the next thirty days."""

from typing import Any

from flask import Response, render_template, request, url_for

from app.access.gate import requires
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number
from app.core.web.listing import csv_answer
from app.notices.rules import Kind
from app.reminders import queries, showing
from app.reminders.views.blueprint import Page, blueprint

DAYS = 30


@blueprint.get("/admin/reminders/dry-run")
@requires(Can.SET_LADDERS)
def dry_run() -> Page:
    """By day, person and site, what would be sent and what would not."""
    chosen: dict[str, Any] = _chosen()
    rows = _rows(chosen)
    return render_template(
        "reminders/dry_run.html",
        **showing.page_of(rows, page_number()),
        counts=showing.counts(rows),
        chosen=chosen,
        kinds=[(kind.value, kind.label) for kind in Kind],
        days=DAYS,
        chips=showing.chips(chosen, lambda kept: url_for("reminders.dry_run", **kept)),
        href=lambda to: url_for("reminders.dry_run", page=to, **showing.given(chosen)),
        csv_href=url_for("reminders.dry_run_csv", **showing.given(chosen)),
        now=clock.now(),
    )


@blueprint.get("/admin/reminders/dry-run.csv")
@requires(Can.SET_LADDERS)
def dry_run_csv() -> Response:
    """The same as CSV, all of it."""
    cells = (showing.cells(row) for row in _rows(_chosen()))
    return csv_answer(write_csv(showing.HEADINGS, cells), "reminders-dry-run.csv")


def _chosen() -> dict[str, str]:
    """What the address narrows the list to; "" means any."""
    kind = request.args.get("kind", "")
    return {
        "kind": kind if kind in set(Kind) else "",
        "at": request.args.get("at", "")[:120].strip(),
        "person": request.args.get("person", "")[:120].strip(),
    }


def _rows(chosen: dict[str, str]) -> list[showing.Row]:
    now, ladders = clock.now(), queries.present().ladders
    kinds = [chosen["kind"]] if chosen["kind"] else tuple(Kind)
    (foreseen,), facts = queries.foresee(now, DAYS, ladders, kinds=kinds)
    rows = showing.rows(foreseen, facts)
    return showing.narrowed(rows, at=chosen["at"], person=chosen["person"])
