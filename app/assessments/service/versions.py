"""Saving one row of somebody's own, by version: two windows of one person lose nothing.

Each save names the version it saw. The database compares and writes in one statement, so that
nothing needs a lock; what another window saved meanwhile is given back, not overwritten.
"""

from collections.abc import Mapping
from typing import Any

from app.assessments.models import Dissent, FactSheet, SavedAnswer
from app.core import clock
from app.core.db import Base, session
from app.core.inserting import insert_for


def put(
    table: type[SavedAnswer] | type[FactSheet] | type[Dissent],
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    seen: int,
) -> int | None:
    """Insert the row, or change it if it still has the version seen; None when it has not."""
    current, now = session(), clock.now()
    values = {**values, "saved_at": now}
    model: type[Base] = table
    done = current.execute(
        insert_for(current)(model)
        .values(**key, **values, first_saved_at=now, version=1)
        .on_conflict_do_update(
            index_elements=list(key),
            set_={**values, "version": table.version + 1},
            where=table.version == seen,
        )
        .returning(table.version)
    ).first()
    return None if done is None else int(done[0])
