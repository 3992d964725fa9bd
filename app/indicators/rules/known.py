"""What the rooms know of a site, as dated rows: nothing is judged here.

One `Known` serves every date: `facts.facts_on` keeps what had happened by then. What people knew on
a past day is another `Known`, read from the database as it stood. None always means: not known.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.sites.rules import Nation, Stage, Status
from app.sites.rules.posts import Term
from app.standing.rules import Dates, EventKind
from app.training.rules.coverage import Headcount
from app.training.rules.coverage import Post as Employee


@dataclass(frozen=True)
class Basics:
    """The site itself. `stages` and `statuses` hold (from which day, what), the earliest first;
    `first_stage` and the status active hold before them."""

    site_id: int
    name: str
    nation: Nation
    added_on: date
    training_on: date
    first_stage: Stage
    stages: tuple[tuple[date, Stage], ...] = ()
    statuses: tuple[tuple[date, Status], ...] = ()

    def stage(self, on: date) -> Stage:
        """The stage on a day."""
        return next(
            (what for since, what in reversed(self.stages) if since <= on), self.first_stage
        )

    def status(self, on: date) -> Status:
        """The declared status on a day."""
        found = (what for since, what in reversed(self.statuses) if since <= on)
        return next(found, Status.ACTIVE)

    def resumed(self, on: date) -> date | None:
        """The last day on which it was declared active again after it was stopped; None without."""
        days = [
            since
            for (_, before), (since, what) in pairwise(self.statuses)
            if before is Status.STOPPED and what is Status.ACTIVE and since <= on
        ]
        return days[-1] if days else None

    def reached(self, stage: Stage, on: date) -> date | None:
        """The first day on which the site stood in this stage or a later one; None: not yet."""
        if self.first_stage.number >= stage.number:
            return self.added_on
        days = (since for since, what in self.stages if what.number >= stage.number and since <= on)
        return next(days, None)


@dataclass(frozen=True)
class Call:
    """A check-in call that was held or missed; `confidence` is what the authority said, 1 to 10."""

    on: date
    held: bool
    confidence: int | None = None


@dataclass(frozen=True)
class Around:
    """Something that happens around the work."""

    kind: EventKind
    title: str
    dates: Dates


@dataclass(frozen=True)
class Meeting:
    """A meeting of the steering group that was held."""

    on: date
    quorate: bool


@dataclass(frozen=True)
class TrainerDays:
    """A trainer without a name: when trained by the NSPCC, when they taught, the last day."""

    trained: tuple[date, ...]
    taught: tuple[date, ...]
    entered_on: date
    left_on: date | None = None


@dataclass(frozen=True)
class MilestoneDay:
    """A milestone that counts; `done_on` None while it is open."""

    name: str
    critical: bool
    planned_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class MonthCount:
    """Cases of the framework started in the month that begins on `month`, and how many children
    were eligible; None: nobody knows."""

    month: date
    cases: int | None
    eligible: int | None = None


@dataclass(frozen=True)
class AuditRound:
    """A round of case audits that is closed. `median` and `parts` (mean of each core component) are
    in per cent, `files` how many were audited; `grade` is the middle quality grade, 1 to 4."""

    closed_on: date
    files: int
    median: float | None
    parts: tuple[tuple[str, float], ...] = ()
    grade: float | None = None


class View(StrEnum):
    """What the NSPCC says of a change."""

    CONSISTENT = "consistent"
    WATCH = "watch"
    NOT_THE_FRAMEWORK = "not-the-framework"


@dataclass(frozen=True)
class Adapted:
    """A change to the framework. `keeps`: whether the authority says that the core is kept; `core`:
    a part it cannot do without was taken away; `owed`: the NSPCC owes a view since `entered_on`.

    `view` was given on `viewed_on`; None: there is none.
    """

    what: str
    since: date
    until: date | None
    entered_on: date
    keeps: bool | None
    core: bool = False
    owed: bool = False
    view: View | None = None
    viewed_on: date | None = None

    def seen(self, on: date) -> View | None:
        """The NSPCC's view on a day."""
        return self.view if self.viewed_on is not None and self.viewed_on <= on else None


@dataclass(frozen=True)
class Return:
    """A quarterly return that was due; `eligible` is its cohort, `cases` its framework cases."""

    quarter: date
    due_on: date
    sent_on: date | None
    eligible: int | None = None
    cases: int | None = None


@dataclass(frozen=True)
class ContractTerm:
    """A signed term of the contract; `ended_on` where it was ended before its last day."""

    signed_on: date
    ends_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Embedded:
    """What the authority said on a day about its own papers: how many of the eight hold the
    framework, and when the procedure was last reviewed."""

    on: date
    count: int
    reviewed_on: date | None


@dataclass(frozen=True, order=True)
class Active:
    """Somebody of the authority (a number) took part in the community on a day."""

    on: date
    person_id: int


@dataclass(frozen=True)
class Known:
    """Everything about one site. Parts that no room holds yet are None as a whole."""

    basics: Basics
    cadence: tuple[tuple[Stage, int], ...]
    agreed_cadence: tuple[tuple[date, date, int], ...] = ()  # from, until, days
    calls: tuple[Call, ...] = ()
    contacts: tuple[date, ...] = ()
    posts: tuple[Term, ...] = ()
    around: tuple[Around, ...] = ()
    groups: tuple[date, ...] = ()  # when a steering group was set up
    meetings: tuple[Meeting, ...] = ()
    trainers: tuple[TrainerDays, ...] = ()
    teams: tuple[Headcount, ...] = ()
    staff: tuple[Employee, ...] = ()
    milestones: tuple[MilestoneDay, ...] = ()
    months: tuple[MonthCount, ...] = ()
    contracts: tuple[ContractTerm, ...] = ()
    audits: tuple[AuditRound, ...] | None = None
    adaptations: tuple[Adapted, ...] | None = None
    returns: tuple[Return, ...] | None = None
    embedded: tuple[Embedded, ...] | None = None
    community: tuple[Active, ...] = ()
