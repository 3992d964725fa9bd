"""Reads of rounds that wait for answers, and of the raters they wait for; never an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import exists, func, select

from app.accounts.models import Person
from app.assessments.models import AwaitedRater, Rater, Round, SavedAnswer
from app.assessments.queries.listing import ANSWERING
from app.assessments.queries.raters import belongs_here
from app.assessments.rules import Answering, RoundState, role_words
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import AnswerKind, Instrument
from app.sites.models import Invitation, Membership, Site
from app.sites.rules import Status

UNDER_WAY = (RoundState.OPEN.value, RoundState.IN_ROOM.value)


@dataclass(frozen=True)
class OpenRound:
    """A round that is rated in private or talked about in its room."""

    id: int
    site_id: int
    site_slug: str
    slug: str
    number: int
    state: RoundState
    closes_on: date
    answering: Answering
    instrument: Instrument

    @property
    def title(self) -> str:
        """Such as "PreISA, round 1"."""
        return f"{self.instrument.short_title}, round {self.number}"


@dataclass(frozen=True)
class Awaited:
    """A rater who can hand in and has not: how far they are, and when they last were told of it."""

    person_id: int
    name: str
    role: str
    begun: int
    told_at: datetime | None


def open_rounds(first: date, last: date) -> list[OpenRound]:
    """Rounds of every active site that are not handed over for sign-off, to be finished from
    `first` to `last`; one statement."""
    rows = session().execute(
        select(
            Round,
            Site.slug,
            InstrumentVersion.content_hash,
            *ANSWERING,
        )
        .join(Round.site)
        .join(Round.instrument_version)
        .where(
            Site.status == Status.ACTIVE.value,
            Round.state.in_(UNDER_WAY),
            Round.closes_on.between(first, last),
        )
        .order_by(Round.closes_on, Round.id)
    )
    return [_open_round(*row) for row in rows]


def _open_round(row: Round, site_slug: str, content_hash: str, *counts: int) -> OpenRound:
    asked, joining, begun, done = counts
    return OpenRound(
        id=row.id,
        site_id=row.site_id,
        site_slug=site_slug,
        slug=row.slug,
        number=row.number,
        state=RoundState(row.state),
        closes_on=row.closes_on,
        answering=Answering(asked + joining, begun, done),
        instrument=instruments.instrument(row.instrument_version_id, content_hash),
    )


def awaited(rounds: Iterable[OpenRound]) -> Mapping[int, Sequence[Awaited]]:
    """Round -> who was asked or has begun, still belongs to the site and has not handed in.

    Two statements, whatever the number of rounds. Left out: who was withdrawn, has left, has a
    closed account, or must join the site first.
    """
    known = {one.id: one for one in rounds}
    found: dict[int, list[Awaited]] = {number: [] for number in known}
    for round_id, one in [*_raters(known), *_newcomers(known)]:
        words = role_words(known[round_id].instrument, one.role)
        found[round_id].append(replace(one, role=words))
    return found


def _raters(round_ids: Iterable[int]) -> list[tuple[int, Awaited]]:
    begun = func.count(SavedAnswer.id).filter(SavedAnswer.kind != AnswerKind.UNANSWERED)
    rows = session().execute(
        select(Rater, begun, Person.id, Person.name)
        .join(Rater.person)
        .join(Round, Round.id == Rater.round_id)
        .outerjoin(SavedAnswer, SavedAnswer.rater_id == Rater.id)
        .where(
            Rater.round_id.in_(list(round_ids)),
            Rater.submitted_at.is_(None),
            Rater.withdrawn_at.is_(None),
            Person.deactivated_at.is_(None),
            belongs_here(),
        )
        .group_by(Rater.id, Person.id)
        .order_by(Rater.id)
    )
    return [
        (row.round_id, Awaited(person, name, row.role, done, row.invited_at or row.joined_at))
        for row, done, person, name in rows
    ]


def _newcomers(round_ids: Iterable[int]) -> list[tuple[int, Awaited]]:
    """Who was asked before they joined the site, has joined, and did not open the round yet."""
    rates_already = exists().where(
        Rater.round_id == AwaitedRater.round_id, Rater.person_id == Person.id
    )
    belongs = exists().where(
        Membership.person_id == Person.id,
        Membership.site_id == Invitation.site_id,
        Membership.ended_at.is_(None),
    )
    rows = session().execute(
        select(AwaitedRater, Invitation.accepted_at, Person.id, Person.name)
        .join(AwaitedRater.invitation)
        .join(Person, Person.email == Invitation.email)
        .where(
            AwaitedRater.round_id.in_(list(round_ids)),
            Invitation.accepted_at.is_not(None),
            Person.deactivated_at.is_(None),
            belongs,
            ~rates_already,
        )
        .order_by(AwaitedRater.id)
    )
    return [
        (row.round_id, Awaited(person, name, row.role, 0, told_at))
        for row, told_at, person, name in rows
    ]
