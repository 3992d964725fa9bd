"""Decisions about joining on plain values: entries, steps, contracts."""

from app.joining.rules.contracts import (
    NOTICES,
    ContractEntry,
    ContractState,
    Dates,
    check_contract,
    check_ending,
    contract_state,
)
from app.joining.rules.entries import (
    LONGEST_LINE,
    LONGEST_TEXT,
    ContactEntry,
    ConversationEntry,
    DecisionEntry,
    EnquiryEntry,
    check_contact,
    check_conversation,
    check_decision,
    check_enquiry,
    one_line,
)
from app.joining.rules.steps import QUIET_AFTER, STEPS, Reached, Step, days_since, is_silent
from app.joining.rules.words import SCORES, Answer, Aspect, ContactKind, Way

__all__ = [
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "NOTICES",
    "QUIET_AFTER",
    "SCORES",
    "STEPS",
    "Answer",
    "Aspect",
    "ContactEntry",
    "ContactKind",
    "ContractEntry",
    "ContractState",
    "ConversationEntry",
    "Dates",
    "DecisionEntry",
    "EnquiryEntry",
    "Reached",
    "Step",
    "Way",
    "check_contact",
    "check_contract",
    "check_conversation",
    "check_decision",
    "check_ending",
    "check_enquiry",
    "contract_state",
    "days_since",
    "is_silent",
    "one_line",
]
