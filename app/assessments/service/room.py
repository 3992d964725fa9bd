"""Writes of the consensus room: opening, revealing, agreeing, other views, closing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.assessments import queries
from app.assessments.models import Agreement, Room
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import (
    Draft,
    Part,
    RoundState,
    Said,
    Task,
    TopicState,
    check_quorum,
)
from app.assessments.service import mails
from app.assessments.service.refusals import (
    NotAgreed,
    NotFacilitator,
    NotHandedIn,
    NotOpen,
    QuorumMissing,
    Revealed,
)
from app.core import audit, clock
from app.core.db import session
from app.core.inserting import insert_if_new


class RoomOvertaken(Exception):
    """Somebody else entered something first; `theirs` is how the item stands now."""

    def __init__(self, theirs: Said) -> None:
        super().__init__("Entered by somebody else meanwhile.")
        self.theirs = theirs


def open_room(found: RoundRef, facilitator_id: int, without_quorum: str = "") -> None:
    """Open the room: rating ends, and whoever has not handed in stays out of it.

    Needs the round locked for writing; twice is the same as once. Raises NotHandedIn,
    NotFacilitator for whoever rates in the round, and QuorumMissing where too few handed in and
    no reason is given.
    """
    if found.state is not RoundState.OPEN:
        return
    roles = queries.handed_in_roles(found.id)
    if not roles:
        raise NotHandedIn(found.title)
    if found.my_part is not Part.NONE:
        raise NotFacilitator(found.title)
    quorum = check_quorum(found.instrument, roles)
    if not quorum.is_met and not without_quorum:
        raise QuorumMissing(quorum.missing)
    audit.because(
        "room opened",
        summary=f"{found.title}: the consensus room was opened.",
        site_id=found.site_id,
        reason=without_quorum,
    )
    row = session().scalar(select(Room).where(Room.round_id == found.id))
    if row is None:
        row = Room(round_id=found.id, done=[])
        session().add(row)
    row.facilitator_id, row.opened_at, row.closed_at = facilitator_id, clock.now(), None
    row.without_quorum = "" if quorum.is_met else without_quorum
    row.done = [Task.QUORUM.value] if quorum.is_met else []
    found.row.state = RoundState.IN_ROOM
    session().flush()


def back_to_rating(found: RoundRef, room: RoomRef) -> None:
    """Close a room in which nothing was revealed, so that more people can hand in.

    Raises Revealed after the first reveal: nothing is private any more.
    """
    if found.state is not RoundState.IN_ROOM:
        return
    if queries.said_of(found.id):
        raise Revealed(found.title)
    audit.because(
        "room closed", summary=f"{found.title}: back to private rating.", site_id=found.site_id
    )
    found.row.state = RoundState.OPEN
    session().flush()
    changed(room)


def take_over(found: RoundRef, room: RoomRef, person_id: int) -> None:
    """Lead the room instead of whoever does. Raises NotFacilitator for whoever rates."""
    if found.my_part is not Part.NONE:
        raise NotFacilitator(found.title)
    if room.facilitator_id == person_id:
        return
    audit.because(
        "room taken over",
        summary=f"{found.title}: somebody else leads the consensus room.",
        site_id=found.site_id,
    )
    changed(room, facilitator_id=person_id)


def changed(room: RoomRef, **values: Any) -> None:
    """Let every page of the room know that there is something new."""
    session().execute(update(Room).where(Room.id == room.id).values(tick=Room.tick + 1, **values))


def _require_leading(found: RoundRef, room: RoomRef, person_id: int) -> None:
    if found.state is not RoundState.IN_ROOM:
        raise NotOpen(found.title)
    if room.facilitator_id != person_id:
        raise NotFacilitator(found.title)


def reveal(found: RoundRef, room: RoomRef, item_ids: Collection[str], person_id: int) -> None:
    """Show everybody all ratings of these items at once; what is revealed stays so.

    The room turns to the first of them. Raises NotOpen, NotFacilitator, and KeyError for an item
    the instrument does not have.
    """
    _require_leading(found, room, person_id)
    known = found.instrument.by_id
    items = [known[item_id].id for item_id in item_ids]
    for item_id in items:
        insert_if_new(
            Agreement,
            ("round_id", "item_id"),
            {
                "round_id": found.id,
                "item_id": item_id,
                "revealed_at": clock.now(),
                "kind": "unanswered",
                "owner": "",
                "reason": "",
                "note": "",
                "version": 0,
            },
        )
    changed(room, item_id=items[0] if items else room.item_id)


def turn_to(found: RoundRef, room: RoomRef, item_id: str, person_id: int) -> None:
    """Take the room to an item, revealed or not. Raises as `reveal` does."""
    _require_leading(found, room, person_id)
    changed(room, item_id=found.instrument.by_id[item_id].id)


@dataclass(frozen=True)
class Agreeing:
    """What the facilitator enters for an item: the draft, a note, and the version the page showed;
    `settled` once it is agreed and no longer being typed."""

    draft: Draft
    note: str
    seen: int
    settled: bool

    @property
    def columns(self) -> dict[str, Any]:
        """As it is stored."""
        draft = self.draft
        return {
            "kind": draft.kind.value,
            "score": draft.score,
            "owner": draft.owner,
            "due_on": draft.due_on,
            "reason": draft.reason,
            "note": self.note,
        }

    def is_kept_by(self, said: Said) -> bool:
        """Whether just this stands there already."""
        draft = self.draft
        mine = queries.agreed_draft(
            draft.kind.value, draft.score, draft.owner, draft.due_on, draft.reason
        )
        settled = said.agreed_at is not None or not self.settled
        return settled and said.agreed == mine and said.note == self.note


def save_agreement(
    found: RoundRef, room: RoomRef, item_id: str, entered: Agreeing, person_id: int
) -> int:
    """Keep what is agreed, being typed or settled; returns its new version.

    Everybody in the room sees it with the next look. Saving the same once more changes nothing.
    Raises NotOpen, NotFacilitator, KeyError for an item that is not revealed, and RoomOvertaken.
    """
    _require_leading(found, room, person_id)
    settled = {"agreed_at": clock.now(), "agreed_by_id": person_id} if entered.settled else {}
    here = (Agreement.round_id == found.id, Agreement.item_id == item_id)
    done = session().execute(
        update(Agreement)
        .where(*here, Agreement.version == entered.seen)
        .values(**entered.columns, **settled, version=Agreement.version + 1)
        .returning(Agreement.version)
    ).first()  # fmt: skip
    if done is not None:
        changed(room)
        return int(done[0])
    theirs = queries.said_of(found.id)[item_id]
    if entered.is_kept_by(theirs):
        return theirs.version
    raise RoomOvertaken(theirs)


def undo_agreement(found: RoundRef, room: RoomRef, item_id: str, person_id: int) -> None:
    """Talk about an item again: what was agreed stays in the form, and counts no more."""
    _require_leading(found, room, person_id)
    session().execute(
        update(Agreement)
        .where(Agreement.round_id == found.id, Agreement.item_id == item_id)
        .values(agreed_at=None, agreed_by_id=None, version=Agreement.version + 1)
    )
    changed(room, item_id=found.instrument.by_id[item_id].id)


def close_room(found: RoundRef, room: RoomRef, done: Collection[Task], person_id: int) -> None:
    """End the conversation: what was agreed goes to the strategic lead for sign-off.

    `done` are the ticks of the checklist; none is required. Needs the round locked for writing.
    Raises NotFacilitator and NotAgreed.
    """
    if found.state is RoundState.SUBMITTED:
        return
    _require_leading(found, room, person_id)
    table = queries.table(found)
    if table.hidden or table.to_agree:
        raise NotAgreed(table.hidden + table.to_agree)
    agreed = table.counted(TopicState.AGREED)
    audit.because(
        "room closed",
        summary=f"{found.title}: the conversation is finished, with {agreed} scores agreed.",
        site_id=found.site_id,
    )
    found.row.state = RoundState.SUBMITTED
    ticks = [task.value for task in Task if task in done]
    changed(room, closed_at=clock.now(), done=ticks)
    session().flush()
    mails.tell_strategic(found, "assessments_to_sign_off", f"room-closed:{found.row.version}")
