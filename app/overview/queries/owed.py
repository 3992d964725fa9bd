"""What audits, adaptations and measures wait for at sites, in one statement."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import union_all

from app.core.db import session
from app.measures.queries import owed as measures
from app.measures.rules.use import Asking
from app.overview.rules.owed import Owed, What
from app.quality.queries import owed as quality


def owed_by_site(asked: Mapping[int, Asking], person_id: int, today: date) -> dict[int, list[Owed]]:
    """By site, first what was due first. `asked` are the active sites in question; one statement,
    none for no site."""
    if not asked:
        return {}
    found: dict[int, list[Owed]] = {number: [] for number in asked}
    there: dict[tuple[int, str], int] = {}
    every = (*quality.parts(asked, person_id), *measures.parts(asked, today))
    for site_id, what, number, title, on, mine in session().execute(union_all(*every)):
        if what in ("counted", "returned"):
            there[site_id, what] = number
        else:
            found[site_id].append(Owed(What(what), number, title, on, bool(mine)))
    for site_id, asking in asked.items():
        counts = there.get((site_id, "counted"), 0), there.get((site_id, "returned"), 0)
        late = measures.missing(asking, today, *counts)
        found[site_id].sort(key=lambda one: (one.on or date.max, one.what, one.number))
        found[site_id] += [Owed(What(what), number) for what, number in late.items()]
    return found
