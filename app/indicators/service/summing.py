"""Keeping what dashboards add up: a row a site, what sites needed, and the months that are over."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select, true

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_for, insert_new
from app.indicators.models import MonthStanding, PreparationNorm, SiteSums
from app.indicators.queries.standings import month_ends, stood
from app.indicators.queries.sums import sums_of
from app.indicators.rules.known import Known
from app.indicators.rules.sums import Columns
from app.journey.queries import tallies_of_all
from app.journey.queries.scores import norms_of, preparation_of
from app.journey.rules.pace import FEWEST


def keep_sums(known: Mapping[int, Known], today: date) -> None:
    """Write down what these sites add to every dashboard, as of a day."""
    if session().scalar(select(PreparationNorm.on).limit(1)) is None:
        renew_norms(today)
    stamp = {"on": today, "summed_at": clock.now()}
    rows = [{"site_id": n} | stamp | one for n, one in sorted(sums_of(known, today).items())]
    _replace(rows)


def _replace(rows: Sequence[Columns]) -> None:
    if not rows:
        return
    current = session()
    new = insert_for(current)(SiteSums.__table__)
    names = [name for name in rows[0] if name != "site_id"]
    current.execute(
        new.on_conflict_do_update(
            index_elements=["site_id"], set_={name: new.excluded[name] for name in names}
        ),
        rows,
    )


def renew_norms(today: date) -> None:
    """Work out anew what sites needed to prepare, from every site there is; three statements."""
    every = tallies_of_all()
    scores = {number: preparation_of(one, today) for number, one in every.items()}
    rows = [
        {
            "template": min(template),
            "on": today,
            "days": found.days,
            "closed": found.closed,
            "running": found.running,
        }
        for template, found in sorted(
            norms_of(every, scores, FEWEST).items(), key=lambda one: min(one[0])
        )
    ]
    session().execute(delete(PreparationNorm))
    insert_new(PreparationNorm, ("template",), rows, "template")


def begin_day(today: date) -> None:
    """What is worked out over all sites, once a day before each is judged: what they needed to
    prepare, and where they stood when a month ended."""
    if session().scalar(select(PreparationNorm.on).limit(1)) != today:
        renew_norms(today)
        close_months(today)


def close_months(today: date) -> None:
    """Count where sites stood at the end of the months that are over, where it is not counted yet:
    what was judged then does not change any more."""
    ends = month_ends(today)[:-1]
    kept = set(session().scalars(select(MonthStanding.on).where(MonthStanding.on.in_(ends))))
    open_ends = [on for on in ends if on not in kept]
    rows = [
        {
            "on": one.on,
            "status": one.status or "",
            "sites": one.sites,
            "with_index": one.with_index,
            "index_sum": one.index_sum,
        }
        for one in (stood(open_ends, true()) if open_ends else ())
    ]
    insert_new(MonthStanding, ("on", "status"), rows, "on")


def open_months(first: date) -> None:
    """Count anew the months that ended on this day or later: their history is told again."""
    session().execute(delete(MonthStanding).where(MonthStanding.on >= first - timedelta(days=1)))
