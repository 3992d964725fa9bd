"""Reads about posts: who holds which, what is vacant, who held it before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from app.accounts.models import Person
from app.core.clock import in_london
from app.core.db import session
from app.sites.models import PostHolding, Site
from app.sites.rules import posts as rules
from app.sites.rules.posts import Post, Term, Vacancy

PER_PAGE = 25


@dataclass(frozen=True)
class PostRow:
    """Who holds a post, from when until when; `name` is theirs, with an account or without."""

    id: int
    site_id: int
    term: Term
    person_id: int | None
    name: str
    email: str
    percent: int | None
    reason: str
    version: int

    @property
    def post(self) -> Post:
        """Which post it is."""
        return self.term.post


@dataclass(frozen=True)
class Standing:
    """The posts of one site on a day: who holds them, which are vacant."""

    holders: tuple[PostRow, ...]
    vacant: tuple[Vacancy, ...]
    leaving_soon: tuple[PostRow, ...]

    @property
    def is_led_by_two(self) -> bool:
        """Whether both the strategic lead and the deputy are there."""
        return rules.is_led_by_two(self.vacant)

    def holder(self, post: Post) -> PostRow | None:
        """Who holds this post; None while it is vacant."""
        return next((one for one in self.holders if one.post is post), None)


@dataclass(frozen=True)
class HistoryPage:
    """One page of who held which post, the latest first."""

    rows: tuple[PostRow, ...]
    found: int
    page: int
    pages: int


def standing_of(site_ids: Collection[int], today: date) -> dict[int, Standing]:
    """The posts of each of these sites; one statement whatever their number."""
    if not site_ids:
        return {}
    added: dict[int, date] = {}
    held: dict[int, list[PostRow]] = {}
    rows = session().execute(
        select(Site.id, Site.created_at, PostHolding, Person.name, Person.email)
        .outerjoin(PostHolding, PostHolding.site_id == Site.id)
        .outerjoin(Person, Person.id == PostHolding.person_id)
        .where(Site.id.in_(site_ids))
        .order_by(PostHolding.starts_on, PostHolding.id)
    )
    for site_id, created_at, row, name, email in rows:
        added[site_id] = in_london(created_at).date()
        if row is not None:
            held.setdefault(site_id, []).append(_row(row, name, email))
    return {number: _standing(held.get(number, ()), on, today) for number, on in added.items()}


def posts_of(site_ids: Collection[int]) -> dict[int, tuple[PostRow, ...]]:
    """Everybody who holds, held or will hold a post at these sites, the earliest first."""
    ours = _selected().where(PostHolding.site_id.in_(site_ids))
    found: dict[int, tuple[PostRow, ...]] = {}
    for row in _rows(ours.order_by(PostHolding.starts_on, PostHolding.id)):
        found[row.site_id] = (*found.get(row.site_id, ()), row)
    return found


def vacancies(site_ids: Collection[int], today: date) -> dict[int, tuple[Vacancy, ...]]:
    """The vacant posts of each of these sites with the days; none is an empty entry."""
    return {number: one.vacant for number, one in standing_of(site_ids, today).items()}


def is_led_by_two(site_id: int, today: date) -> bool:
    """Whether a site has both a strategic lead and a deputy."""
    return standing_of([site_id], today)[site_id].is_led_by_two


def post_holding(site_id: int, holding_id: int) -> PostRow | None:
    """One row of this site; None when there is no such row here."""
    ours = _selected().where(PostHolding.site_id == site_id, PostHolding.id == holding_id)
    return next(iter(_rows(ours)), None)


def history(site_id: int, post: Post | None, page: int) -> HistoryPage:
    """Who held which post of a site, the latest first; a page past the end shows the last."""
    ours = [PostHolding.site_id == site_id]
    if post is not None:
        ours.append(PostHolding.post == post.value)
    found = session().scalar(select(func.count()).select_from(PostHolding).where(*ours)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    latest = _selected().where(*ours).order_by(PostHolding.starts_on.desc(), PostHolding.id.desc())
    rows = _rows(latest.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return HistoryPage(tuple(rows), found, page, pages)


def _standing(rows: Collection[PostRow], added_on: date, today: date) -> Standing:
    terms = {row.id: row.term for row in rows}
    holders = [row for row in rows if row.term.holds(today)]
    order = list(Post)
    soon = rules.expected_soon(terms.values(), today)
    return Standing(
        holders=tuple(sorted(holders, key=lambda one: order.index(one.post))),
        vacant=tuple(rules.vacancies(terms.values(), added_on, today)),
        leaving_soon=tuple(row for term in soon for row in holders if row.term is term),
    )


def _selected() -> Select[PostHolding, str, str]:
    return select(PostHolding, Person.name, Person.email).outerjoin(
        Person, Person.id == PostHolding.person_id
    )


def _rows(chosen: Select[PostHolding, str, str]) -> list[PostRow]:
    return [_row(row, name, email) for row, name, email in session().execute(chosen)]


def _row(row: PostHolding, name: str | None, email: str | None) -> PostRow:
    return PostRow(
        id=row.id,
        site_id=row.site_id,
        term=Term(Post(row.post), row.starts_on, row.ends_on, row.expected_until),
        person_id=row.person_id,
        name=name or row.name,
        email=email or row.email,
        percent=row.percent,
        reason=row.end_reason,
        version=row.version,
    )
