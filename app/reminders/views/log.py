"""What the runs did: how many reminders were sent and dropped, and to whom they went."""

from flask import abort, render_template, url_for

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.asked import page_number
from app.reminders import queries, showing
from app.reminders.views.blueprint import Page, blueprint


@blueprint.get("/admin/reminders/log")
@requires(Can.SET_LADDERS)
def log() -> Page:
    """The last runs that had something to do."""
    listed = queries.runs(page_number())
    return render_template(
        "reminders/log.html",
        rows=[showing.run(one) for one in listed.rows],
        listed=listed,
        href=lambda to: url_for("reminders.log", page=to),
    )


@blueprint.get("/admin/reminders/log/<int:run_id>")
@requires(Can.SET_LADDERS)
def run(run_id: int) -> Page:
    """What one run sent and dropped, by person."""
    found = queries.run(run_id)
    if found is None:
        abort(404)
    listed = queries.sent_by(run_id, page_number())
    return render_template(
        "reminders/run.html",
        run=showing.run(found),
        rows=showing.sent(listed.rows, queries.present().ladders),
        listed=listed,
        href=lambda to: url_for("reminders.run", run_id=run_id, page=to),
    )
