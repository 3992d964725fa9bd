"""Saving one row by version as it is typed: two windows, or two people, lose nothing.

Each save names the version it saw. The database compares and writes in one statement, so that
nothing needs a lock; what somebody else saved meanwhile is given back, not overwritten. For rows
outside the audit trail, which have `version`, `first_saved_at` and `saved_at`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.sql.dml import ReturningInsert

from app.core import clock
from app.core.db import Base, session
from app.core.inserting import Insert, insert_for

SEEN = "seen"


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
    current.flush()  # a statement about a table does not see to it that what it refers to is there
    statement = _save(insert_for(current), table, tuple(key), (*values, "saved_at"))
    row = {**key, **values, "saved_at": now, "first_saved_at": now, "version": 1, SEEN: seen}
    done = current.execute(statement, row).first()
    return None if done is None else int(done[0])


@cache
def _save(
    into: Insert, table: type[Base], key: tuple[str, ...], changed: tuple[str, ...]
) -> ReturningInsert[tuple[Any]]:
    """The statement of `put`; made once, because making it costs more than running it."""
    columns = table.__table__.c
    new = into(table.__table__)
    return new.on_conflict_do_update(
        index_elements=list(key),
        set_={name: new.excluded[name] for name in changed} | {"version": columns.version + 1},
        where=columns.version == bindparam(SEEN),
    ).returning(columns.version)
