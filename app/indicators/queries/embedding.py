"""What authorities said of their own papers."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.core.db import Base, session
from app.indicators.models import PolicyEmbedding
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import Embedded

TABLES: tuple[type[Base], ...] = (PolicyEmbedding,)


def embedded_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[Embedded]]:
    """Everything that was said, the earliest first; one statement."""
    chosen = select(
        PolicyEmbedding.id,
        PolicyEmbedding.site_id,
        PolicyEmbedding.on,
        PolicyEmbedding.places,
        PolicyEmbedding.reviewed_on,
    ).where(PolicyEmbedding.site_id.in_(site_ids))
    found: dict[int, list[Embedded]] = defaultdict(list)
    for row in rows(PolicyEmbedding, chosen.order_by(PolicyEmbedding.id), past):
        found[row.site_id].append(Embedded(row.on, len(row.places), row.reviewed_on))
    return found


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
