"""When somebody is in the community, and since when things are new to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

A_VISIT = timedelta(minutes=30)  # after so long without a page, the next one begins a new visit


@dataclass(frozen=True)
class Seen:
    """When somebody first came to the community, was last there, and in the visit before (None:
    this is the first)."""

    first_at: datetime
    seen_at: datetime
    before: datetime | None


def visited(seen: Seen | None, now: datetime) -> Seen:
    """The same with a page opened now. A new visit makes the end of the last one the moment since
    when things are new."""
    if seen is None:
        return Seen(now, now, None)
    is_new = now - seen.seen_at > A_VISIT
    return Seen(seen.first_at, now, seen.seen_at if is_new else seen.before)
