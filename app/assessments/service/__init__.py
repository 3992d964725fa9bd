"""Writes of self assessment: rounds from opening to the NSPCC's decision, and answers."""

from app.assessments.service.answers import FactsOvertaken, Overtaken, save_answer, save_facts
from app.assessments.service.rounds import (
    BegunBySomebodyElse,
    NotComplete,
    NotHandedIn,
    NotOpen,
    RoundUnderWay,
    begin,
    decide,
    hand_in,
    open_round,
    reopen,
    send_back,
    sign_off,
)

__all__ = [
    "BegunBySomebodyElse",
    "FactsOvertaken",
    "NotComplete",
    "NotHandedIn",
    "NotOpen",
    "Overtaken",
    "RoundUnderWay",
    "begin",
    "decide",
    "hand_in",
    "open_round",
    "reopen",
    "save_answer",
    "save_facts",
    "send_back",
    "sign_off",
]
