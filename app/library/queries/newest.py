"""Which version of a resource its readers get."""

from typing import Any

from sqlalchemy import case, func, select

from app.core.files import Verdict
from app.library.models import Edition, Resource
from app.library.rules import EditionState


def newest_number() -> Any:
    """The number of the newest shared version that held no virus; of the newest where all did."""
    clean = case((Edition.scan != Verdict.INFECTED.value, Edition.number))
    return (
        select(func.coalesce(func.max(clean), func.max(Edition.number)))
        .where(Edition.resource_id == Resource.id, Edition.state == EditionState.LIVE.value)
        .correlate(Resource)
        .scalar_subquery()
    )
