"""What was signed off, put together for its pages: scored once, in the words people read."""

from app.assessments.reading.actions import Actions
from app.assessments.reading.assembling import Compared, Whole, compared, whole, with_actions
from app.assessments.reading.becoming import Became, FateRow, became
from app.assessments.reading.before import said_before
from app.assessments.reading.comparison import Comparison, Side, compare, shared
from app.assessments.reading.gaps import GapRow, GapTable, gap_table
from app.assessments.reading.result import Reading, read
from app.assessments.reading.voices import ItemReading, Voice, voices_of

__all__ = [
    "Actions",
    "Became",
    "Compared",
    "Comparison",
    "FateRow",
    "GapRow",
    "GapTable",
    "ItemReading",
    "Reading",
    "Side",
    "Voice",
    "Whole",
    "became",
    "compare",
    "compared",
    "gap_table",
    "read",
    "said_before",
    "shared",
    "voices_of",
    "whole",
    "with_actions",
]
