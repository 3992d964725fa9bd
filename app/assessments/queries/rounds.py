"""Reads of rounds: finding one, the list of a site."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ScalarSelect, Select, and_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Person
from app.assessments.models import AwaitedRater, Rater, Room, Round
from app.assessments.rules import Part, RoundState
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument
from app.sites.models import Invitation, Site

Lock = Literal["share", "write"]


@dataclass(frozen=True)
class RoomRef:
    """The room of a round; `tick` is higher after every change in it."""

    id: int
    facilitator_id: int
    facilitator: str
    opened_at: datetime
    closed_at: datetime | None
    without_quorum: str
    item_id: str | None
    note: str
    note_version: int
    done: tuple[str, ...]
    tick: int


def room_ref(room: Room, facilitator: str) -> RoomRef:
    """A stored room, with the name of whoever leads it."""
    return RoomRef(
        id=room.id,
        facilitator_id=room.facilitator_id,
        facilitator=facilitator,
        opened_at=room.opened_at,
        closed_at=room.closed_at,
        without_quorum=room.without_quorum,
        item_id=room.item_id,
        note=room.note,
        note_version=room.note_version,
        done=tuple(room.done),
        tick=room.tick,
    )


@dataclass(frozen=True)
class RoundRef:
    """A round as pages and services need it, with the part of the person who looks at it.

    `my_rater_id` is None for whoever does not rate in it (yet); `row` is for services to change.
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
    my_part: Part
    my_role: str
    room: RoomRef | None
    instrument: Instrument

    @property
    def title(self) -> str:
        """Such as "PreISA, round 1"."""
        return f"{self.instrument.short_title}, round {self.number}"

    @property
    def has_room(self) -> bool:
        """True while the consensus room is open, and once a conversation in it was finished; a
        room that was left for private rating again counts as none."""
        room = self.room
        return room is not None and (self.state is RoundState.IN_ROOM or room.closed_at is not None)

    @property
    def is_open(self) -> bool:
        """True while raters answer in private."""
        return self.state is RoundState.OPEN

    @property
    def may_answer(self) -> bool:
        """True while the person who looks can change answers of their own."""
        return self.is_open and self.my_part is Part.RATING


def part_of(rater: Rater | None, invited_role: str | None) -> Part:
    """What somebody has to do with the rating, from their row or an invitation they took up."""
    if rater is None or rater.withdrawn_at is not None:
        return Part.ASKED if invited_role is not None and rater is None else Part.NONE
    if rater.submitted_at is not None:
        return Part.HANDED_IN
    return Part.RATING if rater.joined_at is not None else Part.ASKED


def my_invitation(person_id: int) -> ScalarSelect[Any]:
    """The role in which somebody was asked who had to join the site first, and has."""
    mine = select(Person.email).where(Person.id == person_id).scalar_subquery()
    return (
        select(AwaitedRater.role)
        .join(AwaitedRater.invitation)
        .where(
            AwaitedRater.round_id == Round.id,
            Invitation.accepted_at.is_not(None),
            Invitation.email == mine,
        )
        .limit(1)
        .correlate(Round)
        .scalar_subquery()
    )


def _asked(person_id: int) -> Select[Any]:
    """Rounds with the room, whoever leads it, and the part of this person."""
    leader = aliased(Person)
    return (
        select(
            Round,
            Rater,
            InstrumentVersion.content_hash,
            Room,
            leader.name,
            my_invitation(person_id),
        )
        .join(Round.instrument_version)
        .outerjoin(Rater, and_(Rater.round_id == Round.id, Rater.person_id == person_id))
        .outerjoin(Room, Room.round_id == Round.id)
        .outerjoin(leader, leader.id == Room.facilitator_id)
        .options(joinedload(Round.site, innerjoin=True))
        .execution_options(populate_existing=True)
    )


def round_at(
    site_id: int, slug: str, person_id: int, *, lock: Lock | None = None
) -> RoundRef | None:
    """The round at this part of a site's address, in one statement, or two while answers are saved.

    `lock`: "share" while answers are saved, so that it cannot be signed off in between; "write"
    for changes of the round itself.
    """
    here = (Round.site_id == site_id, Round.slug == slug)
    asked = _asked(person_id).where(*here)
    if lock == "write":
        asked = asked.with_for_update(of=Round)
    elif lock == "share":  # alone: had it to wait, it would read the rater as they were before
        session().execute(select(Round.id).where(*here).with_for_update(read=True))
    row = session().execute(asked).first()
    if row is None:
        return None
    found, mine, content_hash, room, facilitator, invited_role = row
    part = part_of(mine, invited_role)
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
        my_rater_id=mine.id if mine and part in (Part.RATING, Part.HANDED_IN) else None,
        my_part=part,
        my_role=mine.role if mine else invited_role or "",
        room=room_ref(room, facilitator) if room else None,
        instrument=instruments.instrument(found.instrument_version_id, content_hash),
    )


def lead_name(site_id: int) -> str | None:
    """Who looks after the site for the NSPCC."""
    return session().scalar(
        select(Person.name).join(Site, Site.lead_id == Person.id).where(Site.id == site_id)
    )
