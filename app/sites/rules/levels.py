"""The early-warning level a site carries, the gravest first."""

from enum import StrEnum


class Level(StrEnum):
    """How much a site needs its lead. Worked out from what happens there, or set by hand."""

    ACUTE = "acute"
    CONCERN = "concern"
    WATCH = "watch"
    STEADY = "steady"

    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.capitalize()

    @property
    def hint(self) -> str:
        """What it means, in a few words."""
        return _HINTS[self]


_HINTS = {
    Level.ACUTE: "The work may stop within weeks. Somebody has to act now.",
    Level.CONCERN: "Several signs together say that the work is faltering.",
    Level.WATCH: "One or two signs. Ask about them at the next call.",
    Level.STEADY: "The work goes on as planned.",
}


def why_not_level(present: Level | None, level: Level, reason: str) -> tuple[str, str] | None:
    """(field, what to do) where the level cannot be set like this; None where it can."""
    if present is level:
        return "level", f"The level is {level.label.lower()} already. Choose another one."
    if not reason.strip():
        return "reason", "Say in a few words what you saw or heard."
    return None
