"""What an authority said of its own papers."""

from sqlalchemy import select

from app.core.db import session
from app.indicators.models import PolicyEmbedding


def embedding_of(site_id: int) -> PolicyEmbedding | None:
    """What was said last; None where nothing was. One statement."""
    return (
        session()
        .scalars(
            select(PolicyEmbedding)
            .where(PolicyEmbedding.site_id == site_id)
            .order_by(PolicyEmbedding.id.desc())
            .limit(1)
        )
        .first()
    )
