"""Posts, leavings and covers for tests."""

from datetime import date, timedelta

from app.accounts.models import Person
from app.core import clock
from app.sites import queries, service
from app.sites.models import Site
from app.sites.queries import Chosen, LeavingRow
from app.sites.rules.leavings import Access
from app.sites.rules.posts import Post
from app.sites.service import ArrangeCover, FillPost

IN_TEN_DAYS = timedelta(days=10)


def fill(site: Site, post: Post, person: Person | None = None, *, since: int = 100) -> int:
    """Somebody holds a post since so many days; Nora Named, without an account, by default."""
    starts = clock.today() - timedelta(days=since)
    who = person.id if person else None
    return service.fill_post(site.id, FillPost(post, starts, who, "" if person else "Nora Named"))


def announce(site: Site, person: Person, by: Person, last_day: date | None = None) -> LeavingRow:
    """Somebody is to leave in ten days."""
    last = last_day or clock.today() + IN_TEN_DAYS
    number = service.announce(site.id, person.id, last, "Moves on.", by.id)
    return leaving(site, number)


def leaving(site: Site, number: int) -> LeavingRow:
    """A leaving as it is now."""
    found = queries.leaving_of(site.id, number)
    assert found is not None
    return found


def decide(
    site: Site,
    found: LeavingRow,
    follows: dict[Post, Person | None],
    access: Access = Access.STAYS,
    until: date | None = None,
) -> LeavingRow:
    """Decide who follows in each post, and what becomes of the access."""
    parts = {
        f"{service.POST}{post.value}": Chosen(person.id if person else None)
        for post, person in follows.items()
    }
    service.choose(found, parts, [service.POST])
    service.choose_access(leaving(site, found.id), access, until)
    return leaving(site, found.id)


def cover(absent: Person, stands_in: Person, by: Person, *, first: int = 0, last: int = 7) -> int:
    """Somebody stands in from so many days from today until so many."""
    today = clock.today()
    days = today + timedelta(days=first), today + timedelta(days=last)
    return service.arrange_cover(ArrangeCover(absent.id, stands_in.id, *days), by.id)
