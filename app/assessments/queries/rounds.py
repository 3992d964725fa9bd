"""Reads of rounds: finding one, the list of a site, who rates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.accounts.models import Person
from app.assessments.models import Rater, Round, SavedAnswer, SignOff
from app.assessments.rules import Decision, RoundState
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import AnswerKind, Instrument
from app.sites.models import Membership, Site

Lock = Literal["share", "write"]


@dataclass(frozen=True)
class RoundRef:
    """A round as pages and services need it, with the part of the person who looks at it.

    `my_rater_id` is None for whoever does not rate in it; `row` is for services to change.
    """

    row: Round
    id: int
    site_id: int
    slug: str
    number: int
    state: RoundState
    opens_on: date
    closes_on: date
    result_number: int
    reopened_at: datetime | None
    reopen_reason: str
    my_rater_id: int | None
    instrument: Instrument

    @property
    def title(self) -> str:
        """Such as "PreISA, round 1"."""
        return f"{self.instrument.short_title}, round {self.number}"

    @property
    def is_open(self) -> bool:
        """True while answers can change."""
        return self.state is RoundState.OPEN


@dataclass(frozen=True)
class RoundRow:
    """A round in the list of a site."""

    slug: str
    title: str
    number: int
    state: RoundState
    opens_on: date
    closes_on: date
    raters: int
    is_mine: bool
    signed_off_at: datetime | None
    decision: Decision | None


@dataclass(frozen=True)
class RaterRow:
    """A rater and how far they are; never what they answered."""

    id: int
    person_id: int
    name: str
    role: str
    begun: int
    saved_at: datetime | None
    submitted_at: datetime | None


def round_at(
    site_id: int, slug: str, person_id: int, *, lock: Lock | None = None
) -> RoundRef | None:
    """The round at this part of a site's address, in one statement.

    `lock`: "share" while answers are saved, so that it cannot be signed off in between; "write"
    for changes of the round itself.
    """
    asked = (
        select(Round, Rater.id, InstrumentVersion.content_hash)
        .join(Round.instrument_version)
        .outerjoin(Rater, and_(Rater.round_id == Round.id, Rater.person_id == person_id))
        .where(Round.site_id == site_id, Round.slug == slug)
    )
    if lock is not None:
        asked = asked.with_for_update(read=lock == "share", of=Round)
    row = session().execute(asked).first()
    if row is None:
        return None
    found, my_rater_id, content_hash = row
    return RoundRef(
        row=found,
        id=found.id,
        site_id=found.site_id,
        slug=found.slug,
        number=found.number,
        state=RoundState(found.state),
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        result_number=found.result_number,
        reopened_at=found.reopened_at,
        reopen_reason=found.reopen_reason,
        my_rater_id=my_rater_id,
        instrument=instruments.instrument(found.instrument_version_id, content_hash),
    )


def rounds_of(site_id: int, person_id: int) -> list[RoundRow]:
    """The rounds of a site, newest first."""
    count = (
        select(func.count(Rater.id))
        .where(Rater.round_id == Round.id, counts_here())
        .correlate(Round)
        .scalar_subquery()
    )
    mine = (
        select(func.count())
        .where(Rater.round_id == Round.id, Rater.person_id == person_id)
        .correlate(Round)
        .scalar_subquery()
    )
    rows = session().execute(
        select(Round, InstrumentVersion.title, count, mine, SignOff)
        .join(Round.instrument_version)
        .outerjoin(
            SignOff, and_(SignOff.round_id == Round.id, SignOff.number == Round.result_number)
        )
        .where(Round.site_id == site_id)
        .order_by(Round.id.desc())
    )
    return [
        RoundRow(
            slug=found.slug,
            title=title,
            number=found.number,
            state=RoundState(found.state),
            opens_on=found.opens_on,
            closes_on=found.closes_on,
            raters=raters_count,
            is_mine=bool(is_mine),
            signed_off_at=signed.signed_off_at if signed else None,
            decision=Decision(signed.decision) if signed and signed.decision else None,
        )
        for found, title, raters_count, is_mine, signed in rows
    ]


def counts_here() -> ColumnElement[bool]:
    """A rater counts while they belong to the site, and for good once they handed in.

    So a round is not stuck when somebody leaves half-way: somebody else can begin, and what the
    first entered stays private. For statements that select from raters and rounds.
    """
    belongs = exists().where(
        Membership.person_id == Rater.person_id,
        Membership.site_id == Round.site_id,
        Membership.ended_at.is_(None),
    )
    return or_(Rater.submitted_at.is_not(None), belongs)


def raters_of(round_id: int) -> list[RaterRow]:
    """Who rates in a round, in the order they began; completion is visible, answers are not."""
    begun = func.count(SavedAnswer.id).filter(SavedAnswer.kind != AnswerKind.UNANSWERED)
    rows = session().execute(
        select(
            Rater.id,
            Rater.person_id,
            Person.name,
            Rater.role,
            begun,
            func.max(SavedAnswer.saved_at),
            Rater.submitted_at,
        )
        .join(Rater.person)
        .join(Round, Round.id == Rater.round_id)
        .outerjoin(SavedAnswer, SavedAnswer.rater_id == Rater.id)
        .where(Rater.round_id == round_id, counts_here())
        .group_by(Rater.id, Person.name)
        .order_by(Rater.id)
    )
    return [RaterRow(*row) for row in rows]


def lead_name(site_id: int) -> str | None:
    """Who looks after the site for the NSPCC."""
    return session().scalar(
        select(Person.name).join(Site, Site.lead_id == Person.id).where(Site.id == site_id)
    )
