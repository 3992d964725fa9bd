"""Reads about a site's plan."""

from app.plans.queries.actions import (
    OpenCounts,
    OwnAction,
    by_origin,
    find,
    mine,
    open_counts,
    owners,
    some_of_site,
)
from app.plans.queries.falling_due import due
from app.plans.queries.lists import (
    BY_PERSON,
    TO_DO,
    ActionPage,
    Choices,
    Wanted,
    choices,
    every_of_site,
    of_site,
)
from app.plans.queries.owned import owned_by
from app.plans.queries.rows import ActionRow, codes_of

__all__ = [
    "due",
    "BY_PERSON",
    "TO_DO",
    "ActionPage",
    "ActionRow",
    "Choices",
    "OpenCounts",
    "OwnAction",
    "Wanted",
    "by_origin",
    "choices",
    "codes_of",
    "every_of_site",
    "find",
    "mine",
    "of_site",
    "open_counts",
    "owned_by",
    "owners",
    "some_of_site",
]
