"""The first page of administration, and what the workers do."""

from datetime import timedelta

from flask import render_template

from app.access.gate import requires
from app.access.policy import Can
from app.admin.queries import people, running, trail
from app.admin.views.blueprint import Page, blueprint, settings
from app.core import clock, outbox, worklog
from app.core.alarms.rules import WORKER_SILENT_AFTER, is_alive
from app.core.outbox import State
from app.core.outbox.rules import TO_DECIDE
from app.core.web.errors import in_words

DECIDED_FIRST = (State.PARKED, State.FAILED, State.BOUNCED)


@blueprint.get("/admin")
@requires(Can.SEE_AUDIT)
def index() -> Page:
    """Where administration begins: what needs a person, and the ways on."""
    now, counts, sign = clock.now(), outbox.queries.counts(), worklog.last_sign()
    return render_template(
        "admin/index.html",
        waiting=counts[State.NEW] + counts[State.CLAIMED] + counts[State.IN_DATA],
        stuck=sum(counts[state] for state in TO_DECIDE),
        stuck_state=next((s.value for s in DECIDED_FIRST if counts[s]), State.PARKED.value),
        kept=counts[State.CAPTURED],
        people=people.open_accounts(),
        refused=trail.refused_since(now - timedelta(days=1)),
        sign=sign,
        seen=in_words(int(sign.age.total_seconds())) if sign else "",
        is_alive=is_alive(sign.age if sign else None),
        server_is_set=settings().smtp_host is not None,
        now=now,
    )


@blueprint.get("/admin/jobs")
@requires(Can.SEE_JOBS)
def jobs() -> Page:
    """Which workers are alive, and how the last run of each job went."""
    now = clock.now()
    return render_template(
        "admin/jobs.html",
        workers=running.workers(),
        runs=worklog.runs(),
        silent_after=WORKER_SILENT_AFTER,
        now=now,
    )
