"""Rounds of self assessment, who rates in them, what they answered and agreed, each sign-off."""

from app.assessments.models.answers import PRIVATE, FactSheet, OfferedFact, SavedAnswer
from app.assessments.models.evidence import AnswerEvidence
from app.assessments.models.imported import ImportedResult
from app.assessments.models.room import Agreement, Dissent, Room
from app.assessments.models.rounds import AwaitedRater, Rater, Round
from app.assessments.models.signing import SignOff

__all__ = [
    "PRIVATE",
    "Agreement",
    "AnswerEvidence",
    "AwaitedRater",
    "Dissent",
    "FactSheet",
    "ImportedResult",
    "OfferedFact",
    "Rater",
    "Room",
    "Round",
    "SavedAnswer",
    "SignOff",
]
