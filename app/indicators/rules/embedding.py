"""Where an authority's own papers can hold the framework (SU12)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Place(StrEnum):
    """One of the eight."""

    PROCEDURE = "procedure"
    INDUCTION = "induction"
    SUPERVISION = "supervision"
    FORMS = "forms"
    PANELS = "panels"
    COMMISSIONING = "commissioning"
    QUALITY = "quality"
    BUDGET = "budget"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    Place.PROCEDURE: "The procedure for reunification",
    Place.INDUCTION: "The induction of new staff",
    Place.SUPERVISION: "The policy or template for supervision",
    Place.FORMS: "Forms in the case system",
    Place.PANELS: "Terms of reference of panels",
    Place.COMMISSIONING: "Commissioning of services for families",
    Place.QUALITY: "The quality assurance framework",
    Place.BUDGET: "A line of the budget",
}


def check_embedding(
    places: Collection[str], reviewed_on: date | None, today: date
) -> list[tuple[str, str]]:
    """What must be put right, as (field, what to do)."""
    faults = []
    if not set(places) <= {one.value for one in Place}:
        faults.append(("places", "Tick places of the list."))
    if reviewed_on is not None and reviewed_on > today:
        faults.append(("reviewed_on", "The day must be today or in the past."))
    return faults
