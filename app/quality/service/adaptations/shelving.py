"""What stands in the library of an adaptation."""

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.quality.models.adaptations import LibraryView
from app.quality.service.adaptations.holding import Held


def entry_of(found: Held) -> LibraryView | None:
    """What stands there, or stood."""
    wanted = select(LibraryView).where(LibraryView.adaptation_id == found.row.id)
    return session().scalars(wanted.with_for_update()).first()


def take_out(found: Held) -> bool:
    """Show it no longer; whether it was shown. Flushes."""
    entry = entry_of(found)
    if entry is None or entry.withdrawn_at is not None:
        return False
    entry.withdrawn_at = clock.now()
    session().flush()
    return True
