"""How joining reads on pages."""

from app.joining.showing.contracts import end_words, state_tag, state_words, term_words
from app.joining.showing.steps import Known, tasks

__all__ = ["Known", "end_words", "state_tag", "state_words", "tasks", "term_words"]
