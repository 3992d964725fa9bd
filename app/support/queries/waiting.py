"""What waits for somebody: for reminders, and for the homes of both sides."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from app.core.clock import in_london
from app.core.db import session
from app.core.due import Due
from app.core.words import day
from app.notices.rules import Kind
from app.sites.models import Site
from app.sites.rules import Nation, Status
from app.sites.rules.working_days import bank_holidays
from app.support.models import SupportRequest
from app.support.rules.answers import waited
from app.support.rules.states import OPEN, Side, State

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
class Waiting:
    """An open request that waits for somebody: whose turn it is, for how many working days, and
    whether longer than promised."""

    site_id: int
    request_id: int
    title: str
    state: State
    side: Side
    days: int
    is_late: bool


def open_turns(site_id: int) -> list[Side | None]:
    """Of each open request of a site, whose turn it is; one statement."""
    rows = session().scalars(
        select(SupportRequest.turn).where(
            SupportRequest.site_id == site_id,
            SupportRequest.state.in_([state.value for state in OPEN]),
        )
    )
    return [Side(turn) if turn else None for turn in rows]


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
    site_ids: Collection[int] | None, side: Side, now: datetime
) -> dict[int, list[Waiting]]:
    """Site -> its requests that wait for one side, longest first; sites without are absent, None
    means every site. At most one statement."""
    if site_ids is not None and not site_ids:
        return {}
    today = in_london(now).date()
    chosen = (
        select(SupportRequest, Site.nation)
        .join(Site, Site.id == SupportRequest.site_id)
        .where(
            SupportRequest.turn == side.value,
            SupportRequest.state.in_([state.value for state in OPEN]),
        )
        .order_by(SupportRequest.turn_since, SupportRequest.id)
    )
    if site_ids is not None:
        chosen = chosen.where(SupportRequest.site_id.in_(sorted(site_ids)))
    found: dict[int, list[Waiting]] = defaultdict(list)
    for row, nation in session().execute(chosen):
        found[row.site_id].append(_waiting(row, nation, side, today))
    return dict(found)


def _waiting(row: SupportRequest, nation: str, side: Side, today: date) -> Waiting:
    since = row.turn_since or today
    return Waiting(
        site_id=row.site_id,
        request_id=row.id,
        title=row.title,
        state=State(row.state),
        side=side,
        days=waited(since, today, bank_holidays(Nation(nation))),
        is_late=row.answer_due_on is not None and row.answer_due_on < today,
    )
