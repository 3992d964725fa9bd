"""Scenes of the consensus room: opened, talked through, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.assessments import service
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import Draft, Task
from app.core import clock
from app.demo.story.plots import View
from app.demo.story.rating import OfRound
from app.demo.story.scenes import Cast

PER_ITEM = timedelta(minutes=2)
LONGEST = timedelta(minutes=110)  # from the first item to the end of the conversation


@dataclass(frozen=True)
class RoomOpened(OfRound):
    """The consensus room opens."""

    def play(self, cast: Cast) -> None:
        """Open it; whoever does leads it."""
        service.open_room(self.found(cast, "write"), cast.people[self.by])


@dataclass(frozen=True)
class Talked(OfRound):
    """Items are revealed one after the other, agreed, and seen otherwise by some.

    `agreed` holds what is agreed, by item; `views` have the address of whoever sees it otherwise.
    """

    items: Sequence[str]
    agreed: Mapping[str, Draft]
    views: Sequence[tuple[str, View]] = ()
    note: str = ""

    def play(self, cast: Cast) -> None:
        """Reveal and agree, each item at its moment."""
        found = self.found(cast)
        room, at = _room(found), self.moment
        for item_id in self.items:
            at = min(at + PER_ITEM, self.moment + LONGEST)
            with clock.pretend(at):
                self._item(cast, found, room, item_id)
        for by, view in self.views:
            theirs = self.found(cast, by=by)
            self._otherwise(theirs, view, at)
        if self.note:
            service.save_note(found, room, self.note, seen=0)

    def _item(self, cast: Cast, found: RoundRef, room: RoomRef, item_id: str) -> None:
        leader = cast.people[self.by]
        service.reveal(found, room, [item_id], leader)
        if (draft := self.agreed.get(item_id)) is not None:
            entered = service.Agreeing(draft, "", 0, True)
            service.save_agreement(found, room, item_id, entered, leader)

    def _otherwise(self, theirs: RoundRef, view: View, at: datetime) -> None:
        with clock.pretend(at):
            service.record_other_view(
                theirs, _room(theirs), view.item, view.words, by_name=view.named, seen=0
            )


@dataclass(frozen=True)
class RoomClosed(OfRound):
    """The conversation is finished."""

    def play(self, cast: Cast) -> None:
        """Close the room, with the ticks of the checklist."""
        found = self.found(cast, "write")
        done = [task for task in Task if task is not Task.QUORUM or not _room(found).without_quorum]
        service.close_room(found, _room(found), done, cast.people[self.by])


def _room(found: RoundRef) -> RoomRef:
    if found.room is None:
        raise LookupError(f"{found.title} has no room.")
    return found.room
