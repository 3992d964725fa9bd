"""The twelve core components of the framework, which items of the audit speak to."""

from enum import StrEnum


class Component(StrEnum):
    """A core component of the framework."""

    CC1 = "CC1"
    CC2 = "CC2"
    CC3 = "CC3"
    CC4 = "CC4"
    CC5 = "CC5"
    CC6 = "CC6"
    CC7 = "CC7"
    CC8 = "CC8"
    CC9 = "CC9"
    CC10 = "CC10"
    CC11 = "CC11"
    CC12 = "CC12"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    Component.CC1: "Analytical chronology",
    Component.CC2: "Risk and protection weighed together",
    Component.CC3: "Parents’ capacity to change",
    Component.CC4: "The child’s voice and a trusted adult",
    Component.CC5: "Classification at set points, with reasons",
    Component.CC6: "Recorded decision with a manager’s oversight",
    Component.CC7: "Clear goals and a written agreement",
    Component.CC8: "Plan of support across agencies",
    Component.CC9: "Gradual, prepared return",
    Component.CC10: "Monitoring after the return",
    Component.CC11: "Relationship-based engagement",
    Component.CC12: "Reflective supervision",
}
