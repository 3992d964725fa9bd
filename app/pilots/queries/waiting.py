"""What pilots wait for, at many sites at once: for homes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.pilots.models import Pilot, PilotMonth
from app.pilots.queries.pilots import PilotRow, rows_of, selected
from app.pilots.rules.months import is_silent, missing_months
from app.pilots.rules.states import review_is_late
from app.sites.models import Site
from app.sites.rules import Status


@dataclass(frozen=True)
class Concern:
    """Something about a pilot that needs attention, as a sentence."""

    pilot_id: int
    words: str


def concerns(site_ids: Collection[int], today: date) -> dict[int, list[Concern]]:
    """What needs attention at these sites: a pilot without counts for two months, one that ended
    without a review. By number of the site; at most two statements whatever their number."""
    found: dict[int, list[Concern]] = defaultdict(list)
    rows = _agreed(today, site_ids)
    entered = _entered(rows)
    for row in rows:
        if review_is_late(row.facts, today):
            words = f"Pilot {row.number} is over and its review is late."
            found[row.site_id].append(Concern(row.id, words))
        elif is_silent(_missing(row, entered[row.id], today), today):
            words = f"Pilot {row.number} has had no counts for two months."
            found[row.site_id].append(Concern(row.id, words))
    return dict(found)


def _agreed(today: date, site_ids: Collection[int] | None) -> tuple[PilotRow, ...]:
    """The pilots of active sites between agreement and decision; None: of every site."""
    chosen = (
        selected()
        .join(Site, Site.id == Pilot.site_id)
        .where(
            Pilot.agreed_on.is_not(None),
            Pilot.decided_on.is_(None),
            Site.status == Status.ACTIVE.value,
        )
        .order_by(Pilot.site_id, Pilot.number)
    )
    if site_ids is not None:
        chosen = chosen.where(Pilot.site_id.in_(sorted(site_ids)))
    return rows_of(chosen, today)


def _entered(rows: Collection[PilotRow]) -> dict[int, frozenset[date]]:
    """The months that were entered, by number of the pilot."""
    found: dict[int, set[date]] = {row.id: set() for row in rows}
    if not found:
        return {}
    chosen = select(PilotMonth.pilot_id, PilotMonth.month)
    for number, month in session().execute(chosen.where(PilotMonth.pilot_id.in_(found))):
        found[number].add(month)
    return {number: frozenset(months) for number, months in found.items()}


def _missing(row: PilotRow, entered: frozenset[date], today: date) -> list[date]:
    ends_on = row.facts.ended_on or row.facts.ends_on
    if row.facts.starts_on is None or ends_on is None:
        return []
    return missing_months(row.facts.starts_on, ends_on, entered, today)
