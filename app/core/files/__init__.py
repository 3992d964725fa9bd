"""Uploaded files: what is taken, where it lies, how it is given back."""

from app.core.files.examining import examine
from app.core.files.keeping import Kept, keep
from app.core.files.kinds import ACCEPTED, BY_SUFFIX, IN_WORDS, Kind, Refused
from app.core.files.names import suffix_of
from app.core.files.reading import Contents, read
from app.core.files.scanning import Verdict, scan
from app.core.files.serving import download, picture
from app.core.files.store import NotThere, Store, StoreDown, store_of

__all__ = [
    "ACCEPTED",
    "BY_SUFFIX",
    "IN_WORDS",
    "Contents",
    "Kept",
    "Kind",
    "NotThere",
    "Refused",
    "Store",
    "StoreDown",
    "Verdict",
    "download",
    "examine",
    "keep",
    "picture",
    "read",
    "scan",
    "store_of",
    "suffix_of",
]
