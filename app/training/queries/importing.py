"""What a register file would change, compared with the register as it stands."""

from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.tables import Table, Unreadable
from app.training.models import RegisterEntry, Team, Trained
from app.training.rules.importing import Comparison, Known, Line, compare
from app.training.rules.register import Course, NewEntry


def lines_of(table: Table) -> list[Line]:
    """The lines of a register file. Raises core.tables.Unreadable."""
    if not table.rows:
        raise Unreadable("The file has a first line and nobody below it")
    return [Line(row.line, row.values, row.problem) for row in table.rows]


def comparison(site_id: int, table: Table) -> Comparison:
    """What importing the file would do now; three statements. Raises core.tables.Unreadable."""
    lines = lines_of(table)
    teams = session().execute(select(Team.name, Team.id).where(Team.site_id == site_id))
    numbers = {name: number for name, number in teams}
    return compare(lines, numbers, _known(site_id), clock.today())


def _known(site_id: int) -> list[Known]:
    trained: dict[int, set[date]] = {}
    rows = session().execute(
        select(Trained.entry_id, Trained.trained_on)
        .join(RegisterEntry, RegisterEntry.id == Trained.entry_id)
        .where(RegisterEntry.site_id == site_id, Trained.course == Course.FRAMEWORK)
    )
    for entry_id, on in rows:
        trained.setdefault(entry_id, set()).add(on)
    found = session().scalars(select(RegisterEntry).where(RegisterEntry.site_id == site_id))
    return [
        Known(
            one.id,
            NewEntry(one.name, one.team_id, one.role, one.started_on, one.left_on),
            frozenset(trained.get(one.id, ())),
        )
        for one in found
    ]
