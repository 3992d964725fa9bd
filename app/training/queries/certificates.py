"""Reads about certificates, and about how many passed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select, union

from app.accounts.models import Person
from app.core.db import session
from app.training.models import AssessmentInvitation, Attempt, Certificate

PER_PAGE = 50


@dataclass(frozen=True)
class CertificateRow:
    """A certificate as it was printed."""

    id: int
    site_id: int
    person_id: int
    number: str
    holder: str
    authority: str
    course: str
    pass_mark: str
    quiz_version: int
    issued_on: date
    withdrawn_on: date | None
    withdrawn_reason: str
    version: int

    @property
    def is_valid(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_on is None


@dataclass(frozen=True)
class Counts:
    """How many people handed in at least one try, how many of them passed, and all their tries."""

    tried: int = 0
    passed: int = 0
    tries: int = 0


@dataclass(frozen=True)
class Wanted:
    """What the list of results is narrowed to; `state` is a key of STATES."""

    q: str = ""
    state: str = ""
    sort: str = "name"


@dataclass(frozen=True)
class ResultRow:
    """How somebody stands; `tries` were handed in, `certificate` is the newest one."""

    person_id: int
    name: str
    tries: int
    passed: bool
    last_at: datetime | None
    running: bool
    certificate: int | None
    withdrawn_on: date | None


@dataclass(frozen=True)
class ResultPage:
    """One page of results; `found` people fit the filters."""

    rows: tuple[ResultRow, ...]
    found: int
    page: int
    pages: int


PASSED, NOT_YET, RUNNING, INVITED, WITHDRAWN = "passed", "not-yet", "running", "invited", "gone"
STATES = (PASSED, NOT_YET, RUNNING, INVITED, WITHDRAWN)
SORTS = ("name", "last")


def by_number(number: str) -> CertificateRow | None:
    """The certificate with this number."""
    return _one(Certificate.number == number)


def at_site(site_id: int, certificate_id: int) -> CertificateRow | None:
    """A certificate of this site."""
    return _one(and_(Certificate.id == certificate_id, Certificate.site_id == site_id))


def of_person(person_id: int) -> list[CertificateRow]:
    """The certificates of somebody, newest first."""
    return _rows(_selected().where(Certificate.person_id == person_id))


def of_attempt(attempt_id: int) -> CertificateRow | None:
    """The certificate that a try led to."""
    return _one(Certificate.attempt_id == attempt_id)


def counts_by_session(site_id: int) -> dict[int | None, Counts]:
    """How many tried and passed, by session (None: invited without one); one statement."""
    rows = session().execute(
        select(
            Attempt.session_id,
            func.count(Attempt.person_id.distinct()),
            func.count(case((Attempt.passed.is_(True), Attempt.person_id)).distinct()),
            func.count(),
        )
        .where(Attempt.site_id == site_id, Attempt.handed_in_at.is_not(None))
        .group_by(Attempt.session_id)
    )
    return {number: Counts(*found) for number, *found in rows}


def counts(site_id: int) -> Counts:
    """How many people tried and passed at a site altogether."""
    row = session().execute(
        select(
            func.count(Attempt.person_id.distinct()),
            func.count(case((Attempt.passed.is_(True), Attempt.person_id)).distinct()),
            func.count(),
        ).where(Attempt.site_id == site_id, Attempt.handed_in_at.is_not(None))
    )
    return Counts(*row.one())


def results(site_id: int, wanted: Wanted, page: int = 1) -> ResultPage:
    """One page of who was invited or tried, with names: for the authority; two statements."""
    people = _people(site_id)
    conditions = _conditions(people, wanted)
    found = session().scalar(_joined(select(func.count()), people).where(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    by: ColumnElement[Any] = (
        people.c.last_at if wanted.sort.endswith("last") else func.lower(Person.name)
    )
    by = by.desc() if wanted.sort.startswith("-") else by.asc()
    chosen = _joined(
        select(
            people.c.person_id,
            Person.name,
            people.c.tries,
            people.c.passed,
            people.c.last_at,
            people.c.running,
            Certificate.id,
            Certificate.withdrawn_on,
        ),
        people,
    )
    rows = session().execute(
        chosen.where(*conditions)
        .order_by(by.nulls_last(), func.lower(Person.name), people.c.person_id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    listed = tuple(
        ResultRow(person, name, tried, bool(passed), at, bool(runs), number, gone)
        for person, name, tried, passed, at, runs, number, gone in rows
    )
    return ResultPage(listed, found, page, pages)


def _people(site_id: int) -> Subquery:
    """Whoever was invited or tried, with what came of the tries."""
    every = union(
        select(AssessmentInvitation.person_id).where(AssessmentInvitation.site_id == site_id),
        select(Attempt.person_id).where(Attempt.site_id == site_id),
    ).subquery()
    newest = (
        select(func.max(Certificate.id))
        .where(Certificate.person_id == every.c.person_id, Certificate.site_id == site_id)
        .correlate(every)
        .scalar_subquery()
    )
    mine = and_(Attempt.person_id == every.c.person_id, Attempt.site_id == site_id)
    return (
        select(
            every.c.person_id,
            func.count(Attempt.handed_in_at).label("tries"),
            func.max(case((Attempt.passed.is_(True), 1), else_=0)).label("passed"),
            func.max(Attempt.handed_in_at).label("last_at"),
            (func.count(Attempt.id) - func.count(Attempt.handed_in_at)).label("running"),
            newest.label("certificate_id"),
        )
        .outerjoin(Attempt, mine)
        .group_by(every.c.person_id)
        .subquery()
    )


def _joined(chosen: Select[Any], people: Subquery) -> Select[Any]:
    return (
        chosen.select_from(people)
        .join(Person, Person.id == people.c.person_id)
        .outerjoin(Certificate, Certificate.id == people.c.certificate_id)
    )


def _conditions(people: Subquery, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(Person.name.icontains(wanted.q, autoescape=True))
    withdrawn = Certificate.withdrawn_on.is_not(None)
    states: dict[str, ColumnElement[bool]] = {
        PASSED: and_(people.c.passed == 1, or_(Certificate.id.is_(None), ~withdrawn)),
        NOT_YET: and_(people.c.passed == 0, people.c.tries > 0, people.c.running == 0),
        RUNNING: and_(people.c.passed == 0, people.c.running > 0),
        INVITED: and_(people.c.tries == 0, people.c.running == 0),
        WITHDRAWN: withdrawn,
    }
    if wanted.state:
        found.append(states[wanted.state])
    return found


def _selected() -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = select(
        Certificate.id,
        Certificate.site_id,
        Certificate.person_id,
        Certificate.number,
        Certificate.holder,
        Certificate.authority,
        Certificate.course,
        Certificate.pass_mark,
        Certificate.quiz_version,
        Certificate.issued_on,
        Certificate.withdrawn_on,
        Certificate.withdrawn_reason,
        Certificate.version,
    )
    return chosen.order_by(Certificate.issued_on.desc(), Certificate.id.desc())


def _rows(chosen: Select[*tuple[Any, ...]]) -> list[CertificateRow]:
    return [CertificateRow(*row) for row in session().execute(chosen)]


def _one(condition: ColumnElement[bool]) -> CertificateRow | None:
    found = _rows(_selected().where(condition))
    return found[0] if found else None
