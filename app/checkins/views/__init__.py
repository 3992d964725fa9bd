"""Pages of check-in calls: of one site, across sites, and for the programme."""

from app.checkins.views import (
    across,
    booking,
    cadence,
    concerns,
    offers,
    picking,
    programme,
    records,
)
from app.checkins.views.blueprint import blueprint

__all__ = [
    "across",
    "blueprint",
    "booking",
    "cadence",
    "concerns",
    "offers",
    "picking",
    "programme",
    "records",
]
