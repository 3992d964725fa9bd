"""Writes of what is said in the room beside what is agreed: other views, and the note."""

from sqlalchemy import select, update

from app.assessments import queries
from app.assessments.models import Agreement, Dissent, Room
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import Part, RoundState
from app.assessments.service.refusals import NotOpen
from app.assessments.service.room import changed
from app.core.db import session
from app.core.versions import put


class NoteOvertaken(Exception):
    """The same for words of one's own or the note: what stands there, and its version."""

    def __init__(self, words: str, version: int) -> None:
        super().__init__("Entered in another window meanwhile.")
        self.words = words
        self.version = version


def record_other_view(
    found: RoundRef, room: RoomRef, item_id: str, words: str, *, by_name: bool, seen: int
) -> int:
    """Keep that a rater sees an item otherwise, in their words; empty words take it back.

    Returns the new version. Raises NotOpen for whoever did not rate or once the room is closed,
    KeyError for an item that is not revealed, and NoteOvertaken.
    """
    rater_id = found.my_rater_id
    if found.state is not RoundState.IN_ROOM:
        raise NotOpen(found.title)
    if rater_id is None or found.my_part is not Part.HANDED_IN:
        raise NotOpen(found.title)
    _require_revealed(found, item_id)
    key = {"rater_id": rater_id, "item_id": item_id}
    version = put(Dissent, key, {"words": words, "by_name": by_name}, seen)
    if version is None:
        kept = queries.other_view_of(rater_id, item_id)
        if (kept.words, kept.by_name) != (words, by_name):
            raise NoteOvertaken(kept.words, kept.version)
        return kept.version
    changed(room)
    return version


def _require_revealed(found: RoundRef, item_id: str) -> None:
    revealed = select(Agreement.id).where(
        Agreement.round_id == found.id, Agreement.item_id == item_id
    )
    if session().scalar(revealed) is None:
        raise KeyError(item_id)


def save_note(found: RoundRef, room: RoomRef, words: str, *, seen: int) -> int:
    """Keep the note of the whole conversation. Raises NotOpen and NoteOvertaken."""
    if found.state is not RoundState.IN_ROOM:
        raise NotOpen(found.title)
    done = session().execute(
        update(Room)
        .where(Room.id == room.id, Room.note_version == seen)
        .values(note=words, note_version=Room.note_version + 1, tick=Room.tick + 1)
        .returning(Room.note_version)
    ).first()  # fmt: skip
    if done is not None:
        return int(done[0])
    if room.note == words:
        return room.note_version
    raise NoteOvertaken(room.note, room.note_version)
