"""Reads of the library."""

from app.library.queries.collections import CollectionRow, collection, collections
from app.library.queries.due import due
from app.library.queries.fresh import fresh
from app.library.queries.lists import Row, Shelf, by_numbers, shelf, titles
from app.library.queries.mine import WaitingRow, of_owner, sites_named, waiting_for
from app.library.queries.one import (
    EditionRow,
    OneResource,
    StoredFile,
    Uses,
    file_keys,
    find,
    held_edition,
    of_post,
    stored,
    uses,
)

__all__ = [
    "CollectionRow",
    "EditionRow",
    "OneResource",
    "Row",
    "Shelf",
    "StoredFile",
    "Uses",
    "WaitingRow",
    "by_numbers",
    "collection",
    "collections",
    "due",
    "file_keys",
    "find",
    "fresh",
    "held_edition",
    "of_owner",
    "of_post",
    "shelf",
    "sites_named",
    "stored",
    "titles",
    "uses",
    "waiting_for",
]
