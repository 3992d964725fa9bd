"""How coverage reads: sentences, the frame behind chart, table and file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.charts import Column, Figure, Frame, Kind, Target, bars, cut, joined
from app.core.words import count, day
from app.training.rules.coverage import (
    LEAST_MONTHS,
    LINE,
    Coverage,
    Forecast,
    Headcount,
    Outlook,
    Post,
    Turnover,
    altogether,
    coverage,
    forecast,
    leaving_rate,
    turnover,
)
from app.training.rules.register import StaffRole, in_post

COLUMNS = (
    Column("name", "Team"),
    Column("intended", "To be trained", Kind.NUMBER),
    Column("in_post", "In post", Kind.NUMBER),
    Column("trained", "Trained and in post", Kind.NUMBER),
    Column("percent", "Coverage", Kind.NUMBER, unit="%", missing="nobody to be trained"),
)


@dataclass(frozen=True)
class Part:
    """One role on the page."""

    role: StaffRole
    whole: Coverage
    frame: Frame
    figure: Figure
    sentence: str
    outlook: str
    turnover: str

    @property
    def height(self) -> str:
        """How tall the chart is, so that a few bars are not fat and many not thin."""
        rows = len(self.frame.rows)
        return "short" if rows <= 3 else "normal" if rows <= 8 else "tall"

    @property
    def is_empty(self) -> bool:
        """Whether no team wants or has anybody of this role."""
        return not self.frame.rows


def part(teams: Sequence[Headcount], people: Sequence[Post], role: StaffRole, on: date) -> Part:
    """Everything the page says about one role."""
    rows = coverage(teams, people, role, on)
    whole = altogether(rows)
    frame = _frame(role, [*rows, whole] if len(rows) > 1 else rows)
    mine = [one for one in people if one.role is role]
    rate = leaving_rate(mine, on)
    return Part(
        role=role,
        whole=whole,
        frame=frame,
        figure=_figure(frame),
        sentence=_sentence(role, rows, whole),
        outlook=outlook_in_words(forecast(whole, rate, on), whole),
        turnover=turnover_in_words(turnover(mine, on)),
    )


def _frame(role: StaffRole, rows: Sequence[Coverage]) -> Frame:
    return Frame(
        f"Coverage of {role.plural}",
        COLUMNS,
        tuple(
            {
                "name": row.name,
                "intended": row.intended,
                "in_post": row.in_post,
                "trained": row.trained,
                "percent": row.percent,
            }
            for row in rows
        ),
    )


def _figure(frame: Frame) -> Figure:
    target = Target(LINE, "80%")
    figure = bars(frame, label="name", value="percent", span=(0, 100), target=target)
    figure["layout"]["margin"]["r"] = 52  # "100%" stands beside the longest bar
    return figure


def _sentence(role: StaffRole, rows: Sequence[Coverage], whole: Coverage) -> str:
    if whole.percent is None:
        return f"No team says how many {role.plural} are to be trained."
    said = (
        f"Trained and still in post: {whole.covered} of {count(whole.intended, role.value)}, "
        f"{cut(whole.percent, 0)}%."
    )
    low = [row.name for row in rows if row.percent is not None and row.percent < LINE]
    if not low:
        return f"{said} Every team is at 80% or more."
    return f"{said} Below 80%: {joined(low)}."


def outlook_in_words(found: Forecast, now: Coverage) -> str:
    """The forecast in words, with what it was worked out from."""
    rate = found.rate
    seen = (
        f"{count(rate.leavers, 'trained person', 'trained people')} left in the last 12 months, "
        f"in {cut(rate.person_months, 0)} months of work"
    )
    at_this_rate = f"At this rate ({seen}), and if nobody else is trained,"
    return {
        Outlook.NOBODY: "Enter how many are to be trained to see where coverage is going.",
        Outlook.BELOW: f"Coverage is below 80%: {_missing(now)} more would bring it there.",
        Outlook.TOO_LITTLE: "Not enough data for a forecast: trained people have worked "
        f"{cut(rate.person_months, 0)} months here, and {LEAST_MONTHS:.0f} are needed.",
        Outlook.STAYS: "Nobody who was trained left in the last 12 months, so that no fall below "
        "80% is in sight.",
        Outlook.FAR: f"{at_this_rate} coverage stays at 80% or more for three years.",
        Outlook.FALLS: f"{at_this_rate} coverage falls below 80% by {day(found.on)}.",
    }[found.outlook]


def turnover_in_words(found: Turnover) -> str:
    """Starters and leavers of the last 12 months."""
    if not found.started and not found.left:
        return "Nobody started or left in the last 12 months, as far as the register says."
    waiting = f", {found.waiting:,} of them not trained yet" if found.started else ""
    trained = f", {found.trained:,} of them trained" if found.left else ""
    return (
        f"In the last 12 months {count(found.started, 'person', 'people')} started{waiting}; "
        f"{count(found.left, 'person', 'people')} left{trained}."
    )


def _missing(now: Coverage) -> int:
    """How many more trained people reach the line."""
    wanted = -(-now.intended * int(LINE) // 100)
    return max(wanted - now.covered, 0)


def first_line(teams: Sequence[Headcount], people: Sequence[Post], on: date) -> str:
    """The page in a sentence."""
    if not teams:
        return "Who is trained in each team, and still in post."
    parts = [
        (role, whole)
        for role in StaffRole
        if (whole := altogether(coverage(teams, people, role, on))).intended
    ]
    if not parts:
        return "No team says yet how many are to be trained."
    said = [f"{whole.covered} of {count(whole.intended, role.value)}" for role, whole in parts]
    return f"{joined(said)} are trained and still in post."


def team_rows(teams: Sequence[Headcount], people: Sequence[Post], on: date) -> list[dict[str, Any]]:
    """The teams with what they intend and how many are on the register now."""
    here: dict[int, int] = {}
    for one in people:
        if in_post(one.started_on, one.left_on, on):
            here[one.team_id] = here.get(one.team_id, 0) + 1
    return [
        {
            "id": team.id,
            "name": team.name,
            "practitioners": team.practitioners,
            "managers": team.managers,
            "people": here.get(team.id, 0),
        }
        for team in teams
    ]
