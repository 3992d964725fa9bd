"""One writer at a time at a site, and what happens when somebody else was first."""

from collections.abc import Iterable

from app.core.db import session
from app.core.refusals import ChangedMeanwhile
from app.sites.models import Site


def hold(site_id: int) -> Site:
    """The site, locked until the end of the transaction."""
    return session().get_one(Site, site_id, with_for_update=True)


def check_version(present: int, seen: int, *, mine: Iterable[str], theirs: Iterable[str]) -> None:
    """Raise `ChangedMeanwhile` with both texts where another version was seen."""
    if present != seen:
        raise ChangedMeanwhile(mine=_lines(mine), theirs=_lines(theirs))


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part.strip())
