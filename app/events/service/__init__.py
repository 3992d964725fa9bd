"""Writing events."""

from app.events.service.after import add_material, record_attendance, remove_material, write_notes
from app.events.service.answering import answer, give_feedback
from app.events.service.moving_up import give_back
from app.events.service.planning import announce, cancel, change, move
from app.events.service.wording import written

__all__ = [
    "add_material",
    "announce",
    "answer",
    "cancel",
    "change",
    "give_back",
    "give_feedback",
    "move",
    "record_attendance",
    "remove_material",
    "write_notes",
    "written",
]
