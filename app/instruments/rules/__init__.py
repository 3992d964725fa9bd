"""Decisions of the questionnaire engine on plain values: format, answers, scoring."""

from app.instruments.rules.answers import Answer, AnswerKind, ItemAnswers, check_answer
from app.instruments.rules.format import (
    Driver,
    Fact,
    FactKind,
    Indicator,
    Instrument,
    InstrumentError,
    Item,
    Scale,
    Section,
)
from app.instruments.rules.parsing import content_hash, parse_instrument
from app.instruments.rules.results import (
    Decision,
    ItemResult,
    Result,
    SectionResult,
    Unknown,
    shown,
    shown_score,
)
from app.instruments.rules.scoring import indicator_scores, score_instrument

__all__ = [
    "Answer",
    "AnswerKind",
    "Decision",
    "Driver",
    "Fact",
    "FactKind",
    "Indicator",
    "Instrument",
    "InstrumentError",
    "Item",
    "ItemAnswers",
    "ItemResult",
    "Result",
    "Scale",
    "Section",
    "SectionResult",
    "Unknown",
    "check_answer",
    "content_hash",
    "indicator_scores",
    "parse_instrument",
    "score_instrument",
    "shown",
    "shown_score",
]
