"""What is written about joining: enquiry, contacts, conversations, decisions, contracts."""

from app.joining.service.before import (
    add_contact,
    add_conversation,
    add_decision,
    change_contact,
    change_conversation,
    record_enquiry,
)
from app.joining.service.contracts import NoSuchPiece, attach, change, detach, draft, end_early

__all__ = [
    "NoSuchPiece",
    "add_contact",
    "add_conversation",
    "add_decision",
    "attach",
    "change",
    "change_contact",
    "change_conversation",
    "detach",
    "draft",
    "end_early",
    "record_enquiry",
]
