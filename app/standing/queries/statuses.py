"""Reads about declared statuses and requests to resume."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Site
from app.sites.rules import Status
from app.standing.models import ResumeRequest, StatusDeclaration
from app.standing.rules import Answer, Present, Reason


@dataclass(frozen=True)
class Declared:
    """One declaration; `continues` is (slug, name) of the adoption that goes on after a merger."""

    status: Status
    on: date
    until: date | None
    words: str
    reasons: tuple[Reason, ...]
    by_id: int | None
    at: datetime
    continues: tuple[str, str] | None

    @property
    def present(self) -> Present:
        """As the rules see it."""
        return Present(self.status, self.on, self.until)


@dataclass(frozen=True)
class Request:
    """A request to resume, with the names of who asked and who answered."""

    id: int
    site_id: int
    words: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    answer: Answer
    answer_words: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Waiting:
    """What waits for the NSPCC at a site at rest: a request, or a pause that is over."""

    slug: str
    name: str
    request_id: int | None
    asked_at: datetime | None
    until: date | None


_OTHER = aliased(Site)
LATEST = (
    select(func.max(StatusDeclaration.id))
    .where(StatusDeclaration.site_id == Site.id)
    .correlate(Site)
    .scalar_subquery()
)


_DECLARATIONS = (
    select(StatusDeclaration, _OTHER.slug, _OTHER.name)
    .outerjoin(_OTHER, _OTHER.id == StatusDeclaration.continues_at_id)
    .order_by(StatusDeclaration.id.desc())
)
_NEWEST_REQUEST = (
    select(func.max(ResumeRequest.id))
    .where(ResumeRequest.site_id == Site.id)
    .correlate(Site)
    .scalar_subquery()
)


def resting(site_id: int) -> tuple[Declared | None, Request | None]:
    """The declaration that holds and the newest request; one statement."""
    asker, answerer = aliased(Person), aliased(Person)
    row = (
        session()
        .execute(
            select(StatusDeclaration, _OTHER.slug, _OTHER.name, ResumeRequest)
            .add_columns(asker.name, answerer.name)
            .select_from(Site)
            .outerjoin(StatusDeclaration, StatusDeclaration.id == LATEST)
            .outerjoin(_OTHER, _OTHER.id == StatusDeclaration.continues_at_id)
            .outerjoin(ResumeRequest, ResumeRequest.id == _NEWEST_REQUEST)
            .outerjoin(asker, asker.id == ResumeRequest.asked_by_id)
            .outerjoin(answerer, answerer.id == ResumeRequest.answered_by_id)
            .where(Site.id == site_id)
        )
        .one()
    )
    declaration, slug, name, newest, asked_by, answered_by = row
    return (
        _declared(declaration, slug, name) if declaration else None,
        _request(newest, asked_by, answered_by) if newest else None,
    )


def declarations_of(site_id: int) -> list[Declared]:
    """Every declaration of a site, the latest first."""
    rows = session().execute(_DECLARATIONS.where(StatusDeclaration.site_id == site_id))
    return [_declared(*row) for row in rows]


def declared_now(site_id: int) -> Declared | None:
    """The declaration that holds; None where none was ever made."""
    of_site = _DECLARATIONS.where(StatusDeclaration.site_id == site_id)
    row = session().execute(of_site.limit(1)).first()
    return None if row is None else _declared(*row)


def _declared(row: StatusDeclaration, slug: str | None, name: str | None) -> Declared:
    return Declared(
        Status(row.status),
        row.on,
        row.until,
        row.words,
        tuple(Reason(code) for code in row.reasons),
        row.declared_by_id,
        row.declared_at,
        (slug, name) if slug and name else None,
    )


_ASKER, _ANSWERER = aliased(Person), aliased(Person)
_REQUESTS = (
    select(ResumeRequest, _ASKER.name, _ANSWERER.name)
    .join(_ASKER, _ASKER.id == ResumeRequest.asked_by_id)
    .outerjoin(_ANSWERER, _ANSWERER.id == ResumeRequest.answered_by_id)
)


def requests_of(site_id: int, limit: int | None = None) -> list[Request]:
    """Requests to resume a site, the latest first."""
    rows = session().execute(
        _REQUESTS.where(ResumeRequest.site_id == site_id)
        .order_by(ResumeRequest.id.desc())
        .limit(limit)
    )
    return [_request(*row) for row in rows]


def request_of(site_id: int, request_id: int) -> Request | None:
    """One request of this site; None when there is no such request here."""
    row = (
        session()
        .execute(_REQUESTS.where(ResumeRequest.site_id == site_id, ResumeRequest.id == request_id))
        .first()
    )
    return None if row is None else _request(*row)


def _request(row: ResumeRequest, asker: str, answerer: str | None) -> Request:
    return Request(
        row.id,
        row.site_id,
        row.words,
        row.asked_by_id,
        asker,
        row.asked_at,
        Answer(row.answer),
        row.answer_words,
        answerer or "",
        row.answered_at,
    )


def waiting(site_ids: Collection[int] | None, today: date) -> list[Waiting]:
    """What waits for the NSPCC at these sites (None: every site) that are at rest, requests first
    and the oldest first; at most fifty. One statement."""
    rows = session().execute(
        select(
            Site.slug,
            Site.name,
            ResumeRequest.id,
            ResumeRequest.asked_at,
            StatusDeclaration.until,
        )
        .outerjoin(StatusDeclaration, StatusDeclaration.id == LATEST)
        .outerjoin(
            ResumeRequest,
            (ResumeRequest.site_id == Site.id) & (ResumeRequest.answer == Answer.WAITING.value),
        )
        .where(
            Site.status != Status.ACTIVE.value,
            *([] if site_ids is None else [Site.id.in_(sorted(site_ids))]),
            or_(
                ResumeRequest.id.is_not(None),
                (StatusDeclaration.status == Status.PAUSED.value)
                & (StatusDeclaration.until <= today),
            ),
        )
        .order_by(ResumeRequest.asked_at.asc().nulls_last(), StatusDeclaration.until, Site.name)
        .limit(50)
    )
    return [Waiting(*row) for row in rows]
