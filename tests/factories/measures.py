"""Use counts, returns, agreed measures and pulses, written through the services, inside a
transaction."""

from datetime import date, timedelta

from app.core import clock
from app.journey.rules.case_types import CaseType
from app.measures.queries.pulses import pulses_of, questions
from app.measures.queries.use import span_of
from app.measures.rules.agreed import Measure
from app.measures.rules.pulse import Question
from app.measures.rules.quarters import due_quarters, open_quarters
from app.measures.rules.use import MonthSaid, NoneBecause
from app.measures.service import agreed, pulses, returns, use
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


def enter_month(
    site: Site, month: date, cases: int, *, outside: int = 0, eligible: int | None = None
) -> None:
    """Enter a month for the first time."""
    use.enter_month(site.id, month, said(cases, outside=outside, eligible=eligible), 0)


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


def a_measure(code: str = "kept-home", every: str = "quarter") -> Measure:
    """A measure of the menu that a role sees to."""
    return Measure(
        *(code, "", "", "", "", "", "", every),
        owner_role="Performance team",
        baseline=60.0,
        baseline_n=20,
        baseline_on=clock.today(),
        baseline_source="Case system",
        target=80.0,
        target_on=date(2029, 3, 31),
    )


def agree_measure(site: Site, code: str = "kept-home", every: str = "quarter") -> int:
    """A measure both sides agreed to."""
    number = agreed.add_measure(site.id, a_measure(code, every))
    for nspcc in (True, False):
        agreed.agree(site.id, number, 1, for_nspcc=nspcc)
    return number


def hold_pulse(site: Site, answers: int, *, close: bool = True) -> str:
    """A pulse with so many answers; returns the token of its link."""
    token = pulses.open_pulse(site.id, clock.today() + timedelta(days=14), None)
    for place in range(answers):
        pulses.answer(token, {one.id: 1 + (place + at) % 5 for at, one in enumerate(_asked())})
    if close:
        pulses.close_pulse(site.id, pulses_of([site.id])[0].number)
    return token


def _asked() -> tuple[Question, ...]:
    return questions().each
