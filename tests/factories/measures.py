"""Use counts and quarterly returns, written through the services, inside a transaction."""

from datetime import date

from app.core import clock
from app.journey.rules.case_types import CaseType
from app.measures.queries.use import span_of
from app.measures.rules.quarters import due_quarters, open_quarters
from app.measures.rules.use import MonthSaid, NoneBecause
from app.measures.service import returns, use
from app.measures.service.returns import Statement
from app.sites.models import Site

FIGURES = {
    "ALL": {
        "started_care": 30,
        "ceased_care": 24,
        "exit_home_planned": 6,
        "exit_home_unplanned": 3,
        "eligible_n": 20,
        "reentry_d_12": 8,
        "reentry_n_12": 2,
    },
    "RPF": {
        "rpf_cases_started": 5,
        "rpf_stage2": 4,
        "rpf_stage3": 3,
        "decision_proceed": 2,
        "decision_not_now": 1,
        "rc1_high": 2,
        "rc1_medium": 2,
    },
}


def said(cases: int, *, outside: int = 0, eligible: int | None = None, note: str = "") -> MonthSaid:
    """A month of which the type of every case is known."""
    types = {CaseType.CO: cases - outside, CaseType.OUTSIDE: outside} if cases else {}
    every = {one: types.get(one) for one in CaseType}
    because = "" if cases else NoneBecause.NOT_SUITABLE.value
    return MonthSaid(cases, every, eligible, because, note)


def enter_month(site: Site, month: date, cases: int, **more: int) -> None:
    """Enter a month for the first time."""
    use.enter_month(site.id, month, said(cases, **more), 0)  # type: ignore[arg-type]


def last_quarter(site: Site) -> date:
    """The newest quarter that can be entered."""
    return open_quarters(span_of(site.id).contract_on, clock.today())[-1]


def asked_for(site: Site) -> list[date]:
    """The quarters whose return is asked for."""
    return due_quarters(span_of(site.id).training_on, clock.today())


def hand_in_return(site: Site, quarter: date, seen: int = 0, reason: str = "") -> int:
    """Hand a return in; its number."""
    words = Statement(source="Case system", reason=reason)
    return returns.submit(site.id, quarter, FIGURES, words, seen)
