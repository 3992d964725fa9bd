"""Importing a register file: all of it, as it was shown, or nothing."""

from collections.abc import Iterable

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.tables import Table
from app.training.models import RegisterEntry, Trained
from app.training.queries import importing
from app.training.rules.importing import Change, Comparison
from app.training.rules.register import Course
from app.training.service.register import hold


class NotAsShown(Exception):
    """The register changed after the preview, or a line is wrong: look again."""


def import_register(site_id: int, table: Table, fingerprint: str) -> Comparison:
    """Import exactly what was shown: `fingerprint` is that of the comparison shown.

    Raises `NotAsShown`, core.tables.Unreadable.
    """
    hold(site_id)
    found = importing.comparison(site_id, table)
    if found.fingerprint != fingerprint or found.wrong:
        raise NotAsShown
    if found.does_something:
        audit.because(
            "training register imported",
            summary=f"Training register imported: {len(found.new)} new, "
            f"{len(found.changed)} changed, {found.unchanged} unchanged.",
            site_id=site_id,
        )
        _add(site_id, found.new)
        _change(found.changed)
        session().flush()
    return found


def _add(site_id: int, changes: Iterable[Change]) -> None:
    rows = []
    for change in changes:
        row = RegisterEntry(site_id=site_id, position=change.line, entered_at=clock.now())
        _write(row, change)
        rows.append((row, change))
    session().add_all(row for row, _ in rows)
    session().flush()
    for row, change in rows:
        _train(row.id, change)


def _change(changes: Iterable[Change]) -> None:
    by_number = {change.id: change for change in changes if change.id is not None}
    chosen = select(RegisterEntry).where(RegisterEntry.id.in_(by_number))
    for row in session().scalars(chosen) if by_number else ():
        _write(row, by_number[row.id])
        _train(row.id, by_number[row.id])


def _write(row: RegisterEntry, change: Change) -> None:
    entry = change.entry
    row.name, row.team_id, row.role = entry.name, present(entry.team_id), entry.role
    row.started_on, row.left_on = entry.started_on, entry.left_on


def _train(entry_id: int, change: Change) -> None:
    if change.trained_on is not None:
        session().add(
            Trained(
                entry_id=entry_id,
                course=Course.FRAMEWORK.value,
                trained_on=change.trained_on,
                position=change.line,
            )
        )
