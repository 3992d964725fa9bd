"""Why something is not written."""

from app.core.refusals import Faults


def check_text(text: str, longest: int, field: str = "text") -> Faults:
    """What is wrong with what somebody writes."""
    if not text.strip():
        return [(field, "Write something first")]
    if len(text.strip()) > longest:
        return [(field, f"What you write must be {longest:,} characters or fewer")]
    return []
