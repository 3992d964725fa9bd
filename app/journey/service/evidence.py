"""Attaching pieces of the site's evidence to milestones, and taking them off again."""

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.evidence import queries as evidence
from app.journey.models import Milestone, MilestoneEvidence
from app.journey.programme import template_of
from app.journey.service.progress import hold
from app.journey.service.reading import milestones_by_code


class NoSuchPiece(LookupError):
    """The site has no such piece of evidence, or it was removed."""


def attach(site_id: int, code: str, *piece_ids: int) -> None:
    """Attach pieces to a milestone; what is attached already stays so. All or none.

    Raises `NoSuchPiece`, and LookupError when the site has no such milestone.
    """
    hold(site_id)
    kept = milestones_by_code(site_id)[code]
    here = evidence.by_ids(site_id, piece_ids)
    if not all(number in here and not here[number].is_removed for number in piece_ids):
        raise NoSuchPiece(code)
    there = {row.piece_id for row in _attached(kept)}
    new = [number for number in dict.fromkeys(piece_ids) if number not in there]
    if not new:
        return
    titles = ", ".join(f"“{here[number].title}”" for number in new)
    audit.because(
        "milestone evidence attached",
        summary=f"Evidence attached to “{_name(kept)}”.",
        site_id=site_id,
        reason=titles,
    )
    session().add_all(
        MilestoneEvidence(
            milestone_id=kept.id,
            piece_id=number,
            added_by_id=audit.who_acts().actor_id,
            added_at=clock.now(),
        )
        for number in new
    )
    session().flush()


def detach(site_id: int, code: str, piece_id: int) -> None:
    """Take a piece off a milestone; it stays in the site's evidence."""
    hold(site_id)
    kept = milestones_by_code(site_id)[code]
    for row in _attached(kept):
        if row.piece_id == piece_id:
            audit.because(
                "milestone evidence taken off",
                summary=f"A piece of evidence was taken off “{_name(kept)}”.",
                site_id=site_id,
            )
            session().delete(row)
            session().flush()


def _attached(kept: Milestone) -> list[MilestoneEvidence]:
    mine = select(MilestoneEvidence).where(MilestoneEvidence.milestone_id == kept.id)
    return list(session().scalars(mine))


def _name(kept: Milestone) -> str:
    return template_of(kept.code, kept.template_version).name
