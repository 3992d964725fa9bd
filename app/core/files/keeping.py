"""Taking in an uploaded file: read it up to the limit, look what it is, keep it."""

import hashlib
from dataclasses import dataclass
from typing import IO

from app.core.files.examining import examine
from app.core.files.kinds import Kind, Refused
from app.core.files.names import clean_name
from app.core.files.reading import refuse_acting
from app.core.files.store import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the store: what a row needs to name it. `sha256` is in hexadecimal."""

    key: str
    name: str
    kind: Kind
    size: int
    sha256: str


def keep(
    store: Store, filename: str, stream: IO[bytes], *, largest: int, is_read: bool = False
) -> Kept:
    """Keep an uploaded file of at most `largest` bytes. `is_read`: `read` has let it pass.

    To be called before the first question to the database: what a store takes long for must not
    hold a lock. A file whose row then fails to be written is swept a day later. Raises Refused
    (with what to do) and StoreDown.
    """
    content = stream.read(largest + 1)
    if len(content) > largest:
        raise Refused(
            f"The file must be smaller than {largest // 1_000_000} MB. Save it as PDF, make "
            "pictures in it smaller, or add a link to it instead."
        )
    kind = examine(filename, content)
    if not is_read:
        refuse_acting(kind, content)
    return Kept(
        key=store.put(content, kind.suffix),
        name=clean_name(filename),
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
