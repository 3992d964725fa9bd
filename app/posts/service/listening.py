"""What only the rooms above know of a post: who reads what is private, and what to do when it
changes where they do not see it.

A post is redacted, hidden, forgotten or erased here, but its words may also stand in an index, and
a chat has to tell browsers. `create_app`, which knows every room, hands their functions over, as
it hands the gate its loaders.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from app.posts.rules.deciding import redacted
from app.posts.rules.places import Place

Changed = Callable[[int], None]
"""Given the number of the post, after it was flushed, in the transaction of the change."""
Readers = Callable[[str, Collection[int]], Collection[int]]
"""Given the `room_key` of a post and people, those of them who read what carries it."""


def _no_title(_post_id: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a room says beside a post. `title` is what stands above it; `redact` takes these words
    out, after they were taken out of the post, and is called where they stand in the title, or for
    what has none."""

    redact: Callable[[int, Sequence[str]], None]
    title: Callable[[int], str] = _no_title


_listeners: dict[Place, Changed] = {}
_readers: dict[Place, Readers] = {}
_wordings: dict[Place, Wording] = {}


def listen(
    listeners: Mapping[Place, Changed],
    readers: Mapping[Place, Readers],
    wordings: Mapping[Place, Wording],
) -> None:
    """Who is told of changed posts, who knows the readers of private ones, and who has words of its
    own beside them, by place; takes the place of what was said before."""
    _listeners.clear()
    _listeners.update(listeners)
    _readers.clear()
    _readers.update(readers)
    _wordings.clear()
    _wordings.update(wordings)


def readers_among(
    person_ids: Collection[int], place: Place, room_key: str | None
) -> Collection[int]:
    """Those of these people who read such a post: every member what is public, and nobody what no
    room knows the readers of."""
    if room_key is None or not person_ids:
        return person_ids
    known = _readers.get(place)
    return () if known is None else known(room_key, person_ids)


def tell_room(post_id: int, place: Place) -> None:
    """Tell the room that shows it."""
    told = _listeners.get(place)
    if told is not None:
        told(post_id)


def title_of(post_id: int, place: Place) -> str:
    """What stands above a post; "" for most."""
    wording = _wordings.get(place)
    return wording.title(post_id) if wording is not None else ""


def redact_in_room(post_id: int, place: Place, title: str, parts: Sequence[str]) -> None:
    """Take words out of what its room says beside a post under this title."""
    wording = _wordings.get(place)
    if wording is None:
        return
    if wording.title is _no_title or redacted(title, parts) != title:
        wording.redact(post_id, parts)
