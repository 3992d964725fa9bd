"""What a run would send now, and what the runs of the next days would."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.clock import in_london
from app.notices.rules import Kind
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
    due = dues(in_london(since).date(), in_london(now).date(), ladders)
    known = facts(in_london(now).date(), in_london(now).date(), due)
    found = steps(due, ladders, _holidays(known), since, now)
    before = told([step.due.subject for step in found])
    return Plan(tuple(plan(found, known, before, now)), known, since)


def foresee(
    now: datetime, days: int, *ladders: Ladders, kinds: Collection[str] = tuple(Kind)
) -> tuple[list[list[Foreseen]], Facts]:
    """What the runs of the next days would send and drop of these kinds by each of the ladders, if
    nothing changed in between. They are planned as the runs themselves plan, one after the other.
    """
    first, last = in_london(now).date(), in_london(now).date() + timedelta(days=days)
    before = last_finished()
    since = looked_at_from(ladders[0], now, before.until if before else None)
    due = dues(in_london(since).date(), last, *ladders, kinds=kinds)
    known = facts(first, last, due)
    by_ladder = []
    for one in ladders:
        slots = [slot for slot in slots_between(one, first, last) if slot.moment > now]
        until = slots[-1].moment if slots else now
        by_ladder.append((slots, steps(due, one, _holidays(known), since, until)))
    remembered = told([step.due.subject for _, found in by_ladder for step in found])
    return [
        run_after_run(slots, found, known, set(remembered), since) for slots, found in by_ladder
    ], known


def _holidays(known: Facts) -> Callable[[int | None], Collection[date]]:
    """The bank holidays of a site's nation, by the number of the site."""

    def of_site(site_id: int | None) -> Collection[date]:
        site = known.sites.get(site_id) if site_id is not None else None
        return bank_holidays(site.nation) if site else ()

    return of_site
