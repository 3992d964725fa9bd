"""What dashboards draw: calls of any day, counts and returns of the last months."""

from datetime import timedelta

from sqlalchemy import select

from app.checkins.models import CheckInCall
from app.checkins.rules import CallState
from app.core import clock, db
from app.indicators.queries import known_of
from app.indicators.service.summing import keep_sums
from app.measures.models import QuarterReturn, UseCount
from app.measures.rules.figures import ALL, RPF
from app.sites.models import Site
from app.sites.rules.months import first_of, quarter_before, quarter_of
from tests.worlds import World


def summed() -> None:
    """What dashboards add up, of all sites as of now; no site is judged for it."""
    with db.transaction():
        keep_sums(known_of(list(db.session().scalars(select(Site.id)))), clock.today())


def called(site: Site, world: World, days_ago: int, state: CallState = CallState.HELD) -> None:
    """A call of so many days ago, or ahead when negative."""
    at = clock.now() - timedelta(days=days_ago)
    db.session().add(
        CheckInCall(
            site_id=site.id,
            state=state.value,
            starts_at=at,
            minutes=30,
            channel="video",
            place="",
            agenda="",
            uid=f"{site.id}-{days_ago}@test",
            booked_by_id=world.lead.id,
            booked_at=at,
            told_at=at,
        )
    )


def used(site: Site, *cases: int) -> None:
    """Counts of the last full months, the newest last."""
    month = first_of(clock.today())
    for number in reversed(cases):
        month = first_of(month - timedelta(days=1))
        db.session().add(
            UseCount(site_id=site.id, month=month, number=1, cases=number, entered_at=clock.now())
        )


def handed_in(site: Site, returns: int, again: int) -> None:
    """Returns of the last four quarters with a quarter of these figures each."""
    quarter = quarter_of(clock.today())
    for _ in range(4):
        quarter = quarter_before(quarter)
        counts = {"reentry_d_12": returns // 4, "reentry_n_12": again // 4}
        db.session().add(
            QuarterReturn(
                site_id=site.id,
                quarter=quarter,
                number=1,
                figures={ALL: counts, RPF: {"reentry_d_12": 1, "reentry_n_12": 0}},
                comments={},
                source="Case system",
                came_by="form",
                entered_at=clock.now(),
            )
        )
