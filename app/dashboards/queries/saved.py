"""The views a person keeps."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.core.db import session
from app.dashboards.models import SavedView


@dataclass(frozen=True)
class View:
    """A view: what the address of the dashboard carries, and whether it opens first."""

    id: int
    name: str
    asked: dict[str, Any]
    is_first: bool


def views_of(person_id: int) -> list[View]:
    """Their views by name; one statement."""
    chosen = select(SavedView).where(SavedView.person_id == person_id)
    return [
        View(row.id, row.name, dict(row.asked), row.is_first)
        for row in session().scalars(chosen.order_by(func.lower(SavedView.name), SavedView.id))
    ]


def view_of(person_id: int, view_id: int) -> View | None:
    """One of their views; None where it is not theirs."""
    return next((one for one in views_of(person_id) if one.id == view_id), None)
