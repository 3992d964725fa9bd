"""Results as frames and sentences: what pages, their charts and their downloads all come from."""

from app.assessments.datasets.items import (
    MOST_DRAWN,
    item_frame,
    spread_chart,
    spread_frame,
    spread_sentence,
)
from app.assessments.datasets.rounds import (
    At,
    change_words,
    round_chart,
    round_frame,
    round_sentence,
)
from app.assessments.datasets.sections import (
    in_percent,
    section_chart,
    section_frame,
    section_sentence,
    section_value,
    shown_value,
)

__all__ = [
    "MOST_DRAWN",
    "At",
    "change_words",
    "in_percent",
    "item_frame",
    "round_chart",
    "round_frame",
    "round_sentence",
    "section_chart",
    "section_frame",
    "section_sentence",
    "section_value",
    "shown_value",
    "spread_chart",
    "spread_frame",
    "spread_sentence",
]
