"""Writes of self assessment: rounds from opening to the NSPCC's decision, answers, the room."""

from app.assessments.service.answers import FactsOvertaken, Overtaken, save_answer, save_facts
from app.assessments.service.evidence import NoSuchPiece, attach, detach
from app.assessments.service.passing_on import pass_on_rating
from app.assessments.service.raters import ask, ask_again, ask_newcomer, begin, hand_in, take_back
from app.assessments.service.refusals import (
    CaveatMissing,
    NotAgreed,
    NotAsked,
    NotComplete,
    NotFacilitator,
    NotHandedIn,
    NotOpen,
    NowAlone,
    QuorumMissing,
    Revealed,
    RoundUnderWay,
)
from app.assessments.service.room import (
    Agreeing,
    RoomOvertaken,
    back_to_rating,
    close_room,
    open_room,
    reveal,
    save_agreement,
    take_over,
    turn_to,
    undo_agreement,
)
from app.assessments.service.rounds import move_dates, open_round, send_back
from app.assessments.service.saying import NoteOvertaken, record_other_view, save_note
from app.assessments.service.signing import decide, reopen, sign_off, what_lacks

__all__ = [
    "Agreeing",
    "CaveatMissing",
    "FactsOvertaken",
    "NoSuchPiece",
    "NotAgreed",
    "NotAsked",
    "NotComplete",
    "NotFacilitator",
    "NotHandedIn",
    "NotOpen",
    "NoteOvertaken",
    "NowAlone",
    "Overtaken",
    "QuorumMissing",
    "Revealed",
    "RoomOvertaken",
    "RoundUnderWay",
    "ask",
    "ask_again",
    "ask_newcomer",
    "attach",
    "back_to_rating",
    "begin",
    "close_room",
    "decide",
    "detach",
    "hand_in",
    "move_dates",
    "open_room",
    "open_round",
    "pass_on_rating",
    "record_other_view",
    "reopen",
    "reveal",
    "save_agreement",
    "save_answer",
    "save_facts",
    "save_note",
    "send_back",
    "sign_off",
    "take_back",
    "take_over",
    "turn_to",
    "undo_agreement",
    "what_lacks",
]
