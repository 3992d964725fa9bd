"""What a run would send now, and what the runs of the next days would."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.clock import in_london
from app.reminders.queries.facts import facts, told
from app.reminders.queries.runs import last_finished
from app.reminders.queries.sources import dues
from app.reminders.rules import (
    Facts,
    Foreseen,
    Ladders,
    Planned,
    looked_at_from,
    plan,
    run_after_run,
    slots_between,
    steps,
)
from app.sites.rules.working_days import bank_holidays


@dataclass(frozen=True)
class Plan:
    """What one run does: reminders by person, in the order of their numbers."""

    planned: tuple[Planned, ...]
    facts: Facts
    since: datetime


def plan_now(ladders: Ladders, now: datetime) -> Plan:
    """What a run does at this moment."""
    last = last_finished()
    since = looked_at_from(ladders, now, last.until if last else None)
    known = facts(in_london(now).date(), in_london(now).date())
    due = dues(ladders, in_london(since).date(), in_london(now).date())
    found = steps(due, ladders, _holidays(known), since, now)
    before = told([step.due.subject for step in found])
    return Plan(tuple(plan(found, known, before, now)), known, since)


def foresee(
    ladders: Ladders, now: datetime, days: int, kinds: Collection[str] = (), site_id: int = 0
) -> tuple[list[Foreseen], Facts]:
    """What the runs of the next days would send and drop, if nothing changed in between.

    It goes through the same steps as they do, one run after the other, and remembers what it
    would have sent. `kinds` and `site_id` narrow what is looked at.
    """
    first, last = in_london(now).date(), in_london(now).date() + timedelta(days=days)
    slots = [one for one in slots_between(ladders, first, last) if one.moment > now]
    known, before = facts(first, last), last_finished()
    since = looked_at_from(ladders, now, before.until if before else None)
    chosen = [
        one
        for one in dues(ladders, in_london(since).date(), last)
        if (not kinds or one.kind in kinds) and (not site_id or one.site_id == site_id)
    ]
    found = steps(chosen, ladders, _holidays(known), since, slots[-1].moment) if slots else []
    remembered = told([step.due.subject for step in found])
    return run_after_run(slots, found, known, remembered, since), known


def _holidays(known: Facts) -> Callable[[int | None], Collection[date]]:
    """The bank holidays of a site's nation, by the number of the site."""

    def of_site(site_id: int | None) -> Collection[date]:
        site = known.sites.get(site_id) if site_id is not None else None
        return bank_holidays(site.nation) if site else ()

    return of_site
