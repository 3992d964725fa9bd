"""One pilot, and the list of a site's pilots: filtered, ordered, cut into pages."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.journey.rules.case_types import CaseType
from app.pilots.models import Pilot, PilotReview
from app.pilots.rules.plan import Cohort, Times, team_lines
from app.pilots.rules.states import Facts, State, state_of

PER_PAGE = 20
Rows = Select[Pilot, str, date, date | None]
SORTS = {
    "number": Pilot.number,
    "name": func.lower(Pilot.name),
    "starts": Pilot.starts_on,
    "ends": Pilot.ends_on,
}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; "" means any. `state` is a word of State, `case_type` of
    CaseType, `q` words in name or teams."""

    q: str = ""
    state: str = ""
    case_type: str = ""
    sort: str = "-number"


@dataclass(frozen=True)
class PilotRow:
    """A pilot in plain values; names of people are "" where nobody is named."""

    id: int
    site_id: int
    number: int
    follows_id: int | None
    cohort: Cohort
    times: Times
    facts: Facts
    state: State
    owner: str
    agreed_by_id: int | None
    noted_on: date | None
    noted_by_id: int | None
    end_note: str
    review_finished_on: date | None
    decided_by_id: int | None
    decision: str
    next_step: str
    reason: str
    conditions: str
    roll_out_on: date | None
    version: int

    @property
    def title(self) -> str:
        """As people call it: "Pilot 2: Assessment teams"."""
        return f"Pilot {self.number}: {self.cohort.name}"

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that take part."""
        return team_lines(self.cohort.teams)

    @property
    def is_agreed(self) -> bool:
        """Whether the plan was agreed."""
        return self.facts.agreed_on is not None


@dataclass(frozen=True)
class PilotPage:
    """One page of a site's pilots: `total` there are, `found` fit the filters."""

    rows: tuple[PilotRow, ...]
    total: int
    found: int
    page: int
    pages: int


def of_site(site_id: int, wanted: Wanted, today: date, page: int = 1) -> PilotPage:
    """One page of a site's pilots; three statements."""
    conditions = [Pilot.site_id == site_id, *_conditions(wanted, today)]
    total = session().scalar(
        select(func.count()).select_from(Pilot).where(Pilot.site_id == site_id)
    )
    counted = select(func.count()).select_from(Pilot)
    found = (
        session().scalar(
            counted.outerjoin(PilotReview, PilotReview.pilot_id == Pilot.id).where(*conditions)
        )
        or 0
    )
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    by = SORTS.get(wanted.sort.removeprefix("-"), Pilot.number)
    order = by.desc() if wanted.sort.startswith("-") else by.asc()
    chosen = selected().where(*conditions).order_by(order.nulls_last(), Pilot.id.desc())
    rows = rows_of(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE), today)
    return PilotPage(rows, total or 0, found, page, pages)


def find(site_id: int, pilot_id: int, today: date) -> PilotRow | None:
    """A pilot of this site; None when there is no such pilot here."""
    found = rows_of(selected().where(Pilot.site_id == site_id, Pilot.id == pilot_id), today)
    return found[0] if found else None


def follower_of(pilot_id: int, today: date) -> PilotRow | None:
    """The pilot that was planned after this one, if any."""
    found = rows_of(selected().where(Pilot.follows_id == pilot_id), today)
    return found[0] if found else None


def selected() -> Rows:
    """Pilots with the name of the owner, and when the review was begun and finished."""
    return (
        select(Pilot, Person.name, PilotReview.begun_on, PilotReview.finished_on)
        .outerjoin(Person, Person.id == Pilot.owner_id)
        .outerjoin(PilotReview, PilotReview.pilot_id == Pilot.id)
    )


def rows_of(chosen: Rows, today: date) -> tuple[PilotRow, ...]:
    """What a statement of `selected` finds."""
    return tuple(row_of(*one, today) for one in session().execute(chosen))


def facts_of(row: Pilot, begun_on: date | None) -> Facts:
    """The dates that say how far it is."""
    return Facts(row.starts_on, row.ends_on, row.agreed_on, row.ended_on, begun_on, row.decided_on)


def cohort_of(row: Pilot) -> Cohort:
    """Which teams and children it is for."""
    types = tuple(row.case_types.split())
    return Cohort(row.name, row.aim, row.teams, row.children, types)


def times_of(row: Pilot) -> Times:
    """Who answers for it and when it runs."""
    return Times(row.owner_id, row.starts_on, row.ends_on)


def row_of(
    row: Pilot, owner: str | None, begun_on: date | None, finished_on: date | None, today: date
) -> PilotRow:
    """A row of a statement of `selected`, with what follows from it today."""
    facts = facts_of(row, begun_on)
    return PilotRow(
        id=row.id,
        site_id=row.site_id,
        number=row.number,
        follows_id=row.follows_id,
        cohort=cohort_of(row),
        times=times_of(row),
        facts=facts,
        state=state_of(facts, today),
        owner=owner or "",
        agreed_by_id=row.agreed_by_id,
        noted_on=row.noted_on,
        noted_by_id=row.noted_by_id,
        end_note=row.end_note,
        review_finished_on=finished_on,
        decided_by_id=row.decided_by_id,
        decision=row.decision,
        next_step=row.next_step,
        reason=row.reason,
        conditions=row.conditions,
        roll_out_on=row.roll_out_on,
        version=row.version,
    )


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(
            or_(
                Pilot.name.icontains(wanted.q, autoescape=True),
                Pilot.teams.icontains(wanted.q, autoescape=True),
            )
        )
    if wanted.state:
        found.append(_in_state(State(wanted.state), today))
    if wanted.case_type:
        spaced = " " + Pilot.case_types + " "
        found.append(spaced.contains(f" {CaseType(wanted.case_type).value} "))
    return found


def _in_state(state: State, today: date) -> ColumnElement[bool]:
    """The same as `state_of`, in the database."""
    not_decided = Pilot.decided_on.is_(None)
    no_review = and_(not_decided, PilotReview.begun_on.is_(None))
    going = and_(no_review, Pilot.ended_on.is_(None))
    agreed = and_(going, Pilot.agreed_on.is_not(None))
    conditions: dict[State, ColumnElement[bool]] = {
        State.DECIDED: Pilot.decided_on.is_not(None),
        State.IN_REVIEW: and_(not_decided, PilotReview.begun_on.is_not(None)),
        State.ENDED: and_(no_review, Pilot.ended_on.is_not(None)),
        State.DRAFT: and_(going, Pilot.agreed_on.is_(None)),
        State.RUNNING: and_(agreed, Pilot.starts_on <= today),
        State.AGREED: and_(agreed, Pilot.starts_on > today),
    }
    return conditions[state]
