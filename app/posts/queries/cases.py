"""The moderators' list, and one case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.posts.models import Case, Post, Report
from app.posts.rules.deciding import Decision, Ground
from app.posts.rules.places import Place
from app.posts.rules.reports import Reason

PER_PAGE = 25
_AUTHOR, _CLAIMS, _DECIDED = aliased(Person), aliased(Person), aliased(Person)
_OPEN = Case.decided_at.is_(None)
_LOOKS_AGAIN = and_(Case.appealed_at.is_not(None), Case.answered_at.is_(None))


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `state`: "" what waits, "looks" second looks, "over" the rest;
    `reason` a word of Reason, `place` of Place; `mine` the number of who claims them."""

    state: str = ""
    reason: str = ""
    place: str = ""
    mine: int | None = None


@dataclass(frozen=True)
class CaseRow:
    """A reported post with what became of it. Names are of people as moderators know them."""

    id: int
    post_id: int
    place: Place
    author_id: int
    author: str
    worry: bool
    opened_at: datetime
    claimed_by_id: int | None
    claimed_by: str
    decision: Decision | None
    ground: Ground | None
    words: str
    handled: str
    decided_at: datetime | None
    decided_by_id: int | None
    decided_by: str
    appeal: str
    appealed_at: datetime | None
    upheld: bool | None
    answer: str
    answered_at: datetime | None
    version: int


@dataclass(frozen=True)
class CaseList:
    """One page; `reasons` by case."""

    rows: tuple[CaseRow, ...]
    reasons: dict[int, tuple[Reason, ...]]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class ReportRow:
    """Why one person reported it."""

    reporter: str
    reason: Reason
    words: str
    reported_at: datetime


@dataclass(frozen=True)
class CasePage:
    """One case with everybody's reports."""

    row: CaseRow
    reports: tuple[ReportRow, ...]


def cases(wanted: Wanted, page: int = 1) -> CaseList:
    """One page of the list: worries first, then what waits longest. Three statements."""
    conditions = _conditions(wanted)
    counting = select(func.count()).select_from(Case).join(Post, Post.id == Case.post_id)
    found = session().scalar(counting.where(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    age = Case.opened_at.desc() if wanted.state == "over" else Case.opened_at.asc()
    first = case((and_(_OPEN, Case.worry), 0), else_=1)
    chosen = _selected().where(*conditions).order_by(first, age, Case.id)
    rows = _rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return CaseList(rows, _reasons([row.id for row in rows]), found, page, pages)


def case_row(case_id: int) -> CaseRow | None:
    """One case without the reports; one statement."""
    return next(iter(_rows(_selected().where(Case.id == case_id))), None)


def one_case(case_id: int) -> CasePage | None:
    """One case; two statements."""
    row = case_row(case_id)
    if row is None:
        return None
    chosen = (
        select(Person.name, Report.reason, Report.words, Report.reported_at)
        .join(Person, Person.id == Report.reporter_id)
        .where(Report.case_id == case_id)
        .order_by(Report.id)
    )
    reports = tuple(
        ReportRow(name, Reason(reason), words, at)
        for name, reason, words, at in session().execute(chosen)
    )
    return CasePage(row, reports)


def waiting() -> tuple[int, int, datetime | None]:
    """How many reports wait, how many of them are worries, and since when the oldest does."""
    chosen = select(func.count(), func.count(case((Case.worry, 1))), func.min(Case.opened_at))
    total, worries, since = session().execute(chosen.where(_OPEN)).one()
    return total, worries, since


def how_many_wait() -> int:
    """How many reports and second looks wait for moderators."""
    return session().scalar(select(func.count(Case.id)).where(or_(_OPEN, _LOOKS_AGAIN))) or 0


def _selected() -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = (
        select(Case, Post.place, Post.author_id, _AUTHOR.name, _CLAIMS.name, _DECIDED.name)
        .join(Post, Post.id == Case.post_id)
        .join(_AUTHOR, _AUTHOR.id == Post.author_id)
        .outerjoin(_CLAIMS, _CLAIMS.id == Case.claimed_by_id)
        .outerjoin(_DECIDED, _DECIDED.id == Case.decided_by_id)
    )
    return chosen


def _rows(chosen: Select[*tuple[Any, ...]]) -> tuple[CaseRow, ...]:
    return tuple(_row(*found) for found in session().execute(chosen))


def _row(
    one: Case, place: str, author_id: int, author: str, claims: str | None, decided: str | None
) -> CaseRow:
    return CaseRow(
        id=one.id,
        post_id=one.post_id,
        place=Place(place),
        author_id=author_id,
        author=author,
        worry=one.worry,
        opened_at=one.opened_at,
        claimed_by_id=one.claimed_by_id,
        claimed_by=claims or "",
        decision=Decision(one.decision) if one.decision else None,
        ground=Ground(one.ground) if one.ground else None,
        words=one.words,
        handled=one.handled,
        decided_at=one.decided_at,
        decided_by_id=one.decided_by_id,
        decided_by=decided or "",
        appeal=one.appeal,
        appealed_at=one.appealed_at,
        upheld=one.upheld,
        answer=one.answer,
        answered_at=one.answered_at,
        version=one.version,
    )


def _reasons(case_ids: Collection[int]) -> dict[int, tuple[Reason, ...]]:
    rows = session().execute(
        select(Report.case_id, Report.reason)
        .where(Report.case_id.in_(case_ids))
        .order_by(Report.id)
    )
    found: dict[int, tuple[Reason, ...]] = {}
    for case_id, reason in rows:
        found[case_id] = (*found.get(case_id, ()), Reason(reason))
    return found


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    states = {"": _OPEN, "looks": _LOOKS_AGAIN, "over": Case.decided_at.is_not(None)}
    found: list[ColumnElement[bool]] = [states[wanted.state]]
    if wanted.reason:
        same = and_(Report.case_id == Case.id, Report.reason == wanted.reason)
        found.append(exists().where(same))
    if wanted.place:
        found.append(Post.place == wanted.place)
    if wanted.mine is not None:
        found.append(Case.claimed_by_id == wanted.mine)
    return found
