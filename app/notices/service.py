"""Telling people inside the portal, and keeping what they want to be told of."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_if_new
from app.notices.models import Notice
from app.notices.rules import Kind

TITLE_LIMIT = 300
KEPT = timedelta(days=365)


def tell(
    person_id: int, kind: Kind, title: str, path: str, *, key: str, site_id: int | None = None
) -> bool:
    """Leave a notice, in the transaction of the fact that causes it; the same key tells once.

    `title` is a sentence of its own, `path` where the reader goes from it. Returns whether the
    notice is new.
    """
    values = {
        "key": key,
        "person_id": person_id,
        "kind": kind.value,
        "site_id": site_id,
        "title": title[:TITLE_LIMIT],
        "path": path,
        "told_at": clock.now(),
    }
    return insert_if_new(Notice, "key", values)


def forget_old(now: datetime) -> None:
    """Delete notices left more than a year ago; what they told of stands where it happened."""
    session().execute(delete(Notice).where(Notice.told_at < now - KEPT))
