"""What is known of a site on a day: small parts, each with the day it is as of.

None means not known, never 0.
"""

from dataclasses import dataclass
from datetime import date

from app.indicators.rules.known import AuditRound, Embedded
from app.sites.rules import Stage, Status
from app.sites.rules.posts import Vacancy


@dataclass(frozen=True)
class Contact:
    """Calls and what else was heard. `cadence` are the days of the stage or agreed with the site,
    never the shortened ones; `missed` counts calls missed in a row, up to the latest.

    `confidence` are the numbers said so far, the earliest first; `held` how many calls were held.
    """

    as_of: date | None
    last_on: date
    was_heard: bool
    cadence: int
    missed: int
    held: int
    confidence: tuple[tuple[date, int], ...]

    def silent(self, on: date) -> int:
        """Days without contact."""
        return (on - self.last_on).days


@dataclass(frozen=True)
class People:
    """The two posts whose vacancy is an early sign. `entered`: whether posts are kept at all.

    `vacant` are those nobody holds; `changes` new holders within 12 months after somebody else,
    `both_new` whether both posts have one within six.
    """

    as_of: date | None
    entered: bool
    vacant: tuple[Vacancy, ...]
    changes: int
    both_new: bool


@dataclass(frozen=True)
class Restructure:
    """The restructure or merger that touches the work most. `grade` 1: announced, or over for more
    than six months; 2: under way, or within a year. None of it: `grade` 0."""

    as_of: date | None
    grade: int
    title: str
    merger: bool
    in_force_on: date | None


@dataclass(frozen=True)
class Steering:
    """The steering group: since when days are counted (the last quorate meeting, else its setting
    up), and whether the two latest meetings both lacked a quorum. `since` None: there is none."""

    as_of: date | None
    since: date | None
    met: int
    two_without_quorum: bool


@dataclass(frozen=True)
class Training:
    """Trainers and coverage, in per cent. `trainers` counts all there ever were.

    `intended` 0: nobody entered how many are meant to be trained. `lag` is the median of days from
    start to training over `starters` people; `lag_open`: the middle one still waits.
    """

    as_of: date | None
    trainers: int
    active: int
    needed: int | None
    leavers: int
    trainer_months: float
    intended: int
    trained: int
    coverage: float | None
    coverage_before: float | None
    managers: float | None
    managers_intended: int
    starters: int
    lag: float | None
    lag_open: bool


@dataclass(frozen=True)
class Use:
    """Cases started. `quiet` are the days since the last case as far as months are counted:
    `exact` False where a month before is not known, so that it may be longer.

    `months` are the 12 months up to the latest complete one that is counted, the earliest first;
    `as_of` is the end of the latest month counted. `first_on` and `last_on` are the days by which
    the first and the last case had begun (only months are known).
    """

    as_of: date | None
    first_on: date | None
    last_on: date | None
    quiet: int | None
    exact: bool
    months: tuple[int | None, ...]
    began_again_on: date | None = None

    @property
    def known_months(self) -> tuple[int, ...]:
        """The counted ones of the last 12."""
        return tuple(one for one in self.months if one is not None)


@dataclass(frozen=True)
class Overdue:
    """Critical milestones past their date: how many, the longest overdue and by how many days."""

    as_of: date | None
    count: int
    name: str
    days: int
    planned: int


@dataclass(frozen=True)
class Quality:
    """Closed audit rounds with enough files to be shown, the latest last; `rounds` counts all that
    were closed in 12 months, `months` how many months of these 12 rounds were due."""

    as_of: date | None
    shown: tuple[AuditRound, ...]
    rounds: int
    last_on: date | None
    due: int


@dataclass(frozen=True)
class Change:
    """A change in force: whether it keeps the core (by the NSPCC's view, else as the authority
    says), whether the NSPCC lets it go on, and whether a part of the core is left out."""

    what: str
    since: date
    keeps: bool | None
    agreed: bool
    core: bool


@dataclass(frozen=True)
class Changes:
    """Adaptations in force. `waiting` is the age of the oldest that waits for the NSPCC's view."""

    as_of: date | None
    in_force: tuple[Change, ...]
    waiting: int | None


@dataclass(frozen=True)
class Supply:
    """Quarterly returns due in the last 12 months, those on time, and the latest with a cohort."""

    as_of: date | None
    due: int
    on_time: int
    eligible: int | None
    cases: int | None
    quarter: date | None


@dataclass(frozen=True)
class SiteFacts:
    """What is known of one site on the day `on`. A part is None where no room holds it."""

    site_id: int
    on: date
    stage: Stage
    status: Status
    training_on: date
    full_on: date | None
    initial_on: date | None
    contact: Contact
    people: People
    restructure: Restructure
    steering: Steering
    training: Training
    use: Use
    overdue: Overdue
    contract_ends_on: date | None
    quality: Quality | None
    changes: Changes | None
    supply: Supply | None
    embedded: Embedded | None
    community: int  # people active within 90 days
    resumed_on: date | None = None  # after it was declared as stopped

    def is_in(self, *stages: Stage) -> bool:
        """Whether it stands in one of these stages."""
        return self.stage in stages
