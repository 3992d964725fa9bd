"""The pages of self assessment."""

from app.assessments.views import (
    asking,
    burden,
    comparing,
    deciding,
    evidence,
    facts,
    finishing,
    gaps,
    other_views,
    rating,
    results,
    room,
    rounds,
    topics,
)
from app.assessments.views.blueprint import blueprint

__all__ = [
    "asking",
    "blueprint",
    "burden",
    "comparing",
    "deciding",
    "evidence",
    "facts",
    "finishing",
    "gaps",
    "other_views",
    "rating",
    "results",
    "room",
    "rounds",
    "topics",
]
