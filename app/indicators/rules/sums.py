"""What dashboards of many sites add up, as the columns of one site's row.

Every figure is worked out by the rule that has it elsewhere; here it is only brought into columns.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from app.core.statistics.survival import Spell
from app.indicators.rules.lasting import ended_on, recovered, spell
from app.indicators.rules.paths import STEPS, Path, to_stage
from app.indicators.rules.ways import Use, now_of, way_of
from app.journey.rules import TimeBand
from app.journey.rules.pace import Prepared
from app.sites.rules import Stage
from app.training.rules.coverage import Headcount, Post, altogether, coverage, extent
from app.training.rules.register import StaffRole

Columns = dict[str, Any]
DONE, COUNTED, LATE = "done", "counted", "late"
PARTS = (DONE, COUNTED, LATE)
PACE_PLACES = 2
FIELD_UP, FIELD_ACROSS, FARTHEST = 5, 10, 3.0
"""Fields are 5 per cent high and a tenth of a pace wide, up to a pace of 3."""


def band_column(part: str, band: TimeBand) -> str:
    """The column of a part of PARTS for a time band."""
    return f"{part}_{band.name.lower()}"


def stage_columns(stage: Stage) -> tuple[str, str]:
    """The columns of the months to a stage, and of whether it was reached."""
    return f"to_{stage.name.lower()}", f"in_{stage.name.lower()}"


def preparation(found: Prepared | None) -> Columns:
    """Where a site stands by its preparation; nothing without a journey."""
    if found is None:
        names = ("quadrant", "percent", "pace", "percent_field", "pace_field")
        return dict.fromkeys(names)
    share = found.preparation.proportion or 0
    pace = found.pace.ratio if found.pace else None
    return {
        "quadrant": found.quadrant.value,
        "percent": round(100 * share),
        "pace": round(float(pace), PACE_PLACES) if pace is not None else None,
        "percent_field": int(100 * share) // FIELD_UP * FIELD_UP,
        "pace_field": pace_field(pace) if pace is not None else None,
    }


def pace_field(pace: Fraction) -> float:
    """The slow end of the field of a pace, so that no field reaches over a pace of 1."""
    return min(ceil(pace * FIELD_ACROSS) / FIELD_ACROSS, FARTHEST)


def bands(counts: Mapping[TimeBand, Mapping[str, int]]) -> Columns:
    """Milestones by time band, each counted by part."""
    return {
        band_column(part, band): counts.get(band, {}).get(part, 0)
        for band in TimeBand
        for part in PARTS
    }


def training(teams: Iterable[Headcount], staff: Iterable[Post], today: date) -> Columns:
    """How far those who are to be trained are trained and in post, by role."""
    known, people = list(teams), list(staff)

    def of(role: StaffRole) -> str:
        return extent(altogether(coverage(known, people, role, today))).value

    return {"practitioners": of(StaffRole.PRACTITIONER), "managers": of(StaffRole.MANAGER)}


def use(found: Use, today: date) -> Columns:
    """How it is used, where it stands, how long that lasted, and when it came back."""
    way, now, lasted = way_of(found), now_of(found, today), spell(found, today)
    back = sorted(recovered(found))
    return {
        "way": way.value if way else None,
        "now": now.value if now else None,
        "lasted": int(lasted.time) if lasted else None,
        "has_ended": lasted.ended if lasted else False,
        "ended_on": ended_on(found, today),
        "came_back": [on.isoformat() for on in back],
        "came_back_on": back[-1] if back else None,
    }


def stages(path: Path, today: date) -> Columns:
    """The months to each stage, or so far."""
    found: Columns = {}
    for stage in STEPS:
        took: Spell | None = to_stage(stage, path, today)
        months, reached = stage_columns(stage)
        found[months] = int(took.time) if took else None
        found[reached] = took.ended if took else False
    return found
