"""Evidence of an adaptation, such as the form as it was shortened."""

from app.quality.models import AdaptationEvidence
from app.quality.service import attaching
from app.quality.service.adaptations.holding import because, held


def attach(site_id: int, adaptation_id: int, *piece_ids: int) -> None:
    """Attach pieces of the site's evidence. All or none; raises `Refused`, LookupError."""
    found = held(site_id, adaptation_id)
    attaching.attach(
        site_id,
        AdaptationEvidence,
        {"adaptation_id": found.row.id},
        piece_ids,
        lambda: because(found, "evidence attached", "evidence attached"),
    )


def detach(site_id: int, adaptation_id: int, piece_id: int) -> None:
    """Take a piece off an adaptation; the site keeps it. Raises LookupError."""
    found = held(site_id, adaptation_id)
    attaching.detach(
        AdaptationEvidence,
        {"adaptation_id": found.row.id},
        piece_id,
        lambda: because(found, "evidence taken off", "a piece of evidence was taken off"),
    )
