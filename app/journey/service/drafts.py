"""What a person has entered so far in the steps of moving dates: going back loses nothing."""

from typing import Any

from sqlalchemy import delete

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_for
from app.journey.models import JourneyDraft
from app.journey.queries.dates import KEPT_FOR


def keep_draft(site_id: int, person_id: int, subject: str, entered: dict[str, Any]) -> None:
    """Keep what was entered in place of what was there; plain values only. Forgets old drafts."""
    current, now = session(), clock.now()
    current.execute(delete(JourneyDraft).where(JourneyDraft.saved_at <= now - KEPT_FOR))
    key = {"site_id": site_id, "person_id": person_id, "subject": subject}
    values = {"entered": entered, "saved_at": now}
    current.execute(
        insert_for(current)(JourneyDraft)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=list(key), set_=values)
    )


def forget_draft(site_id: int, person_id: int, subject: str) -> None:
    """It was saved, or is not wanted any longer."""
    session().execute(
        delete(JourneyDraft).where(
            JourneyDraft.site_id == site_id,
            JourneyDraft.person_id == person_id,
            JourneyDraft.subject == subject,
        )
    )
