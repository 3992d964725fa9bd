"""Questions that wait for an answer: a promise of the NSPCC, and something for members to do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from app.core.clock import in_london
from app.core.db import session
from app.core.due import Due
from app.core.words import day
from app.notices.rules import Kind as NoticeKind
from app.sites.models import Membership, Site
from app.topics.models import Tag, Topic
from app.topics.queries.conditions import from_topics, is_unanswered, listed
from app.topics.queries.rows import TopicRow, rows_of, selected

KIND, PHASE = NoticeKind.COMMUNITY.value, "question"


@dataclass(frozen=True)
class Owed:
    """How many questions wait for an answer, and how many of them longer than promised; since when
    the longest waits."""

    waiting: int
    late: int
    since: date | None


@dataclass(frozen=True)
class WaitingLine:
    """A question that waits, as one line tells of it, with the day it was asked on."""

    id: int
    title: str
    asked_on: date


def owed(today: date) -> Owed:
    """What the NSPCC owes the community; one statement."""
    late = func.count().filter(Topic.answer_due_on < today)
    chosen = from_topics(func.count(), late, func.min(Topic.asked_at)).where(*_waiting())
    waiting, of_them_late, since = session().execute(chosen).one()
    return Owed(waiting, of_them_late, in_london(since).date() if since else None)


def unanswered(limit: int) -> tuple[TopicRow, ...]:
    """The questions that wait longest; six statements at most."""
    return rows_of(selected().where(*_waiting()).order_by(Topic.asked_at, Topic.id).limit(limit))


def answerable(person_id: int, tags: Collection[str], limit: int) -> tuple[WaitingLine, ...]:
    """Questions that wait and that this person may know something about: of these stages and
    themes, and not their own; longest waiting first, one statement."""
    themed = Topic.id.in_(select(Tag.topic_id).where(Tag.tag.in_(tags)))
    # first what few questions pass: whether one waits is looked up for each that is left
    fits = or_(Topic.stage.in_(tags), themed), Topic.author_id != person_id
    chosen = from_topics(Topic.id, Topic.title, Topic.asked_at).where(*fits, *_waiting())
    rows = session().execute(chosen.order_by(Topic.asked_at, Topic.id).limit(limit))
    return tuple(WaitingLine(row.id, row.title, in_london(row.asked_at).date()) for row in rows)


def due(first: date, last: date) -> list[Due]:
    """The questions whose promised day lies between two days and that still wait; two statements.

    They concern whoever leads the sites of who asked; where there is none, the ladder goes on to
    the portfolio leads. A question that is asked anew falls due anew.
    """
    found = [row for (row,) in session().execute(_due(first, last))]
    leads = _leads({row.author_id for row in found})
    return [
        Due(
            kind=KIND,
            subject=f"question:{row.id}",
            site_id=None,
            title=f"Answer the question “{row.title}”",
            on=row.answer_due_on,
            path=f"/community/topics/{row.id}",
            phase=PHASE,
            owner_ids=leads.get(row.author_id, ()),
            turn=row.answer_due_on.toordinal(),
            detail=f"No member has answered it since {day(row.asked_at)}.",
        )
        for row in found
    ]


def _waiting() -> tuple[Any, ...]:
    return (*listed(), is_unanswered())


def _due(first: date, last: date) -> Select[*tuple[Any, ...]]:
    between = Topic.answer_due_on.between(first, last)
    return from_topics(Topic).where(*_waiting(), between).order_by(Topic.answer_due_on, Topic.id)


def _leads(person_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Who leads the sites that these people belong to, by person."""
    if not person_ids:
        return {}
    rows = session().execute(
        select(Membership.person_id, Site.lead_id)
        .join(Site, Site.id == Membership.site_id)
        .where(
            Membership.person_id.in_(person_ids),
            Membership.ended_at.is_(None),
            Site.lead_id.is_not(None),
        )
        .order_by(Site.id)
    )
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for person_id, lead_id in rows:
        if lead_id is not None:
            found[person_id][lead_id] = None
    return {person_id: tuple(leads) for person_id, leads in found.items()}
