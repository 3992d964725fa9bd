"""What waits for somebody: for reminders, and for the homes of both sides."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select

from app.core.clock import in_london
from app.core.db import session
from app.core.due import Due
from app.core.words import day
from app.notices.rules import Kind
from app.sites.models import Site
from app.sites.rules import Nation, Status
from app.sites.rules.sides import Side
from app.sites.rules.working_days import bank_holidays
from app.support.models import SupportRequest
from app.support.rules.answers import waited
from app.support.rules.states import State
from app.support.rules.waiting import Waits

KIND = Kind.SUPPORT.value


@dataclass(frozen=True)
class Awaiting:
    """An open request whose turn is the NSPCC's, and the day its answer is due."""

    site_id: int
    request_id: int
    title: str
    asked_at: datetime
    answer_due_on: date


@dataclass(frozen=True)
class Waiting(Waits):
    """An open request that waits for somebody, and its site."""

    site_id: int
    site_name: str
    site_slug: str
    is_at_rest: bool
    request_id: int


def open_requests_awaiting_answer(now: datetime) -> list[Awaiting]:
    """Every request made by `now` that the NSPCC is to answer, first due first; one statement.

    Those of paused and stopped sites as well: whoever asks is promised an answer.
    """
    rows = session().execute(_awaiting().where(SupportRequest.asked_at <= now))
    return [
        Awaiting(one.site_id, one.id, one.title, one.asked_at, one.answer_due_on)
        for one, _ in rows
        if one.answer_due_on is not None
    ]


def due(first: date, last: date) -> list[Due]:
    """The answers of the NSPCC that are due on a day between two, at active sites.

    Asked for something else, a request falls due anew.
    """
    rows = session().execute(
        _awaiting().where(
            Site.status == Status.ACTIVE.value,
            SupportRequest.answer_due_on >= first,
            SupportRequest.answer_due_on <= last,
        )
    )
    return [
        Due(
            kind=KIND,
            subject=f"support:{one.id}",
            site_id=one.site_id,
            title=f"Answer the request for support “{one.title}”",
            on=one.answer_due_on,
            path=f"/sites/{slug}/support/{one.id}",
            turn=one.answer_due_on.toordinal(),
            detail=f"Waiting since {day(one.turn_since)}.",
        )
        for one, slug in rows
        if one.answer_due_on is not None
    ]


def _awaiting() -> Select[SupportRequest, str]:
    """Requests whose turn is the NSPCC's, with the slug of their sites."""
    return (
        select(SupportRequest, Site.slug)
        .join(Site, Site.id == SupportRequest.site_id)
        .where(SupportRequest.turn == Side.NSPCC.value)
        .order_by(SupportRequest.answer_due_on, SupportRequest.id)
    )


def waiting_by_site(
    site_ids: Collection[int], side: Side, now: datetime, *, and_resting: bool = False
) -> dict[int, list[Waiting]]:
    """Site -> its requests that wait for one side, longest first; sites without are absent.

    With `and_resting`, those of every paused and stopped site as well. One statement.
    """
    today = in_london(now).date()
    where = SupportRequest.site_id.in_(sorted(site_ids))
    chosen = (
        select(SupportRequest, Site)
        .join(Site, Site.id == SupportRequest.site_id)
        .where(
            SupportRequest.turn == side.value,
            or_(where, Site.status != Status.ACTIVE.value) if and_resting else where,
        )
        .order_by(SupportRequest.turn_since, SupportRequest.id)
    )
    found: dict[int, list[Waiting]] = defaultdict(list)
    for row, site in session().execute(chosen):
        found[row.site_id].append(_waiting(row, site, side, today))
    return dict(found)


def _waiting(row: SupportRequest, site: Site, side: Side, today: date) -> Waiting:
    since = row.turn_since or today
    return Waiting(
        site_id=row.site_id,
        site_name=site.name,
        site_slug=site.slug,
        is_at_rest=site.status != Status.ACTIVE,
        request_id=row.id,
        title=row.title,
        state=State(row.state),
        side=side,
        days=waited(since, today, bank_holidays(Nation(site.nation))),
        is_late=row.answer_due_on is not None and row.answer_due_on < today,
    )
