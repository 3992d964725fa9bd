"""What the rooms above do when a post of theirs changes where they do not see it.

A post is redacted, hidden, forgotten or erased here, but its words may also stand in an index, and
a chat has to tell browsers. `create_app`, which knows every room, hands their functions over, as
it hands the gate its loaders.
"""

from collections.abc import Callable, Mapping

from app.posts.rules.places import Place

Changed = Callable[[int], None]
"""Given the number of the post, after it was flushed, in the transaction of the change."""
_listeners: dict[Place, Changed] = {}


def listen(listeners: Mapping[Place, Changed]) -> None:
    """Who is told of changed posts, by place; takes the place of what was said before."""
    _listeners.clear()
    _listeners.update(listeners)


def tell_room(post_id: int, place: Place) -> None:
    """Tell the room that shows it."""
    told = _listeners.get(place)
    if told is not None:
        told(post_id)
