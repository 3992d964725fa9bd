"""Texts of an event, which are posts of the community.

A host writes them on a page of the event, or edits the post where it stands. Both count: a version
is that of the post and of what it belongs to, added up so that it only ever rises.
"""

from app.events.models import Event
from app.events.queries import EventRow
from app.posts import queries
from app.posts import service as posts
from app.posts.rules import Place


def written(post_id: int | None) -> str:
    """A text of an event as it was typed; "" where there is none."""
    found = queries.find(post_id) if post_id is not None else None
    return found.text if found else ""


def change_version(event: Event | EventRow) -> int:
    """The version of an event and of what it is about."""
    return event.version + text_version(event.about_id)


def notes_version(event: Event | EventRow) -> int:
    """The version of its notes; 0 while there are none."""
    return event.notes_before + text_version(event.notes_id)


def text_version(post_id: int | None) -> int:
    """The version of a text; 0 where there is none."""
    found = queries.find(post_id) if post_id is not None else None
    return found.version if found else 0


def reworded(post_id: int, editor_id: int, text: str, path: str) -> int:
    """Keep a new wording and return the number of its post: the same one while its author writes.

    Another host writes a post of their own, since nobody's words are changed under their name.
    Raises ChangedMeanwhile when it is edited at the same moment.
    """
    before = queries.find(post_id)
    if before is not None and before.text == text.strip():
        return post_id
    if before is not None and before.author_id == editor_id and before.state.is_read:
        return posts.edit(post_id, editor_id, text, version=before.version).id
    return posts.write(editor_id, text, Place.EVENT, path=path).id
