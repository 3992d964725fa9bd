"""Use counts and returns by the day due, where a stage has cases; sign-offs and values of measures
at every active site."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.core import clock
from app.core.db import session
from app.core.due import Due
from app.measures.models import QuarterReturn, UseCount
from app.measures.queries import values_due
from app.measures.rules import quarters, use
from app.sites.models import Site
from app.sites.models.posts import PostHolding
from app.sites.rules import Stage, Status
from app.sites.rules.months import (
    first_of,
    in_words,
    months_between,
    quarter_before,
    quarter_in_words,
    quarter_of,
    quarters_between,
)
from app.sites.rules.posts import Post

KIND = "returns"
TO_SIGN = timedelta(days=7)  # after it was handed in


@dataclass(frozen=True)
class _Place:
    """An active site, whether its stage has cases to count, and who holds the post of its data
    lead."""

    id: int
    path: str
    training_on: date
    counts: bool
    owners: tuple[int, ...]


def due(first: date, last: date) -> list[Due]:
    """What is asked for and missing, by the day it is due, from one to another; seven
    statements."""
    places = _places()
    if not places:
        return []
    numbers = [one.id for one in places]
    months = [
        one
        for one in months_between(first - timedelta(days=62), last)
        if first <= use.due_on(one) <= last
    ]
    missing = [
        one
        for one in quarters_between(first - timedelta(days=150), last)
        if first <= quarters.due_on(one) <= last
    ]
    counted, returned = _counted(numbers, months), _returned(numbers, missing)
    found = [due for place in places for due in _months(place, months, counted) if place.counts]
    found += [
        due for place in places for due in _quarters(place, missing, returned) if place.counts
    ]
    found += [one for one in _to_sign(places) if first <= one.on <= last]
    return found + values_due.due(first, last)


def _places() -> list[_Place]:
    today = clock.today()
    held = select(PostHolding.site_id, PostHolding.person_id).where(
        PostHolding.post == Post.DATA.value,
        PostHolding.person_id.is_not(None),
        PostHolding.starts_on <= today,
        or_(PostHolding.ends_on.is_(None), PostHolding.ends_on >= today),
    )
    owners: dict[int, list[int]] = {}
    for site, person in session().execute(held):
        owners.setdefault(site, []).append(int(person or 0))
    rows = session().execute(
        select(Site.id, Site.slug, Site.training_on, Site.stage).where(
            Site.status == Status.ACTIVE.value
        )
    )
    return [
        _Place(
            number,
            f"/sites/{slug}/measures",
            on,
            use.Asking(Stage(stage), on).has_cases,
            tuple(owners.get(number, ())),
        )
        for number, slug, on, stage in rows
    ]


def _months(
    place: _Place, months: Collection[date], counted: Collection[tuple[int, date]]
) -> Iterator[Due]:
    for month in months:
        if month <= first_of(place.training_on) or (place.id, month) in counted:
            continue
        yield Due(
            KIND,
            f"use:{place.id}:{month:%Y-%m}",
            place.id,
            f"Use count of {in_words(month)}",
            use.due_on(month),
            f"{place.path}/use/{month:%Y-%m}",
            phase="month",
            owner_ids=place.owners,
            detail="It takes a minute.",
        )


def _quarters(
    place: _Place, missing: Collection[date], returned: Collection[tuple[int, date]]
) -> Iterator[Due]:
    for quarter in missing:
        if quarter <= quarter_of(place.training_on) or (place.id, quarter) in returned:
            continue
        yield Due(
            KIND,
            f"return:{place.id}:{quarter:%Y-%m}",
            place.id,
            f"Return of {quarter_in_words(quarter)}",
            quarters.due_on(quarter),
            f"{place.path}/returns/{quarter:%Y-%m}",
            phase="quarter",
            owner_ids=place.owners,
            detail="Counts only, by form or by file.",
        )


def _to_sign(places: Collection[_Place]) -> Iterator[Due]:
    by_number = {one.id: one for one in places}
    rows = session().scalars(
        select(QuarterReturn).where(
            QuarterReturn.superseded_at.is_(None),
            QuarterReturn.signed_at.is_(None),
            QuarterReturn.quarter >= quarter_before(clock.today().replace(month=1, day=1)),
        )
    )
    for row in rows:
        if (place := by_number.get(row.site_id)) is not None:
            yield Due(
                KIND,
                f"sign:{row.id}",
                row.site_id,
                f"Return of {quarter_in_words(row.quarter)} to be signed off",
                clock.in_london(row.entered_at).date() + TO_SIGN,
                f"{place.path}/returns/{row.quarter:%Y-%m}",
                phase="sign",
            )


def _counted(sites: Collection[int], months: Collection[date]) -> frozenset[tuple[int, date]]:
    chosen = select(UseCount.site_id, UseCount.month).where(
        UseCount.month.in_(months), UseCount.superseded_at.is_(None)
    )
    between = UseCount.site_id.between(min(sites), max(sites))
    return frozenset((site, month) for site, month in session().execute(chosen.where(between)))


def _returned(sites: Collection[int], missing: Collection[date]) -> frozenset[tuple[int, date]]:
    chosen = select(QuarterReturn.site_id, QuarterReturn.quarter).where(
        QuarterReturn.quarter.in_(missing), QuarterReturn.superseded_at.is_(None)
    )
    between = QuarterReturn.site_id.between(min(sites), max(sites))
    return frozenset((site, quarter) for site, quarter in session().execute(chosen.where(between)))
