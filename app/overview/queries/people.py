"""What is to be said of the people of many sites: who leads, who leaves."""

from collections.abc import Collection
from datetime import date, datetime

from app.core.clock import in_london
from app.overview.rules.people import people_words
from app.sites import queries as sites
from app.sites.queries import CoverRow


def people_by_site(site_ids: Collection[int], today: date) -> dict[int, tuple[str, ...]]:
    """Site -> sentences about its people, the most urgent first; sites without are absent. Three
    statements whatever their number."""
    standing = sites.standing_of(site_ids, today)
    leaving = sites.announced(site_ids)
    found = {
        number: people_words(
            one.vacant,
            [(row.name, row.last_day) for row in leaving.get(number, ())],
            today,
        )
        for number, one in standing.items()
    }
    return {number: words for number, words in found.items() if words}


def covers_around(person_id: int, now: datetime) -> list[CoverRow]:
    """Covers today in which a member of staff is away or stands in; one statement."""
    today = in_london(now).date()
    return [
        one
        for one in sites.covers(today)
        if person_id in (one.absent_id, one.cover_id) and one.runs(today)
    ]
