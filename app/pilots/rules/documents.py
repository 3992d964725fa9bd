"""A plan as plain values that are kept with a version, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from app.pilots.rules.plan import Cohort, Document, Measure, Risk, Strategy, Times


def content_of(plan: Document) -> dict[str, Any]:
    """The plan in values that JSON can hold; dates as ISO words."""
    times = plan.times
    return {
        "cohort": asdict(plan.cohort) | {"case_types": list(plan.cohort.case_types)},
        "times": {
            "owner_id": times.owner_id,
            "starts_on": times.starts_on.isoformat() if times.starts_on else None,
            "ends_on": times.ends_on.isoformat() if times.ends_on else None,
        },
        "strategies": [asdict(one) for one in plan.strategies],
        "measures": [asdict(one) for one in plan.measures],
        "risks": [asdict(one) for one in plan.risks],
    }


def content_to(content: Mapping[str, Any]) -> Document:
    """The plan that `content_of` wrote."""
    cohort, times = dict(content["cohort"]), content["times"]
    cohort["case_types"] = tuple(cohort["case_types"])
    return Document(
        Cohort(**cohort),
        Times(times["owner_id"], _day(times["starts_on"]), _day(times["ends_on"])),
        tuple(Strategy(**one) for one in content["strategies"]),
        tuple(Measure(**one) for one in content["measures"]),
        tuple(Risk(**one) for one in content["risks"]),
    )


def _day(word: str | None) -> date | None:
    return date.fromisoformat(word) if word else None
