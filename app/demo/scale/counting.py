"""Use counts and quarterly returns of a site among many."""

from datetime import date, timedelta

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.journey.rules.case_types import CaseType
from app.measures.models import QuarterReturn, UseCount
from app.measures.rules.figures import ALL, RPF, STAGES
from app.measures.rules.use import NoneBecause, due_months, field_of
from app.sites.rules.months import next_month, next_quarter, quarter_of, quarters_between

ENTERED, RETURNED, SIGNED = 0.92, 0.9, 0.9
TRAINED_AFTER = 70  # days after the contract


def counting_rows(ground: Ground) -> Rows:
    """A count for most months since the training, and a return for most quarters."""
    if not ground.is_begun:
        return {}
    training_on = later(ground.course.contract_on, TRAINED_AFTER)
    until = min(ground.course.reached, ground.yesterday)
    months = [
        _month(ground, month)
        for month in due_months(training_on, until)
        if ground.chance.random() < ENTERED
    ]
    quarters = quarters_between(next_quarter(quarter_of(training_on)), until)
    returns = [
        _return(ground, quarter)
        for quarter in quarters
        if later(next_quarter(quarter), 20) < until and ground.chance.random() < RETURNED
    ]
    return {UseCount: months, QuarterReturn: returns}


def _month(ground: Ground, month: date) -> Row:
    chance = ground.chance
    cases = max(0, chance.randint(-1, 6))
    types: dict[str, int | None] = {field_of(one): None for one in CaseType}
    if cases:
        types["co"], types["s20"] = cases - cases // 2, cases // 2
    return {
        "site_id": ground.site_id,
        "month": month,
        "number": 1,
        "cases": cases,
        **types,
        "eligible": cases + chance.randint(2, 9),
        "none_because": "" if cases else NoneBecause.NOT_SUITABLE.value,
        "note": "",
        "reason": "",
        "entered_at": ground.moment(later(next_month(month), chance.randint(2, 20))),
        "entered_by_id": ground.people[1],
        "superseded_at": None,
    }


def _return(ground: Ground, quarter: date) -> Row:
    chance, ends_on = ground.chance, next_quarter(quarter) - timedelta(days=1)
    cases, ceased = chance.randint(3, 15), chance.randint(15, 40)
    entered = ground.moment(later(ends_on, chance.randint(5, 45)))
    is_signed = chance.random() < SIGNED
    return {
        "site_id": ground.site_id,
        "quarter": quarter,
        "number": 1,
        "figures": {
            ALL: {
                "started_care": ceased + chance.randint(0, 6),
                "ceased_care": ceased,
                "exit_home_planned": ceased // 5,
                "exit_home_unplanned": ceased // 10,
                "eligible_n": cases + chance.randint(4, 12),
                "reentry_d_12": ceased // 4,
                "reentry_n_12": ceased // 20,
            },
            RPF: {one.key: max(0, cases - place) for place, one in enumerate(STAGES)},
        },
        "comments": {},
        "source": "Report of the case system",
        "note": "",
        "reason": "",
        "came_by": "form",
        "entered_at": entered,
        "entered_by_id": ground.people[1],
        "signed_at": entered + timedelta(hours=3) if is_signed else None,
        "signed_by_id": ground.people[0] if is_signed else None,
        "sent_back_at": None,
        "sent_back_by_id": None,
        "sent_back_why": "",
        "superseded_at": None,
    }
