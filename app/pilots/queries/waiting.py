"""What pilots wait for, at many sites at once: for homes."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, cast, func, select

from app.core.db import session
from app.pilots.models import Pilot, PilotMonth
from app.pilots.queries.pilots import PilotRow, row_of, selected
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
    without a review. By number of the site; one statement whatever their number."""
    found: dict[int, list[Concern]] = defaultdict(list)
    for row, entered in _agreed(today, site_ids):
        if review_is_late(row.facts, today):
            words = f"Pilot {row.number} is over and its review is late."
            found[row.site_id].append(Concern(row.id, words))
        elif is_silent(_missing(row, entered, today), today):
            words = f"Pilot {row.number} has had no counts for two months."
            found[row.site_id].append(Concern(row.id, words))
    return dict(found)


def _agreed(
    today: date, site_ids: Collection[int] | None
) -> Iterator[tuple[PilotRow, frozenset[date]]]:
    """The pilots of active sites between agreement and decision, each with the months that were
    entered; None: of every site."""
    months = select(func.aggregate_strings(cast(PilotMonth.month, String), " "))
    chosen = (
        selected()
        .add_columns(months.where(PilotMonth.pilot_id == Pilot.id).scalar_subquery())
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
    for pilot, owner, begun_on, finished_on, entered in session().execute(chosen):
        row = row_of(pilot, owner, begun_on, finished_on, today)
        yield row, frozenset(map(date.fromisoformat, (entered or "").split()))


def _missing(row: PilotRow, entered: frozenset[date], today: date) -> list[date]:
    ends_on = row.facts.ended_on or row.facts.ends_on
    if row.facts.starts_on is None or ends_on is None:
        return []
    return missing_months(row.facts.starts_on, ends_on, entered, today)
