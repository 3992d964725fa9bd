"""Overdue milestones, and the last day of the contract."""

from datetime import date

from app.indicators.rules.facts import Overdue
from app.indicators.rules.known import Known


def overdue_on(known: Known, on: date) -> Overdue:
    """Critical milestones whose planned day has passed without their being done by then."""
    planned = [one for one in known.milestones if one.planned_on is not None]
    late = [
        (on - one.planned_on, one.name)
        for one in planned
        if one.critical
        and one.planned_on is not None
        and one.planned_on < on
        and (one.done_on is None or one.done_on > on)
    ]
    done = [one.done_on for one in known.milestones if one.done_on and one.done_on <= on]
    if not late:
        return Overdue(max(done, default=None), 0, "", 0, len(planned))
    longest, name = max(late)
    return Overdue(max(done, default=None), len(late), name, longest.days, len(planned))


def contract_end_on(known: Known, on: date) -> date | None:
    """The last day of the contract as signed by then; None where none is, or it has no end."""
    ends = [
        min(one.ended_on, one.ends_on) if one.ended_on and one.ended_on <= on else one.ends_on
        for one in known.contracts
        if one.signed_on <= on and one.ends_on is not None
    ]
    return max(ends, default=None)
