"""How many of those who are meant to be trained are trained and still in post, and until when."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.training.rules.register import StaffRole, in_post

LINE = 80.0  # per cent; the threshold of staff coverage
WINDOW = timedelta(days=365)
MONTH = 365 / 12  # days, so that 365 days are 12 months
LEAST_MONTHS = 24.0  # trained person-months without which a leaving rate says nothing
FARTHEST_MONTHS = 36.0


@dataclass(frozen=True)
class Headcount:
    """A team and how many of each role are meant to be trained."""

    id: int
    name: str
    practitioners: int
    managers: int

    def of(self, role: StaffRole) -> int:
        """How many of this role."""
        return self.practitioners if role is StaffRole.PRACTITIONER else self.managers


@dataclass(frozen=True)
class Post:
    """Somebody of the register without a name; `trained_on` is the first training that counts."""

    team_id: int
    role: StaffRole
    started_on: date | None
    left_on: date | None
    trained_on: date | None

    def is_trained(self, on: date) -> bool:
        """Trained by this day, and in post on it."""
        was = self.trained_on is not None and self.trained_on <= on
        return was and in_post(self.started_on, self.left_on, on)


@dataclass(frozen=True)
class Coverage:
    """People of one role in a team, or in all. `covered` counts trained people up to the intended
    number, so that a surplus in one team does not hide a gap in another."""

    name: str
    intended: int
    in_post: int
    trained: int
    covered: int

    @property
    def percent(self) -> float | None:
        """100 × covered ÷ intended; None where nobody is meant to be trained."""
        return 100 * self.covered / self.intended if self.intended else None


class Extent(StrEnum):
    """How far people of a role are covered: 80 % or more of those to be trained, half or more,
    fewer; unknown where nobody is meant to be or no team is entered."""

    LINE = "line"
    HALF = "half"
    BELOW = "below"
    UNKNOWN = "unknown"


def extent(found: Coverage) -> Extent:
    """How far they are covered."""
    if not found.intended:
        return Extent.UNKNOWN
    if found.covered * 100 >= found.intended * LINE:
        return Extent.LINE
    return Extent.HALF if found.covered * 2 >= found.intended else Extent.BELOW


class Outlook(StrEnum):
    """What a forecast of coverage says."""

    NOBODY = "nobody"
    BELOW = "below"
    TOO_LITTLE = "too little"
    STAYS = "stays"
    FAR = "far"
    FALLS = "falls"


@dataclass(frozen=True)
class LeavingRate:
    """Trained people who left in the last 365 days, and the months trained people worked in them.

    `per_month` is their quotient: the maximum-likelihood estimate of a constant hazard from
    occurrences and exposure (textbook survival analysis; Cox and Oakes, 1984).
    """

    leavers: int
    person_months: float

    @property
    def per_month(self) -> float:
        """Leavers per trained person and month; 0 without exposure."""
        return self.leavers / self.person_months if self.person_months else 0.0


@dataclass(frozen=True)
class Forecast:
    """When coverage falls below the line if people go on leaving as they did and no more are
    trained; `on` is the day where the outlook is FALLS."""

    outlook: Outlook
    rate: LeavingRate
    on: date | None = None


@dataclass(frozen=True)
class Turnover:
    """Who came and went in the last 365 days: `waiting` of those who started are in post and not
    trained, `trained` of those who left were trained."""

    started: int
    waiting: int
    left: int
    trained: int


def turnover(posts: Iterable[Post], on: date) -> Turnover:
    """Starters by their first day, leavers by their last, in the 365 days up to `on`."""
    people = list(posts)
    came = [p for p in people if p.started_on and on - WINDOW < p.started_on <= on]
    gone = [p for p in people if p.left_on and on - WINDOW <= p.left_on < on]
    here = [p for p in came if in_post(p.started_on, p.left_on, on)]
    return Turnover(
        started=len(came),
        waiting=sum(not post.is_trained(on) for post in here),
        left=len(gone),
        trained=sum(p.trained_on is not None and p.trained_on <= (p.left_on or on) for p in gone),
    )


def coverage(
    teams: Sequence[Headcount], posts: Iterable[Post], role: StaffRole, on: date
) -> list[Coverage]:
    """One row a team that has or wants people of this role, in the order of the teams."""
    of_role = [post for post in posts if post.role is role]
    found = []
    for team in teams:
        mine = [post for post in of_role if post.team_id == team.id]
        here = sum(in_post(post.started_on, post.left_on, on) for post in mine)
        trained, intended = sum(post.is_trained(on) for post in mine), team.of(role)
        if intended or here:
            found.append(Coverage(team.name, intended, here, trained, min(trained, intended)))
    return found


def altogether(rows: Iterable[Coverage], name: str = "All teams") -> Coverage:
    """The sum of teams."""
    listed = list(rows)
    return Coverage(
        name,
        sum(row.intended for row in listed),
        sum(row.in_post for row in listed),
        sum(row.trained for row in listed),
        sum(row.covered for row in listed),
    )


def leaving_rate(posts: Iterable[Post], on: date) -> LeavingRate:
    """How trained people left in the 365 days before `on`.

    A trained person counts for each of these days on which they were trained and in post, and as
    a leaver if their last day is one of them. Months have 365 ÷ 12 days.
    """
    since, days, leavers = on - WINDOW, 0, 0
    for post in posts:
        if post.trained_on is None:
            continue
        first = max(since, post.trained_on, post.started_on or since)
        end = on if post.left_on is None else min(on, post.left_on + timedelta(days=1))
        days += max(0, (end - first).days)
        leavers += post.left_on is not None and first <= post.left_on < on
    return LeavingRate(leavers, days / MONTH)


def forecast(now: Coverage, rate: LeavingRate, on: date) -> Forecast:
    """When coverage falls below 80 %.

    Coverage after t months is c × exp(−r × t), with c the coverage of today in per cent and r the
    leavers per trained person and month, so that it reaches the line after t = ln(c ÷ 80) ÷ r.
    """
    percent = now.percent
    if percent is None:
        return Forecast(Outlook.NOBODY, rate)
    if percent < LINE:
        return Forecast(Outlook.BELOW, rate)
    if round(rate.person_months, 6) < LEAST_MONTHS:
        return Forecast(Outlook.TOO_LITTLE, rate)
    if not rate.leavers:
        return Forecast(Outlook.STAYS, rate)
    months = math.log(percent / LINE) / rate.per_month
    if months > FARTHEST_MONTHS:
        return Forecast(Outlook.FAR, rate)
    return Forecast(Outlook.FALLS, rate, on + timedelta(days=math.ceil(months * MONTH)))
