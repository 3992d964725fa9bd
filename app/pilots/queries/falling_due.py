"""Monthly counts and reviews of pilots by the day they are due, at every active site."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.core.due import Due
from app.pilots.models import Pilot, PilotMonth, PilotReview
from app.pilots.rules.months import due_on
from app.pilots.rules.states import Facts, review_due_on
from app.sites.models import Site
from app.sites.rules import Status
from app.sites.rules.months import in_words, months_between


def due(first: date, last: date) -> list[Due]:
    """What pilots between agreement and decision have due on a day from one to another; two
    statements."""
    rows = (
        session()
        .execute(
            select(Pilot, PilotReview.begun_on, Site.slug)
            .join(Site, Site.id == Pilot.site_id)
            .outerjoin(PilotReview, PilotReview.pilot_id == Pilot.id)
            .where(
                Site.status == Status.ACTIVE.value,
                Pilot.agreed_on.is_not(None),
                Pilot.decided_on.is_(None),
            )
        )
        .all()
    )
    entered = _entered([pilot.id for pilot, *_ in rows])
    found: list[Due] = []
    for pilot, begun_on, slug in rows:
        path = f"/sites/{slug}/pilots/{pilot.id}"
        found += _months(pilot, path, entered)
        found += _review(pilot, path, begun_on)
    return [one for one in found if first <= one.on <= last]


def _months(pilot: Pilot, path: str, entered: Collection[tuple[int, date]]) -> Iterator[Due]:
    ends_on = pilot.ended_on or pilot.ends_on
    if pilot.starts_on is None or ends_on is None:
        return
    for month in months_between(pilot.starts_on, ends_on):
        if (pilot.id, month) not in entered:
            yield Due(
                "pilots",
                f"pilot-month:{pilot.id}:{month:%Y-%m}",
                pilot.site_id,
                f"Counts of {in_words(month)} for Pilot {pilot.number}: {pilot.name}",
                due_on(month),
                f"{path}/months/{month:%Y-%m}",
                phase="month",
                owner_ids=(pilot.owner_id,) if pilot.owner_id else (),
                detail="One page of numbers.",
            )


def _review(pilot: Pilot, path: str, begun_on: date | None) -> Iterator[Due]:
    facts = Facts(
        pilot.starts_on, pilot.ends_on, pilot.agreed_on, pilot.ended_on, begun_on, pilot.decided_on
    )
    on = review_due_on(facts)
    if on is not None and begun_on is None:
        yield Due(
            "pilots",
            f"pilot-review:{pilot.id}",
            pilot.site_id,
            f"Review of Pilot {pilot.number}: {pilot.name}",
            on,
            path,
            phase="review",
            owner_ids=(pilot.owner_id,) if pilot.owner_id else (),
            turn=on.toordinal(),
            detail="What the numbers say and how it went; then widen, adjust or stop.",
        )


def _entered(pilot_ids: Collection[int]) -> frozenset[tuple[int, date]]:
    """(pilot, month) of the counts that were entered."""
    if not pilot_ids:
        return frozenset()
    chosen = select(PilotMonth.pilot_id, PilotMonth.month)
    between = PilotMonth.pilot_id.between(min(pilot_ids), max(pilot_ids))
    return frozenset((number, month) for number, month in session().execute(chosen.where(between)))
