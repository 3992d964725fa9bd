"""Decisions of the questionnaire engine on plain values: format, answers, scoring."""

from app.instruments.rules.answers import Answer, AnswerKind, ItemAnswers, check_answer
from app.instruments.rules.comparing import comparable_items
from app.instruments.rules.format import (
    Band,
    DecisionOption,
    Driver,
    Fact,
    FactKind,
    Indicator,
    Instrument,
    InstrumentError,
    Item,
    ItemMap,
    Kind,
    Method,
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
    "Band",
    "Decision",
    "DecisionOption",
    "Driver",
    "Fact",
    "FactKind",
    "Indicator",
    "Instrument",
    "InstrumentError",
    "Item",
    "ItemAnswers",
    "ItemMap",
    "ItemResult",
    "Kind",
    "Method",
    "Result",
    "Scale",
    "Section",
    "SectionResult",
    "Unknown",
    "check_answer",
    "comparable_items",
    "content_hash",
    "indicator_scores",
    "parse_instrument",
    "score_instrument",
    "shown",
    "shown_score",
]
