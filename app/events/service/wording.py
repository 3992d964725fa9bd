"""Texts of an event, which are posts of the community."""

from app.posts import queries
from app.posts import service as posts
from app.posts.rules import Place


def written(post_id: int | None) -> str:
    """A text of an event as it was typed; "" where there is none."""
    found = queries.find(post_id) if post_id is not None else None
    return found.text if found else ""


def reworded(post_id: int, editor_id: int, text: str, path: str) -> int:
    """Keep a new wording and return the number of its post: the same one while its author writes.

    Another host writes a post of their own, since nobody's words are changed under their name.
    """
    before = queries.find(post_id)
    if before is not None and before.text == text.strip():
        return post_id
    if before is not None and before.author_id == editor_id and before.state.is_read:
        return posts.edit(post_id, editor_id, text).id
    return posts.write(editor_id, text, Place.EVENT, path=path).id
