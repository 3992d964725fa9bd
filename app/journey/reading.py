"""The progress of one site put together for its page: scores, lag, and what they compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.journey.queries import MilestoneRow, tallies_of_all
from app.journey.rules import MilestoneStatus, Stage
from app.journey.rules.forecast import Dated, Slip, forecast, slip
from app.journey.rules.lag import expected_stage, stages_behind, weeks_behind
from app.journey.rules.pace import FEWEST, FEWEST_SHARED, Norms, norms
from app.journey.rules.scores import Activity, Precision, Scores, activity, scores, tally
from app.sites.rules import Status


@dataclass(frozen=True)
class Progress:
    """The scores of one site. `on` is the day they are of: today, or when it was discontinued.

    `expected` is the stage the first plan wanted begun by then; `weeks_behind` is None without a
    plan. `exact`: the reader may know how many other sites there are.
    """

    scores: Scores
    norms: Norms
    on: date
    discontinued: bool
    expected: Stage | None
    stages_behind: int
    weeks_behind: int | None
    exact: bool


@dataclass(frozen=True)
class Line:
    """A milestone on the timeline; `forecast_on` only where it is open and there is a pace."""

    row: MilestoneRow
    forecast_on: date | None

    @property
    def days_late(self) -> int | None:
        """Days after its first plan on which it happened or would happen; below 0 is early."""
        on, first = self.row.happened_on or self.forecast_on, self.row.first_planned_on
        return None if on is None or first is None else (on - first).days


@dataclass(frozen=True)
class Timeline:
    """Every milestone that is not set aside, in the order of the programme, and the pace."""

    lines: tuple[Line, ...]
    slip: Slip | None


def progress(site_id: int, rows: Sequence[MilestoneRow], today: date, *, exact: bool) -> Progress:
    """The progress of a site from its milestones; one statement for the other sites.

    With too few closed sites of the same template there is nothing to compare with; `exact` for
    readers who may see every site.
    """
    found = [_activity(row) for row in rows]
    own, every = tally(found), tallies_of_all()
    template, stopped_on = every[site_id].template, every[site_id].discontinued_on
    on = min(today, stopped_on) if stopped_on else today
    others = [
        scores(other.tallies, today, other.discontinued_on)
        for other in every.values()
        if other.template == template
    ]
    return Progress(
        scores=scores(own, today, stopped_on),
        norms=norms(others, FEWEST if exact else FEWEST_SHARED),
        on=on,
        discontinued=stopped_on is not None,
        expected=expected_stage(own, on),
        stages_behind=stages_behind(own, on),
        weeks_behind=weeks_behind(found, on),
        exact=exact,
    )


def timeline(rows: Sequence[MilestoneRow], status: Status, today: date) -> Timeline:
    """What was planned and what happened; a forecast where the site is active."""
    dated = [_dated(row) for row in rows]
    found = slip(dated) if status is Status.ACTIVE else None
    days = forecast(dated, found, today)
    shown = [row for row in rows if row.status.is_open or row.status is MilestoneStatus.DONE]
    return Timeline(tuple(Line(row, days.get(row.code)) for row in shown), found)


def _activity(row: MilestoneRow) -> Activity:
    precision = Precision.MONTH if row.month_only else Precision.DAY
    on, planned_on = row.happened_on, row.first_planned_on
    return activity(row.template.stage, row.status, on, planned_on, precision)


def _dated(row: MilestoneRow) -> Dated:
    return Dated(
        code=row.code,
        first_planned_on=row.first_planned_on,
        planned_on=row.planned_on,
        happened_on=row.happened_on,
        is_open=row.status.is_open,
        requires=row.template.requires,
    )
