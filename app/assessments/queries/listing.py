"""Reads of several rounds at once: lists, what is under way, what can be opened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, case, func, or_, select

from app.accounts.models import Person
from app.assessments.models import AwaitedRater, Rater, Round, SignOff
from app.assessments.queries.raters import counts_here, handed_in, is_awaited, is_to_begin
from app.assessments.queries.rounds import my_invitation, part_of
from app.assessments.rules import Answering, Part, RoundState
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.queries import VersionRef
from app.instruments.rules import Instrument, Kind
from app.sites.models import Invitation

JOURNEY = ("preisa", "isa", "review", "selfcheck")  # from the contract to staying with it


@dataclass(frozen=True)
class RoundRow:
    """A round in the list of a site, with the part of the person who looks."""

    slug: str
    title: str
    short_title: str
    number: int
    state: RoundState
    opens_on: date
    closes_on: date
    answering: Answering
    my_part: Part
    signed_off_at: datetime | None
    decision: str | None
    instrument: Instrument


def _counted(condition: Any) -> ScalarSelect[int]:
    return (
        select(func.count(Rater.id))
        .where(Rater.round_id == Round.id, condition)
        .correlate(Round)
        .scalar_subquery()
    )


def _awaited_count() -> ScalarSelect[int]:
    return (
        select(func.count(AwaitedRater.invitation_id.distinct()))
        .join(AwaitedRater.invitation)
        .outerjoin(Person, Person.email == Invitation.email)
        .where(AwaitedRater.round_id == Round.id, or_(is_awaited(), is_to_begin()))
        .correlate(Round)
        .scalar_subquery()
    )


ANSWERING = (
    _counted(counts_here()),
    _awaited_count(),
    _counted(and_(counts_here(), Rater.joined_at.is_not(None))),
    _counted(handed_in()),
)


def answering(round_id: int) -> Answering:
    """How many are asked, have begun, have handed in."""
    row = session().execute(select(*ANSWERING).select_from(Round).where(Round.id == round_id)).one()
    asked, joining, begun, done = row
    return Answering(asked + joining, begun, done)


def _listed(person_id: int) -> Select[Any]:
    """Rounds as lists show them to somebody, those under way first, then the newest first."""
    return (
        select(
            Round,
            InstrumentVersion.content_hash,
            Rater,
            SignOff.signed_off_at,
            SignOff.decision,
            my_invitation(person_id),
            *ANSWERING,
        )
        .join(Round.instrument_version)
        .outerjoin(Rater, and_(Rater.round_id == Round.id, Rater.person_id == person_id))
        .outerjoin(
            SignOff, and_(SignOff.round_id == Round.id, SignOff.number == Round.result_number)
        )
        .order_by(case((Round.state == RoundState.SIGNED_OFF, 1), else_=0), Round.id.desc())
    )


def rounds_of(site_id: int, person_id: int) -> list[RoundRow]:
    """The rounds of a site, as one of its people or of the NSPCC sees them."""
    rows = session().execute(_listed(person_id).where(Round.site_id == site_id))
    return [_row(*row) for row in rows]


def to_act_on(site_ids: Collection[int], person_id: int) -> dict[int, list[RoundRow]]:
    """What is under way or waits for the NSPCC's decision, by site, in one statement."""
    rows = session().execute(
        _listed(person_id).where(
            Round.site_id.in_(site_ids),
            or_(Round.state != RoundState.SIGNED_OFF, SignOff.decision.is_(None)),
        )
    )
    found: dict[int, list[RoundRow]] = {}
    for row in rows:
        found.setdefault(row[0].site_id, []).append(_row(*row))
    return found


def _row(
    found: Round,
    content_hash: str,
    mine: Rater | None,
    signed_off_at: datetime | None,
    decision: str | None,
    invited_role: str | None,
    *counts: int,
) -> RoundRow:
    instrument = instruments.instrument(found.instrument_version_id, content_hash)
    asked, joining, begun, done = counts
    return RoundRow(
        slug=found.slug,
        title=instrument.title,
        short_title=instrument.short_title,
        number=found.number,
        state=RoundState(found.state),
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        answering=Answering(asked + joining, begun, done),
        my_part=part_of(mine, invited_role),
        signed_off_at=signed_off_at,
        decision=decision,
        instrument=instrument,
    )


def openable() -> list[tuple[VersionRef, Instrument]]:
    """The self-assessments that can be opened, in the order in which authorities come to them."""
    read = [
        (one, instruments.instrument(one.id, one.content_hash)) for one in instruments.published()
    ]
    offered = [(one, found) for one, found in read if found.kind is Kind.SELF_ASSESSMENT]
    order = {code: place for place, code in enumerate(JOURNEY)}
    return sorted(offered, key=lambda pair: (order.get(pair[0].code, len(order)), pair[0].title))
