"""Everything the rooms know of many sites, in as many statements for one as for many."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from app.core import clock
from app.core.clock import first_moment
from app.core.db import Base
from app.indicators.queries import learning, measures, people, quality, site, training, work
from app.indicators.queries.past import past_of
from app.indicators.rules.known import Known

TABLES: tuple[type[Base], ...] = (
    *(*site.TABLES, *people.TABLES, *training.TABLES),
    *(*work.TABLES, *measures.TABLES),
)


def known_of(site_ids: Collection[int], known_at: datetime | None = None) -> dict[int, Known]:
    """What is known of each of these sites; with a moment: what was known then. Fifteen
    statements whatever the number of sites, one more with a moment, and one with new audits."""
    past = None if known_at is None else past_of(site_ids, known_at, TABLES)
    today = clock.today()
    marks = site.marks_of(site_ids, past)
    basics, cadence = site.basics_of(site_ids, marks, past)
    calls, around = people.calls_of(site_ids, past), people.around_of(site_ids, past)
    meetings, trainers = people.meetings_of(site_ids, past), training.trainers_of(site_ids, past)
    staff, milestones = training.staff_of(site_ids, past), work.milestones_of(site_ids, past)
    months, audits = measures.months_of(site_ids, past), quality.audits_of(site_ids, past)
    begins = {number: one.training_on for number, one in basics.items()}
    returns = measures.returns_of(begins, today, past)
    adapted = quality.adaptations_of(site_ids, today, past)
    active, empty = learning.active_of(site_ids, known_at), site.Marks()
    return {
        number: Known(
            basics=one,
            cadence=cadence,
            agreed_cadence=tuple(marks.get(number, empty).cadences),
            calls=tuple(calls.get(number, ())),
            contacts=tuple(marks.get(number, empty).contacts),
            posts=tuple(marks.get(number, empty).posts),
            around=tuple(around.get(number, ())),
            groups=tuple(marks.get(number, empty).groups),
            meetings=tuple(meetings.get(number, ())),
            trainers=tuple(trainers.get(number, ())),
            teams=tuple(marks.get(number, empty).teams),
            staff=tuple(staff.get(number, ())),
            milestones=tuple(milestones.get(number, ())),
            months=tuple(months.get(number, ())),
            contracts=tuple(marks.get(number, empty).contracts),
            audits=tuple(audits.get(number, ())),
            adaptations=tuple(adapted.get(number, ())),
            returns=tuple(returns.get(number, ())),
            community=active.get(number, ()),
            embedded=tuple(marks.get(number, empty).papers),
        )
        for number, one in basics.items()
    }


def end_of(on: date) -> datetime:
    """The last moment of a day where the users are."""
    return first_moment(on + timedelta(days=1)) - timedelta(microseconds=1)
