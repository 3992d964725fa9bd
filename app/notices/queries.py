"""Reads about notices and mutes."""

from collections.abc import Collection

from sqlalchemy import select

from app.core.db import session
from app.notices.models import Mute
from app.notices.rules import Kind


def mutes_of(person_ids: Collection[int]) -> set[tuple[int, Kind]]:
    """(person, kind) for every kind these people want no mail of; one statement."""
    known = {kind.value for kind in Kind if not kind.is_critical}
    rows = session().execute(
        select(Mute.person_id, Mute.kind).where(Mute.person_id.in_(person_ids))
    )
    return {(person_id, Kind(kind)) for person_id, kind in rows if kind in known}
