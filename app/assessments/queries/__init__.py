"""Reads of rounds, raters, answers, the room and sign-offs."""

from app.assessments.queries.answers import (
    RaterPart,
    SignOffRow,
    answer_of,
    answers_of,
    facts_of,
    is_signed_off,
    parts_of,
    sign_off_of,
)
from app.assessments.queries.asked_of import AskedRound, asked_of
from app.assessments.queries.evidence import (
    pieces_at,
    pieces_by_rater,
    pieces_of,
)
from app.assessments.queries.falling_due import due
from app.assessments.queries.listing import (
    RoundRow,
    answering,
    openable,
    rounds_of,
    to_act_on,
)
from app.assessments.queries.offered import Offered, offered
from app.assessments.queries.raters import RaterRow, handed_in_roles, raters_of
from app.assessments.queries.room import (
    agreed_draft,
    agreed_of,
    other_view_of,
    said_of,
    table,
    tick_of,
)
from app.assessments.queries.rounds import Lock, RoomRef, RoundRef, lead_name, round_at

__all__ = [
    "due",
    "AskedRound",
    "Lock",
    "Offered",
    "RaterPart",
    "RaterRow",
    "RoomRef",
    "RoundRef",
    "RoundRow",
    "SignOffRow",
    "agreed_draft",
    "agreed_of",
    "answer_of",
    "answering",
    "answers_of",
    "asked_of",
    "facts_of",
    "handed_in_roles",
    "is_signed_off",
    "lead_name",
    "offered",
    "openable",
    "other_view_of",
    "parts_of",
    "pieces_at",
    "pieces_by_rater",
    "pieces_of",
    "raters_of",
    "round_at",
    "rounds_of",
    "said_of",
    "sign_off_of",
    "table",
    "tick_of",
    "to_act_on",
]
