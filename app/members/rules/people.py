"""How members appear to each other, and how they are called by name in a text."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

FORMER = "Former member"
NSPCC = "NSPCC"
_HANDLE = re.compile(r"(?<![\w@/.])@([a-z]+(?:-[a-z]+)*)-([0-9]{1,9})\b")


@dataclass(frozen=True)
class Byline:
    """How somebody is shown beside what they wrote; `about` holds only what they agreed to show.
    Former members have no handle."""

    person_id: int
    name: str
    about: str
    is_nspcc: bool = False
    handle: str = ""  # what a text calls them by, such as "@priya-nair-12"


@dataclass(frozen=True)
class Fresh:
    """Something new in a room of the community, as every room offers it to the home and the
    digest. `kind` is a code of `community`; `tags` are keys of TAGS."""

    when: datetime
    kind: str
    title: str
    path: str
    about: str = ""
    tags: tuple[str, ...] = ()


def former(person_id: int) -> Byline:
    """How somebody appears who has left."""
    return Byline(person_id, FORMER, "")


def said_of(*parts: str) -> str:
    """What stands beside a name: the parts that are not empty, as one phrase."""
    return ", ".join(part for part in parts if part)


def handle_of(name: str, person_id: int) -> str:
    """What a text calls somebody by. The number makes it theirs alone, the name makes it readable:
    "@priya-nair-12"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain)
    return f"@{'-'.join(words) or 'member'}-{person_id}"


def handles_in(text: str) -> tuple[str, ...]:
    """The handles a text contains, each once, in order."""
    return tuple(dict.fromkeys(found.group(0) for found in _HANDLE.finditer(text)))


def person_of(handle: str) -> int | None:
    """Whose number a handle carries; whether it is theirs is for the name to say."""
    found = _HANDLE.fullmatch(handle)
    return int(found.group(2)) if found else None


def known_tags(keys: Iterable[str], tags: Iterable[str]) -> tuple[str, ...]:
    """Those of `keys` that are tags, in the order of the tags."""
    wanted = set(keys)
    return tuple(tag for tag in tags if tag in wanted)
