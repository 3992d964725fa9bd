"""Saving one row by version as it is typed: two windows, or two people, lose nothing.

Each save names the version it saw. The database compares and writes in one statement, so that
nothing needs a lock; what somebody else saved meanwhile is given back, not overwritten. For rows
outside the audit trail, which have `version`, `first_saved_at` and `saved_at`.
"""

from collections.abc import Mapping
from typing import Any

from app.core import clock
from app.core.db import Base, session
from app.core.inserting import insert_for


def put(
    table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any], seen: int
) -> int | None:
    """Insert the row, or change it if it still has the version seen; None when it has not.

    `key` are the columns of a unique constraint. Raises TypeError for a table of the trail, which
    would not see the change.
    """
    if table.__audited__:
        raise TypeError(f"{table.__name__} is in the audit trail: change it through objects.")
    current, now = session(), clock.now()
    model: Any = table  # its columns are those the module speaks of
    values = {**values, "saved_at": now}
    done = current.execute(
        insert_for(current)(table)
        .values(**key, **values, first_saved_at=now, version=1)
        .on_conflict_do_update(
            index_elements=list(key),
            set_={**values, "version": model.version + 1},
            where=model.version == seen,
        )
        .returning(model.version)
    ).first()
    return None if done is None else int(done[0])
