"""What somebody needs before a call with a site, from every room in few reads."""

from dataclasses import dataclass
from datetime import date, datetime

from app.checkins import queries as calls
from app.checkins.queries import CallRow, Note
from app.checkins.queries.brief import Brief, brief
from app.core.clock import in_london
from app.joining.queries.contracts import Ending, ending_by_site
from app.overview.queries.gate import LastResult, newest_result
from app.pilots.models import Pilot
from app.pilots.queries.months import MonthRow, months_of
from app.pilots.queries.pilots import PilotRow, rows_of, selected
from app.training.queries.coverage import headcounts, posts
from app.training.queries.trainers import TrainerRow, all_of_site
from app.training.rules.coverage import Coverage, altogether, coverage
from app.training.rules.register import StaffRole


@dataclass(frozen=True)
class SheetFacts:
    """A site before a call. `notes` are those of the two calls before; `pilot` the newest one that
    was agreed, with its months; `coverage` is empty where no headcount is entered."""

    call: CallRow
    today: date
    brief: Brief
    notes: list[Note]
    result: LastResult | None
    contract: Ending | None
    trainers: tuple[TrainerRow, ...]
    coverage: dict[StaffRole, Coverage]
    pilot: PilotRow | None
    months: list[MonthRow]


def sheet_facts(call: CallRow, now: datetime) -> SheetFacts:
    """Everything the call sheet says; at most fourteen statements whatever the site holds."""
    today, notes = in_london(now).date(), calls.notes_before(call, 2)
    pilot = _pilot(call.site_id, today)
    return SheetFacts(
        call=call,
        today=today,
        brief=brief(call.site_id, notes[0] if notes else None, now),
        notes=notes,
        result=newest_result(call.site_id),
        contract=ending_by_site(today, [call.site_id]).get(call.site_id),
        trainers=all_of_site(call.site_id),
        coverage=_coverage(call.site_id, today),
        pilot=pilot,
        months=months_of(pilot.id) if pilot else [],
    )


def _pilot(site_id: int, today: date) -> PilotRow | None:
    agreed = selected().where(Pilot.site_id == site_id, Pilot.agreed_on.is_not(None))
    found = rows_of(agreed.order_by(Pilot.number.desc()).limit(1), today)
    return found[0] if found else None


def _coverage(site_id: int, today: date) -> dict[StaffRole, Coverage]:
    teams, people = headcounts(site_id), posts(site_id)
    if not teams or all(one.trained_on is None for one in people):
        return {}  # an empty register says that it is not kept, not that nobody is trained
    return {role: altogether(coverage(teams, people, role, today)) for role in StaffRole}
