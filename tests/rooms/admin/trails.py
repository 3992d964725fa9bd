"""Events for tests of the audit trail."""

from datetime import datetime
from typing import Any

from app.core import audit
from app.core.audit import Acting, AuditChange
from app.core.db import session, transaction


def make_event(
    verb: str = "milestone done",
    *,
    summary: str = "Something happened.",
    actor_id: int | None = None,
    reference: str = "",
    at: datetime | None = None,
    changes: dict[str, dict[str, Any]] | None = None,
    **more: Any,
) -> int:
    """Write one event with its changes (table -> field values); returns its number."""
    with transaction(), audit.acting(Acting(actor_id, "web", reference)):
        if at is not None:
            return _at(at, verb, summary, actor_id)
        number = audit.because(verb, summary=summary, **more)
        for table, values in (changes or {}).items():
            session().add(
                AuditChange(
                    event_id=number,
                    table_name=table,
                    row_id="7",
                    action="changed",
                    changes=values,
                )
            )
    return number


def _at(at: datetime, verb: str, summary: str, actor_id: int | None) -> int:
    row = audit.AuditEvent(
        at=at,
        verb=verb,
        summary=summary,
        actor_id=actor_id,
        reason="",
        origin="web",
        reference="",
        nspcc_only=False,
    )
    session().add(row)
    session().flush()
    return row.id
