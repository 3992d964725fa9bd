"""Reads of who rates in a round and how far they are; never what they answered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.accounts.models import Person
from app.assessments.models import AwaitedRater, Rater, Round, SavedAnswer
from app.assessments.rules import RaterState, rater_state
from app.core import clock
from app.core.db import session
from app.instruments.rules import AnswerKind
from app.sites.models import Invitation, Membership


@dataclass(frozen=True)
class RaterRow:
    """A rater and how far they are. `id` and `person_id` are None for whoever joins first."""

    id: int | None
    person_id: int | None
    name: str
    email: str
    role: str
    state: RaterState
    begun: int
    saved_at: datetime | None
    submitted_at: datetime | None


def belongs_here() -> ColumnElement[bool]:
    """A rater still belongs to the site of the round; of that round, however deep this stands."""
    return (
        exists()
        .where(
            Membership.person_id == Rater.person_id,
            Membership.site_id == Round.site_id,
            Membership.ended_at.is_(None),
        )
        .correlate(Rater, Round)
    )


def handed_in() -> ColumnElement[bool]:
    """A rater whose answers count, for good, whatever becomes of them."""
    return and_(Rater.submitted_at.is_not(None), Rater.withdrawn_at.is_(None))


def counts_here() -> ColumnElement[bool]:
    """A rater counts while they belong to the site, and for good once they handed in.

    So a round is not stuck when somebody leaves half-way, and what they entered stays private. For
    statements that select from raters and rounds.
    """
    return and_(Rater.withdrawn_at.is_(None), or_(Rater.submitted_at.is_not(None), belongs_here()))


def is_awaited() -> ColumnElement[bool]:
    """An invitation to the site that somebody asked to rate has not answered yet."""
    return and_(
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > clock.now(),
    )


def is_to_begin() -> ColumnElement[bool]:
    """Somebody asked to rate took up the invitation to the site, and did not open the round yet.

    For statements that select from awaited raters, invitations and the people invited.
    """
    return and_(
        Invitation.accepted_at.is_not(None),
        exists().where(
            Membership.person_id == Person.id,
            Membership.site_id == Invitation.site_id,
            Membership.ended_at.is_(None),
        ),
        ~exists().where(Rater.round_id == AwaitedRater.round_id, Rater.person_id == Person.id),
    )


def raters_of(round_id: int) -> list[RaterRow]:
    """Who is asked to rate, in the order they were: also who left, was withdrawn or must join."""
    begun = func.count(SavedAnswer.id).filter(SavedAnswer.kind != AnswerKind.UNANSWERED)
    rows = session().execute(
        select(
            Rater, Person.name, Person.email, begun, func.max(SavedAnswer.saved_at), belongs_here()
        )
        .join(Rater.person)
        .join(Round, Round.id == Rater.round_id)
        .outerjoin(SavedAnswer, SavedAnswer.rater_id == Rater.id)
        .where(Rater.round_id == round_id)
        .group_by(Rater.id, Person.name, Person.email, Round.site_id)
        .order_by(Rater.id)
    )
    return [_row(*row) for row in rows] + _joining(round_id)


def _row(
    rater: Rater, name: str, email: str, begun: int, saved_at: datetime | None, belongs: bool
) -> RaterRow:
    state = rater_state(
        joined_at=rater.joined_at,
        submitted_at=rater.submitted_at,
        withdrawn_at=rater.withdrawn_at,
        belongs=belongs,
    )
    return RaterRow(
        id=rater.id,
        person_id=rater.person_id,
        name=name,
        email=email,
        role=rater.role,
        state=state,
        begun=begun,
        saved_at=saved_at,
        submitted_at=rater.submitted_at,
    )


def _joining(round_id: int) -> list[RaterRow]:
    """Whoever must join the site first, or has and did not open the round yet."""
    rates_already = exists().where(
        Rater.round_id == AwaitedRater.round_id,
        Rater.person_id == Person.id,
        Person.email == Invitation.email,
    )
    rows = session().execute(
        select(AwaitedRater.role, Invitation.name, Invitation.email, Invitation.accepted_at)
        .join(AwaitedRater.invitation)
        .where(
            AwaitedRater.round_id == round_id,
            or_(is_awaited(), Invitation.accepted_at.is_not(None)),
            ~rates_already,
        )
        .order_by(AwaitedRater.id)
    )
    return [
        RaterRow(
            id=None,
            person_id=None,
            name=name,
            email=email,
            role=role,
            state=RaterState.ASKED if accepted_at else RaterState.JOINING,
            begun=0,
            saved_at=None,
            submitted_at=None,
        )
        for role, name, email, accepted_at in rows
    ]


def handed_in_roles(round_id: int) -> list[str]:
    """The role of each rater who handed in."""
    return list(
        session().scalars(select(Rater.role).where(Rater.round_id == round_id, handed_in()))
    )
