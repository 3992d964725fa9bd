"""Summing up what was said."""

from app.chat import queries
from app.chat.models import ChatSummary
from app.chat.rules import check_rest
from app.chat.service.rooms import close_room, held
from app.core import audit
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.posts import service as posts
from app.posts.rules import Place


def sum_up(
    room_id: int, author_id: int, text: str, *, up_to: int, closes: bool, at_rest: bool = False
) -> int:
    """Keep what came of the talk since the last summary, up to the newest message that its author
    saw; returns the number of the summary. `closes`: nobody writes in the room any more; `at_rest`:
    whether the site of the room is. Raises `Refused`.

    Sent twice, the second finds nothing left to sum up.
    """
    refuse(check_rest(at_rest=at_rest))
    room = held(room_id)
    found = queries.stretch(room_id, up_to)
    if found is None:
        raise Refused([("text", "Nothing was said since the last summary. Look at that one first")])
    audit.because("chat summed up", summary="A chat was summed up.", site_id=room.site_id)
    begun = posts.begin(author_id, text, Place.SUMMARY, room_key=room.room_key)
    summary = ChatSummary(
        room_id=room_id,
        post_id=begun.post.id,
        written_at=begun.post.written_at,
        **vars(found),
    )
    session().add(summary)
    session().flush()
    posts.placed(begun, f"/community/chat/{room_id}/summaries/{summary.id}")
    if closes:
        close_room(room_id)
    return summary.id
