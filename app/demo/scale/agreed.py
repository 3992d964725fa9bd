"""Agreed measures of a site among many, with their values."""

from collections.abc import Iterator
from datetime import date

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.journey.rules.outcomes import BY_CODE, MenuItem, Sort, Wanted
from app.measures.models import AgreedMeasure, MeasureValue, MeasureVersion
from app.measures.rules.periods import Every
from app.sites.rules.months import next_quarter, quarter_of, quarters_between

CODES = ("kept-home", "drift", "adoption", "penetration")
AGREED_AFTER, BOTH_AGREED, ENTERED = 100, 0.85, 0.9


def agreed_rows(ground: Ground) -> Rows:
    """Two measures or three of a site that began, most of them agreed by both sides, and a value
    for most quarters since."""
    on = later(ground.course.contract_on, AGREED_AFTER)
    if not ground.is_begun or on >= ground.course.reached:
        return {}
    measures, versions, values = [], [], []
    for code in ground.chance.sample(CODES, ground.chance.randint(2, 3)):
        is_agreed = ground.chance.random() < BOTH_AGREED
        number = ground.numbers.take(AgreedMeasure)
        measures.append(_measure(ground, number, code, on, is_agreed=is_agreed))
        versions.append(_version(ground, number, BY_CODE[code], on, is_agreed=is_agreed))
        if is_agreed:
            values += list(_values(ground, number, BY_CODE[code], on))
    return {AgreedMeasure: measures, MeasureVersion: versions, MeasureValue: values}


def _measure(ground: Ground, number: int, code: str, on: date, *, is_agreed: bool) -> Row:
    return {
        "id": number,
        "site_id": ground.site_id,
        "code": code,
        "entered_at": ground.moment(on),
        "agreed_at": ground.moment(later(on, 7)) if is_agreed else None,
        "retired_at": None,
        "retired_by_id": None,
        "retired_why": "",
    }


def _version(ground: Ground, number: int, item: MenuItem, on: date, *, is_agreed: bool) -> Row:
    entered, agreed = ground.moment(on), ground.moment(later(on, 7))
    base = _number(ground, item, 0)
    better = 1.3 if item.wanted is Wanted.UP else 0.7
    return {
        "measure_id": number,
        "number": 1,
        "definition_number": 1,
        "name": item.name,
        "definition": item.definition,
        "why": item.why,
        "wanted": item.wanted.value,
        "unit": item.unit,
        "sort": item.sort.value,
        "every": Every.QUARTER.value,
        "owner_id": ground.people[1],
        "owner_role": "",
        "baseline": base,
        "baseline_n": None if item.sort is Sort.COUNT else ground.chance.randint(3, 30),
        "baseline_on": later(on, -20),
        "baseline_source": "Case system",
        "target": float(round(min(base * better, 95.0))),
        "target_on": later(on, 730),
        "reason": "",
        "entered_at": entered,
        "entered_by_id": ground.people[0],
        "site_agreed_at": entered,
        "site_agreed_by_id": ground.people[0],
        "nspcc_agreed_at": agreed if is_agreed else None,
        "nspcc_agreed_by_id": ground.lead if is_agreed else None,
        "superseded_at": None,
    }


def _values(ground: Ground, number: int, item: MenuItem, on: date) -> Iterator[Row]:
    """A value for most quarters that are over; some are of fewer than five."""
    until = min(ground.course.reached, ground.yesterday)
    for place, quarter in enumerate(quarters_between(quarter_of(on), until)):
        entered_on = later(next_quarter(quarter), ground.chance.randint(3, 25))
        if entered_on < until and ground.chance.random() < ENTERED:
            yield {
                "measure_id": number,
                "period": quarter,
                "number": 1,
                "definition_number": 1,
                "value": _number(ground, item, place),
                "n": None if item.sort is Sort.COUNT else ground.chance.randint(3, 30),
                "note": "",
                "reason": "",
                "entered_at": ground.moment(entered_on),
                "entered_by_id": ground.people[1],
                "superseded_at": None,
            }


def _number(ground: Ground, item: MenuItem, place: int) -> float:
    """A plausible number, that gets better by and by."""
    way = 1 if item.wanted is Wanted.UP else -1
    found = 50 + way * min(2 * place, 25) + ground.chance.randint(-8, 8)
    return float(found)
