"""Which children the framework is used for."""

from enum import StrEnum


class CaseType(StrEnum):
    """The situation of a child at the beginning of a case (dossier, section 1.5)."""

    EDGE = "edge"
    PRE_PROCEEDINGS = "preproc"
    S20 = "s20"
    S20_ENDED = "s20-ended"
    ICO = "ico"
    CO = "co"
    RECENT = "recent"
    LONGER = "longer"
    WITH_PARENTS = "pwp"
    CARE_LEAVER = "care-leaver"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        """As people say it."""
        return _CASE_TYPES[self]

    @property
    def is_intended(self) -> bool:
        """Whether the framework is meant for it."""
        return self is not CaseType.OUTSIDE


_CASE_TYPES = {
    CaseType.EDGE: "At the edge of care",
    CaseType.PRE_PROCEEDINGS: "In pre-proceedings",
    CaseType.S20: "Accommodated under section 20",
    CaseType.S20_ENDED: "Section 20, where the child or a parent ends it",
    CaseType.ICO: "Interim care order (section 38)",
    CaseType.CO: "Care order (section 31)",
    CaseType.RECENT: "Looked after since recently",
    CaseType.LONGER: "Looked after for longer, return is considered",
    CaseType.WITH_PARENTS: "Placed with parents",
    CaseType.CARE_LEAVER: "Care leaver who returns to the family",
    CaseType.OUTSIDE: "Other, outside what the framework is meant for",
}
