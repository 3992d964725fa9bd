"""Writes about declared statuses, requests to resume, events around the work, and mergers."""

from app.standing.service.events import NewEvent, change_event, enter_event, remove_event
from app.standing.service.merging import decide_merger
from app.standing.service.refusals import ChangedMeanwhile
from app.standing.service.statuses import answer_request, ask_to_resume, declare

__all__ = [
    "ChangedMeanwhile",
    "NewEvent",
    "answer_request",
    "ask_to_resume",
    "change_event",
    "decide_merger",
    "declare",
    "enter_event",
    "remove_event",
]
