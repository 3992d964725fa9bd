"""Many plausible sites at once, to measure with: written in batches, past the services.

Only for the demo: the rows are what the services would have written, apart from the changes of
each audit event, which would be the half of all rows and are read one event at a time.
"""

from datetime import date, timedelta

from app.core import clock
from app.demo.scale import community
from app.demo.scale.filling import Numbers, fill, fill_staff
from app.demo.scale.one_site import Setting, rows_of
from app.demo.scale.rounds import Published
from app.demo.story.timing import Calendar
from app.indicators.queries.present import not_judged_on
from app.indicators.service import refresh
from app.indicators.service.summing import renew_norms
from app.quality.queries.audits import AUDIT

BATCH = 50  # sites written at once: some 50,000 rows
SITES_PER_LEAD = 12
JUDGED_AT_ONCE = 200
LAST_JUDGED = timedelta(hours=1)  # before the day of seeding begins, as the story's sites are


def build(today: date, sites: int, years: int) -> None:
    """Write `sites` more sites whose contracts lie within the last `years` years.

    The instruments must be loaded. The same numbers on the same day give the same rows.
    """
    if not sites:
        return
    numbers = Numbers()
    leads = fill_staff(numbers, sites // SITES_PER_LEAD + 1, today)
    audit = Published.newest(AUDIT)
    setting = Setting(today, years, leads, numbers, Published.newest(), audit)
    members: list[community.Member] = []
    for start in range(0, sites, BATCH):
        last = min(start + BATCH, sites)
        rows = [rows_of(number, setting) for number in range(start + 1, last + 1)]
        fill(rows)
        members += [one for site in rows for one in community.members_of(site, today)]
    community.build(today, years, numbers, members)
    numbers.leave()
    with clock.pretend(Calendar(today).end - LAST_JUDGED):
        _judge()


def _judge() -> None:
    """Judge the sites, as the worker does each night."""
    renew_norms(clock.today())
    while batch := not_judged_on(clock.today(), JUDGED_AT_ONCE):
        refresh(batch)
