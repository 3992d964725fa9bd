"""Writing events."""

from app.events.service.after import add_material, record_attendance, remove_material, write_notes
from app.events.service.answering import answer, give_feedback
from app.events.service.moving_up import give_back
from app.events.service.planning import announce, cancel, change, move
from app.events.service.wording import change_version, notes_version, written

__all__ = [
    "add_material",
    "announce",
    "answer",
    "cancel",
    "change",
    "change_version",
    "give_back",
    "give_feedback",
    "move",
    "notes_version",
    "record_attendance",
    "remove_material",
    "write_notes",
    "written",
]
