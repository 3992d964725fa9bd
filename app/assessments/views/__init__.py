"""The pages of self assessment."""

from app.assessments.views import facts, finishing, rating, results, rounds
from app.assessments.views.blueprint import blueprint

__all__ = ["blueprint", "facts", "finishing", "rating", "results", "rounds"]
